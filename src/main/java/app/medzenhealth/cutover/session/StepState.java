package app.medzenhealth.cutover.session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where a step stands. */
public sealed interface StepState {

    /** May not be started; each lock says why, in words. */
    record Locked(List<Lock> locks) implements StepState {}

    record Ready() implements StepState {}

    /** Reviewed; {@code fingerprint} is what the reviewer saw. */
    record Previewed(String fingerprint, Instant at) implements StepState {}

    /** Waiting for someone or for a time. */
    record Waiting(WaitsFor what) implements StepState {}

    /** @param fraction 0 to 1, or negative where unknown */
    record Running(Instant since, double fraction, String text) implements StepState {}

    record Succeeded(Instant at, Duration took, String by) implements StepState {}

    /** @param problem what happened, what was not done, what to do next */
    record Failed(Instant at, Problem problem) implements StepState {}

    /**
     * The console died, or lost the answer, between a call and its outcome.
     *
     * @param undoing whether it is its undo that is in doubt
     * @param sent every call of the run
     */
    record InDoubt(Instant at, String evidence, boolean undoing, List<SentCall> sent) implements StepState {

        public InDoubt(Instant at, String evidence) {
            this(at, evidence, false, List.of());
        }
    }

    record Skipped(Instant at, String by, String reason) implements StepState {}

    record Undone(Instant at, String by) implements StepState {}

    /** Whether later steps may count on it. A skipped step counts: the person who skipped it answers for it. */
    default boolean settled() {
        return this instanceof Succeeded || this instanceof Skipped;
    }

    /** What a waiting step waits for. */
    sealed interface WaitsFor {
        record Person(String what) implements WaitsFor {}

        record Time(Instant until, String why) implements WaitsFor {}

        /** @param challenge to be sent to the second approver */
        record SecondApprover(String challenge, Instant expires) implements WaitsFor {}
    }

    /**
     * Why a step is locked, and what opens it, in words.
     *
     * @param cause the same, to act on
     * @param waiver what {@link Session#waive} calls it, where a person may go on in spite of it
     */
    record Lock(String why, String opens, Cause cause, Optional<String> waiver) {

        public Lock(String why, String opens, Cause cause) {
            this(why, opens, cause, Optional.empty());
        }

        /** For what has no way of its own to be opened from here. */
        public Lock(String why, String opens) {
            this(why, opens, new Cause.Other());
        }
    }

    /** What stands in the way. */
    sealed interface Cause {
        /**
         * A checklist with open items.
         *
         * @param first id of the first open item
         */
        record Ticks(String list, String first, int open) implements Cause {}

        /** A parameter of the plan without a value. */
        record Value(String parameter, String title) implements Cause {}

        record Held() implements Cause {}

        /** A step or phase that comes before. */
        record Before(String id) implements Cause {}

        record Soak(Instant until) implements Cause {}

        /**
         * The change window.
         *
         * @param when for example {@code Sat 24 Jan 02:00–04:00 UTC}
         * @param opens empty where its day is over
         */
        record Window(String when, Optional<Instant> opens) implements Cause {}

        /** One person alone moved the change window. */
        record Moved() implements Cause {}

        /** The downtime that was announced. */
        record Budget() implements Cause {}

        /** Nobody has said go for a role of the board. */
        record Unsaid(String role) implements Cause {}

        /** Somebody has said no-go for a role of the board. */
        record NoGo(String role) implements Cause {}

        record Other() implements Cause {}

        /** Whether somebody at the console can clear it away now. */
        default boolean byPerson() {
            return switch (this) {
                case Ticks _, Value _, Held _, Unsaid _ -> true;
                case Before _, Soak _, Window _, Moved _, Budget _, NoGo _, Other _ -> false;
            };
        }
    }

    /** A failure in words. {@code code}: finds the fault again in the log. */
    record Problem(String code, String happened, String notDone, String next) {}
}
