package app.medzenhealth.cutover.wire;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.aws.LiveClients;
import app.medzenhealth.cutover.aws.Patience;
import app.medzenhealth.cutover.monitor.DnsProber;
import app.medzenhealth.cutover.monitor.HttpProber;
import app.medzenhealth.cutover.monitor.SqlProber;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.wire.HttpMessage.Request;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** An AWS emulator that knows nothing of this code, empty at first, and the plan's actions before it, in three regions. */
@ExtendWith(MotoServer.Shared.class)
abstract class MotoActions {

    /** The emulator makes its models when it is first asked for them. */
    private static final Patience UNHURRIED =
            new Patience(Duration.ofSeconds(10), Duration.ofMinutes(4), Duration.ofMinutes(5));

    @TempDir
    Path folder;

    private Upstream upstream;
    private Wire wire;
    private LiveClients raw;
    MotoWorld world;
    WireBench bench;

    @BeforeEach
    void anEmptyAccount(MotoServer moto) throws Exception {
        upstream = new Upstream(moto.endpoint());
        wire = new Wire(upstream, EstateBackend::throttled);
        world = new MotoWorld(clients(moto.endpoint()));
        raw = clients(wire.endpoint());
        bench = bench(new DnsProber() {
            @Override
            public List<Answer> authoritative(String name, String type) throws InterruptedException {
                throw new IllegalStateException("no zone yet");
            }

            @Override
            public Answer resolver(String name, String type) {
                throw new IllegalStateException("no zone yet");
            }
        });
    }

    WireBench bench(DnsProber dns) {
        return new WireBench(
                raw,
                new VirtualTime(Instant.now()),
                folder,
                new WireBench.Probers(
                        request -> new HttpProber.Answer.Answered(200, "UP", Optional.empty(), Duration.ofMillis(40)),
                        dns,
                        new Following()));
    }

    private static LiveClients clients(URI endpoint) {
        return new LiveClients(StaticCredentialsProvider.create(PlanRun.CREDENTIALS), Optional.of(endpoint), UNHURRIED);
    }

    @AfterEach
    void close() throws Exception {
        raw.close();
        world.close();
        wire.close();
        upstream.close();
        assertThat(wire.broken()).isEmpty();
    }

    /** Databases that have replayed everything. */
    private static final class Following implements SqlProber {
        @Override
        public Answer probe(String endpoint) {
            return new Answer.State("4/8F3A2C10", new Sessions.Counted(0), "15.4", OptionalLong.of(7));
        }

        @Override
        public Counts counts(String endpoint) {
            return new Counts.Known(Map.of());
        }
    }

    /** The latest. */
    Request sent(String action) {
        return wire.passed().stream()
                .map(Wire.Passed::request)
                .filter(r -> r.decoded().contains("Action=" + action + "&"))
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    List<Request> sentTo(Predicate<Request> which) {
        return wire.passed().stream().map(Wire.Passed::request).filter(which).toList();
    }
}
