package app.medzenhealth.cutover.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands on loopback before a server and passes on what is sent, well or badly. Knows no protocol: it relays bytes. */
public final class Relay implements AutoCloseable {

    /** How answers are passed on; what is sent to the server always is, but by {@link #SILENT}. */
    public enum Mode {
        WELL,
        /** Reads, and passes nothing on: no answer ever. */
        SILENT,
        /** Each answer waits, and then comes whole. */
        SLOW,
        /** A byte a second. */
        DRIBBLE,
        /** The connection ends in the middle of the answer. */
        CUT,
        /** The connection ends as soon as something was asked. */
        CLOSE
    }

    private static final int MIDDLE = 150;

    private final ServerSocket listening;
    private final URI server;
    private final Mode mode;
    private final Duration delay;
    private final int before;
    private final AtomicInteger connections = new AtomicInteger();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * @param delay of each answer where they are slow
     * @param before so many connections are relayed well first
     */
    public Relay(URI server, Mode mode, Duration delay, int before) throws IOException {
        this.server = server;
        this.mode = mode;
        this.delay = delay;
        this.before = before;
        listening = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
        begin("accepts", this::accept);
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort());
    }

    public int connections() {
        return connections.get();
    }

    private interface Work {
        void go() throws IOException, InterruptedException;
    }

    private void begin(String name, Work work) {
        Thread.ofPlatform().daemon().name("relay " + name).start(() -> {
            try {
                work.go();
            } catch (IOException ended) {
                // A side has closed its connection, and the other one is closed for it.
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void accept() throws IOException {
        while (true) {
            var caller = listening.accept();
            open.add(caller);
            var how = connections.incrementAndGet() > before ? mode : Mode.WELL;
            begin("connection", () -> relay(caller, how));
        }
    }

    private void relay(Socket caller, Mode how) throws IOException, InterruptedException {
        try (caller;
                var asked = new Socket()) {
            open.add(asked);
            switch (how) {
                case SILENT -> caller.getInputStream().transferTo(OutputStream.nullOutputStream());
                case CLOSE -> caller.getInputStream().read();
                case WELL, SLOW, DRIBBLE, CUT -> {
                    asked.setTcpNoDelay(true);
                    asked.connect(new InetSocketAddress(server.getHost(), server.getPort()));
                    begin("question", () -> {
                        try (asked) {
                            caller.getInputStream().transferTo(asked.getOutputStream());
                        }
                    });
                    caller.setTcpNoDelay(true);
                    answer(asked.getInputStream(), caller.getOutputStream(), how);
                }
            }
        } finally {
            open.remove(caller);
        }
    }

    private void answer(InputStream from, OutputStream to, Mode how) throws IOException, InterruptedException {
        var some = new byte[how == Mode.DRIBBLE ? 1 : 64 * 1024];
        var passed = 0;
        for (var read = from.read(some); read >= 0; read = from.read(some)) {
            switch (how) {
                case SLOW -> pause(delay);
                case DRIBBLE -> pause(Duration.ofSeconds(1));
                case CUT -> read = Math.min(read, MIDDLE - passed);
                default -> {}
            }
            to.write(some, 0, read);
            to.flush();
            passed += read;
            if (how == Mode.CUT && passed >= MIDDLE) {
                return;
            }
        }
    }

    /** Until it is time, or until this relay is closed. */
    private void pause(Duration time) throws IOException, InterruptedException {
        if (closed.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IOException("closed");
        }
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        listening.close();
        for (var socket : open) {
            socket.close();
        }
    }
}
