package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.session.StepRecord.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** When messages are due, and whether they went out; pure. */
final class MessageStanding {
    private MessageStanding() {}

    static List<MessageView> all(Plan plan, SessionState state, Instant now) {
        return plan.messages().stream().map(m -> of(plan, state, m, now)).toList();
    }

    private static MessageView of(Plan plan, SessionState state, Plan.Message message, Instant now) {
        var due = message.days()
                .flatMap(days -> ChangeWindow.of(plan, state.parameters())
                        .times(now)
                        .map(t -> t.opens().plus(Duration.ofDays(days))));
        var stated = sending(plan, message.id()).stream()
                .map(s -> state.step(s.id()))
                .filter(s -> s.stage() == Stage.SUCCEEDED)
                .map(StepRecord::at)
                .max(Instant::compareTo);
        var happened =
                message.days().isEmpty() && sending(plan, message.id()).stream().anyMatch(s -> open(plan, state, s));
        return new MessageView(
                message,
                step(plan, state, message.id()),
                due,
                stated.isEmpty()
                        && (happened || due.filter(d -> !now.isBefore(d)).isPresent()),
                stated,
                Optional.ofNullable(state.posted().get(message.id())));
    }

    /** What the message is about has happened: all that its step comes after is settled, some of it in this session. */
    private static boolean open(Plan plan, SessionState state, Step step) {
        var before = step.after().isEmpty()
                ? List.<String>of()
                : step.after().stream().filter(a -> plan.step(a).isPresent()).toList();
        return !state.step(step.id()).settled()
                && !before.isEmpty()
                && before.stream().allMatch(a -> state.step(a).settled());
    }

    private static List<Step> sending(Plan plan, String message) {
        return plan.steps()
                .filter(s -> plan.messages(s).anyMatch(m -> m.id().equals(message)))
                .toList();
    }

    /** The step that sends a message and is not settled, or else the last of those that do. */
    static Optional<String> step(Plan plan, SessionState state, String message) {
        var all = sending(plan, message);
        return all.stream()
                .filter(s -> !state.step(s.id()).settled())
                .findFirst()
                .or(() -> all.stream().reduce((a, b) -> b))
                .map(Step::id);
    }
}
