package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.audit.Redactor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one way in which a session changes: a record is written, and the state is what the record makes of the one before. The
 * session's one lock is here and nowhere else: what must happen as one is handed over. The state may be read by anybody.
 */
final class SessionJournal {
    /** Whose record it is has signed. */
    private static final String ACCEPTED = "approval.accepted";

    /** By kind: members by which a session goes on. What people say and services answer is not among them. */
    static final Map<String, List<String>> KEPT_AS_IT_IS = Map.ofEntries(
            Map.entry("step.mint", List.of("mint")),
            Map.entry("token.minted", List.of("name", "minted")),
            Map.entry("file.kept", List.of("file", "sha256")),
            Map.entry("file.removed", List.of("file")),
            Map.entry("checklist.tick", List.of("item")),
            Map.entry("checklist.reopen", List.of("item")),
            Map.entry(CriterionStanding.ATTEST, List.of("criterion")),
            Map.entry(GoBoard.ANSWER, List.of("role", "answer", "window")),
            Map.entry(Messages.INTENT, List.of("message", "webhook")),
            Map.entry(Messages.OUTCOME, List.of("message", "webhook", "outcome")),
            Map.entry("parameter", List.of("id", "to")),
            Map.entry("parameter.none", List.of("id")),
            Map.entry(Ended.KIND, List.of("outcome")),
            Map.entry("approval.enrol", List.of("name", "key")),
            Map.entry("approval.challenge", List.of("challenge", "fingerprint", "expires")),
            Map.entry(ACCEPTED, List.of("response", "fingerprint")));

    private final Object lock = new Object();
    private final Memory memory;
    private final SessionFold fold;
    private volatile SessionState state;
    /** The same as the trail keeps it, with secrets taken out: what the tables hold, which follows from the records alone. */
    private SessionState kept;

    private final List<Consumer<AuditRecord>> told = new ArrayList<>();

    /** @param kept the state as the records make it */
    SessionJournal(Memory memory, SessionFold fold, SessionState state, SessionState kept) {
        this.memory = memory;
        this.fold = fold;
        this.state = state;
        this.kept = kept;
    }

    SessionJournal(Memory memory, SessionFold fold, SessionState state) {
        this(memory, fold, state, state);
    }

    /**
     * Does something as one: nothing else of the session is written meanwhile. It may call this again, and may not wait for
     * anything but the disk: neither for AWS nor for another thread.
     *
     * @return what the work returns; what it throws passes through
     */
    <T extends @Nullable Object> T atomically(Supplier<T> work) {
        synchronized (lock) {
            return work.get();
        }
    }

    /** The same, for work that returns nothing. */
    void atomically(Runnable work) {
        synchronized (lock) {
            work.run();
        }
    }

    SessionState state() {
        return state;
    }

    /** Who hears of each record that is written from now on, under the lock, when the state shows what it changed. */
    void tell(Consumer<AuditRecord> listener) {
        told.add(listener);
    }

    /** By what something is known again, or goes on after a restart: it stands in the record as it is, or is not written. */
    private static void requireKept(String actor, String kind, Map<String, ?> data, AuditRecord written) {
        var asItIs = KEPT_AS_IT_IS.getOrDefault(kind, List.of()).stream()
                .allMatch(member -> !(data.get(member) instanceof String text)
                        || !Redactor.isMarked(text)
                                && text.equals(written.data().get(member)));
        if (!asItIs || kind.equals(ACCEPTED) && !written.actor().equals(actor)) {
            throw new Refusal(
                    "What is given here looks like a secret, or holds one: the trail would not keep it as it is, and after a"
                            + " restart nobody could go on with it",
                    "write it otherwise; a secret belongs where secrets are kept, and only its name here");
        }
    }

    /**
     * Makes a record and what it changes durable, then visible, as one.
     *
     * @throws app.medzenhealth.cutover.audit.TrailUnavailable if it could not; nothing is changed then
     * @throws Refusal if the session was closed, whatever is to be written; or if secrets are taken out of what it has to go on by:
     *     nothing is changed then
     */
    AuditRecord write(String actor, String kind, String step, Map<String, ?> data) {
        synchronized (lock) {
            state.ended().ifPresent(e -> {
                throw e.refusal();
            });
            var draft = new SessionDraft(state);
            var durable = new SessionDraft(kept);
            // What the trail keeps of the data has secrets taken out; the state needs the data as it is.
            var record = memory.write(actor, kind, step, data, written -> {
                requireKept(actor, kind, data, written);
                fold.apply(draft, SessionFold.Entry.of(written, data));
                fold.apply(durable, SessionFold.Entry.of(written));
                return durable.changes();
            });
            state = draft.done();
            kept = durable.done();
            told.forEach(t -> t.accept(record));
            return record;
        }
    }
}
