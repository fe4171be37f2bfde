package app.medzenhealth.cutover.monitor;

import app.medzenhealth.cutover.concurrent.Threads;
import app.medzenhealth.cutover.network.Network;
import app.medzenhealth.cutover.network.Obstacle;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Probes over sockets of its own: the JDK's clients cannot connect to one host while they ask, and check the certificate
 * of, another. One connection a request, closed afterwards.
 */
public final class JdkHttpProber implements HttpProber {
    private static final int PROXY_SIGN_IN = 407;

    private final Network network;
    private final Supplier<SSLSocketFactory> tls;

    /** @param network by which hosts are reached, and whose certificates count */
    public JdkHttpProber(Network network) {
        this(network, network::tls);
    }

    /** @param tls decides which certificates are trusted */
    JdkHttpProber(Network network, Supplier<SSLSocketFactory> tls) {
        this.network = network;
        this.tls = tls;
    }

    @Override
    public Answer probe(Request request) throws InterruptedException {
        var begun = System.nanoTime();
        return switch (answered(request, HttpExchange.LONGEST_BODY)) {
            case Heard heard ->
                new Answer.Answered(
                        heard.received().status(),
                        heard.received().body(),
                        heard.certificate(),
                        since(begun),
                        heard.address());
            case Silent(var reason) -> new Answer.NoAnswer(reason, since(begun));
        };
    }

    @Override
    public Content content(Request request, int most) throws InterruptedException {
        // One byte more shows that there are more.
        return switch (answered(request, most + 1)) {
            case Heard heard
            when heard.received().status() != HttpURLConnection.HTTP_OK ->
                new Content.None("the answer was " + heard.received().status());
            case Heard heard
            when heard.received().bytes().length > most -> new Content.None("it is longer than " + most + " bytes");
            case Heard heard -> new Content.Bytes(heard.received().bytes());
            case Silent(var reason) -> new Content.None(reason);
        };
    }

    /** How an exchange ended. */
    private sealed interface Ended {}

    private record Heard(HttpExchange.Received received, Optional<Certificate> certificate, Optional<String> address)
            implements Ended {}

    private record Silent(String reason) implements Ended {}

    private Ended answered(Request request, int longest) throws InterruptedException {
        var open = new AtomicReference<Socket>();
        var exchange = new FutureTask<>(() -> exchange(request, open, longest));
        Threads.start("probe " + request.uri().getHost(), exchange);
        try {
            return exchange.get(request.timeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return new Silent("no answer within " + request.timeout().toMillis() + " ms");
        } catch (ExecutionException e) {
            return new Silent(reason(Objects.requireNonNull(e.getCause()), request));
        } finally {
            exchange.cancel(true);
            close(open.get());
        }
    }

    private Heard exchange(Request request, AtomicReference<Socket> open, int longest) throws IOException {
        var uri = request.uri();
        var secure = switch (String.valueOf(uri.getScheme())) {
            case "https" -> true;
            case "http" -> false;
            default -> throw new IOException("not an http or https address: " + uri);
        };
        var port = uri.getPort() > 0 ? uri.getPort() : secure ? 443 : 80;
        var timeout = Math.clamp(request.timeout().toMillis(), 1, Integer.MAX_VALUE);
        var socket = new Socket();
        open.set(socket);
        socket.setSoTimeout(timeout);
        var host = request.connectTo().orElse(uri.getHost());
        if (!secure && request.connectTo().isEmpty()) {
            return plain(request, network.plain(socket, host, port, timeout), longest);
        }
        socket = network.connect(socket, uri.getScheme(), host, port, timeout);
        open.set(socket);
        var address =
                network.proxyFor(uri.getScheme(), host, port).isEmpty() ? address(socket) : Optional.<String>empty();
        Optional<Certificate> certificate = Optional.empty();
        if (secure) {
            var secured = handshake(socket, uri, port);
            open.set(secured);
            socket = secured;
            certificate = certificate(secured);
        }
        HttpExchange.send(request, false, Optional.empty(), socket.getOutputStream());
        return new Heard(
                HttpExchange.receive(request.method(), socket.getInputStream(), longest), certificate, address);
    }

    private static Optional<String> address(Socket socket) {
        return Optional.ofNullable(socket.getInetAddress()).map(InetAddress::getHostAddress);
    }

    private static Heard plain(Request request, Network.Plain line, int longest) throws IOException {
        var proxy = line.proxy();
        HttpExchange.send(
                request,
                proxy.isPresent(),
                proxy.flatMap(Network.Passing::authorization),
                line.socket().getOutputStream());
        var received = HttpExchange.receive(request.method(), line.socket().getInputStream(), longest);
        if (received.status() == PROXY_SIGN_IN && proxy.isPresent()) {
            throw proxy.get().signIn();
        }
        return new Heard(received, Optional.empty(), proxy.isEmpty() ? address(line.socket()) : Optional.empty());
    }

    private SSLSocket handshake(Socket socket, URI uri, int port) throws IOException {
        // The name given here is the one sent as SNI and the one the certificate must carry.
        var secured = (SSLSocket) tls.get().createSocket(socket, uri.getHost(), port, true);
        var parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private static Optional<Certificate> certificate(SSLSocket socket) throws SSLPeerUnverifiedException {
        if (!(socket.getSession().getPeerCertificates()[0] instanceof X509Certificate leaf)) {
            return Optional.empty();
        }
        return Optional.of(new Certificate(
                leaf.getSubjectX500Principal().getName(),
                names(leaf),
                leaf.getNotAfter().toInstant()));
    }

    private static List<String> names(X509Certificate leaf) {
        var names = new ArrayList<String>();
        try {
            var alternatives = leaf.getSubjectAlternativeNames();
            if (alternatives != null) {
                alternatives.forEach(entry -> names.add(String.valueOf(entry.get(1))));
            }
        } catch (CertificateParsingException e) {
            return List.of();
        }
        return List.copyOf(names);
    }

    private static String reason(Throwable cause, Request request) {
        var host = request.connectTo().orElse(request.uri().getHost());
        return Obstacle.behind(cause)
                .map(o -> (cause instanceof SSLException ? "TLS failed: " : "") + o.words())
                .orElseGet(() -> switch (cause) {
                    case UnknownHostException e -> "the name " + host + " does not resolve";
                    case SocketTimeoutException e ->
                        "no answer within " + request.timeout().toMillis() + " ms";
                    case SSLException e -> "TLS failed: " + e.getMessage();
                    default -> cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
                });
    }

    private static void close(@Nullable Socket socket) {
        if (socket == null) {
            return;
        }
        try {
            socket.close();
        } catch (IOException e) {
            // The answer, or its absence, is already known; a failed close changes nothing about it.
            return;
        }
    }

    private static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
