package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.StepOutputs;
import app.medzenhealth.cutover.session.SessionView.Mode;
import app.medzenhealth.cutover.session.StepRecord.Stage;
import java.lang.reflect.InvocationTargetException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A session made again from its records alone, to be held against the real one. */
public final class FoldedSession {
    private final Session session;
    private final SessionFold fold;
    private SessionState state;
    private final List<String> differences = new ArrayList<>();
    private long compared;

    public FoldedSession(Session session, Plan plan, Mode mode) {
        this.session = session;
        fold = new SessionFold(
                plan,
                new StepOutputs(type -> SessionActions.signatures().stream()
                        .filter(s -> s.type().equals(type))
                        .findFirst()));
        state = SessionTables.read(new KeptInMemory(InstantSource.fixed(Instant.EPOCH)), plan, mode, Instant.EPOCH);
    }

    /** Takes over each record that comes from now on, and compares after it. */
    public void follow() {
        session.journal().tell(record -> {
            past(record);
            if (differences.isEmpty()) {
                compare(record.seq());
                if (!session.view().equals(session.viewAnew())) {
                    differences.add("after record " + record.seq() + ": the view is not what it is made of");
                }
            }
        });
    }

    /** Takes a record over without comparing: it was written before this console was there. */
    public void past(AuditRecord record) {
        state = fold.apply(state, SessionFold.Entry.of(record));
    }

    private void compare(long after) {
        compared++;
        difference(session.journal().state(), state)
                .ifPresent(d -> differences.add("after record " + after + ": " + d));
    }

    public List<String> differences() {
        if (differences.isEmpty()) {
            compare(-1);
        }
        return differences;
    }

    public long compared() {
        return compared;
    }

    private static Optional<String> difference(SessionState is, SessionState folded) {
        for (var part : SessionState.class.getRecordComponents()) {
            try {
                var a = part.getAccessor().invoke(is);
                var b = part.getAccessor().invoke(folded);
                if (part.getName().equals("steps")) {
                    a = touched(is.steps());
                    b = touched(folded.steps());
                }
                if (!a.equals(b)) {
                    return Optional.of(part.getName() + " " + part(a, b) + " but from the records " + part(b, a));
                }
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new AssertionError(e);
            }
        }
        return Optional.empty();
    }

    /** Since when a step that nobody has touched counts as open is not on record. */
    private static Map<String, StepRecord> touched(Map<String, StepRecord> steps) {
        return steps.entrySet().stream()
                .filter(e -> e.getValue().stage() != Stage.OPEN || e.getValue().attempts() > 0)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static String part(Object one, Object other) {
        if (one instanceof Map<?, ?> map && other instanceof Map<?, ?> others) {
            return map.entrySet().stream()
                    .filter(e -> !e.getValue().equals(others.get(e.getKey())))
                    .map(String::valueOf)
                    .sorted()
                    .limit(3)
                    .collect(Collectors.joining("; ", "{", "}"));
        }
        return String.valueOf(one);
    }
}
