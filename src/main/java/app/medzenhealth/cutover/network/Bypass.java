package app.medzenhealth.cutover.network;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Whom no proxy is used for. */
sealed interface Bypass {

    boolean covers(String host, int port);

    /** Nobody but this machine. */
    record Nobody() implements Bypass {
        @Override
        public boolean covers(String host, int port) {
            return false;
        }
    }

    /**
     * {@code NO_PROXY}: names and the domains below them, with or without a leading dot or {@code *.}, with or without a port; IPv4
     * networks such as {@code 10.0.0.0/8}; or {@code *}.
     *
     * @see <a href="https://docs.python.org/3/library/urllib.request.html">urllib's proxy_bypass_environment</a>, which the AWS CLI
     *     uses; networks as in <a href="https://requests.readthedocs.io/en/latest/api/">requests</a>' should_bypass_proxies
     */
    record Names(List<String> entries) implements Bypass {
        static Names of(String list) {
            return new Names(Arrays.stream(list.split(","))
                    .map(e -> e.strip().toLowerCase(Locale.ROOT))
                    .filter(e -> !e.isEmpty())
                    .toList());
        }

        @Override
        public boolean covers(String host, int port) {
            var name = bare(host);
            return entries.stream()
                    .anyMatch(
                            e -> e.equals("*") || matches(name, e) || matches(name + ":" + port, e) || within(name, e));
        }

        private static boolean matches(String host, String entry) {
            var name = bare(entry.replaceFirst("^\\*?\\.+", ""));
            return !name.isEmpty() && (host.equals(name) || host.endsWith("." + name));
        }

        private static boolean within(String host, String network) {
            var slash = network.indexOf('/');
            if (slash < 0 || !network.substring(slash + 1).matches("\\d{1,2}")) {
                return false;
            }
            var bits = Integer.parseInt(network.substring(slash + 1));
            var base = address(network.substring(0, slash));
            var asked = address(host);
            return bits <= 32 && base >= 0 && asked >= 0 && base >> (32 - bits) == asked >> (32 - bits);
        }

        /** An IPv4 address as a number; negative if it is none. No name is looked up. */
        private static long address(String text) {
            if (!text.matches("\\d{1,3}(\\.\\d{1,3}){3}")) {
                return -1;
            }
            long address = 0;
            for (var part : text.split("\\.")) {
                var octet = Integer.parseInt(part);
                if (octet > 255) {
                    return -1;
                }
                address = address << 8 | octet;
            }
            return address;
        }
    }

    /**
     * {@code http.nonProxyHosts}: names apart by {@code |}, {@code *} at either end.
     *
     * @see <a href="https://docs.oracle.com/en/java/javase/25/docs/api/java.base/java/net/doc-files/net-properties.html">networking
     *     properties</a>
     */
    record Patterns(List<Pattern> patterns) implements Bypass {
        static Patterns of(String list) {
            return new Patterns(Arrays.stream(list.split("\\|"))
                    .map(e -> bare(e.strip().toLowerCase(Locale.ROOT)))
                    .filter(e -> !e.isEmpty())
                    .map(e -> Pattern.compile(Arrays.stream(e.split("\\*", -1))
                            .map(Pattern::quote)
                            .reduce((a, b) -> a + ".*" + b)
                            .orElseThrow()))
                    .toList());
        }

        @Override
        public boolean covers(String host, int port) {
            var name = bare(host);
            return patterns.stream().anyMatch(p -> p.matcher(name).matches());
        }
    }

    private static String bare(String host) {
        var lower = host.toLowerCase(Locale.ROOT);
        return lower.startsWith("[") && lower.endsWith("]") ? lower.substring(1, lower.length() - 1) : lower;
    }
}
