package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.rehearsal.RehearsedLead;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.store.StateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Rehearsals that stand before a step each: worked up to once, and copied as often as anybody wants to go on from there. */
final class PreparedStates {
    static final PlanReading.Read SHIPPED = (PlanReading.Read) PlanFile.SHIPPED.read();

    private final Path folder;
    private final Map<String, Path> states = new LinkedHashMap<>();
    private int copies;

    /** @param steps in the order in which they are settled */
    PreparedStates(Path folder, List<String> steps) throws Exception {
        this.folder = folder;
        var state = folder.resolve("preparing");
        try (var desk = RehearsalApp.begin(SHIPPED, StateDirectory.at(state))) {
            for (var step : steps) {
                Predicate<SessionView> enough =
                        v -> v.step(step).orElseThrow().state().settled();
                var outcome = new RehearsedLead(
                                desk.workplace().session(), desk.time(), desk.lead(), desk.second(), s -> {})
                        .goUntil(enough);
                if (!outcome.stoppedAt().equals(Optional.of("as far as asked"))) {
                    throw new AssertionError("before " + step + ": " + outcome);
                }
                states.put(step, copy(state, folder.resolve("after-" + step)));
            }
        }
    }

    List<String> steps() {
        return List.copyOf(states.keySet());
    }

    /** A folder to go on in, directly after a step. */
    Path after(String step) throws IOException {
        return copy(states.get(step), folder.resolve("copy-" + copies++));
    }

    /** Of thousands of copies none stays. */
    static void forget(Path state) throws IOException {
        try (var files = Files.walk(state)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    static RehearsalApp open(Path state) throws InterruptedException {
        var directory = StateDirectory.at(state);
        return RehearsalApp.resume(
                SHIPPED,
                directory,
                RehearsalApp.last(SHIPPED, directory, Optional.empty()).orElseThrow());
    }

    private static Path copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.sorted().toList()) {
                var target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
        return to;
    }
}
