package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.audit.AuditRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a step's last run has changed before it came to its end: what failed in the middle has not done nothing. */
final class DoneSoFar {
    private static final int MOST = 6;

    private final Set<Long> done = new HashSet<>();
    private final List<String> calls = new ArrayList<>();

    private DoneSoFar() {}

    /** In a clause, for example {@code done before that: DisableRule medzen-nightly, UpdateService medzen}; empty where nothing was. */
    static String words(String step, Memory memory) {
        var run = new DoneSoFar();
        memory.backwards(r -> !r.step().equals(step) || run.take(r));
        if (run.calls.isEmpty()) {
            return "";
        }
        Collections.reverse(run.calls);
        var more = run.calls.size() - MOST;
        return "done before that, and not taken back: "
                + String.join(", ", run.calls.subList(0, Math.min(MOST, run.calls.size())))
                + (more > 0 ? " and " + more + " more" : "");
    }

    /** Newest first. Whether there is more of the run before this record. */
    private boolean take(AuditRecord r) {
        switch (r.kind()) {
            case "call.outcome" -> {
                if ("done".equals(r.data().get("outcome")) && r.data().get("intent") instanceof Number intent) {
                    done.add(intent.longValue());
                }
            }
            case "call.intent" -> {
                if (done.contains(r.seq())) {
                    calls.add(r.data().get("operation") + " " + r.data().get("resource"));
                }
            }
            default -> {}
        }
        return !r.kind().equals("step.confirm");
    }
}
