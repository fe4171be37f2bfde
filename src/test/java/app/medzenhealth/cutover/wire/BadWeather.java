package app.medzenhealth.cutover.wire;

import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.aws.Operations;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.wire.HttpMessage.Request;
import app.medzenhealth.cutover.wire.Wire.Fault;
import app.medzenhealth.cutover.wire.protocol.Operation;
import app.medzenhealth.cutover.wire.protocol.RequestReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * Lets each mutating operation of each action type meet the given faults, one after another, and then passes it. What action is
 * at work it learns from the audit trail.
 */
final class BadWeather implements Wire.Weather {

    /** @param intent the number of the trail's record before the call */
    record Hit(String action, String operation, Fault fault, long intent) {}

    private final Plan plan;
    private final LongFunction<List<AuditRecord>> trailFrom;
    private final List<Fault> faults;
    private final Map<String, Integer> met = new LinkedHashMap<>();
    private final List<Hit> hits = new ArrayList<>();
    private final Map<String, Integer> mutations = new LinkedHashMap<>();
    private String action = "";
    private long intent;
    private long read;

    /** @param trailFrom the trail's records from a number on */
    BadWeather(Plan plan, LongFunction<List<AuditRecord>> trailFrom, List<Fault> faults) {
        this.plan = plan;
        this.trailFrom = trailFrom;
        this.faults = faults;
    }

    @Override
    public synchronized Fault at(Request request) {
        Operation operation = RequestReader.operation(request);
        String service = service(operation);
        if (Operations.isRead(service, spelled(operation))) {
            return Fault.NONE;
        }
        catchUp();
        String key = action + " " + service + " " + spelled(operation);
        mutations.merge(key, 1, Integer::sum);
        int turn = met.merge(key, 1, Integer::sum) - 1;
        Fault fault = turn < faults.size() ? faults.get(turn) : Fault.NONE;
        if (fault != Fault.NONE) {
            hits.add(new Hit(action, service + " " + spelled(operation), fault, intent));
        }
        return fault;
    }

    private void catchUp() {
        for (AuditRecord record : trailFrom.apply(read + 1)) {
            read = record.seq();
            if (record.kind().equals("action.begin")) {
                int index = ((Number) record.data().get("index")).intValue();
                action = plan.steps()
                        .filter(s -> s.id().equals(record.step()))
                        .findFirst()
                        .orElseThrow()
                        .actions()
                        .get(index - 1)
                        .type();
            }
            if (record.kind().equals("call.intent")) {
                intent = record.seq();
            }
        }
    }

    static String service(Operation operation) {
        String name = operation.client().getPackageName();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    static String spelled(Operation operation) {
        String name = operation.method().getName();
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    synchronized List<Hit> hits() {
        return List.copyOf(hits);
    }

    /** How often each action type sent each mutating operation. */
    synchronized Map<String, Integer> mutations() {
        return Map.copyOf(mutations);
    }
}
