package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.audit.DurableTrail;
import app.medzenhealth.cutover.audit.Redactor;
import app.medzenhealth.cutover.audit.SigningKey;
import app.medzenhealth.cutover.session.DurableMemory;
import app.medzenhealth.cutover.session.SessionView.AuditHead;
import app.medzenhealth.cutover.session.TablesFromRecords;
import app.medzenhealth.cutover.store.SessionStore;
import app.medzenhealth.cutover.store.StateDirectory;
import app.medzenhealth.cutover.store.Store;
import app.medzenhealth.cutover.store.WritePoints;
import java.time.InstantSource;

/**
 * A state folder's store and trail, open for one session.
 *
 * @param made what the trail's records make, as of when it was opened or asked last
 */
record Records(
        StateDirectory directory,
        Store store,
        DurableTrail trail,
        TablesFromRecords made,
        SessionStore state,
        Redactor redactor)
        implements AutoCloseable {

    /** @throws app.medzenhealth.cutover.store.StoreProblem if the folder cannot be used; nothing was changed then */
    static Records open(StateDirectory directory, String session, InstantSource clock) {
        return open(directory, session, clock, WritePoints.NONE);
    }

    /** The same, telling {@code points} how far each write is. */
    static Records open(StateDirectory directory, String session, InstantSource clock, WritePoints points) {
        return open(directory, session, clock, points, new Redactor());
    }

    /** @param redactor told of secrets by whoever gets to know one */
    static Records open(
            StateDirectory directory, String session, InstantSource clock, WritePoints points, Redactor redactor) {
        var store = Store.open(directory, clock, points);
        try {
            var made = new TablesFromRecords();
            var trail = DurableTrail.open(
                    store,
                    SigningKey.of(directory, directory.passphrase().telling(redactor::protect)),
                    session,
                    clock,
                    redactor,
                    made);
            return new Records(directory, store, trail, made, new SessionStore(store, session), redactor);
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    DurableMemory memory() {
        return new DurableMemory(trail, state);
    }

    AuditHead head() {
        var status = trail.status();
        return new AuditHead(status.records(), status.head(), status.writable(), status.problem());
    }

    /** Signs what is not yet signed, then lets go of the folder. */
    @Override
    public void close() {
        try (store) {
            trail.close();
        }
    }
}
