package app.medzenhealth.cutover.kill;

import app.medzenhealth.cutover.aws.Clients;
import app.medzenhealth.cutover.aws.InterceptedClient;
import app.medzenhealth.cutover.aws.RequestShape;
import app.medzenhealth.cutover.monitor.CommandRunner;
import app.medzenhealth.cutover.monitor.DnsProber;
import app.medzenhealth.cutover.monitor.HttpProber;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.store.WritePoints;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkClient;

/** An estate in another process, as the console's surroundings. */
public final class RemoteEstate implements Clients, HttpProber, CommandRunner, DnsProber, Closeable {
    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final VirtualTime time;
    private final WritePoints points;

    /** @param points told {@code call.written}, {@code command.written} when a changing call has left, before its answer is there */
    public RemoteEstate(int port, String estate, VirtualTime time, WritePoints points) throws IOException {
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        this.out = new DataOutputStream(socket.getOutputStream());
        this.time = time;
        this.points = points;
        out.writeUTF(estate);
        ask(null, "time");
    }

    @Override
    public <C extends SdkClient> C client(Class<C> type, String region) {
        return InterceptedClient.of(type, new InterceptedClient.Calls() {
            @Override
            public @Nullable Object send(InterceptedClient.Sending sending) throws IOException {
                var request = sending.request();
                var reads = RequestShape.of(request).isRead();
                // How often the SDK may try is not the estate's business.
                var plain = request instanceof AwsRequest aws
                                && aws.overrideConfiguration().isPresent()
                        ? aws.toBuilder()
                                .overrideConfiguration((AwsRequestOverrideConfiguration) null)
                                .build()
                        : request;
                return ask(reads ? null : "call.written", "call", type.getName(), region, sending.method(), plain);
            }

            @Override
            public String serviceName() {
                return type.getSimpleName();
            }

            @Override
            public Object waiter(SdkClient client, Class<?> waiter) {
                throw new UnsupportedOperationException(waiter.getName());
            }

            @Override
            public RuntimeException forbidden(String method, String why) {
                return new UnsupportedOperationException(method + ": " + why);
            }

            @Override
            public String described() {
                return "remote " + type.getSimpleName() + " in " + region;
            }
        });
    }

    @Override
    public HttpProber.Answer probe(Request request) {
        return (HttpProber.Answer) answered("http", request);
    }

    @Override
    public Ended run(Command command, Consumer<String> output) {
        try {
            return (Ended) ask("command.written", "command", command.arguments());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How often a local program ran to its end. */
    public int programs() {
        return (Integer) answered("programs");
    }

    @Override
    @SuppressWarnings("unchecked")
    public List<DnsProber.Answer> authoritative(String name, String type) {
        return (List<DnsProber.Answer>) answered("authoritative", name, type);
    }

    @Override
    public DnsProber.Answer resolver(String name, String type) {
        return (DnsProber.Answer) answered("resolver", name, type);
    }

    private Object answered(String what, Object... with) {
        try {
            var answer = ask(null, what, with);
            if (answer == null) {
                throw new IllegalStateException("no answer to " + what);
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized @Nullable Object ask(@Nullable String point, String what, Object... with) throws IOException {
        var asked = new ArrayList<Object>(List.of(time.instant(), what));
        asked.addAll(List.of(with));
        var bytes = new ByteArrayOutputStream();
        Wire.write(new DataOutputStream(bytes), asked);
        var frame = new ByteArrayOutputStream();
        new DataOutputStream(frame).writeInt(bytes.size());
        bytes.writeTo(frame);
        frame.writeTo(out);
        out.flush();
        if (point != null) {
            points.reached(point);
        }
        var answer = new byte[in.readInt()];
        in.readFully(answer);
        var said = (List<?>) Wire.read(new DataInputStream(new ByteArrayInputStream(answer)));
        var ahead = Duration.between(time.instant(), (Instant) said.get(0));
        if (ahead.isPositive()) {
            time.advance(ahead);
        }
        if (said.get(1) instanceof RuntimeException failure) {
            throw failure;
        }
        return said.get(1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
