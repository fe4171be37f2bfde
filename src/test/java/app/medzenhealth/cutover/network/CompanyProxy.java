package app.medzenhealth.cutover.network;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A company's proxy on loopback: whatever it is asked for, it connects to one port of this machine. */
public final class CompanyProxy implements AutoCloseable {
    private final ServerSocket door;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile int target;
    private volatile Optional<String> login = Optional.empty();
    private volatile String refusal = "";

    /** @param target the port on loopback that stands for everybody */
    public CompanyProxy(int target) throws IOException {
        this(target, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    }

    /** @param door where it is spoken to, which may be over TLS */
    public CompanyProxy(int target, ServerSocket door) {
        this.target = target;
        this.door = door;
        Thread.ofPlatform().daemon().start(this::accept);
    }

    public String address() {
        return "127.0.0.1:" + door.getLocalPort();
    }

    /** Wants {@code USER:PASSWORD} from now on. */
    public CompanyProxy wants(String userAndPassword) {
        login = Optional.of(
                "Basic " + Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    /** Where whatever is asked for is from now on. */
    public void leadsTo(int port) {
        target = port;
    }

    /** Answers everything with this status line and these headers from now on. */
    public CompanyProxy refuses(String head) {
        refusal = head;
        return this;
    }

    /** The first line of each request, as it came. */
    public List<String> asked() {
        return asked;
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                var client = door.accept();
                Thread.ofPlatform().daemon().start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            var head = head(client.getInputStream());
            var first = head.lines().findFirst().orElse("");
            asked.add(first);
            var out = client.getOutputStream();
            if (!refusal.isEmpty()) {
                out.write((refusal + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
                return;
            }
            if (login.filter(l -> !head.contains("Proxy-Authorization: " + l)).isPresent()) {
                out.write(("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"corp\"\r\n"
                                + "Content-Length: 0\r\n\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1));
                return;
            }
            try (var server = new Socket(InetAddress.getLoopbackAddress(), target)) {
                if (first.startsWith("CONNECT ")) {
                    out.write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
                } else {
                    server.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
                }
                var back = Thread.ofPlatform().daemon().start(() -> pass(server, client));
                client.getInputStream().transferTo(server.getOutputStream());
                server.shutdownOutput();
                back.join();
            }
        } catch (IOException | InterruptedException over) {
            // The connection is over, whoever ended it.
            return;
        }
    }

    private static void pass(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException over) {
            return;
        }
    }

    private static String head(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            var c = in.read();
            if (c < 0) {
                throw new IOException("closed");
            }
            head.write(c);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
