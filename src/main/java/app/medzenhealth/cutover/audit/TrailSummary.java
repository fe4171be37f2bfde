package app.medzenhealth.cutover.audit;

import app.medzenhealth.cutover.store.TrailReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where a session stands, as its own records tell it and no other's; for looking in from outside while a console may be writing.
 *
 * @param records of the whole trail
 * @param head first 12 hex digits of the root over all records
 * @param opened what its newest {@code session.open} says of what it acts on; empty where it was never opened
 * @param workingCopy the newest that its records name
 * @param at when its newest record was written
 * @param closed whether its newest record but for checkpoints says that it was closed
 * @param outputs of the steps that succeeded, by step
 * @param inFlight steps that were begun and have not ended
 * @param resumed where things stood when the session went on after an interruption, if nothing was begun since and none of what was open then has ended
 */
public record TrailSummary(
        String session,
        Map<String, Object> opened,
        Optional<String> workingCopy,
        String at,
        boolean closed,
        long records,
        String head,
        Set<String> succeeded,
        Set<String> skipped,
        Set<String> failed,
        Map<String, Map<String, String>> outputs,
        List<String> inFlight,
        boolean held,
        Optional<AuditRecord> lastResult,
        Optional<String> resumed) {

    /** The session of the newest record. Reads the whole trail; it does not verify it. */
    public static TrailSummary of(Path database) {
        var all = each(database);
        return all.isEmpty() ? new Reading("").summary(new MerkleFrontier()) : all.getLast();
    }

    /** Every session that has records, the one with the newest record last. */
    public static List<TrailSummary> each(Path database) {
        var tree = new MerkleFrontier();
        var sessions = new LinkedHashMap<String, Reading>();
        try (var reader = TrailReader.open(database)) {
            reader.each(1, Long.MAX_VALUE, (seq, jcs, leaf) -> {
                tree.append(leaf);
                var record = DurableTrail.parse(jcs);
                var reading = sessions.getOrDefault(record.session(), new Reading(record.session()));
                sessions.putLast(record.session(), reading);
                reading.take(record);
                return true;
            });
        }
        return sessions.values().stream().map(r -> r.summary(tree)).toList();
    }

    /** Folds the records of one session: nothing of another can get into it. */
    private static final class Reading {
        private final String session;
        private final Set<String> succeeded = new LinkedHashSet<>();
        private final Set<String> skipped = new LinkedHashSet<>();
        private final Set<String> failed = new LinkedHashSet<>();
        private final Map<String, Map<String, String>> outputs = new LinkedHashMap<>();
        private final Set<String> running = new LinkedHashSet<>();
        private Map<String, Object> opened = Map.of();
        private Optional<String> workingCopy = Optional.empty();
        private String at = "";
        private boolean closed;
        private boolean held;
        private Optional<AuditRecord> last = Optional.empty();
        private Optional<String> resumed = Optional.empty();

        Reading(String session) {
            this.session = session;
        }

        void take(AuditRecord r) {
            at = r.at();
            if (!r.kind().equals(DatabaseCheck.CHECKPOINT)) {
                closed = r.kind().equals("session.close");
            }
            switch (r.kind()) {
                case "step.confirm" -> {
                    running.add(r.step());
                    resumed = Optional.empty();
                }
                case "session.open" -> {
                    opened = r.data();
                    workingCopy = Optional.ofNullable(opened.get("workingCopy")).map(String::valueOf);
                    resumed = Optional.empty();
                }
                case "session.working-copy" ->
                    workingCopy = Optional.ofNullable(r.data().get("to")).map(String::valueOf);
                case "session.resumed" ->
                    resumed = Optional.of(String.valueOf(r.data().get("sentence")));
                case "step.recovered" -> recovered(r);
                case "step.succeeded" -> {
                    outputs.put(r.step(), Told.outputs(r));
                    ended(r, succeeded);
                }
                case "step.skipped" -> ended(r, skipped);
                case "step.failed", "step.waiting", "step.doubt" -> ended(r, failed);
                case "step.undone", "step.retry" -> {
                    ended(r, new LinkedHashSet<>());
                    succeeded.remove(r.step());
                    outputs.remove(r.step());
                    skipped.remove(r.step());
                }
                case "step.decided" ->
                    ended(r, "DONE".equals(r.data().get("decision")) ? succeeded : new LinkedHashSet<>());
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
            // What was said of it when the session went on is so no more.
            if (running.contains(r.step()) || failed.contains(r.step())) {
                resumed = Optional.empty();
            }
            running.remove(r.step());
            failed.remove(r.step());
            // Once more is later: what region is what follows from the order.
            as.remove(r.step());
            as.add(r.step());
            last = Optional.of(r);
        }

        TrailSummary summary(MerkleFrontier tree) {
            return new TrailSummary(
                    session,
                    opened,
                    workingCopy,
                    at,
                    closed,
                    tree.size(),
                    tree.size() == 0 ? "" : Checkpoint.head(tree.root()),
                    succeeded,
                    skipped,
                    failed,
                    outputs,
                    new ArrayList<>(running),
                    held,
                    last,
                    resumed);
        }
    }
}
