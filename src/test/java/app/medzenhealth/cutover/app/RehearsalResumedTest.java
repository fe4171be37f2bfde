package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import app.medzenhealth.cutover.audit.DowntimePart;
import app.medzenhealth.cutover.concurrent.Threads;
import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.rehearsal.RehearsedLead;
import app.medzenhealth.cutover.session.Confirmation;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.store.StateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rehearsal goes on after its window was closed, or killed, on the estate as it was left. */
class RehearsalResumedTest {
    private static final PlanReading.Read SHIPPED = (PlanReading.Read) PlanFile.SHIPPED.read();

    @TempDir
    Path folder;

    private StateDirectory state() {
        return StateDirectory.at(folder.resolve("state"));
    }

    private static RehearsedLead lead(RehearsalApp desk) {
        return new RehearsedLead(desk.workplace().session(), desk.time(), desk.lead(), desk.second(), s -> {});
    }

    private static long settled(RehearsalApp desk) {
        return desk.workplace().session().view().phases().stream()
                .flatMap(p -> p.steps().stream())
                .filter(s -> s.state().settled())
                .count();
    }

    private RehearsalApp resumed() throws Exception {
        return RehearsalApp.resume(
                SHIPPED,
                state(),
                RehearsalApp.last(SHIPPED, state(), Optional.empty()).orElseThrow());
    }

    /** Everything that an inventory shows. */
    private static List<String> shown(RehearsalApp desk) throws InterruptedException {
        var regions = SHIPPED.plan().regions().stream().map(r -> r.id()).toList();
        return desk.workplace()
                .scanner()
                .scan(regions, s -> {})
                .resources()
                .map(String::valueOf)
                .sorted()
                .toList();
    }

    private static List<String> effects(RehearsalApp desk) {
        return desk.world().estate().ledger().entries().stream()
                .map(e -> e.at() + " " + e.region() + " " + e.service() + " " + e.operation() + " " + e.resource())
                .toList();
    }

    /** Closed after every few steps, up to the end of the plan. */
    @Test
    void a_rehearsal_that_is_closed_again_and_again_goes_to_its_end_on_the_same_estate() throws Exception {
        long before = 0;
        var closed = 0;
        var desk = RehearsalApp.begin(SHIPPED, state());
        var open = true;
        try {
            while (true) {
                var until = before + 12;
                var last = desk;
                var outcome = lead(desk).goUntil(v -> settled(last) >= until);
                before = settled(desk);
                if (outcome.complete()) {
                    break;
                }
                assertThat(outcome.stoppedAt()).contains("as far as asked");
                var shown = shown(desk);
                var effects = effects(desk);
                desk.close();
                open = false;
                closed++;
                desk = resumed();
                open = true;
                assertThat(settled(desk)).isEqualTo(before);
                assertThat(effects(desk)).isEqualTo(effects);
                assertThat(shown(desk)).isEqualTo(shown);
            }
            var audited = desk.workplace()
                    .records()
                    .trail()
                    .records(1, Long.MAX_VALUE)
                    .filter(r -> r.kind().equals("call.intent"))
                    .count();
            System.out.println(closed + " times closed and gone on, " + before + " steps, "
                    + effects(desk).size() + " changes of the estate, " + audited + " intents");
            assertThat(audited).isEqualTo(effects(desk).size());
            assertThat(closed).isGreaterThan(4);
        } finally {
            if (open) {
                desk.close();
            }
        }
    }

    @Test
    void time_between_a_fence_that_was_taken_back_and_the_next_is_no_downtime_after_a_restart_either()
            throws Exception {
        try (var desk = RehearsalApp.begin(SHIPPED, state())) {
            fence(desk);
            EstateApp.undo(desk, "5.3");
            var first = desk.workplace().session().view().downtime();
            assertThat(first.soFar()).isBetween(Duration.ofSeconds(10), Duration.ofMinutes(8));
            assertThat(first.counting()).isFalse();

            desk.time().advance(Duration.ofMinutes(20));
            assertThat(desk.workplace().session().view().downtime().soFar()).isEqualTo(first.soFar());
            fence(desk);
            desk.time().advance(Duration.ofMinutes(1));
            var second = desk.workplace().session().view().downtime();
            assertThat(second.soFar())
                    .isGreaterThan(first.soFar().plusMinutes(1))
                    .isLessThan(first.soFar().plusMinutes(8));
            assertThat(second.counting()).isTrue();
        }
        var before = RehearsalApp.last(SHIPPED, state(), Optional.empty());
        assertThat(before).isPresent();
        try (var again = resumed()) {
            var downtime = again.workplace().session().view().downtime();
            assertThat(downtime.counting()).isTrue();
            assertThat(downtime.parts()).extracting(DowntimePart::words).contains("step 5.3");
            assertThat(downtime.soFar()).isBetween(Duration.ofMinutes(1), Duration.ofMinutes(16));
        }
    }

    private static void fence(RehearsalApp desk) throws InterruptedException {
        lead(desk).goUntil(v -> v.step("5.3").orElseThrow().state() instanceof StepState.Succeeded);
        assertThat(desk.workplace().session().view().downtime().counting()).isTrue();
    }

    /** As a process that is killed leaves it: nothing is closed, and the last line may be cut short. */
    private Path asKilled(RehearsalApp desk) throws Exception {
        var copy = folder.resolve("killed");
        try (var files = Files.walk(state().path())) {
            for (var file : files.sorted().toList()) {
                var target = copy.resolve(state().path().relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
        Files.writeString(
                copy.resolve("files")
                        .resolve(desk.workplace().session().view().session())
                        .resolve("estate.jsonl"),
                "{\"at\":\"2026-01-",
                StandardOpenOption.APPEND);
        return copy;
    }

    @Test
    void a_step_that_ran_when_the_console_was_killed_is_found_out_and_not_done_twice() throws Exception {
        var desk = RehearsalApp.begin(SHIPPED, state());
        Path killed;
        var snapshots = 0;
        try (desk) {
            lead(desk).goUntil(v -> v.next().equals(Optional.of("1.3")));
            var session = desk.workplace().session();
            var review = session.review("1.3");
            desk.time().paced(1e-6);
            var step = Threads.start("runs 1.3", () -> {
                try {
                    session.run(new Confirmation(
                            "1.3", review.fingerprint(), desk.lead(), Optional.empty(), Optional.empty()));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            await().until(() -> effects(desk).stream().anyMatch(e -> e.contains("CreateDBSnapshot")));
            killed = asKilled(desk);
            desk.time().skipping();
            step.join();
        }
        var state = StateDirectory.at(killed);
        try (var after = RehearsalApp.resume(
                SHIPPED,
                state,
                RehearsalApp.last(SHIPPED, state, Optional.empty()).orElseThrow())) {
            var session = after.workplace().session();
            assertThat(session.view().resumption().orElseThrow()).contains("Resumed after an interruption", "1.3");
            after.time().skipping();
            session.waitAgain();
            assertThat(session.view().step("1.3").orElseThrow().state()).isInstanceOf(StepState.Succeeded.class);
            assertThat(effects(after))
                    .filteredOn(e -> e.contains("CreateDBSnapshot"))
                    .hasSize(1);
        }
    }

    @Test
    void a_window_that_was_closed_while_a_step_ran_says_so_when_it_is_opened_again() throws Exception {
        var desk = RehearsalApp.begin(SHIPPED, state());
        lead(desk).goUntil(v -> v.next().equals(Optional.of("1.3")));
        var session = desk.workplace().session();
        var review = session.review("1.3");
        desk.time().paced(1e-6);
        var step = Threads.start("runs 1.3", () -> {
            try {
                session.run(
                        new Confirmation("1.3", review.fingerprint(), desk.lead(), Optional.empty(), Optional.empty()));
            } catch (InterruptedException | RuntimeException e) {
                // It can no longer write: its process would have ended with the window.
                Thread.currentThread().interrupt();
            }
        });
        await().until(() -> effects(desk).stream().anyMatch(e -> e.contains("CreateDBSnapshot")));
        desk.close();
        desk.time().skipping();
        step.join();

        try (var after = resumed()) {
            var said = after.workplace().session().view().resumption().orElseThrow();
            assertThat(said).contains("closed at", "while something ran", "step 1.3");
        }
        try (var again = resumed()) {
            again.time().skipping();
            again.workplace().session().waitAgain();
        }
        try (var quiet = resumed()) {
            assertThat(quiet.workplace().session().view().resumption())
                    .as("nothing ran when it was closed")
                    .isEmpty();
        }
    }

    @Test
    void another_plan_text_and_another_version_are_not_gone_on_with() throws Exception {
        try (var desk = RehearsalApp.begin(SHIPPED, state())) {
            lead(desk).goUntil(v -> settled(desk) >= 2);
        }
        assertThat(RehearsalApp.last(SHIPPED, state(), Optional.empty())).isPresent();
        var edited = new PlanReading.Read(SHIPPED.plan(), "b".repeat(64));
        assertThat(RehearsalApp.last(edited, state(), Optional.empty())).isEmpty();
        var kept = RehearsalApp.last(SHIPPED, state(), Optional.empty()).orElseThrow();
        var journal = state().path().resolve("files").resolve(kept.session()).resolve("estate.jsonl");
        Files.writeString(journal, Files.readString(journal).replace("(from source)", "0.9"));
        assertThat(RehearsalApp.last(SHIPPED, state(), Optional.empty())).isEmpty();
        assertThatThrownBy(() -> RehearsalApp.resume(SHIPPED, state(), kept))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("another version");
    }

    @Test
    void what_a_rehearsal_keeps_is_for_its_owner_alone() throws Exception {
        try (var desk = RehearsalApp.begin(SHIPPED, state())) {
            lead(desk).goUntil(v -> settled(desk) >= 8);
        }
        try (var files = Files.walk(state().path())) {
            var open = files.filter(f -> {
                        try {
                            return Files.getPosixFilePermissions(f).stream()
                                    .anyMatch(p -> !p.name().startsWith("OWNER"));
                        } catch (IOException e) {
                            throw new AssertionError(e);
                        }
                    })
                    .toList();
            assertThat(open).isEmpty();
        }
    }
}
