package app.medzenhealth.cutover.session;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A step as it is kept between runs of the console.
 *
 * @param at when it came into this stage
 * @param started when it was first run
 * @param took how long the successful run took
 * @param by who confirmed, skipped or undid it
 * @param text evidence in doubt, reason of a skip or of a decision in doubt
 * @param fingerprint of the review it was confirmed with
 * @param action index of the action being carried out
 */
record StepRecord(
        Stage stage,
        Instant at,
        @Nullable Instant started,
        @Nullable Duration took,
        String by,
        String text,
        StepState.@Nullable Problem problem,
        String fingerprint,
        int action,
        int attempts) {

    enum Stage {
        OPEN,
        RUNNING,
        UNDOING,
        SUCCEEDED,
        FAILED,
        IN_DOUBT,
        SKIPPED,
        UNDONE
    }

    static StepRecord open(Instant at) {
        return new StepRecord(Stage.OPEN, at, null, null, "", "", null, "", 0, 0);
    }

    boolean settled() {
        return stage == Stage.SUCCEEDED || stage == Stage.SKIPPED;
    }

    /** What was begun and not taken back may have happened, whatever became of the step: also where it failed, or was left out then. */
    boolean mayHaveHappened() {
        return attempts > 0 && stage != Stage.OPEN && stage != Stage.UNDONE;
    }

    boolean busy() {
        return stage == Stage.RUNNING || stage == Stage.UNDOING;
    }

    StepRecord running(Stage as, Instant now, String who, String reviewed) {
        return new StepRecord(as, now, started == null ? now : started, null, who, "", null, reviewed, 0, attempts + 1);
    }

    /** Is under way again, as before: somebody waits for what was sent. */
    StepRecord again(Stage as) {
        return new StepRecord(as, at, started, took, by, "", null, fingerprint, action, attempts);
    }

    StepRecord atAction(int index) {
        return new StepRecord(stage, at, started, took, by, text, problem, fingerprint, index, attempts);
    }

    StepRecord ended(Stage as, Instant now, String who, String why) {
        var time = as == Stage.SUCCEEDED ? Duration.between(at, now) : took;
        return new StepRecord(
                as, now, started == null ? now : started, time, who, why, null, fingerprint, action, attempts);
    }

    StepRecord succeeded(Instant now, Duration time) {
        return new StepRecord(
                Stage.SUCCEEDED,
                now,
                started == null ? now : started,
                time,
                by,
                "",
                null,
                fingerprint,
                action,
                attempts);
    }

    StepRecord failed(Instant now, StepState.Problem why) {
        return new StepRecord(Stage.FAILED, now, started, null, by, "", why, fingerprint, action, attempts);
    }

    /** Open again, and it is kept who decided so while it was in doubt. */
    StepRecord decidedNotDone(Instant now, String who, String why) {
        return new StepRecord(Stage.OPEN, now, started, null, who, why, null, "", 0, attempts);
    }

    StepRecord reopened(Instant now) {
        return new StepRecord(Stage.OPEN, now, started, null, "", "", null, "", 0, attempts);
    }
}
