package app.medzenhealth.cutover.monitor;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * A primary that speaks as much of PostgreSQL's protocol as the prober asks, over TLS only and under the certificate it is given
 * (PostgreSQL, Message Flow: SSL Session Encryption, Start-up, Extended Query).
 */
public final class DatabaseStandIn implements AutoCloseable {
    private static final int SSL_REQUEST = 80_877_103;

    private final ServerSocket door = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final SSLSocketFactory tls;
    private final List<String> users = new CopyOnWriteArrayList<>();

    /** What it answers who asks for the sessions of others. */
    private volatile String sessions = "3";

    /** Shows nobody the sessions of other roles. */
    public void hideSessions() {
        sessions = "hidden";
    }

    public DatabaseStandIn(SSLSocketFactory tls) throws IOException {
        this.tls = tls;
        Thread.ofPlatform().daemon().start(this::accept);
    }

    public int port() {
        return door.getLocalPort();
    }

    /** Who got as far as saying who they are. */
    public List<String> users() {
        return users;
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                var caller = door.accept();
                Thread.ofPlatform().daemon().start(() -> serve(caller));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket caller) {
        try (caller) {
            var first = new DataInputStream(caller.getInputStream());
            if (first.readInt() != 2 * Integer.BYTES || first.readInt() != SSL_REQUEST) {
                return;
            }
            caller.getOutputStream().write('S');
            var secured = (SSLSocket) tls.createSocket(caller, null, caller.getPort(), true);
            secured.setUseClientMode(false);
            speak(new DataInputStream(secured.getInputStream()), new DataOutputStream(secured.getOutputStream()));
        } catch (IOException over) {
            // The caller is gone, or did not like the certificate.
            return;
        }
    }

    private void speak(DataInputStream in, DataOutputStream out) throws IOException {
        var start = new byte[in.readInt() - Integer.BYTES];
        in.readFully(start);
        users.add(
                new String(start, Integer.BYTES, start.length - Integer.BYTES, StandardCharsets.UTF_8).split("\0")[1]);
        message(out, 'R', new byte[Integer.BYTES]);
        for (var setting : List.of(
                "server_version\0" + "15.4\0",
                "client_encoding\0UTF8\0",
                "DateStyle\0ISO\0",
                "integer_datetimes\0on\0",
                "standard_conforming_strings\0on\0")) {
            message(out, 'S', setting.getBytes(StandardCharsets.UTF_8));
        }
        message(out, 'Z', new byte[] {'I'});
        var query = "";
        for (var type = in.read(); type >= 0 && type != 'X'; type = in.read()) {
            var content = new byte[in.readInt() - Integer.BYTES];
            in.readFully(content);
            var rows = query.startsWith("select") || query.startsWith("show");
            switch (type) {
                case 'P' -> {
                    query = new String(content, StandardCharsets.UTF_8).split("\0")[1].toLowerCase(Locale.ROOT);
                    message(out, '1', new byte[0]);
                }
                case 'B' -> message(out, '2', new byte[0]);
                case 'D' -> message(out, rows ? 'T' : 'n', rows ? column() : new byte[0]);
                case 'E' -> {
                    if (rows) {
                        message(out, 'D', row(answer(query)));
                    }
                    message(out, 'C', (rows ? "SELECT 1\0" : "SET\0").getBytes(StandardCharsets.UTF_8));
                }
                case 'Q' -> {
                    message(out, 'C', "SET\0".getBytes(StandardCharsets.UTF_8));
                    message(out, 'Z', new byte[] {'I'});
                }
                case 'S' -> message(out, 'Z', new byte[] {'I'});
                default -> {}
            }
        }
    }

    private String answer(String query) {
        return query.contains("pg_is_in_recovery")
                ? "f"
                : query.contains("lsn") ? "4/8F3A2C10" : query.contains("count(*)") ? sessions : "15.4";
    }

    /** One column of type text. */
    private static byte[] column() {
        return ByteBuffer.allocate(2 + 2 + 18)
                .putShort((short) 1)
                .put((byte) 'c')
                .put((byte) 0)
                .putInt(0)
                .putShort((short) 0)
                .putInt(25)
                .putShort((short) -1)
                .putInt(-1)
                .putShort((short) 0)
                .array();
    }

    private static byte[] row(String value) {
        var text = value.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(2 + Integer.BYTES + text.length)
                .putShort((short) 1)
                .putInt(text.length)
                .put(text)
                .array();
    }

    private static void message(DataOutputStream out, int type, byte[] content) throws IOException {
        out.write(type);
        out.writeInt(Integer.BYTES + content.length);
        out.write(content);
        out.flush();
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
