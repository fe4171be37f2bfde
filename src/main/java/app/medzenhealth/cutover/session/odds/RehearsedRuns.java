package app.medzenhealth.cutover.session.odds;

import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.audit.StoredRecords;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every going-through of a plan that a database's trail tells of. */
public final class RehearsedRuns {
    private final Map<String, Reading> sessions = new LinkedHashMap<>();

    private static final class Reading {
        private final RunReading runs;
        private Optional<Object> plan = Optional.empty();

        Reading(String session) {
            runs = new RunReading(session);
        }
    }

    /**
     * @param plan its id: another text of the same plan has the same steps, or does not show those that it has not
     * @param except the session that asks: what it has done tonight is no rehearsal of it
     * @throws app.medzenhealth.cutover.store.StoreProblem if it is no database of ours
     */
    public static List<RehearsedRun> of(Path database, String plan, String except) {
        var all = new RehearsedRuns();
        StoredRecords.each(database, all::add);
        return all.runs(plan, except);
    }

    void add(AuditRecord record) {
        var reading = sessions.computeIfAbsent(record.session(), Reading::new);
        if (record.kind().equals("session.open")) {
            reading.plan = Optional.ofNullable(record.data().get("plan"));
        }
        reading.runs.add(record);
    }

    List<RehearsedRun> runs(String plan, String except) {
        return sessions.entrySet().stream()
                .filter(s -> !s.getKey().equals(except))
                .filter(s -> s.getValue().plan.filter(plan::equals).isPresent())
                .flatMap(s -> s.getValue().runs.runs().stream())
                .toList();
    }
}
