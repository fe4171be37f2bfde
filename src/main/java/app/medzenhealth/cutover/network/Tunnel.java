package app.medzenhealth.cutover.network;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** A connection through a proxy (RFC 9110, 9.3.6 CONNECT). */
record Tunnel(Proxy proxy, SSLSocketFactory tls) {
    private static final int LONGEST_HEAD = 16 * 1024;

    private record Answer(int status, String reason, List<String> challenges) {}

    /**
     * @param socket not connected yet, with the time-out for reading that it should have
     * @param timeout until the proxy is connected to, in milliseconds
     * @return what to speak through, to the host asked for
     */
    Socket open(Socket socket, String host, int port, int timeout) throws IOException {
        var reached = reach(socket, timeout);
        var before = reached.getSoTimeout();
        Answer answer;
        try {
            if (before == 0) {
                reached.setSoTimeout(timeout);
            }
            send(reached, host + ":" + port);
            answer = answer(reached.getInputStream());
            reached.setSoTimeout(before);
        } catch (SocketTimeoutException e) {
            throw new ProxyUnreachable(proxy.address(), named() + " did not answer in time", e);
        } catch (IOException e) {
            throw new ProxyUnreachable(proxy.address(), named() + " broke the connection, or is not a web proxy", e);
        }
        judge(answer, host + ":" + port);
        return reached;
    }

    /** The proxy itself, for plain HTTP that it passes on. */
    Socket reach(Socket socket, int timeout) throws IOException {
        try {
            socket.connect(Names.address(proxy.host(), proxy.port()), timeout);
        } catch (UnknownHostException e) {
            throw new ProxyUnreachable(
                    proxy.address(), named() + " could not be reached: its name does not resolve", e);
        } catch (IOException e) {
            throw new ProxyUnreachable(proxy.address(), named() + " could not be reached: " + e.getMessage(), e);
        }
        if (!proxy.secure()) {
            return socket;
        }
        var secured = (SSLSocket) tls.createSocket(socket, proxy.host(), proxy.port(), true);
        var parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private void send(Socket socket, String target) throws IOException {
        var head = "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\nUser-Agent: cutover-console\r\n"
                + proxy.authorization()
                        .map(a -> "Proxy-Authorization: " + a + "\r\n")
                        .orElse("")
                + "\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private static Answer answer(InputStream in) throws IOException {
        var lines = head(in);
        var parts = lines.getFirst().split(" ", 3);
        if (parts.length < 2 || !parts[0].startsWith("HTTP/1.") || !parts[1].matches("\\d{3}")) {
            throw new IOException("the answer is not HTTP/1.1");
        }
        var challenges = lines.stream()
                .filter(l -> l.toLowerCase(Locale.ROOT).startsWith("proxy-authenticate:"))
                .map(l -> l.substring(l.indexOf(':') + 1).strip().split("[ ,]", 2)[0])
                .filter(s -> s.matches("[A-Za-z0-9-]{1,20}"))
                .toList();
        return new Answer(Integer.parseInt(parts[1]), parts.length > 2 ? parts[2] : "", challenges);
    }

    /** Not a byte more than the head: what follows is the other side's. */
    private static List<String> head(InputStream in) throws IOException {
        var lines = new ArrayList<String>();
        var line = new ByteArrayOutputStream();
        for (var read = 0; read < LONGEST_HEAD; read++) {
            var c = in.read();
            if (c < 0) {
                throw new EOFException("closed before the answer was complete");
            }
            if (c != '\n') {
                line.write(c);
                continue;
            }
            var text = line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
            line.reset();
            if (text.isEmpty() && !lines.isEmpty()) {
                return lines;
            }
            lines.add(text);
        }
        throw new IOException("the answer's head is too long");
    }

    private void judge(Answer answer, String target) throws IOException {
        if (answer.status() / 100 == 2) {
            return;
        }
        if (answer.status() == 407) {
            throw signIn(proxy, answer.challenges());
        }
        var said = answer.status() + " " + answer.reason().replaceAll("[^ -~]", "");
        if (answer.status() / 100 == 5) {
            throw new ProxyUnreachable(
                    proxy.address(), named() + " could not reach " + target + " (" + said.strip() + ")");
        }
        throw new NotConnected(
                named() + " refuses connections to " + target + " (" + said.strip() + ")",
                "ask for " + target
                        + " to be allowed there, or name it in NO_PROXY if it is reached without the proxy");
    }

    /** What 407 means; not AWS's answer. */
    static NotConnected signIn(Proxy proxy, List<String> challenges) {
        var basic = challenges.isEmpty() || challenges.stream().anyMatch("Basic"::equalsIgnoreCase);
        if (!basic) {
            return new NotConnected(
                    named(proxy) + " asks for a sign-in by " + String.join(" or ", challenges)
                            + ", and only user and password (Basic) are understood",
                    "go through a relay on this machine that signs in there, or ask for a proxy that takes Basic");
        }
        return proxy.login().isPresent()
                ? new NotConnected(
                        named(proxy) + " does not take the user and password given (407)",
                        "correct them in " + proxy.setting() + ", with %40 for @ and %3A for :")
                : new NotConnected(
                        named(proxy) + " asks for a sign-in (407)", "give user and password: " + example(proxy));
    }

    private static String example(Proxy proxy) {
        return proxy.setting().startsWith("-D")
                ? proxy.setting().replace("Host", "User") + " and "
                        + proxy.setting().replace("Host", "Password")
                : proxy.setting() + "=http://USER:PASSWORD@" + proxy.address();
    }

    private String named() {
        return named(proxy);
    }

    private static String named(Proxy proxy) {
        return "The proxy at " + proxy.address() + " (" + proxy.setting() + ")";
    }
}
