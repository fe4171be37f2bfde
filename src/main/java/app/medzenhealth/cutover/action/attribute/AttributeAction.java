package app.medzenhealth.cutover.action.attribute;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.ConvergingAction;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outlook;
import app.medzenhealth.cutover.action.Stage;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.script.Command;
import app.medzenhealth.cutover.action.script.Recipe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * An action that only sets values: reads each, sets those that are not as wanted, reads them again, and can set each back to what
 * the confirmed preview noted. A new one says in words what it does, and what its {@link #attributes} are.
 */
public abstract class AttributeAction extends ConvergingAction {

    /** An attribute and what was read of it. */
    public record Seen(Attribute attribute, String now) {
        /** Whether it is not what is wanted. */
        public boolean open() {
            return attribute.open(now);
        }

        /** What was read, for people. */
        public String shown() {
            return attribute.words().apply(now);
        }

        @Override
        public String toString() {
            return attribute.resource() + " " + attribute.name() + ": " + shown();
        }
    }

    private final String region;

    /** @param region where the values are, as AWS spells it; empty for what has no region */
    protected AttributeAction(String region) {
        this.region = region;
    }

    protected final String region() {
        return region;
    }

    /** What the action sets. What {@link #script} is used for reads nothing here: see {@link #once}. */
    protected abstract List<Attribute> attributes(ActionContext context);

    /** What is true when every value is as wanted, as the title of a check. */
    protected String condition() {
        return "Every value is as wanted";
    }

    /** The parts that set what is lacking; one for each, unless AWS takes several at once. */
    protected List<Stage> stages(List<Attribute> lacking) {
        return lacking.stream()
                .flatMap(a -> a.setting().apply(a.wanted()).stream())
                .toList();
    }

    /** Notes what there is besides the values: warnings, further facts, what is waited for at the end. */
    protected void besides(ActionContext context, List<Seen> seen, Outlook.Notes notes) {}

    /** What was read, for the check: what is open, or else everything. */
    protected String evidence(List<Seen> seen) {
        var open = seen.stream().filter(Seen::open).toList();
        return (open.isEmpty() ? seen : open).stream().map(Seen::toString).collect(Collectors.joining("; "));
    }

    @Override
    protected final Outlook outlook(ActionContext context) {
        var notes = new Outlook.Notes();
        var lacking = new ArrayList<Attribute>();
        var all = seen(context);
        for (var seen : all) {
            var attribute = seen.attribute();
            notes.fact(attribute.resource(), attribute.name(), seen.now());
            if (seen.open() && attribute.settable().test(seen.now())) {
                notes.change(
                        region(),
                        attribute.resource(),
                        attribute.name(),
                        seen.shown(),
                        attribute.words().apply(attribute.wanted()));
                lacking.add(attribute);
            }
        }
        stages(lacking).forEach(notes::stage);
        besides(context, all, notes);
        return notes.done();
    }

    /** Reads every value once. */
    protected final List<Seen> seen(ActionContext context) {
        var seen = new ArrayList<Seen>();
        attributes(context).forEach(a -> seen.add(new Seen(a, a.reading().get())));
        return List.copyOf(seen);
    }

    @Override
    public List<Check> verify(ActionContext context) throws InterruptedException {
        return List.of(Check.reading(condition(), () -> {
            var seen = seen(context);
            return seen.stream().anyMatch(Seen::open)
                    ? new Check.Fail(evidence(seen), "run the step again")
                    : new Check.Pass(evidence(seen));
        }));
    }

    @Override
    protected String goingBack() {
        return "Each value becomes what it was before, or is taken away where there was none.";
    }

    @Override
    protected Duration expected() {
        return Duration.ofSeconds(10);
    }

    /** Sets every value back that the preview noted. */
    @Override
    public Undo undo(List<Fact> before) {
        return before.isEmpty()
                ? new Undo.None("what it was before was not recorded")
                : new Undo.Inverse(new AttributesRestored(this, before));
    }

    /**
     * The same as commands: its calls as they are where nothing is there yet. Fits where setting a value again does no harm and
     * no call depends on what is there.
     */
    public static Recipe script(Function<Inputs, ? extends AttributeAction> make) {
        return (context, with, script) -> {
            var action = make.apply(with);
            action.stages(action.attributes(context)).stream()
                    .flatMap(s -> s.call().stream())
                    .map(Command::of)
                    .forEach(script::run);
        };
    }

    /**
     * That what the values belong to is there, for {@code preflight}.
     *
     * @param kind what they are, for example {@code log group}
     */
    protected final Check exist(String kind, Collection<String> names, Predicate<String> there)
            throws InterruptedException {
        return Check.reading("Every " + kind + " exists in " + region, () -> {
            var missing = names.stream().filter(Predicate.not(there)).toList();
            return missing.isEmpty()
                    ? new Check.Pass("found: " + String.join(", ", names))
                    : new Check.Fail(
                            "not found: " + String.join(", ", missing),
                            "correct the names in the plan, or create them first");
        });
    }

    /** A reading that several attributes share: done when the first of them is read, and not again. */
    protected static <T> Supplier<T> once(Supplier<T> reading) {
        return new Supplier<>() {
            private Optional<T> read = Optional.empty();

            @Override
            public T get() {
                if (read.isEmpty()) {
                    read = Optional.of(reading.get());
                }
                return read.get();
            }
        };
    }
}
