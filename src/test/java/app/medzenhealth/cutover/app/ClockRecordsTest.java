package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.audit.DurableTrail;
import app.medzenhealth.cutover.audit.TrailUnavailable;
import app.medzenhealth.cutover.aws.VouchedClock.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class ClockRecordsTest {
    private static final Instant HERE = Instant.parse("2026-03-01T02:00:00Z");
    private static final Instant THERE = HERE.minus(Duration.ofHours(5));

    private static final Map<String, Event> EVENTS = Map.of(
            "clock.jump", new Event.Jumped(HERE, THERE),
            "clock.differs", new Event.Differs(HERE, THERE),
            "clock.behind", new Event.Behind(HERE, THERE),
            "clock.followed", new Event.Followed(HERE, THERE));

    private record Written(String actor, String kind, Map<String, ?> data) {}

    private final List<Written> written = new ArrayList<>();

    private final ClockRecords records = new ClockRecords((actor, kind, step, data) -> {
        written.add(new Written(actor, kind, data));
        return new AuditRecord(1, 1, HERE.toString(), "s", actor, kind, step, Map.copyOf(data), "");
    });

    @Test
    void each_event_is_a_record_of_its_kind_with_both_times_and_what_lies_between() {
        EVENTS.values().forEach(records);

        assertThat(Event.class.getPermittedSubclasses()).hasSameSizeAs(EVENTS.keySet());
        assertThat(written).extracting(Written::kind).containsExactlyInAnyOrderElementsOf(EVENTS.keySet());
        assertThat(written).allSatisfy(r -> {
            assertThat(r.actor()).isEqualTo(DurableTrail.CONSOLE);
            assertThat(List.copyOf(r.data().values()))
                    .asInstanceOf(InstanceOfAssertFactories.LIST)
                    .contains(HERE.toString(), THERE.toString());
            assertThat(r.data().get("byMillis"))
                    .isEqualTo(Duration.between(HERE, THERE).toMillis());
        });
    }

    /** Whoever gave the answer has no use for it: no changing call gets past a trail that cannot be written. */
    @Test
    void a_trail_that_cannot_be_written_is_no_problem_of_whoever_read_the_answer() {
        var broken = new ClockRecords((_, _, _, _) -> {
            throw new TrailUnavailable("full");
        });
        EVENTS.values().forEach(e -> assertThatCode(() -> broken.accept(e)).doesNotThrowAnyException());
    }
}
