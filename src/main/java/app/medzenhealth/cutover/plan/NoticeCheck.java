package app.medzenhealth.cutover.plan;

import app.medzenhealth.cutover.plan.PlanCheck.Faults;
import app.medzenhealth.cutover.plan.PlanPlaces.ActionAt;
import java.time.Duration;
import java.util.List;

/** Each of the plan's messages is sent by a step, and by then it is due: what is due before the cutover, before its fence. */
final class NoticeCheck {
    private NoticeCheck() {}

    static void look(Moves moves, Faults faults) {
        if (!moves.databaseMoves()) {
            return;
        }
        var messages = moves.plan().messages();
        Moves.each(messages).forEach(i -> {
            var message = messages.get(i);
            var pointer = "/messages/" + i;
            var sent = moves.doing(Trait.SENDS_MESSAGE).stream()
                    .filter(a ->
                            message.id().equals(String.valueOf(a.use().with().get("message"))))
                    .toList();
            if (sent.isEmpty()) {
                faults.found(
                        pointer,
                        "the message “" + message.id() + "” is sent by no step",
                        "add message.send of it, or take it out of the plan");
            }
            due(moves, Notice.of(message), sent, message, faults);
        });
    }

    private static void due(Moves moves, Notice notice, List<ActionAt> sent, Plan.Message message, Faults faults) {
        if (notice.beforeFence()) {
            sent.stream()
                    .filter(a -> !a.in().rollback())
                    .forEach(a -> moves.thereDoing(Trait.FENCES).stream()
                            .filter(f -> !moves.before(a, f))
                            .forEach(f -> faults.found(
                                    a.pointer(),
                                    "the message “" + message.id() + "” is due before step " + Moves.id(f)
                                            + ", which closes a side to users, and step " + Moves.id(a)
                                            + " may send it afterwards",
                                    "let step " + Moves.id(a) + " come before it")));
        }
        if (notice.daysAfter() > 0) {
            sent.stream()
                    .filter(a -> MeasureCheck.span(a.use(), "over")
                            .filter(o -> o.compareTo(Duration.ofDays(notice.daysAfter())) >= 0)
                            .isEmpty())
                    .forEach(a -> faults.found(
                            a.pointer(),
                            "the message “" + message.id() + "” is due "
                                    + (notice.daysAfter() == 1 ? "a day" : notice.daysAfter() + " days")
                                    + " after the cutover, and step " + Moves.id(a) + " may send it before",
                            "add “since” and “over” with that time under “with:”"));
        }
    }
}
