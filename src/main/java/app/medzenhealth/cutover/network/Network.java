package app.medzenhealth.cutover.network;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The way from this machine to others. What is set wrongly is said when it is needed, and not before. For many threads.
 *
 * <p>Proxies: {@code HTTPS_PROXY}, {@code HTTP_PROXY} (for {@code http} only), {@code NO_PROXY} and Java's own properties. Trust:
 * Java's trust store, and the bundle of {@code AWS_CA_BUNDLE}, else of the profile's {@code ca_bundle}, else of
 * {@code REQUESTS_CA_BUNDLE}, in the order of botocore.
 *
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-gen-config.html">ca_bundle</a>
 */
public final class Network {
    private final Supplier<Settings> settings;

    private Network(Supplier<Settings> settings) {
        this.settings = settings;
    }

    private Network(ProxySettings proxies, Optional<Trust.Bundle> bundle) {
        var made = new Settings(proxies, bundle);
        this.settings = () -> made;
    }

    /** What counts at one time. */
    private static final class Settings {
        private final ProxySettings proxies;
        private final Optional<Trust.Bundle> bundle;
        private @Nullable SSLContext tls;

        Settings(ProxySettings proxies, Optional<Trust.Bundle> bundle) {
            this.proxies = proxies;
            this.bundle = bundle;
        }

        synchronized SSLContext tls() {
            if (tls == null) {
                try {
                    var made = SSLContext.getInstance("TLS");
                    made.init(null, new TrustManager[] {Trust.managers(bundle)}, null);
                    tls = made;
                } catch (GeneralSecurityException e) {
                    throw new IllegalStateException("every Java speaks TLS", e);
                }
            }
            return tls;
        }
    }

    /** Whatever {@code now} gives at each use: for those who keep their network longer than it stays the same. */
    public static Network following(Supplier<Network> now) {
        return new Network(() -> now.get().settings.get());
    }

    private ProxySettings proxies() {
        return settings.get().proxies;
    }

    /** As this process was started. */
    public static Network here() {
        return of(System.getenv(), System.getProperties());
    }

    public static Network of(Map<String, String> environment, Map<?, ?> properties) {
        var proxies = new ProxySettings(environment, properties);
        return new Network(
                proxies, bundle(environment, "AWS_CA_BUNDLE").or(() -> bundle(environment, "REQUESTS_CA_BUNDLE")));
    }

    private static Optional<Trust.Bundle> bundle(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .map(String::strip)
                .filter(v -> !v.isEmpty())
                .map(v -> new Trust.Bundle(Path.of(v), name));
    }

    /** The same, with the bundle of a profile where the environment names none. */
    public Network withBundle(Path file, String setting) {
        return settings.get()
                        .bundle
                        .filter(b -> b.setting().equals("AWS_CA_BUNDLE"))
                        .isPresent()
                ? this
                : new Network(proxies(), Optional.of(new Trust.Bundle(file, setting)));
    }

    /** The file of certificate authorities that counts beside Java's own, where one is set; it may not be there. */
    public Optional<Path> bundle() {
        return settings.get().bundle.map(Trust.Bundle::file);
    }

    /**
     * The same way for a program that is started here, as variables of its environment; they take the place of its own. Programs of
     * Node.js trust {@code NODE_EXTRA_CA_CERTS} besides their own authorities, those of AWS {@code AWS_CA_BUNDLE} in their place.
     *
     * @see <a href="https://nodejs.org/api/cli.html#node_extra_ca_certsfile">NODE_EXTRA_CA_CERTS</a>
     */
    public Map<String, String> variables() {
        var variables = new TreeMap<String, String>(proxies().variables());
        bundle().map(Path::toString).ifPresent(file -> {
            variables.put("AWS_CA_BUNDLE", file);
            variables.put("NODE_EXTRA_CA_CERTS", file);
        });
        return variables;
    }

    /** Passwords of proxies, to be kept out of whatever is written. */
    public Stream<String> secrets() {
        return proxies().passwords();
    }

    /**
     * Where the web is reached by way of a proxy: in words, for those who explain why something was not reached.
     *
     * @throws NotConnected if the setting that counts cannot be used
     */
    public Optional<String> proxyFor(String scheme, String host, int port) {
        return proxies().proxy(scheme, host, port).map(Proxy::address);
    }

    /**
     * Connects to a host, through the proxy where one is used for it.
     *
     * @param socket not connected yet
     * @param timeout in milliseconds
     * @return what to speak through, without TLS yet
     * @throws NotConnected if a setting or a proxy is in the way
     */
    public Socket connect(Socket socket, String scheme, String host, int port, int timeout) throws IOException {
        var proxy = proxies().proxy(scheme, host, port);
        if (proxy.isPresent()) {
            return new Tunnel(proxy.get(), tls()).open(socket, host, port, timeout);
        }
        socket.connect(Names.address(host, port), timeout);
        return socket;
    }

    /**
     * A connection for plain HTTP. A proxy passes such requests on by their whole address (RFC 9112, 3.2.2).
     *
     * @param socket to write to
     * @param proxy that passes on what is written, if one does
     */
    public record Plain(Socket socket, Optional<Passing> proxy) {}

    /** What a proxy that passes requests on wants to see. */
    public static final class Passing {
        private final Proxy proxy;

        private Passing(Proxy proxy) {
            this.proxy = proxy;
        }

        /** {@code Proxy-Authorization}'s value. */
        public Optional<String> authorization() {
            return proxy.authorization();
        }

        /** Why an answer of status 407 is the proxy's own. */
        public NotConnected signIn() {
            return Tunnel.signIn(proxy, List.of());
        }
    }

    /** As {@link #connect}, for plain HTTP to the host that is asked. */
    public Plain plain(Socket socket, String host, int port, int timeout) throws IOException {
        var proxy = proxies().proxy("http", host, port);
        if (proxy.isPresent()) {
            var reached = new Tunnel(proxy.get(), tls()).reach(socket, timeout);
            return new Plain(reached, proxy.map(Passing::new));
        }
        socket.connect(Names.address(host, port), timeout);
        return new Plain(socket, Optional.empty());
    }

    /**
     * Whose certificates count.
     *
     * @throws NotConnected if the bundle cannot be used
     */
    public SSLSocketFactory tls() {
        return settings.get().tls().getSocketFactory();
    }
}
