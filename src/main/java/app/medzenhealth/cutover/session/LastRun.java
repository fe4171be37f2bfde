package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.audit.AuditRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How far the newest run of a step came, as the trail tells it.
 *
 * @param undoing whether it was going back
 * @param begun index of the last action that was begun; -1: none
 * @param ended index of the last action that ended well; -1: none
 * @param calls intents whose end is not known, oldest first
 * @param told numbers of those intents of which it was said already that nobody can tell
 * @param over by number of an intent: since when nobody sends it any more, for certain
 * @param programs by index of their action: those that were started, or about to be
 * @param tellsStarts whether the console that ran it records each start: where there is no record, there was none
 */
record LastRun(
        boolean undoing,
        int begun,
        int ended,
        List<AuditRecord> calls,
        Set<Long> told,
        Map<Long, Instant> over,
        Map<Integer, StartedProgram> programs,
        boolean tellsStarts) {

    static LastRun of(String step, Memory memory) {
        var reading = new Reading();
        memory.backwards(r -> reading.confirmed ? reading.before(r) : !r.step().equals(step) || reading.take(r));
        Collections.reverse(reading.open);
        return new LastRun(
                reading.undoing,
                reading.begun,
                reading.ended,
                reading.open,
                reading.told,
                reading.over,
                reading.programs,
                reading.tellsStarts);
    }

    private static final class Reading {
        private final List<AuditRecord> open = new ArrayList<>();
        private final Set<Long> settled = new HashSet<>();
        private final Set<Long> told = new HashSet<>();
        private final Map<Long, Instant> over = new HashMap<>();
        private final Map<Long, AuditRecord> outcomes = new HashMap<>();
        private final Map<Integer, StartedProgram> programs = new HashMap<>();
        /** Read before the record of the beginning of its action, which is older. */
        private Optional<StartedProgram> started = Optional.empty();

        private boolean confirmed;
        private boolean tellsStarts;
        private boolean undoing;
        private int begun = -1;
        private int ended = -1;

        /** Newest first. Whether there is more of the run before this record. */
        boolean take(AuditRecord r) {
            switch (r.kind()) {
                case "action.begin" -> {
                    var index = number(r, "index").intValue() - 1;
                    begun = Math.max(begun, index);
                    started.ifPresent(program -> programs.putIfAbsent(index, program));
                    started = Optional.empty();
                }
                case "command.outcome" -> outcomes.put(number(r, "intent").longValue(), r);
                case "command.reconciled" -> told.add(number(r, "intent").longValue());
                case "command.intent" ->
                    started = Optional.of(new StartedProgram(r, Optional.ofNullable(outcomes.get(r.seq()))));
                case "action.end" -> ended = Math.max(ended, number(r, "index").intValue() - 1);
                case "call.outcome" -> {
                    var intent = number(r, "intent").longValue();
                    if ("unknown".equals(r.data().get("outcome"))) {
                        over.put(intent, Instant.parse(r.at()));
                    } else {
                        settled.add(intent);
                    }
                }
                case "call.reconciled" -> {
                    var intent = number(r, "intent").longValue();
                    if (StepRecovery.UNDECIDED.equals(r.data().get("verdict"))) {
                        told.add(intent);
                        over.put(intent, Instant.parse(r.at()));
                    } else {
                        settled.add(intent);
                    }
                }
                case "call.intent" -> {
                    if (!settled.contains(r.seq())) {
                        open.add(r);
                    }
                }
                case "step.confirm" -> {
                    undoing = Boolean.TRUE.equals(r.data().get("undo"));
                    confirmed = true;
                }
                default -> {}
            }
            return true;
        }

        /** Before the run: the console that began it says what it records. */
        boolean before(AuditRecord r) {
            if (!r.kind().equals("session.open")) {
                return true;
            }
            tellsStarts = r.data().get(TablesFromRecords.VERSION_MEMBER) instanceof Number version
                    && version.longValue() >= TablesFromRecords.VERSION;
            return false;
        }

        private static Number number(AuditRecord r, String name) {
            return r.data().get(name) instanceof Number n ? n : 0;
        }
    }
}
