package app.medzenhealth.cutover.wire;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.app.EstateApp;
import app.medzenhealth.cutover.aws.Clients;
import app.medzenhealth.cutover.aws.LiveClients;
import app.medzenhealth.cutover.rehearsal.RehearsedLead;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.wire.HttpMessage.Request;
import app.medzenhealth.cutover.wire.HttpMessage.Response;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.rds.RdsClient;

/** A change whose answer is lost, and of which AWS shows nothing for a while: real clients, every request on loopback. */
class LateEffectsTest {

    private static final String STEP = "1.3";

    /** A request on its way to where it will be read. */
    private record Late(Request request, Instant shows) {}

    @TempDir
    Path folder;

    private final Object lock = new Object();
    private Optional<Duration> delay = Optional.empty();
    private Optional<Late> late = Optional.empty();
    private int met;
    private EstateApp desk;
    private Wire wire;
    private LiveClients clients;

    @BeforeEach
    void beforeTheFirstSnapshot() throws Exception {
        desk = EstateApp.open(folder.resolve("state"), estate -> {
            var backend = new EstateBackend(estate);
            wire = new Wire(request -> answer(backend, request), EstateBackend::throttled);
            clients = new LiveClients(
                    StaticCredentialsProvider.create(PlanRun.CREDENTIALS), Optional.of(wire.endpoint()));
            return new OverTheWire(clients, estate);
        });
        assertThat(desk.lead(s -> {}).goUntil(v -> v.next().filter(STEP::equals).isPresent()))
                .isEqualTo(new RehearsedLead.Outcome(false, Optional.of("as far as asked")));
        wire.weather(this::losesTheFirst);
    }

    /** The scan before the step reads all of the estate, which is not what this is about. */
    private record OverTheWire(Clients wire, Clients estate) implements Clients {
        @Override
        public <C extends SdkClient> C client(Class<C> type, String region) {
            return type == RdsClient.class ? wire.client(type, region) : estate.client(type, region);
        }
    }

    @AfterEach
    void close() throws IOException {
        desk.close();
        clients.close();
        wire.close();
    }

    @Test
    void a_change_that_shows_after_forty_seconds_is_done_and_not_sent_again() throws Exception {
        delay = Optional.of(Duration.ofSeconds(40));
        carryOut();

        assertThat(reconciled()).containsExactly("undecided", "done");
        assertThat(state()).isInstanceOf(StepState.Succeeded.class);
        assertThat(kinds()).doesNotContain("step.failed");
        assertThat(sent()).isEqualTo(1);
        assertThat(made()).isEqualTo(1);
        assertThat(wire.broken()).isEmpty();
    }

    @Test
    void a_change_that_never_shows_is_not_done_and_is_sent_again_when_the_lead_runs_it() throws Exception {
        carryOut();

        assertThat(reconciled()).containsExactly("undecided", "not done");
        assertThat(state()).isInstanceOf(StepState.Failed.class);
        assertThat(sent()).isEqualTo(1);

        carryOut();
        assertThat(state()).isInstanceOf(StepState.Succeeded.class);
        assertThat(sent()).isEqualTo(2);
        assertThat(made()).isEqualTo(1);
    }

    private void carryOut() throws InterruptedException {
        desk.lead(s -> {}).carryOut(desk.session().view().step(STEP).orElseThrow());
    }

    private Fault losesTheFirst(Request request) {
        synchronized (lock) {
            if (!creates(request) || met++ > 0) {
                return Fault.NONE;
            }
            late = delay.map(d -> new Late(request, desk.time().instant().plus(d)));
            return Fault.RESET;
        }
    }

    private Response answer(EstateBackend backend, Request request) throws Exception {
        synchronized (lock) {
            if (late.filter(l -> !desk.time().instant().isBefore(l.shows())).isPresent()) {
                backend.answer(late.get().request());
                late = Optional.empty();
            }
        }
        return backend.answer(request);
    }

    private static boolean creates(Request request) {
        return request.text().contains("Action=CreateDBSnapshot&");
    }

    private long sent() {
        return wire.passed().stream().filter(p -> creates(p.request())).count();
    }

    private long made() {
        return desk.world.estate().ledger().entries().stream()
                .filter(e -> e.operation().equals("CreateDBSnapshot"))
                .count();
    }

    private StepState state() {
        return desk.session().view().step(STEP).orElseThrow().state();
    }

    private List<String> kinds() {
        return desk.records().stream()
                .filter(r -> r.step().equals(STEP))
                .map(r -> r.kind())
                .toList();
    }

    private List<String> reconciled() {
        return desk.records().stream()
                .filter(r -> r.kind().equals("call.reconciled"))
                .map(r -> String.valueOf(r.data().get("verdict")))
                .toList();
    }
}
