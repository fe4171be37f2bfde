package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.session.SessionView.LogLine;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is only known while the console runs: reviews, progress, step logs, evidence. Used under the session's lock. */
final class TransientState {
    private static final int MOST_LINES = 500;

    /** Counts every change, so that what was made of all this can be told to be still true. */
    private long version;
    /** The same by step. */
    private final Map<String, Long> versions = new HashMap<>();

    private final Map<String, StepReview> reviews = new HashMap<>();
    /** The ways back, apart: one that was only looked at is nothing that the step itself may be confirmed with. */
    private final Map<String, StepReview> undos = new HashMap<>();

    /** By step: who was enrolled at its last review. */
    private final Map<String, Set<SessionState.Approver>> present = new HashMap<>();
    /** By step: who may answer the last challenge. */
    private final Map<String, Set<SessionState.Approver>> asked = new HashMap<>();

    private final Map<String, List<Check>> verified = new HashMap<>();
    private final Map<String, List<Check>> open = new HashMap<>();
    private final Map<String, List<Check>> evidence = new HashMap<>();
    private final Map<String, ArrayDeque<LogLine>> logs = new HashMap<>();
    private final Map<String, Double> fractions = new HashMap<>();
    private final Map<String, String> texts = new HashMap<>();

    /** By the procedure of a way back: what was last read of what going that way loses. */
    private final Map<String, LossReading> losses = new HashMap<>();

    long version() {
        return version;
    }

    Map<String, LossReading> losses() {
        return Map.copyOf(losses);
    }

    void loss(String procedure, LossReading reading) {
        version++;
        losses.put(procedure, reading);
    }

    long version(String step) {
        return versions.getOrDefault(step, 0L);
    }

    private void changed(String step) {
        version++;
        versions.put(step, version);
    }

    @Nullable
    StepReview review(String step) {
        return reviews.get(step);
    }

    /** The way back that was looked at since the step itself was. */
    @Nullable
    StepReview undo(String step) {
        return undos.get(step);
    }

    /** The way back as reviewed; what was reviewed of the step itself stays. */
    void undo(String step, StepReview review) {
        changed(step);
        undos.put(step, review);
    }

    /** @param review of the step itself; null: none, nor of its way back */
    void review(String step, @Nullable StepReview review) {
        changed(step);
        undos.remove(step);
        if (review == null) {
            reviews.remove(step);
        } else {
            reviews.put(step, review);
        }
    }

    /** Who is enrolled when a step is reviewed: who comes later does not sign for it. */
    void reviewed(String step, Collection<SessionState.Approver> enrolled) {
        present.put(step, Set.copyOf(enrolled));
    }

    /** Who may answer a challenge that is made now: who is enrolled, and was when the step was reviewed. */
    void askable(String step, Collection<SessionState.Approver> enrolled) {
        var able = new HashSet<>(enrolled);
        if (review(step) != null || undo(step) != null) {
            able.retainAll(present.getOrDefault(step, Set.of()));
        }
        asked.put(step, able);
    }

    /** Of a challenge that was made before the console was started: who was enrolled when the step was reviewed since. */
    Set<SessionState.Approver> askable(String step) {
        return asked.getOrDefault(step, present.getOrDefault(step, Set.of()));
    }

    /** What was reviewed is to be reviewed again. */
    void forgetReviews() {
        reviews.keySet().forEach(this::changed);
        undos.keySet().forEach(this::changed);
        reviews.clear();
        undos.clear();
    }

    List<Check> verified(String step) {
        return verified.getOrDefault(step, List.of());
    }

    void verified(String step, List<Check> checks) {
        changed(step);
        verified.put(step, List.copyOf(checks));
    }

    /** As if the step had never been begun. */
    void forget(String step) {
        review(step, null);
        verified.remove(step);
        open.remove(step);
    }

    /** What the last run left open and a person may decide, item by item. */
    List<Check> open(String step) {
        return open.getOrDefault(step, List.of());
    }

    void open(String step, List<Check> checks) {
        changed(step);
        open.put(step, List.copyOf(checks));
    }

    List<Check> evidence(String item) {
        return evidence.getOrDefault(item, List.of());
    }

    void evidence(String item, List<Check> checks) {
        changed(item);
        evidence.put(item, List.copyOf(checks));
    }

    List<LogLine> log(String step) {
        return new ArrayList<>(logs.getOrDefault(step, new ArrayDeque<>()));
    }

    void line(String step, LogLine line) {
        changed(step);
        var lines = logs.computeIfAbsent(step, k -> new ArrayDeque<>());
        lines.addLast(line);
        if (lines.size() > MOST_LINES) {
            lines.removeFirst();
        }
    }

    double fraction(String step) {
        return fractions.getOrDefault(step, -1.0);
    }

    String text(String step) {
        return texts.getOrDefault(step, "");
    }

    void progress(String step, double fraction, String text) {
        changed(step);
        fractions.put(step, fraction);
        texts.put(step, text);
    }
}
