package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.Attestations;
import app.medzenhealth.cutover.session.SessionView.Tick;
import java.util.Optional;

/** What the session's book holds of people's statements and of their decisions about open items. */
record Stated(Object lock, Book book) implements Attestations {

    @Override
    public Optional<Attestation> attestation(String step) {
        synchronized (lock) {
            return Optional.ofNullable(book.attestations.get(step)).map(Stated::said);
        }
    }

    @Override
    public Optional<Attestation> decision(String step, String item) {
        synchronized (lock) {
            return book.waiver(step, item).map(Stated::said);
        }
    }

    private static Attestation said(Tick tick) {
        return new Attestation(tick.by(), tick.at(), tick.note());
    }
}
