package app.medzenhealth.cutover.network;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A web proxy.
 *
 * @param secure whether it is spoken to over TLS itself
 * @param login {@code USER:PASSWORD}, percent-decoded
 * @param setting what names it, for example {@code HTTPS_PROXY}
 */
record Proxy(boolean secure, String host, int port, Optional<String> login, String setting) {

    /**
     * As urllib3 reads it: without a scheme it is {@code http://}; the port is by default that of the scheme.
     *
     * @throws NotConnected if it is no address of a proxy; without what it holds, which may be a password
     */
    static Proxy of(String value, String setting) {
        var text = value.strip();
        var url = text.contains("://") ? text : text.startsWith("//") ? "http:" + text : "http://" + text;
        try {
            var uri = new URI(url);
            var scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if (!scheme.equals("http") && !scheme.equals("https")) {
                throw unusable(
                        setting, "names a proxy of the kind " + scheme + ", and only http and https are understood");
            }
            if (uri.getHost() == null || uri.getPort() > 65_535) {
                throw unusable(setting, "is not the address of a proxy");
            }
            var secure = scheme.equals("https");
            var port = uri.getPort() > 0 ? uri.getPort() : secure ? 443 : 80;
            return new Proxy(secure, uri.getHost(), port, login(uri.getRawUserInfo(), setting), setting);
        } catch (URISyntaxException e) {
            throw unusable(
                    setting,
                    "is not the address of a proxy; in a user name or password, signs such as @ : / # % are written as %40"
                            + " %3A %2F %23 %25");
        }
    }

    private static Optional<String> login(@Nullable String userInfo, String setting) {
        if (userInfo == null || userInfo.isEmpty()) {
            return Optional.empty();
        }
        var plain = URLDecoder.decode(userInfo.replace("+", "%2B"), StandardCharsets.UTF_8);
        if (plain.chars().anyMatch(c -> c < ' ')) {
            throw unusable(setting, "holds a control character");
        }
        return Optional.of(plain.contains(":") ? plain : plain + ":");
    }

    private static NotConnected unusable(String setting, String what) {
        return new NotConnected(
                setting + " " + what, "correct " + setting + ", for example http://proxy.example.com:8080");
    }

    String address() {
        return host + ":" + port;
    }

    /** As a variable of the environment names it. */
    String url() {
        return (secure ? "https://" : "http://")
                + login.map(l -> encoded(l.substring(0, l.indexOf(':'))) + ":"
                                + encoded(l.substring(l.indexOf(':') + 1)) + "@")
                        .orElse("")
                + (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + port;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** RFC 7617. */
    Optional<String> authorization() {
        return login.map(l -> "Basic " + Base64.getEncoder().encodeToString(l.getBytes(StandardCharsets.UTF_8)));
    }

    /** The part of the login that nobody may see. */
    Optional<String> password() {
        return login.map(l -> l.substring(l.indexOf(':') + 1)).filter(p -> !p.isEmpty());
    }

    /** Without the login. */
    @Override
    public String toString() {
        return "Proxy[" + address() + ", " + setting + "]";
    }
}
