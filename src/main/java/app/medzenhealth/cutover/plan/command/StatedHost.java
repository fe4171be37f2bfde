package app.medzenhealth.cutover.plan.command;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A host that a command may connect to: {@code api.supabase.com}, {@code *.supabase.co} for every name below, {@code github.com:22} for
 * another port than that of HTTPS.
 *
 * @param name in small letters, without a dot at the end
 */
public record StatedHost(String name, int port) {
    public static final int HTTPS = 443;
    public static final int SSH = 22;

    private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
    // RFC 1123, 2.1. The last label is no number, so that no address is written as a name.
    private static final Pattern FORM =
            Pattern.compile("(?:\\*\\.)?(?:" + LABEL + "\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?(?::([1-9][0-9]{0,4}))?");

    /** AWS's own interfaces answer below these: what goes there goes through the guard (General Reference, service endpoints). */
    private static final Pattern OF_AWS = Pattern.compile(
            "(?:.*\\.)?(?:amazonaws\\.com|amazonaws\\.com\\.cn|api\\.aws|aws\\.dev|aws\\.amazon\\.com)");

    /** What a project has made there answers below these, each under a name of its own. */
    private static final Pattern OF_PROJECT = Pattern.compile(
            ".*\\.(?:execute-api|elb|appsync-api|lambda-url)\\.[a-z0-9-]+\\.(?:amazonaws\\.com|on\\.aws)|.*\\.elb\\.amazonaws\\.com");

    /** @throws IllegalArgumentException with what is wrong with it, in words */
    public static StatedHost parse(String text) {
        var small = text.toLowerCase(Locale.ROOT);
        var form = FORM.matcher(small);
        if (!form.matches()) {
            throw new IllegalArgumentException("“" + text + "” is no name of a host");
        }
        var port = form.group(1) == null ? HTTPS : Integer.parseInt(form.group(1));
        if (port > 65_535) {
            throw new IllegalArgumentException("“" + text + "” names no port");
        }
        return new StatedHost(form.group(1) == null ? small : small.substring(0, small.lastIndexOf(':')), port);
    }

    /** What is wrong with stating it; empty where nothing is. */
    static Optional<String> fault(String text) {
        StatedHost host;
        try {
            host = parse(text);
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
        if (host.name.startsWith("*.")
                && host.name.chars().filter(c -> c == '.').count() < 2) {
            return Optional.of(text + " stands for every host under a top-level domain");
        }
        if (OF_AWS.matcher(host.name).matches()
                && !OF_PROJECT.matcher(host.name).matches()) {
            return Optional.of(text + " is AWS's own, and what goes there goes past the guard");
        }
        return Optional.empty();
    }

    /** @param host as it is asked for */
    public boolean allows(String host, int at) {
        var asked = host.toLowerCase(Locale.ROOT);
        var plain = asked.endsWith(".") ? asked.substring(0, asked.length() - 1) : asked;
        return at == port
                && (name.startsWith("*.")
                        ? plain.endsWith(name.substring(1)) && plain.length() > name.length() - 1
                        : plain.equals(name));
    }

    public static boolean allow(List<StatedHost> stated, String host, int port) {
        return stated.stream().anyMatch(s -> s.allows(host, port));
    }

    @Override
    public String toString() {
        return port == HTTPS ? name : name + ":" + port;
    }
}
