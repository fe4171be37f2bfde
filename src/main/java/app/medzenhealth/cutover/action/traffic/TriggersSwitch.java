package app.medzenhealth.cutover.action.traffic;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.LIST;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.TEXT;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.ConvergingAction;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outlook;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.Stage;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.plan.Trait;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Switches event rules, schedules and event source mappings on or off. */
public final class TriggersSwitch extends ConvergingAction {

    static final ActionType TYPE = ActionSpec.writes("triggers.switch", "Switch triggers on or off")
            .accepts(LIST, "rules", "schedules", "mappings")
            .requires(TEXT, "state")
            .about("rules", "schedules", "mappings")
            .is(Trait.SWITCHES_TRIGGERS)
            .sends("eventbridge", "DisableRule", "EnableRule")
            .sends("lambda", "UpdateEventSourceMapping")
            .sends("scheduler", "UpdateSchedule")
            .passesRole()
            .undoneBy("what it switched is switched back")
            .script(TriggerRecipes::toggle)
            .createdBy(TriggersSwitch::from);

    private final Triggers triggers;
    private final Trigger.State wanted;
    /** Where only some of the triggers are meant, their labels. */
    private final Set<String> only;

    private TriggersSwitch(Triggers triggers, Trigger.State wanted, Set<String> only) {
        this.triggers = triggers;
        this.wanted = wanted;
        this.only = only;
    }

    private static TriggersSwitch from(Inputs in) {
        var wanted = switch (in.text("state")) {
            // YAML 1.1 readers take a bare on or off for a boolean.
            case "on", "true" -> Trigger.State.ON;
            case "off", "false" -> Trigger.State.OFF;
            default ->
                throw new ActionFailure("triggers.switch: state is on or off", "nothing was sent", "correct the plan");
        };
        return new TriggersSwitch(
                new Triggers(in.region(), in.list("rules"), in.list("schedules"), in.list("mappings")),
                wanted,
                Set.of());
    }

    @Override
    protected String summary() {
        return "Switches the triggers of "
                + Stream.of(triggers.rules(), triggers.schedules(), triggers.functions())
                        .flatMap(List::stream)
                        .collect(Collectors.joining(", "))
                + " in " + triggers.region() + " " + wanted.word() + ".";
    }

    @Override
    protected Outlook outlook(ActionContext context) {
        var notes = new Outlook.Notes();
        for (var seen : meant(context)) {
            notes.fact(seen.trigger().label(), "state", seen.state().word());
            if (seen.state() != wanted && seen.state() != Trigger.State.ABSENT) {
                notes.change(
                        triggers.region(),
                        seen.trigger().label(),
                        "state",
                        seen.state().word(),
                        wanted.word());
                triggers.bring(context, seen, wanted).ifPresent(notes::stage);
            }
        }
        notes.stage(Stage.await("Waiting for the triggers", this::awaitMeant));
        return notes.done();
    }

    private void awaitMeant(ActionContext context, Progress progress) throws InterruptedException {
        triggers.await(context, progress, wanted, this::means);
    }

    private List<Trigger.Seen> meant(ActionContext context) {
        return triggers.read(context).stream().filter(this::means).toList();
    }

    private boolean means(Trigger.Seen seen) {
        return only.isEmpty() || only.contains(seen.trigger().label());
    }

    @Override
    public List<Check> preflight(ActionContext context) throws InterruptedException {
        return List.of(exist(context, triggers), restorable(context, triggers));
    }

    static Check exist(ActionContext context, Triggers triggers) throws InterruptedException {
        var title = "Every trigger named exists in " + triggers.region();
        return Check.reading(title, () -> {
            var seen = triggers.read(context);
            var missing = Stream.concat(
                            seen.stream()
                                    .filter(s -> s.state() == Trigger.State.ABSENT)
                                    .map(s -> s.trigger().label()),
                            triggers.unfed(seen).stream().map(f -> "a queue or stream that feeds " + f))
                    .toList();
            return Check.passIf(
                    missing::isEmpty,
                    missing.isEmpty() ? seen.size() + " found" : "not found: " + String.join(", ", missing),
                    "correct the names in the plan, or create them first");
        });
    }

    /** Whether the way back can be walked, known before the way there is. */
    static Check restorable(ActionContext context, Triggers triggers) throws InterruptedException {
        var title = "Every rule can be switched back to what it is";
        return Check.reading(title, () -> {
            var open = triggers.unrestorable(context);
            return Check.passIf(
                    open::isEmpty,
                    open.isEmpty() ? "none is managed by AWS or in a state of its own" : String.join("; ", open),
                    "take it off the plan, and switch it by hand");
        });
    }

    @Override
    public List<Check> verify(ActionContext context) throws InterruptedException {
        var title = "The triggers are " + wanted.word();
        return List.of(Check.reading(title, () -> {
            var seen = meant(context);
            return Check.passIf(
                    () -> seen.stream()
                            .allMatch(s -> s.state() == wanted
                                    || s.state() == Trigger.State.ABSENT && wanted == Trigger.State.OFF),
                    words(seen),
                    "run the step again");
        }));
    }

    static String words(List<Trigger.Seen> seen) {
        return seen.isEmpty()
                ? "there are none"
                : seen.stream()
                        .map(s -> s.trigger().label() + " " + s.state().word())
                        .collect(Collectors.joining(", "));
    }

    @Override
    protected String goingBack() {
        return "Those that this changes are switched back.";
    }

    @Override
    protected Duration expected() {
        return Duration.ofMinutes(1);
    }

    @Override
    public Undo undo(List<Fact> before) {
        var opposite = wanted == Trigger.State.ON ? Trigger.State.OFF : Trigger.State.ON;
        var changed = before.stream()
                .filter(f -> f.attribute().equals("state")
                        && Trigger.State.aheadOf(f.value()).equals(Optional.of(opposite)))
                .map(Fact::resource)
                .collect(Collectors.toSet());
        return changed.isEmpty()
                ? new Undo.None("nothing was switched")
                : new Undo.Inverse(new TriggersSwitch(triggers, opposite, changed));
    }
}
