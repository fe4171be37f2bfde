package app.medzenhealth.cutover.action.deletion;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Attestations;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.observe.Use;
import app.medzenhealth.cutover.plan.Trait;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What must be true of each thing right before it is deleted. A plan names it by inputs, of which a plan's check lets none be left
 * out; what a phase has made itself needs none of them.
 *
 * @param listed that the frozen baseline lists it
 * @param saved that a copy of its code and definition is saved
 * @param unusedIn the step that shows that nobody uses it: measured again, over the same time. What is not measured passes only
 *     where a person has decided so there, in writing
 * @param decidedIn the step in which a person states about it by its name; empty where the plan asks nobody
 */
public record DeletionFacts(
        Optional<Listed> listed, Optional<SavedCopy> saved, Optional<String> unusedIn, Optional<String> decidedIn) {

    /** Of which a plan asks nothing. */
    public static final DeletionFacts NONE =
            new DeletionFacts(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** A database tells of its connections every minute: where it does not, something is wrong, and nobody decides about that. */
    private static final String DATABASE = "rds/instance";

    public static DeletionFacts of(Inputs in) {
        return new DeletionFacts(
                in.optional("baseline").map(Listed::new),
                in.optional("archive").map(b -> new SavedCopy(in.text("archiveRegion"), b)),
                in.optional("unusedIn"),
                in.optional("decidedIn"));
    }

    public List<Check> checks(ActionContext context, Target target) throws InterruptedException {
        var checks = new ArrayList<Check>();
        if (listed.isPresent()) {
            checks.add(listed.get().of(context, target));
        }
        if (saved.isPresent()) {
            checks.add(saved.get().of(context, target));
        }
        if (unusedIn.isPresent()) {
            checks.addAll(unused(context, target, unusedIn.get()));
        }
        return checks;
    }

    private List<Check> unused(ActionContext context, Target target, String step) throws InterruptedException {
        var within = within(context, step);
        if (within.isEmpty()) {
            return List.of(Check.unknown(
                    target.label() + " is not used", "step " + step + " does not say how far it looks back"));
        }
        var checks = new ArrayList<Check>();
        for (var check : new Use(context, target.region(), within.get()).of(target.kind(), target.id())) {
            checks.add(check.unread() ? decided(context, target, check) : check);
        }
        return checks;
    }

    private static Optional<Duration> within(ActionContext context, String step) {
        return context.plan().step(step).stream()
                .flatMap(s -> s.actions().stream())
                .filter(a -> a.has(Trait.PROVES_DISPENSABLE))
                .flatMap(a -> Stream.ofNullable(a.with().get("within")))
                .flatMap(w -> {
                    try {
                        return Stream.of(Duration.parse(String.valueOf(w)));
                    } catch (DateTimeParseException e) {
                        return Stream.empty();
                    }
                })
                .findFirst();
    }

    private Check decided(ActionContext context, Target target, Check check) {
        if (target.kind().equals(DATABASE)) {
            return check;
        }
        var decision = unusedIn.flatMap(step -> decision(context, step, target, check.title()))
                .or(() -> decidedIn
                        .flatMap(step -> context.attestations().attestation(step))
                        .filter(a -> a.names(target.label()) || a.names(target.id())));
        // What is shown of its use stays unknown: a decision measures nothing.
        return decision.map(d -> new Check(
                        check.title(),
                        new Check.Pass(check.outcome().evidence() + "; " + d.person() + " decided about it at " + d.at()
                                + ": " + d.note()),
                        check.showing()))
                .orElse(check);
    }

    /** People decide about the title of a check, which names the thing as the plan does. */
    private static Optional<Attestations.Attestation> decision(
            ActionContext context, String step, Target target, String title) {
        return context.attestations()
                .decision(step, title)
                .or(() -> new Use(context, target.region(), Duration.ZERO)
                        .name(target.kind(), target.id())
                        .flatMap(alias -> context.attestations()
                                .decision(step, title.replace(" " + target.id() + " ", " " + alias + " "))));
    }

    /**
     * The last look before a call that deletes something.
     *
     * @param checks read just now
     * @throws ActionFailure if one does not pass
     */
    public static void require(List<Check> checks) {
        checks.stream().filter(c -> !c.passed()).findFirst().ifPresent(open -> {
            throw new ActionFailure(
                    open.title() + ": " + open.outcome().evidence(),
                    "it was not deleted, nor was anything after it",
                    open.outcome() instanceof Check.Fail fail
                            ? fail.remedy() + ", then review the step again"
                            : "make it readable, then review the step again");
        });
    }
}
