package app.medzenhealth.cutover.session.odds;

import app.medzenhealth.cutover.audit.AuditRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one session's records tell of the times of its steps. A step that is done once more, since a way back has taken it back, begins
 * another run; what was undone, skipped or decided on in doubt has shown no time.
 */
public final class RunReading {
    private final String session;
    private final List<RehearsedRun> runs = new ArrayList<>();
    private final Map<String, Instant> begun = new HashMap<>();
    private final Set<String> undoing = new HashSet<>();
    private Map<String, RehearsedRun.Times> steps = new LinkedHashMap<>();

    public RunReading(String session) {
        this.session = session;
    }

    /** @param record any of the session's, in the trail's order */
    public RunReading add(AuditRecord record) {
        var step = record.step();
        var at = Instant.parse(record.at());
        switch (record.kind()) {
            case "step.confirm" -> {
                if (Boolean.TRUE.equals(record.data().get("undo"))) {
                    undoing.add(step);
                    begun.remove(step);
                } else {
                    undoing.remove(step);
                    begun.putIfAbsent(step, at);
                }
            }
            case "step.succeeded" -> {
                var from = begun.remove(step);
                if (from != null && !undoing.contains(step) && !at.isBefore(from)) {
                    took(step, new RehearsedRun.Times(from, at));
                }
            }
            case "step.undone" -> {
                begun.remove(step);
                undoing.remove(step);
                // By a way back that took it back: that it was gone through stays true. By itself, it was none.
                if (record.data().get("by") == null) {
                    steps.remove(step);
                }
            }
            case "step.skipped", "step.decided" -> begun.remove(step);
            default -> {}
        }
        return this;
    }

    private void took(String step, RehearsedRun.Times times) {
        if (steps.containsKey(step)) {
            close();
        }
        steps.put(step, times);
    }

    private void close() {
        runs.add(new RehearsedRun(session, steps));
        steps = new LinkedHashMap<>();
    }

    /** Every run that has shown a time, the oldest first. */
    public List<RehearsedRun> runs() {
        var all = new ArrayList<>(runs);
        if (!steps.isEmpty()) {
            all.add(new RehearsedRun(session, steps));
        }
        return List.copyOf(all);
    }
}
