package app.medzenhealth.cutover.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Which proxy is used for whom: Java's own properties go before the environment, whose lower-case names go before the upper-case
 * ones, as in the AWS CLI. {@code HTTP_PROXY} is for {@code http} alone; this machine is never reached by way of a proxy.
 *
 * @see <a href="https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-proxy.html">using an HTTP proxy</a>
 */
record ProxySettings(Map<String, String> environment, Map<?, ?> properties) {

    /** @throws NotConnected if the setting that counts is no address of a proxy */
    Optional<Proxy> proxy(String scheme, String host, int port) {
        var kind = scheme.toLowerCase(Locale.ROOT);
        if (Loopback.is(host) || !(kind.equals("http") || kind.equals("https"))) {
            return Optional.empty();
        }
        return ofJava(kind)
                .filter(p -> !javas().covers(host, port))
                .or(() -> ofJava(kind).isPresent() ? Optional.empty() : ofEnvironment(kind, host, port));
    }

    private Optional<Proxy> ofEnvironment(String scheme, String host, int port) {
        return variable(scheme + "_proxy")
                .filter(found -> !bypass().covers(host, port))
                .map(found -> Proxy.of(found.value(), found.name()));
    }

    /** All passwords there are, for those who keep them out of sight. */
    Stream<String> passwords() {
        return Stream.of("http", "https")
                .flatMap(scheme ->
                        Stream.of(ofJava(scheme), variable(scheme + "_proxy").flatMap(ProxySettings::read)))
                .flatMap(Optional::stream)
                .flatMap(p -> p.password().stream());
    }

    /**
     * For programs, in both spellings: some read the one only, some the other. Where no proxy is set there are none, and a setting
     * that cannot be used is passed on as it is.
     */
    Map<String, String> variables() {
        var variables = new TreeMap<String, String>();
        for (var scheme : List.of("http", "https")) {
            property(scheme + ".proxyHost")
                    .flatMap(host -> ofJava(scheme).map(Proxy::url))
                    .or(() -> variable(scheme + "_proxy").map(Found::value))
                    .ifPresent(url -> both(variables, scheme + "_proxy", url));
        }
        if (!variables.isEmpty()) {
            var bypassed = new ArrayList<String>(List.of("localhost", "127.0.0.1", "::1"));
            property("http.nonProxyHosts")
                    .map(p -> p.replace("|", ",").replaceAll("(^|,)\\*\\.", "$1."))
                    .or(() -> variable("no_proxy").map(Found::value))
                    .ifPresent(bypassed::add);
            both(variables, "no_proxy", String.join(",", bypassed));
        }
        return variables;
    }

    private static void both(Map<String, String> variables, String lower, String value) {
        variables.put(lower, value);
        variables.put(lower.toUpperCase(Locale.ROOT), value);
    }

    private static Optional<Proxy> read(Found found) {
        try {
            return Optional.of(Proxy.of(found.value(), found.name()));
        } catch (NotConnected unusable) {
            // Said when it is needed.
            return Optional.empty();
        }
    }

    private Optional<Proxy> ofJava(String scheme) {
        return property(scheme + ".proxyHost")
                .map(host -> new Proxy(
                        false,
                        host,
                        property(scheme + ".proxyPort")
                                .filter(p -> p.matches("\\d{1,5}"))
                                .map(Integer::parseInt)
                                .orElse(scheme.equals("https") ? 443 : 80),
                        property(scheme + ".proxyUser")
                                .map(user -> user + ":"
                                        + property(scheme + ".proxyPassword").orElse("")),
                        "-D" + scheme + ".proxyHost"));
    }

    private Bypass javas() {
        return property("http.nonProxyHosts").<Bypass>map(Bypass.Patterns::of).orElseGet(this::bypass);
    }

    private Bypass bypass() {
        return variable("no_proxy")
                .<Bypass>map(found -> Bypass.Names.of(found.value()))
                .orElseGet(Bypass.Nobody::new);
    }

    private record Found(String name, String value) {}

    /** An empty variable in lower case switches the upper-case one off, as in the AWS CLI. */
    private Optional<Found> variable(String lower) {
        var name = environment.containsKey(lower) ? lower : lower.toUpperCase(Locale.ROOT);
        return Optional.ofNullable(environment.get(name))
                .filter(v -> !v.isBlank())
                .map(v -> new Found(name, v));
    }

    private Optional<String> property(String name) {
        return Optional.ofNullable(properties.get(name))
                .map(String::valueOf)
                .map(String::strip)
                .filter(v -> !v.isEmpty());
    }

    /** Without the values, which may hold passwords. */
    @Override
    public String toString() {
        return "ProxySettings";
    }
}
