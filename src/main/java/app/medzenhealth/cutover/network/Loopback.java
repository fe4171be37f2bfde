package app.medzenhealth.cutover.network;

import java.util.Locale;
import java.util.regex.Pattern;

/** Names and addresses that always mean this machine: literal addresses and one name, and no other name is looked up. */
public final class Loopback {
    private static final Pattern HERE =
            Pattern.compile("127(\\.\\d{1,3}){3}|localhost|\\[(0{0,4}:){2,7}0{0,3}1]|(0{0,4}:){2,7}0{0,3}1");

    private Loopback() {}

    public static boolean is(String host) {
        return HERE.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }
}
