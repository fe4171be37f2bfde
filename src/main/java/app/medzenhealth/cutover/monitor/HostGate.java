package app.medzenhealth.cutover.monitor;

import app.medzenhealth.cutover.concurrent.Threads;
import app.medzenhealth.cutover.network.Network;
import app.medzenhealth.cutover.plan.command.StatedHost;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The only way out that a program has: a proxy on this machine that connects to the hosts which its step states, and says in the
 * program's own log whom it was asked for. Names are resolved here, so that the program needs no name server. It looks at no content.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#name-connect">RFC 9110, 9.3.6: CONNECT</a>
 */
final class HostGate implements AutoCloseable {
    private static final int MOST_CONNECTIONS = 128;
    private static final int LARGEST_HEAD = 8192;
    private static final int CONNECT_MILLIS = 15_000;
    private static final int HEAD_MILLIS = 10_000;
    /** Longer than any command may be silent: its own time limit ends it, and this with it. */
    private static final int IDLE_MILLIS = 30 * 60_000;

    private static final Pattern CONNECT = Pattern.compile("CONNECT (\\[[^]]*]|[^: ]+):([0-9]{1,5}) HTTP/1\\.[01]");

    private final Network network;
    private final List<StatedHost> stated;
    private final Consumer<String> log;
    private final ServerSocket proxy;
    private final Map<StatedHost, ServerSocket> forwarders = new TreeMap<>(Comparator.comparing(String::valueOf));
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService crew = Threads.onDemand(2 * MOST_CONNECTIONS, "gate of a command");

    private HostGate(Network network, List<StatedHost> stated, Consumer<String> log) throws IOException {
        this.network = network;
        this.stated = List.copyOf(stated);
        this.log = log;
        this.proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /**
     * @param stated whom it lets through; where there is none it lets nobody through
     * @param log told of each connection, from any thread
     */
    static HostGate open(Network network, List<StatedHost> stated, Consumer<String> log) throws IOException {
        var gate = new HostGate(network, stated, log);
        try {
            gate.listen(gate.proxy, gate::asked);
            for (var host : stated) {
                if (host.port() == StatedHost.SSH && !host.name().startsWith("*.")) {
                    var forwarder = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                    gate.forwarders.put(host, forwarder);
                    gate.listen(forwarder, socket -> gate.pass(socket, host.name(), host.port(), false));
                }
            }
            return gate;
        } catch (IOException | RuntimeException e) {
            gate.close();
            throw e;
        }
    }

    private interface Serving {
        void serve(Socket socket) throws IOException;
    }

    private void listen(ServerSocket at, Serving serving) {
        Threads.start("gate of a command at " + at.getLocalPort(), () -> {
            while (!at.isClosed()) {
                try {
                    var socket = at.accept();
                    if (open.size() >= MOST_CONNECTIONS) {
                        socket.close();
                        continue;
                    }
                    open.add(socket);
                    crew.execute(() -> serve(socket, serving));
                } catch (IOException | RuntimeException closed) {
                    // Closed, or too much at once: whoever asked is told by the end of the connection.
                }
            }
        });
    }

    private void serve(Socket socket, Serving serving) {
        try (socket) {
            serving.serve(socket);
        } catch (IOException e) {
            // The program hears of it by the end of its connection, and says what it makes of that.
        } finally {
            open.remove(socket);
        }
    }

    private void asked(Socket socket) throws IOException {
        socket.setSoTimeout(HEAD_MILLIS);
        var line = head(socket.getInputStream());
        var wanted = CONNECT.matcher(line);
        if (!wanted.matches()) {
            log.accept("(the gate passes on connections for HTTPS only, and was asked: "
                    + line.substring(0, Math.min(line.length(), 100)) + ")");
            answer(socket, "405 Method Not Allowed");
            return;
        }
        var host = wanted.group(1);
        var port = Integer.parseInt(wanted.group(2));
        if (!StatedHost.allow(stated, host, port)) {
            log.accept(
                    "(refused to connect to " + host + ":" + port + ", which the step does not state under “hosts:”)");
            answer(socket, "403 Forbidden");
            return;
        }
        pass(socket, host, port, true);
    }

    /** The first line; the others are read and mean nothing here. */
    private static String head(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        for (var last = 0; last != 0x0d0a0d0a; ) {
            var next = in.read();
            if (next < 0 || head.size() > LARGEST_HEAD) {
                throw new IOException("no request");
            }
            head.write(next);
            last = last << 8 | next;
        }
        return head.toString(StandardCharsets.ISO_8859_1).split("\r\n", 2)[0];
    }

    private static void answer(Socket socket, String status) throws IOException {
        socket.getOutputStream()
                .write(("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    private void pass(Socket here, String host, int port, boolean told) throws IOException {
        Socket there;
        try {
            there = network.connect(new Socket(), "https", host, port, CONNECT_MILLIS);
        } catch (IOException e) {
            log.accept("(could not connect to " + host + ":" + port + ": " + e.getMessage() + ")");
            if (told) {
                answer(here, "502 Bad Gateway");
            }
            return;
        }
        open.add(there);
        try (there) {
            log.accept("(connected to " + host + ":" + port + ")");
            if (told) {
                here.getOutputStream()
                        .write("HTTP/1.1 200 Connection Established\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            }
            here.setSoTimeout(IDLE_MILLIS);
            there.setSoTimeout(IDLE_MILLIS);
            var back = crew.submit(() -> copy(there, here));
            copy(here, there);
            back.get(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(e);
        } finally {
            open.remove(there);
        }
    }

    private static Void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException ended) {
            // One side has gone: the other one is to go, too.
            close(from);
            close(to);
        }
        return null;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is as closed as it can be.
        }
    }

    /** Under which the program finds it; they take the place of the person's own. */
    Map<String, String> variables() {
        var variables = new TreeMap<String, String>();
        var address = "http://127.0.0.1:" + proxy.getLocalPort();
        for (var name : List.of("http_proxy", "https_proxy", "all_proxy")) {
            variables.put(name, address);
            variables.put(name.toUpperCase(Locale.ROOT), address);
        }
        // What npm hands on to the programs that install a package (npm documentation, config: https-proxy).
        variables.put("npm_config_proxy", address);
        variables.put("npm_config_https_proxy", address);
        variables.put("no_proxy", "");
        variables.put("NO_PROXY", "");
        return variables;
    }

    /** What ssh is told to come to its host by; empty where none is stated. */
    String ssh() {
        return forwarders.entrySet().stream()
                .findFirst()
                .map(f -> " -o HostName=127.0.0.1 -o Port=" + f.getValue().getLocalPort() + " -o HostKeyAlias="
                        + f.getKey().name() + " -o CheckHostIP=no")
                .orElse("");
    }

    /** On this machine, of all that lead out. */
    Set<Integer> ports() {
        var ports = new TreeSet<Integer>();
        ports.add(proxy.getLocalPort());
        forwarders.values().forEach(f -> ports.add(f.getLocalPort()));
        return ports;
    }

    @Override
    public void close() {
        try {
            proxy.close();
            for (var forwarder : forwarders.values()) {
                forwarder.close();
            }
        } catch (IOException e) {
            // Nobody is let in any more either way: the process that would ask is at its end.
        }
        open.forEach(HostGate::close);
        crew.shutdownNow();
    }
}
