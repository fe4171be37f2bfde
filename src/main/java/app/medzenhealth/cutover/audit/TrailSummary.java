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
        Optional<AuditRecord> lastResult) {

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

        void take(AuditRecord r, byte[] leaf) {
            tree.append(leaf);
            if (!r.session().equals(session)) {
                session = r.session();
                List.of(succeeded, skipped, failed, running).forEach(Set::clear);
                held = false;
            }
            switch (r.kind()) {
                case "step.confirm" -> running.add(r.step());
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
                    last);
        }
    }
}
