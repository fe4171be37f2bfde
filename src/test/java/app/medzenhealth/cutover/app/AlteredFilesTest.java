package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.rehearsal.RehearsedLead;
import app.medzenhealth.cutover.session.Session;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.store.StateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole session that was closed, of which somebody has then changed a file by which its steps decide: a note of what an action did, a list
 * of what was copied, the baseline. It opens, since none of its records is another; the steps that would go by the file are refused and say
 * which file it is, and what is wrong with it; nothing is sent.
 */
class AlteredFilesTest {
    private static final PlanReading.Read SHIPPED = (PlanReading.Read) PlanFile.SHIPPED.read();
    /** Deletes what was copied: it goes by the list of copies, by what was seen and by the baseline. */
    private static final String UNTIL = "6.6b";

    @TempDir
    Path folder;

    private interface Change {
        void of(Path file) throws IOException;
    }

    private static final Map<String, Change> CHANGES = changes();

    private static Map<String, Change> changes() {
        var all = new LinkedHashMap<String, Change>();
        all.put("it was changed after it was written", file -> {
            var bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 1;
            Files.write(file, bytes);
        });
        all.put("it is missing, and no record tells that it was removed", Files::delete);
        return all;
    }

    @Test
    void the_steps_that_go_by_a_changed_file_are_refused_and_name_it() throws Exception {
        var state = folder.resolve("state");
        try (var desk = RehearsalApp.begin(SHIPPED, StateDirectory.at(state))) {
            var session = desk.workplace().session();
            var outcome = new RehearsedLead(session, desk.time(), desk.lead(), desk.second(), s -> {})
                    .goUntil(v -> v.step(UNTIL)
                            .filter(s -> s.state() instanceof StepState.Ready)
                            .isPresent());
            assertThat(outcome.stoppedAt()).contains("as far as asked");
        }
        var untouched = said(state);
        assertThat(untouched.said()).as("nobody touched anything").noneMatch(s -> s.contains("is not the console's"));
        var tried = 0;
        for (var kind : List.of("baseline.json", "copies-medzen-meeting", "copies-medzen-polly", "seen-")) {
            var file = found(state, kind);
            for (var change : CHANGES.entrySet()) {
                var copy = folder.resolve("copy" + ++tried);
                copied(state, copy);
                change.getValue().of(copy.resolve(state.relativize(file)));
                var found = said(copy);
                assertThat(found.said())
                        .as(file.getFileName() + ": " + change.getKey())
                        .anyMatch(s -> s.contains(file.getFileName().toString())
                                && s.contains("by which this is decided, is not the console's")
                                && s.contains(change.getKey()));
                assertThat(found.sent()).as("calls that change something").isEqualTo(untouched.sent());
            }
        }
        // Of a file that nobody wrote, the same.
        var copy = folder.resolve("planted");
        copied(state, copy);
        var planted = copy.resolve(state.relativize(found(state, "copies-medzen-meeting")));
        var other = planted.resolveSibling(
                planted.getFileName().toString().replaceFirst("-[0-9a-f]{8}\\.jsonl$", "-00000000.jsonl"));
        Files.copy(planted, other);
        assertThat(said(copy).said()).as("nothing goes by it").noneMatch(s -> s.contains("is not the console's"));
    }

    private static Path found(Path state, String beginning) throws IOException {
        try (var all = Files.walk(state.resolve("files"))) {
            return all.filter(f -> f.getFileName().toString().startsWith(beginning)
                            && f.getParent().getFileName().toString().equals("made"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void copied(Path from, Path to) throws IOException {
        try (var all = Files.walk(from)) {
            for (var file : all.toList()) {
                var there = to.resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(there);
                } else {
                    Files.copy(file, there);
                }
            }
        }
    }

    private record Said(List<String> said, int sent) {}

    /** What reviewing every step that is left says. */
    private static Said said(Path state) throws Exception {
        var directory = StateDirectory.at(state);
        try (var desk = RehearsalApp.resume(
                SHIPPED, directory, RehearsalApp.all(SHIPPED, directory).getFirst())) {
            var session = desk.workplace().session();
            var said = new ArrayList<String>();
            for (var step : session.view().phases().stream()
                    .flatMap(p -> p.steps().stream())
                    .filter(s -> !s.state().settled())
                    .map(s -> s.step().id())
                    .filter(id -> id.startsWith("6."))
                    .toList()) {
                said.addAll(reviewed(session, step));
            }
            return new Said(said, desk.world().estate().ledger().entries().size());
        }
    }

    private static List<String> reviewed(Session session, String step) throws InterruptedException {
        try {
            return session.review(step).checks().stream()
                    .filter(c -> !c.passed())
                    .map(c -> step + " " + c.title() + ": " + c.outcome().evidence())
                    .toList();
        } catch (RuntimeException e) {
            return List.of(step + " " + Optional.ofNullable(e.getMessage()).orElse(e.toString()));
        }
    }
}
