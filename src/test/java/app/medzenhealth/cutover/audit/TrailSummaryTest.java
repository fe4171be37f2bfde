package app.medzenhealth.cutover.audit;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.store.StateDirectory;
import app.medzenhealth.cutover.store.Store;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrailSummaryTest {
    @TempDir
    Path folder;

    private StateDirectory state;
    private Store store;
    private DurableTrail trail;

    @BeforeEach
    void open() {
        state = StateDirectory.at(folder.resolve("state"));
        store = Store.open(state, InstantSource.system());
        trail = DurableTrail.open(store, SigningKey.of(state), "s1", InstantSource.system(), new Redactor());
        write("session.open", "", Map.of());
        write("step.confirm", "1.1", Map.of());
        write("session.open", "", Map.of());
    }

    @AfterEach
    void close() {
        trail.close();
        store.close();
    }

    private void write(String kind, String step, Map<String, ?> data) {
        trail.append("console", kind, step, data);
    }

    private TrailSummary summary() {
        return TrailSummary.of(state.database());
    }

    @Test
    void after_an_interruption_it_says_where_things_stand_until_something_is_begun() {
        write("step.recovered", "1.1", Map.of("verdict", "waiting", "evidence", "creating"));
        write("session.resumed", "", Map.of("sentence", "Resumed. Nothing is in doubt."));

        assertThat(summary().resumed()).contains("Resumed. Nothing is in doubt.");
        assertThat(summary().inFlight()).containsExactly("1.1");

        write("step.confirm", "1.2", Map.of());
        assertThat(summary().resumed()).isEmpty();
    }

    @Test
    void where_things_stood_is_told_no_more_when_the_step_that_it_tells_of_has_ended() {
        write("step.recovered", "1.1", Map.of("verdict", "waiting", "evidence", "creating"));
        write("session.resumed", "", Map.of("sentence", "Resumed. Step 1.1 is on its way."));
        write("step.skipped", "1.2", Map.of());
        assertThat(summary().resumed()).isPresent();

        write("step.succeeded", "1.1", Map.of());
        assertThat(summary().resumed()).isEmpty();
        assertThat(summary().inFlight()).isEmpty();
    }

    @Test
    void a_step_that_recovery_found_not_done_is_in_flight_no_more() {
        write("step.recovered", "1.1", Map.of("verdict", "not done", "evidence", "absent"));

        assertThat(summary().inFlight()).isEmpty();
        assertThat(summary().failed()).containsExactly("1.1");
    }

    @Test
    void where_a_session_stands_follows_from_what_became_of_each_step_last() {
        write("step.succeeded", "1.1", Map.of("outputs", Map.of("arn", "a")));
        write("step.skipped", "1.2", Map.of());
        write("step.failed", "1.3", Map.of());
        write("step.decided", "1.4", Map.of("decision", "DONE"));
        write("step.decided", "1.5", Map.of("decision", "NOT_DONE"));
        write("step.confirm", "1.6", Map.of());
        write("hold.on", "", Map.of());
        assertThat(summary().succeeded()).containsExactly("1.1", "1.4");
        assertThat(summary().skipped()).containsExactly("1.2");
        assertThat(summary().failed()).containsExactly("1.3");
        assertThat(summary().inFlight()).containsExactly("1.6");
        assertThat(summary().outputs()).isEqualTo(Map.of("1.1", Map.of("arn", "a")));
        assertThat(summary().lastResult()).map(AuditRecord::step).contains("1.5");
        assertThat(summary().held()).isTrue();

        write("hold.off", "", Map.of());
        write("step.undone", "1.1", Map.of());
        write("step.retry", "1.2", Map.of());
        write("step.succeeded", "1.3", Map.of());
        write("step.waiting", "1.6", Map.of());
        assertThat(summary().held()).isFalse();
        assertThat(summary().succeeded()).containsExactly("1.4", "1.3");
        assertThat(summary().outputs()).isEqualTo(Map.of("1.3", Map.of()));
        assertThat(summary().skipped()).isEmpty();
        assertThat(summary().failed()).containsExactly("1.6");
        assertThat(summary().inFlight()).isEmpty();
    }

    @Test
    void a_session_is_closed_until_something_else_is_recorded_and_names_its_newest_working_copy() {
        assertThat(summary().closed()).isFalse();
        assertThat(summary().workingCopy()).isEmpty();
        write("session.open", "", Map.of("workingCopy", "/a"));
        assertThat(summary().workingCopy()).contains("/a");
        write("session.working-copy", "", Map.of("to", "/b"));
        assertThat(summary().workingCopy()).contains("/b");
        write("session.close", "", Map.of());
        assertThat(summary().closed()).isTrue();
        assertThat(summary().session()).isEqualTo("s1");
        write("note", "", Map.of());
        assertThat(summary().closed()).isFalse();
        assertThat(summary().records()).isGreaterThanOrEqualTo(7);
        assertThat(summary().head()).matches("[0-9a-f]{12}");
    }
}
