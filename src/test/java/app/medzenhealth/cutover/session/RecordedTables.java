package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.plan.ActionSignature;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.StepOutputs;
import app.medzenhealth.cutover.session.SessionView.Mode;
import app.medzenhealth.cutover.store.TrailReader.StateRow;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The rows that a console keeps of a session, made of its records. */
public final class RecordedTables {
    private RecordedTables() {}

    private record Place(String table, String key) {}

    /** @param records of one session, in their order */
    public static List<StateRow> of(String session, List<AuditRecord> records) {
        var fold = SessionFold.ofAnyPlan();
        var state = SessionState.NOTHING;
        Map<Place, String> kept = new HashMap<>();
        for (var record : records) {
            if (SessionFold.KINDS.contains(record.kind())) {
                var draft = new SessionDraft(state);
                fold.apply(draft, SessionFold.Entry.of(record));
                state = draft.done();
                for (var change : draft.changes()) {
                    var place = new Place(DurableMemory.table(change.kind()).table(), DurableMemory.key(change));
                    if (change.json() == null) {
                        kept.remove(place);
                    } else {
                        kept.put(place, change.json());
                    }
                }
            }
        }
        var rows = new ArrayList<StateRow>();
        kept.forEach((place, json) -> rows.add(new StateRow(place.table(), session, place.key(), json)));
        return rows;
    }

    /**
     * Folds records one after another, and at each also what else could stand in its place: either nothing follows from that, in words, or a
     * state that can be kept and read again.
     *
     * @param instead of a record
     * @return what came of them otherwise
     */
    public static List<String> problems(
            Plan plan, List<AuditRecord> records, Function<AuditRecord, List<AuditRecord>> instead) {
        var folds = List.of(SessionFold.ofAnyPlan(), new SessionFold(plan, new StepOutputs(RecordedTables::signature)));
        var state = SessionTables.read(
                new KeptInMemory(InstantSource.fixed(Instant.EPOCH)), plan, Mode.REHEARSAL, Instant.EPOCH);
        var problems = new ArrayList<String>();
        for (var record : records) {
            for (var other : instead.apply(record)) {
                for (var fold : folds) {
                    try {
                        var draft = new SessionDraft(state);
                        fold.apply(draft, SessionFold.Entry.of(other));
                        var memory = new KeptInMemory(InstantSource.fixed(Instant.EPOCH));
                        memory.write("", "", "", Map.of(), _ -> draft.changes());
                        SessionTables.read(memory, plan, Mode.REHEARSAL, Instant.EPOCH);
                    } catch (UnusableRecord nothingFollows) {
                        if (!String.valueOf(nothingFollows.getMessage()).startsWith("record " + record.seq() + " (")) {
                            problems.add(other.kind() + " " + other.data() + ": " + nothingFollows.getMessage());
                        }
                    } catch (RuntimeException e) {
                        problems.add(other.kind() + " " + other.data() + ": " + e);
                    }
                }
            }
            state = folds.getLast().apply(state, SessionFold.Entry.of(record));
        }
        return problems;
    }

    private static Optional<ActionSignature> signature(String type) {
        return SessionActions.signatures().stream()
                .filter(s -> s.type().equals(type))
                .findFirst();
    }
}
