package app.medzenhealth.cutover.kill;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Every point at which the console is killed. One that the plan never reaches, or reaches and is not here, fails the harness. */
final class Points {
    /** Not a point: an instant that the seed gives. */
    static final String ANY_TIME = "any time";

    private static final List<String> WITHIN_WRITES = List.of(
            "record.before-insert",
            "record.after-insert",
            "record.before-commit",
            "record.after-commit",
            "checkpoint.before-commit",
            "checkpoint.after-commit",
            "tip.after-write",
            "head.before-move",
            "head.after-move",
            "log.after-fold");
    private static final List<String> BETWEEN =
            List.of("permit.issued", "permit.taken", "call.written", "command.written", "wait.poll");
    private static final List<String> RECOVERED =
            List.of("session.resumed", "call.reconciled", "step.doubt", "step.recovered", "step.decided");
    /** Records, each with the change of state that is written with it. */
    private static final List<String> RECORDS = List.of(
            "session.open",
            "session.resumed",
            "session.close",
            "approval.enrol",
            "approval.challenge",
            "approval.accepted",
            "checklist.tick",
            "board.answer",
            "step.mint",
            "token.minted",
            "file.kept",
            "step.review",
            "step.confirm",
            "action.begin",
            "call.intent",
            "call.outcome",
            "command.intent",
            "command.outcome",
            "call.reconciled",
            "action.end",
            "step.succeeded",
            "step.failed",
            "step.doubt",
            "step.recovered",
            "step.decided",
            "step.undone",
            "session.ended",
            "checkpoint",
            "reads.summary");

    /** Between what is sent and its outcome: whoever opens the state next is in doubt. */
    static final Set<String> BREAKING_OFF = Set.of("call.written", "command.written");

    /** Reached only by whoever opens what was broken off. */
    static final Set<String> RECOVERING = RECOVERED.stream()
            .flatMap(r -> Stream.of(r + ".before", r + ".after"))
            .collect(Collectors.toUnmodifiableSet());

    private Points() {}

    /** Every {@code of}th point, from the one of this number on. */
    static List<String> share(int number, int of) {
        var all = all();
        return IntStream.range(0, all.size())
                .filter(i -> i % of == number)
                .mapToObj(all::get)
                .toList();
    }

    static List<String> all() {
        var all = new ArrayList<String>(WITHIN_WRITES);
        all.addAll(BETWEEN);
        RECORDS.forEach(r -> {
            all.add(r + ".before");
            all.add(r + ".after");
        });
        all.add(ANY_TIME);
        return List.copyOf(all);
    }
}
