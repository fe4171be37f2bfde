package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.store.TrailReader.StateRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
}
