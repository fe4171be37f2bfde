package app.medzenhealth.cutover.audit;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.PlanReader;
import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.session.SessionActions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Downtime is all the time together in which nobody could write, however often writes went off and on again. */
class DowntimeClockTest {
    private static final Instant START = Instant.parse("2026-01-12T02:00:00Z");
    private static final Plan PLAN = ((PlanReading.Read)
                    new PlanReader(SessionActions.signatures()).read(Path.of("assets/plans/medzen-eu-central-1.yaml")))
            .plan();

    private static final List<String> FENCES = List.of("5.3", "rollback-full.3");
    private static final List<String> WAYS_PAST = List.of("5.8", "rollback.2", "rollback.3", "rollback-full.7");
    /** One that changes names beside the cutover, and one that has nothing to do with it. */
    private static final List<String> OTHERS = List.of("2.5", "5.4");

    private enum Event {
        BEGUN,
        DONE,
        DECIDED_DONE,
        FAILED,
        UNDO_BEGUN,
        UNDONE,
        SIGNATURE_ASKED,
        SKIPPED
    }

    /** @param at seconds after the start */
    private record Happened(int at, String step, Event event) {
        AuditRecord record() {
            return switch (event) {
                case BEGUN -> record("step.confirm", Map.of("undo", false));
                case DONE -> record("step.succeeded", Map.of());
                case DECIDED_DONE -> record("step.decided", Map.of("decision", "DONE"));
                case FAILED -> record("step.failed", Map.of());
                case UNDO_BEGUN -> record("step.confirm", Map.of("undo", true));
                case UNDONE -> record("step.undone", Map.of());
                case SIGNATURE_ASKED -> record("approval.challenge", Map.of());
                case SKIPPED -> record("step.skipped", Map.of());
            };
        }

        private AuditRecord record(String kind, Map<String, Object> data) {
            return new AuditRecord(
                    1, 1, RecordTime.text(START.plusSeconds(at)), "s1", "lead", kind, step, data, "0".repeat(64));
        }
    }

    private static DowntimeClock clock(List<Happened> story) {
        var clock = new DowntimeClock(PLAN);
        story.forEach(h -> clock.add(h.record()));
        return clock;
    }

    private static long seconds(List<Happened> story, int now) {
        return clock(story).soFar(START.plusSeconds(now)).toSeconds();
    }

    @Test
    void time_between_a_fence_that_was_taken_back_and_the_next_is_no_downtime() {
        var story = List.of(
                new Happened(0, "5.3", Event.BEGUN),
                new Happened(60, "5.3", Event.DONE),
                new Happened(240, "5.3", Event.UNDO_BEGUN),
                new Happened(300, "5.3", Event.UNDONE),
                new Happened(3_600, "5.3", Event.BEGUN),
                new Happened(3_840, "5.8", Event.DONE));
        assertThat(seconds(story, 86_400)).isEqualTo(300 + 240);
        assertThat(clock(story).counting()).isFalse();
        assertThat(report(story)).contains(Duration.ofSeconds(540));
    }

    @Test
    void downtime_is_told_by_what_it_went_by_with_people_and_their_signatures_too() {
        var story = List.of(
                new Happened(0, "5.3", Event.BEGUN),
                new Happened(35, "5.3", Event.DONE),
                new Happened(60, "5.6", Event.SIGNATURE_ASKED),
                new Happened(110, "5.6", Event.BEGUN),
                new Happened(130, "5.4", Event.BEGUN),
                new Happened(140, "5.4", Event.FAILED),
                new Happened(235, "5.6", Event.DONE),
                new Happened(240, "5.8", Event.BEGUN),
                new Happened(275, "5.8", Event.DONE),
                new Happened(900, "5.9", Event.BEGUN));
        assertThat(clock(story).parts(START.plusSeconds(2_000)))
                .containsExactly(
                        part(DowntimePart.Kind.STEP, "5.3", 35),
                        part(DowntimePart.Kind.PEOPLE, "", 30),
                        part(DowntimePart.Kind.SIGNATURE, "5.6", 50),
                        part(DowntimePart.Kind.STEP, "5.6", 115),
                        part(DowntimePart.Kind.STEP, "5.4", 10),
                        part(DowntimePart.Kind.STEP, "5.8", 35));
        assertThat(clock(story.subList(0, 3)).parts(START.plusSeconds(100)))
                .as("while it goes on")
                .contains(part(DowntimePart.Kind.SIGNATURE, "5.6", 40));
    }

    private static DowntimePart part(DowntimePart.Kind kind, String step, int seconds) {
        return new DowntimePart(kind, step, Duration.ofSeconds(seconds));
    }

    private static Optional<Duration> report(List<Happened> story) {
        var facts = new ReportFacts(Optional.of(PLAN));
        story.forEach(h -> facts.seen(h.record()));
        return facts.downtime();
    }

    @Test
    void taking_the_switch_back_leads_users_to_the_fence_again() {
        var story = List.of(
                new Happened(0, "5.3", Event.BEGUN),
                new Happened(100, "5.8", Event.DONE),
                new Happened(1_000, "5.8", Event.UNDO_BEGUN));
        assertThat(seconds(story, 1_500)).isEqualTo(100 + 500);
        assertThat(clock(story).counting()).isTrue();
    }

    @Test
    void what_the_clock_says_is_the_union_of_the_intervals_in_which_writes_were_off() {
        var off = 0;
        for (var seed = 0; seed < 2_000; seed++) {
            var story = story(new Random(seed));
            var now = story.getLast().at() + 1 + seed % 50;
            long expected = 0;
            for (var second = 0; second < now; second++) {
                expected += writesAreOff(story, second) ? 1 : 0;
            }
            assertThat(seconds(story, now)).as("seed %d: %s", seed, story).isEqualTo(expected);
            assertThat(clock(story).parts(START.plusSeconds(now)).stream()
                            .mapToLong(p -> p.took().toSeconds())
                            .sum())
                    .as("seed %d: its parts make up all of it: %s", seed, story)
                    .isEqualTo(expected);
            off += expected > 0 ? 1 : 0;
        }
        assertThat(off).as("stories with downtime").isGreaterThan(500);
    }

    private static List<Happened> story(Random random) {
        var steps = new ArrayList<>(FENCES);
        steps.addAll(WAYS_PAST);
        steps.addAll(OTHERS);
        var story = new ArrayList<Happened>();
        var at = 0;
        for (var i = 0; i <= random.nextInt(14); i++) {
            at += 1 + random.nextInt(20);
            // Fences are what it is about.
            var step = random.nextBoolean()
                    ? FENCES.get(random.nextInt(FENCES.size()))
                    : steps.get(random.nextInt(steps.size()));
            story.add(new Happened(at, step, Event.values()[random.nextInt(Event.values().length)]));
        }
        return story;
    }

    /** Looking back from a second: a fence was begun and not taken back since, and nothing that was done since leads past it. */
    private static boolean writesAreOff(List<Happened> story, int second) {
        var past = story.stream().filter(h -> h.at() <= second).toList();
        return FENCES.stream().anyMatch(fence -> {
            var begun = last(past, fence, Event.BEGUN);
            return begun >= 0
                    && last(past, fence, Event.UNDONE) < begun
                    && WAYS_PAST.stream().noneMatch(way -> leadsPast(past, way, begun));
        });
    }

    private static boolean leadsPast(List<Happened> past, String way, int since) {
        var done = -1;
        for (var h : past) {
            var counts = h.event() == Event.DONE
                    || h.event() == Event.DECIDED_DONE
                            && last(past, way, Event.BEGUN, h.at()) >= last(past, way, Event.UNDO_BEGUN, h.at());
            if (h.step().equals(way) && counts && h.at() > since) {
                done = h.at();
            }
        }
        return done >= 0 && last(past, way, Event.UNDO_BEGUN) < done;
    }

    private static int last(List<Happened> past, String step, Event event) {
        return last(past, step, event, Integer.MAX_VALUE);
    }

    /** When it happened last before then; -1 where it never did. */
    private static int last(List<Happened> past, String step, Event event, int before) {
        return past.stream()
                .filter(h -> h.step().equals(step) && h.event() == event && h.at() < before)
                .mapToInt(Happened::at)
                .max()
                .orElse(-1);
    }
}
