package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.rehearsal.RehearsedPerson;
import app.medzenhealth.cutover.session.ChangeWindow;
import app.medzenhealth.cutover.session.Exemption;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.session.StepState.Lock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The window is opened in its hours, with its lists ticked, by a Go; or in spite of them, in writing. */
final class GoNoGoTest {
    @TempDir
    private Path folder;

    private final Plan plan = PlanFile.SHIPPED.plan();
    private final RehearsedPerson second = new RehearsedPerson("second@medzen");
    private LiveOnEstate live;

    @BeforeEach
    void open() throws Exception {
        live = LiveOnEstate.open(plan, folder);
    }

    @AfterEach
    void close() {
        live.close();
    }

    private List<Lock> waivable(String step) {
        return live.session().view().step(step).orElseThrow().state() instanceof StepState.Locked l
                ? l.locks().stream().filter(k -> k.waiver().isPresent()).toList()
                : List.of();
    }

    @Test
    void a_go_before_the_window_or_with_open_lists_is_refused_until_each_is_waived_in_writing() {
        var session = live.session();
        assertThat(waivable("5.2"))
                .extracting(l -> l.waiver().orElseThrow())
                .containsExactly(
                        "checklist next-steps",
                        "checklist p5-pre",
                        "checklist p5-notice",
                        "checklist p5-budget",
                        "window",
                        "board DevOps",
                        "board Database Admin",
                        "board On-Call");
        assertThatThrownBy(() -> session.attest("5.2", live.lead(), "Go: all is well"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(title("next-steps"));
        assertThatThrownBy(() -> session.waive("5.2", "window", live.lead(), "ok"))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> session.waive("1.3", "window", live.lead(), "There is no window here"))
                .isInstanceOf(Refusal.class);

        for (var lock : waivable("5.2")) {
            TwoPeople.exempt(
                    session,
                    second,
                    Exemption.waive(
                            "5.2",
                            lock.waiver().orElseThrow(),
                            live.lead(),
                            "Agreed with the on-call director at 16:40"));
        }
        session.attest("5.2", live.lead(), "Go: all is well");

        assertThat(waivable("5.2")).isEmpty();
        // The fence has a window of its own to wait for, and its lists cannot be waived at all.
        assertThat(waivable("5.3")).extracting(l -> l.waiver().orElseThrow()).containsExactly("window", "budget");
        assertThat(records("step.waived"))
                .hasSize(8)
                .allMatch(d -> d.get("reason").toString().contains("director"));
        assertThat(session.view().step("5.2").orElseThrow().decided())
                .as("what the Go was given in spite of, with its reasons, as the page has it")
                .extracting(d -> d.what() + ": " + d.by().note())
                .containsExactly(
                        "“" + title("next-steps") + "” with open items: Agreed with the on-call director at 16:40",
                        "“Pre-cutover checklist” with open items: Agreed with the on-call director at 16:40",
                        "“" + title("p5-notice") + "” with open items: Agreed with the on-call director at 16:40",
                        "“" + title("p5-budget") + "” with open items: Agreed with the on-call director at 16:40",
                        "Outside the change window: Agreed with the on-call director at 16:40",
                        "Without the go of “DevOps”: Agreed with the on-call director at 16:40",
                        "Without the go of “Database Admin”: Agreed with the on-call director at 16:40",
                        "Without the go of “On-Call”: Agreed with the on-call director at 16:40");
        assertThat(records("step.waived").getLast().get("approvedBy")).isEqualTo(second.name());
    }

    private String title(String checklist) {
        return plan.everything()
                .flatMap(p -> p.checklists().stream())
                .filter(c -> c.id().equals(checklist))
                .findFirst()
                .orElseThrow()
                .title();
    }

    @Test
    void nothing_that_happens_in_the_window_can_be_stated_or_begun_before_it_opens_or_when_it_is_over() {
        var session = live.session();
        session.setParameter("windowDate", "2026-01-24");
        var bound = plan.steps().filter(plan::inWindow).toList();
        assertThat(bound).extracting(Step::id).containsExactly("5.2a", "5.2", "5.3", "5.6", "5.7", "5.8");

        for (var step : bound) {
            assertThat(waivable(step.id()))
                    .as(step.id())
                    .extracting(l -> l.waiver().orElseThrow())
                    .contains("window");
            assertThatThrownBy(() -> session.attest(step.id(), live.lead(), "Go: the notice is up"))
                    .as(step.id())
                    .isInstanceOf(Refusal.class);
        }
        live.time().advance(Duration.between(live.time().instant(), Instant.parse("2026-01-24T02:00:00Z")));
        session.attest("5.2a", live.lead(), "The notice is up since 02:00");
        live.time().advance(Duration.ofHours(3));
        assertThatThrownBy(() -> session.attest("5.2a", live.lead(), "The notice was up at 02:00"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("is over");
    }

    @Test
    void a_message_that_is_due_when_the_window_opens_binds_its_step_to_it_wherever_it_stands() {
        var others = plan.messages().stream()
                .filter(m -> m.due().equals("T-0"))
                .map(Plan.Message::id)
                .toList();
        assertThat(others).isNotEmpty();
        for (var step : plan.steps().toList()) {
            var sends = step.actions().stream()
                    .anyMatch(a -> a.type().equals("message.send")
                            && others.contains(a.with().get("message")));
            if (sends) {
                assertThat(plan.inWindow(step)).as(step.id()).isTrue();
            }
        }
    }

    @Test
    void a_no_go_is_recorded_at_any_time_and_keeps_the_step_open() {
        live.session().attest("5.2", live.lead(), "No-go: the replica is two minutes behind");

        assertThat(records("decision.declined"))
                .singleElement()
                .satisfies(d -> assertThat(d.get("decision")).isEqualTo("No-go"));
        assertThat(records("step.attest")).isEmpty();
        assertThat(live.session().view().step("5.2").orElseThrow().state().settled())
                .isFalse();
    }

    @Test
    void the_window_opens_on_its_day_and_is_over_after_it() {
        var session = live.session();
        session.setParameter("windowDate", "2026-01-24");
        var window = ChangeWindow.of(plan, session.view().parameters());
        assertThat(window.isOpen(Instant.parse("2026-01-24T01:59:59Z"))).isFalse();
        assertThat(window.isOpen(Instant.parse("2026-01-24T02:00:00Z"))).isTrue();
        assertThat(window.isOpen(Instant.parse("2026-01-24T04:00:00Z"))).isFalse();
        assertThat(window.isOver(Instant.parse("2026-01-24T04:00:00Z"))).isTrue();
        assertThat(window.isOpen(Instant.parse("2026-01-25T02:30:00Z"))).isFalse();

        live.time().advance(Duration.between(live.time().instant(), Instant.parse("2026-01-24T02:30:00Z")));
        // Nobody has timed a promotion here.
        assertThat(waivable("5.3")).extracting(l -> l.waiver().orElseThrow()).containsExactly("budget");
        live.time().advance(Duration.ofHours(2));
        assertThat(waivable("5.3")).first().satisfies(l -> assertThat(l.why()).endsWith("is over"));
        assertThatThrownBy(() -> session.setParameter("windowDate", "December 19-20, 2025"))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void a_window_over_midnight_and_one_of_every_day_are_understood() {
        var night = new Plan.Window(LocalTime.of(23, 0), LocalTime.of(1, 0), Duration.ofMinutes(5), "");
        var window = new ChangeWindow(night, Optional.empty(), Optional.empty());
        assertThat(window.isOpen(Instant.parse("2026-01-24T00:30:00Z"))).isTrue();
        assertThat(window.isOpen(Instant.parse("2026-01-24T23:30:00Z"))).isTrue();
        assertThat(window.isOpen(Instant.parse("2026-01-24T12:00:00Z"))).isFalse();
        assertThat(window.times(Instant.parse("2026-01-24T12:00:00Z"))
                        .orElseThrow()
                        .opens())
                .isEqualTo(Instant.parse("2026-01-24T23:00:00Z"));
    }

    @Test
    void nobody_is_told_of_a_day_that_is_over_or_not_set() throws Exception {
        assertThat(live.session().review("1.9").checks())
                .anyMatch(c -> !c.passed() && c.outcome().evidence().contains("not set"));
        live.session().setParameter("windowDate", "2025-12-19");
        assertThat(live.session().review("1.9").checks())
                .anyMatch(c ->
                        !c.passed() && c.outcome().evidence().contains("Friday, December 19, 2025, which is over"));
        live.session().setParameter("windowDate", "2026-01-24");
        assertThat(live.session().review("1.9").checks())
                .filteredOn(c -> c.title().equals("The change window lies ahead"))
                .isNotEmpty()
                .allMatch(c -> c.passed() && c.outcome().evidence().contains("in 12 days"));
    }

    private List<LinkedHashMap<String, Object>> records(String kind) {
        return live.workplace()
                .records()
                .trail()
                .records(1, Long.MAX_VALUE)
                .filter(r -> r.kind().equals(kind))
                .map(r -> new LinkedHashMap<>(r.data()))
                .toList();
    }
}
