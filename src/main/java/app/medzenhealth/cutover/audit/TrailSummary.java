package app.medzenhealth.cutover.audit;

import app.medzenhealth.cutover.store.TrailReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where the newest session stands, as its records tell it; for looking in from outside while a console may be writing.
 *
 * @param head first 12 hex digits of the root over all records
 * @param inFlight steps that were begun and have not ended
 * @param resumed where things stood when the session went on after an interruption, if nothing was begun since
 */
public record TrailSummary(
        String session,
        long records,
        String head,
        Set<String> succeeded,
        Set<String> skipped,
        Set<String> failed,
        List<String> inFlight,
        boolean held,
        Optional<AuditRecord> lastResult,
        Optional<String> resumed) {

    /** Reads the whole trail; it does not verify it. */
    public static TrailSummary of(Path database) {
        var reading = new Reading();
        try (var reader = TrailReader.open(database)) {
            reader.each(1, Long.MAX_VALUE, (seq, jcs, leaf) -> {
                reading.take(DurableTrail.parse(jcs), leaf);
                return true;
            });
        }
        return reading.summary();
    }

    private static final class Reading {
        private final MerkleFrontier tree = new MerkleFrontier();
        private final Set<String> succeeded = new LinkedHashSet<>();
        private final Set<String> skipped = new LinkedHashSet<>();
        private final Set<String> failed = new LinkedHashSet<>();
        private final Set<String> running = new LinkedHashSet<>();
        private String session = "";
        private boolean held;
        private Optional<AuditRecord> last = Optional.empty();
        private Optional<String> resumed = Optional.empty();

        void take(AuditRecord r, byte[] leaf) {
            tree.append(leaf);
            if (!r.session().equals(session)) {
                session = r.session();
                List.of(succeeded, skipped, failed, running).forEach(Set::clear);
                held = false;
            }
            switch (r.kind()) {
                case "step.confirm" -> {
                    running.add(r.step());
                    resumed = Optional.empty();
                }
                case "session.open" -> resumed = Optional.empty();
                case "session.resumed" ->
                    resumed = Optional.of(String.valueOf(r.data().get("sentence")));
                case "step.recovered" -> recovered(r);
                case "step.succeeded" -> ended(r, succeeded);
                case "step.skipped" -> ended(r, skipped);
                case "step.failed", "step.waiting", "step.doubt" -> ended(r, failed);
                case "step.undone", "step.retry" -> {
                    ended(r, new LinkedHashSet<>());
                    succeeded.remove(r.step());
                    skipped.remove(r.step());
                }
                case "hold.on" -> held = true;
                case "hold.off" -> held = false;
                default -> {}
            }
        }

        /** What is found done has its own end; what is on its way goes on; the rest needs somebody. */
        private void recovered(AuditRecord r) {
            switch (String.valueOf(r.data().get("verdict"))) {
                case "done" -> {}
                case "waiting" -> running.add(r.step());
                default -> ended(r, failed);
            }
        }

        private void ended(AuditRecord r, Set<String> as) {
            running.remove(r.step());
            failed.remove(r.step());
            as.add(r.step());
            last = Optional.of(r);
        }

        TrailSummary summary() {
            return new TrailSummary(
                    session,
                    tree.size(),
                    tree.size() == 0 ? "" : Checkpoint.head(tree.root()),
                    succeeded,
                    skipped,
                    failed,
                    new ArrayList<>(running),
                    held,
                    last,
                    resumed);
        }
    }
}
