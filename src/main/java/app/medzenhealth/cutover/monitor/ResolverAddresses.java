package app.medzenhealth.cutover.monitor;

import app.medzenhealth.cutover.network.Names;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.xbill.DNS.Address;
import org.xbill.DNS.SimpleResolver;

/** Resolvers as a person lists them in one line. */
public final class ResolverAddresses {
    /** All of them are asked in turn every ten seconds while production moves. */
    private static final int MOST = 8;

    private static final int LAST_PORT = 65_535;

    /** {@code 192.0.2.53}, {@code 192.0.2.53:5353}, {@code 2001:db8::53}, {@code [2001:db8::53]:5353}. */
    private static final Pattern ONE = Pattern.compile(
            "(?:(?<four>[0-9.]+)|\\[(?<six>[0-9A-Fa-f:.]+)])(?::(?<port>\\d{1,5}))?|(?<bare>[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)");

    private ResolverAddresses() {}

    /**
     * @param text addresses with commas between them; none at all is a list, too
     * @throws IllegalArgumentException if one of them is no address (a name would have to be looked up by a resolver), is there
     *     twice, or there are more than eight
     */
    public static List<InetSocketAddress> of(String text) {
        var found = new ArrayList<InetSocketAddress>();
        for (var one : text.split(",")) {
            if (!one.isBlank()) {
                found.add(one(one.strip()));
            }
        }
        if (found.size() > MOST) {
            throw new IllegalArgumentException(
                    "These are " + found.size() + " resolvers, and at most " + MOST + " are asked");
        }
        if (found.stream().distinct().count() < found.size()) {
            throw new IllegalArgumentException("One of them is listed twice, and would count twice");
        }
        return List.copyOf(found);
    }

    private static InetSocketAddress one(String text) {
        var parts = ONE.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("“" + text + "” is no address");
        }
        var address = parts.group("four") != null
                ? parts.group("four")
                : parts.group("six") != null ? parts.group("six") : parts.group("bare");
        var port = parts.group("port") == null ? SimpleResolver.DEFAULT_PORT : Integer.parseInt(parts.group("port"));
        try {
            if (port < 1 || port > LAST_PORT) {
                throw new UnknownHostException("port " + port);
            }
            Address.getByAddress(address);
            return Names.address(address, port);
        } catch (IOException e) {
            throw new IllegalArgumentException("“" + text + "” is no address", e);
        }
    }
}
