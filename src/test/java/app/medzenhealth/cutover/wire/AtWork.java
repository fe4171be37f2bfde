package app.medzenhealth.cutover.wire;

import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.plan.Plan;
import java.util.List;
import java.util.function.LongFunction;

/** What a session is doing, as its audit trail tells. */
final class AtWork {

    /**
     * @param action its type, or an empty text between actions
     * @param intent the number of the last intent
     */
    record Now(String action, long intent) {}

    private final Plan plan;
    private final LongFunction<List<AuditRecord>> trailFrom;
    private String action = "";
    private long intent;
    private long read;

    /** @param trailFrom the trail's records from a number on */
    AtWork(Plan plan, LongFunction<List<AuditRecord>> trailFrom) {
        this.plan = plan;
        this.trailFrom = trailFrom;
    }

    synchronized Now now() {
        for (var record : trailFrom.apply(read + 1)) {
            read = record.seq();
            switch (record.kind()) {
                case "action.begin" -> action = type(record);
                case "action.end" -> action = "";
                case "call.intent" -> intent = record.seq();
                default -> {}
            }
        }
        return new Now(action, intent);
    }

    private String type(AuditRecord begin) {
        var index = ((Number) begin.data().get("index")).intValue();
        return plan.steps()
                .filter(s -> s.id().equals(begin.step()))
                .findFirst()
                .orElseThrow()
                .actions()
                .get(index - 1)
                .type();
    }
}
