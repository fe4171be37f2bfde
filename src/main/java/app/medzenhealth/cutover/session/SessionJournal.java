package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.audit.AuditRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The one way in which a session changes: a record is written, and the state is what the record makes of the one before. Written
 * under the session's lock only; the state may be read by anybody.
 */
final class SessionJournal {
    private final Memory memory;
    private final SessionFold fold;
    private volatile SessionState state;
    private final List<Consumer<AuditRecord>> told = new ArrayList<>();

    SessionJournal(Memory memory, SessionFold fold, SessionState state) {
        this.memory = memory;
        this.fold = fold;
        this.state = state;
    }

    SessionState state() {
        return state;
    }

    /** Who hears of each record that is written from now on, under the lock, when the state shows what it changed. */
    void tell(Consumer<AuditRecord> listener) {
        told.add(listener);
    }

    /**
     * Makes a record and what it changes durable, then visible.
     *
     * @throws app.medzenhealth.cutover.audit.TrailUnavailable if it could not; nothing is changed then
     */
    AuditRecord write(String actor, String kind, String step, Map<String, ?> data) {
        var draft = new SessionDraft(state);
        // What the trail keeps of the data has secrets taken out; the state needs the data as it is.
        var record = memory.write(actor, kind, step, data, written -> {
            fold.apply(draft, SessionFold.Entry.of(written, data));
            return draft.changes();
        });
        state = draft.done();
        told.forEach(t -> t.accept(record));
        return record;
    }
}
