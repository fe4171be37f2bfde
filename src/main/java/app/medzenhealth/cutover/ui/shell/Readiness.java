package app.medzenhealth.cutover.ui.shell;

import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.session.SessionView.StepView;
import app.medzenhealth.cutover.session.StepReview;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.session.StepState.Lock;
import app.medzenhealth.cutover.session.StepState.WaitsFor;
import app.medzenhealth.cutover.ui.common.InWords;
import java.util.stream.Collectors;

/** What is known of a step that comes next. That nothing stands in its way is known only when it was read. */
final class Readiness {
    private Readiness() {}

    static String words(StepView step) {
        return switch (step.state()) {
            case StepState.Failed f -> "It failed: " + InWords.plain(f.problem().happened());
            case StepState.InDoubt d -> "It is not known yet whether it was done: " + InWords.plain(d.evidence());
            case StepState.Running r -> "It is running: " + InWords.plain(r.text());
            case StepState.Locked(var locks) ->
                locks.isEmpty() ? "It is locked" : locks.stream().map(Lock::why).collect(Collectors.joining(", "));
            case StepState.Waiting(WaitsFor.Person(var what)) -> "Waits for: " + what;
            case StepState.Waiting(WaitsFor.Time(var until, var why)) ->
                "Waits until " + InWords.day(until) + " UTC: " + why;
            case StepState.Waiting(WaitsFor.SecondApprover _) -> "Waits for the second approver's response";
            case StepState.Skipped s -> "Skipped by " + s.by() + ": " + s.reason();
            case StepState.Succeeded _ -> "It is done";
            case StepState.Ready _, StepState.Previewed _, StepState.Undone _ ->
                step.review().map(Readiness::read).orElse("Not looked at yet: check it");
        };
    }

    private static String read(StepReview review) {
        var open = review.checks().stream().filter(c -> !c.passed()).toList();
        return open.isEmpty()
                ? "Nothing stands in its way"
                : InWords.count(open.size(), "check", "checks") + " did not pass: "
                        + open.stream().map(Check::title).collect(Collectors.joining(", "));
    }
}
