package app.medzenhealth.cutover.kill;

import app.medzenhealth.cutover.aws.RequestShape;
import app.medzenhealth.cutover.monitor.CommandRunner;
import app.medzenhealth.cutover.monitor.HttpProber;
import app.medzenhealth.cutover.rehearsal.EmbeddedWorld;
import app.medzenhealth.cutover.rehearsal.InjectedFault;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.world.NorthwindEstate;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsClient;
import software.amazon.awssdk.core.SdkRequest;

/**
 * Estates that outlive the consoles which act on them: a process of its own on loopback, one estate for each chain of kills. What
 * took effect is in the estate's ledger file, and synced, before the answer leaves.
 */
public final class EstateServer {
    private final Path folder;
    private final Map<String, Served> estates = new ConcurrentHashMap<>();

    private EstateServer(Path folder) {
        this.folder = folder;
    }

    /** Prints its port, and serves until its standard input ends. {@code args}: the folder of the ledgers. */
    public static void main(String[] args) throws IOException {
        var server = new EstateServer(Path.of(args[0]));
        try (var socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            System.out.println(socket.getLocalPort());
            Thread.ofPlatform().daemon().start(() -> server.acceptAll(socket));
            while (System.in.read() >= 0) {
                // Only the end of the input matters: then nobody needs the estates any more.
            }
        }
    }

    private void acceptAll(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                var one = socket.accept();
                Thread.ofVirtual().start(() -> serve(one));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            var in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            var out = new DataOutputStream(socket.getOutputStream());
            var estate = estates.computeIfAbsent(in.readUTF(), id -> new Served(folder.resolve(id + ".ledger")));
            while (true) {
                var bytes = new byte[in.readInt()];
                in.readFully(bytes);
                var asked = (List<?>) Wire.read(new DataInputStream(new ByteArrayInputStream(bytes)));
                var answer = new ByteArrayOutputStream();
                Wire.write(new DataOutputStream(answer), estate.answer(asked));
                out.writeInt(answer.size());
                answer.writeTo(out);
                out.flush();
            }
        } catch (EOFException | SocketException e) {
            // The console was killed: what it had sent has been worked on.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One estate and its ledger. */
    private static final class Served {
        private final VirtualTime time = new VirtualTime(NorthwindEstate.START);
        private final EmbeddedWorld world = NorthwindEstate.create(time);
        private final FileChannel ledger;
        private final Set<String> tokens = new HashSet<>();
        private int programs;

        Served(Path file) {
            try {
                ledger = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            var faults = world.estate().faults();
            faults.add(InjectedFault.times(1, "ecs", "UpdateService", "us-east-2", InjectedFault.Effect.LOST_REPLY));
            faults.add(InjectedFault.times(1, "rds", "DeleteDBInstance", "*", InjectedFault.Effect.ACCESS_DENIED));
        }

        /** {@code asked}: the console's time, what, and its arguments. The answer: the estate's time, and what came of it. */
        synchronized List<Object> answer(List<?> asked) throws IOException {
            var ahead = Duration.between(time.instant(), (Instant) asked.get(0));
            if (ahead.isPositive()) {
                time.advance(ahead);
            }
            Object result;
            try {
                result = result((String) asked.get(1), asked.subList(2, asked.size()));
            } catch (InvocationTargetException e) {
                result = e.getCause();
            } catch (ReflectiveOperationException | InterruptedException | RuntimeException e) {
                result = e;
            }
            return Arrays.asList(time.instant(), result);
        }

        private @Nullable Object result(String what, List<?> with)
                throws IOException, ReflectiveOperationException, InterruptedException {
            return switch (what) {
                case "time" -> "";
                case "programs" -> programs;
                case "http" -> world.http().probe((HttpProber.Request) with.get(0));
                case "authoritative" -> world.dns().authoritative((String) with.get(0), (String) with.get(1));
                case "resolver" -> world.dns().resolver((String) with.get(0), (String) with.get(1));
                case "command" -> {
                    programs++;
                    enter("local run " + with.get(0));
                    yield new CommandRunner.Ended.Exited(0, Duration.ofSeconds(1));
                }
                case "call" ->
                    call((String) with.get(0), (String) with.get(1), (String) with.get(2), (SdkRequest) with.get(3));
                default -> throw new IllegalArgumentException(what);
            };
        }

        private @Nullable Object call(String type, String region, String method, SdkRequest request)
                throws IOException, ReflectiveOperationException {
            var service = Class.forName(type).asSubclass(AwsClient.class);
            var client = world.clients().client(service, region);
            var before = world.estate().ledger().size();
            try {
                return service.getMethod(method, request.getClass()).invoke(client, request);
            } finally {
                if (world.estate().ledger().size() > before) {
                    effect(region, RequestShape.of(request));
                }
            }
        }

        /** A token that was seen before makes the call a repetition without effect. */
        private void effect(String region, RequestShape shape) throws IOException {
            var data = String.valueOf(shape.data()).replace('\n', ' ');
            var token = Pattern.compile("cutover-[0-9a-f-]{36}").matcher(data);
            var repeated = token.find() && !tokens.add(shape.operation() + token.group());
            enter((repeated ? "repeated " : "") + shape.service() + " " + shape.operation() + " " + shape.region(region)
                    + " " + shape.resource() + " " + data);
        }

        private void enter(String line) throws IOException {
            ledger.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
            ledger.force(true);
        }
    }
}
