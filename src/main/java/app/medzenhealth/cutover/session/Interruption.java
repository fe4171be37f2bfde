package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.plan.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How it came that the end of a step's last run is not known, and what that run had sent, as the trail tells it: a lost answer, a wait
 * that was given up, or a console that stopped are not the same to whoever decides.
 *
 * @param why in a sentence without its full stop; empty where the run came to its end
 * @param undoing whether the run was going back
 * @param sent every call of the run, oldest first
 */
record Interruption(Optional<String> why, boolean undoing, List<SentCall> sent) {
    private static final int MOST = 6;

    static Interruption of(String step, Memory memory) {
        var reading = new Reading(step);
        memory.backwards(reading::take);
        return new Interruption(reading.why(), reading.undoing, List.copyOf(reading.sent.reversed()));
    }

    /** What was sent and when, in words; what is not certain first. Empty where nothing was. */
    Optional<String> sentWords() {
        if (sent.isEmpty()) {
            return Optional.empty();
        }
        var uncertainFirst = new ArrayList<SentCall>();
        sent.stream().filter(s -> !s.known()).forEach(uncertainFirst::add);
        sent.stream().filter(SentCall::known).forEach(uncertainFirst::add);
        var left = uncertainFirst.size() - MOST;
        return Optional.of(
                uncertainFirst.stream().limit(MOST).map(SentCall::words).collect(Collectors.joining("; "))
                        + (left > 0 ? "; and " + left + " more" : ""));
    }

    /** What happened and what was sent, in sentences. */
    String words() {
        return why.orElse("It did not complete, or only in part")
                + sentWords().map(s -> ". " + s).orElse(". Nothing was sent");
    }

    /** Newest first, up to the confirmation. */
    private static final class Reading {
        private final String step;
        private final List<SentCall> sent = new ArrayList<>();
        private final Map<Long, String> ends = new HashMap<>();
        private final Map<Long, Boolean> certain = new HashMap<>();
        private Optional<String> doubt = Optional.empty();
        /** The record before the console was started again: the last that is known of the one before. */
        private Optional<Instant> stopped = Optional.empty();

        private boolean startedAgain;
        private boolean undoing;

        Reading(String step) {
            this.step = step;
        }

        boolean take(AuditRecord r) {
            if (r.kind().equals("session.open")) {
                startedAgain = true;
                stopped = Optional.empty();
                return true;
            }
            if (startedAgain && stopped.isEmpty() && !r.kind().equals("checkpoint")) {
                stopped = Optional.of(Instant.parse(r.at()));
            }
            if (!r.step().equals(step)) {
                return true;
            }
            switch (r.kind()) {
                // The first of them, so the last that is read: what came after it is what became of it.
                case "step.doubt" -> {
                    doubt = Optional.of(r.data().get("why") + ", at " + Times.second(Instant.parse(r.at())));
                    forgetStop();
                }
                case "step.waiting" -> {
                    doubt = Optional.of("It was waited for until " + Times.second(Instant.parse(r.at()))
                            + " and was not over then: " + r.data().get("why"));
                    forgetStop();
                }
                case "call.outcome" -> {
                    var outcome = String.valueOf(
                            r.data().getOrDefault("outcome", r.data().get("result")));
                    var unknown = outcome.equals("unknown");
                    end(r, unknown ? "no answer came" : outcome, !unknown);
                }
                case "call.reconciled" -> {
                    var verdict = String.valueOf(r.data().get("verdict"));
                    if (!verdict.equals(StepRecovery.UNDECIDED)) {
                        end(r, verdict + ", as read later", true);
                    }
                }
                case "call.intent" ->
                    sent.add(SentCall.of(
                            r,
                            ends.getOrDefault(
                                    r.seq(),
                                    startedAgain ? "no answer was kept before the console stopped" : "no answer came"),
                            certain.getOrDefault(r.seq(), false)));
                case "step.confirm" -> undoing = Boolean.TRUE.equals(r.data().get("undo"));
                default -> {}
            }
            return !r.kind().equals("step.confirm");
        }

        /** It was in doubt before the console stopped. */
        private void forgetStop() {
            startedAgain = false;
            stopped = Optional.empty();
        }

        private void end(AuditRecord r, String words, boolean known) {
            if (r.data().get("intent") instanceof Number intent) {
                ends.putIfAbsent(intent.longValue(), words);
                certain.putIfAbsent(intent.longValue(), known);
            }
        }

        Optional<String> why() {
            return startedAgain
                    ? Optional.of("The console stopped while this step was running"
                            + stopped.map(s -> ", after " + Times.second(s)).orElse(""))
                    : doubt;
        }
    }
}
