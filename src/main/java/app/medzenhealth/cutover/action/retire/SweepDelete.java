package app.medzenhealth.cutover.action.retire;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.LIST;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.TEXT;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Await;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.ConvergingAction;
import app.medzenhealth.cutover.action.Deletion;
import app.medzenhealth.cutover.action.Explained;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outlook;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.Sightings;
import app.medzenhealth.cutover.action.Stage;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.action.deletion.DeletionFacts;
import app.medzenhealth.cutover.action.deletion.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;

/** Deletes what no other step deletes: an approved, frozen list, each read again right before. */
public final class SweepDelete extends ConvergingAction {

    static final ActionType TYPE = ActionSpec.writes("sweep.delete", "Delete leftovers")
            .requires(LIST, "resources")
            .accepts(TEXT, "copiesIn", "decidedIn")
            .about("resources")
            .deletes("resources")
            .ofWhatNobodyUses()
            .sends("cloudwatch", "DeleteAlarms")
            .sends("ec2", "ReleaseAddress")
            .sends("ecr", "DeleteRepository")
            .sends("eventbridge", "DeleteRule", "RemoveTargets")
            .sends("rds", "DeleteDBSnapshot")
            .sends("secretsmanager", "DeleteSecret", "RemoveRegionsFromReplication")
            .sends("sns", "DeleteTopic")
            .sends("sqs", "DeleteQueue")
            .readsCopies()
            .neverUndone("what is deleted is gone; a secret's deletion can be called off for 30 days")
            .keeps("copiesIn", "decidedIn")
            .holdingNothing("events/rule/")
            .script(RetireRecipes::sweep)
            .createdBy(SweepDelete::new);

    private static final String QUEUE = "sqs/queue/";
    /** Deleted after a time in which its deletion can be called off. */
    private static final String SECRET = "secretsmanager/secret/";

    private final String region;
    private final List<Leftover> leftovers;
    private final Survivors survivors;
    private final DecidedEach decided;
    private final DeletionFacts facts;

    private SweepDelete(Inputs in) {
        this.region = in.region();
        this.leftovers = in.someOf("resources").stream()
                .map(r -> Leftover.parse(region, r))
                .toList();
        this.survivors = new Survivors(region, in.optional("copiesIn"), in.optional("decidedIn"));
        this.decided = new DecidedEach(in.optional("decidedIn"));
        this.facts = DeletionFacts.of(in);
    }

    @Override
    protected String summary() {
        return "Deletes " + Deletion.counted(leftovers.size(), "leftover") + " in " + region + ": "
                + String.join(", ", leftovers.stream().map(Leftover::label).toList()) + ".";
    }

    @Override
    protected Outlook outlook(ActionContext context) {
        var notes = new Outlook.Notes();
        var found = 0;
        for (var leftover : leftovers) {
            var there = leftover.read().apply(context);
            notes.fact(leftover.label(), "state", there.orElse(Fact.ABSENT));
            decided.words(context, leftover).ifPresent(w -> notes.fact(leftover.label(), "decided", w));
            var stays = decided.stays(context, leftover);
            if (stays.isPresent()) {
                notes.warn(stays.get());
                continue;
            }
            if (there.isEmpty()) {
                seen(context, leftover).warning(leftover.id()).ifPresent(notes::warn);
            } else {
                found++;
                notes.change(region, leftover.label(), "existence", there.get(), Fact.ABSENT);
                notes.deletes(deletion(context, leftover, there.get()));
                if (leftover.label().startsWith(QUEUE)) {
                    Holds.messages(context, region, leftover.label().substring(QUEUE.length()))
                            .ifPresent(m -> notes.warn(leftover.label() + ": " + m + ". They go with it."));
                }
                leftover.stages()
                        .apply(context)
                        .forEach(s -> notes.stage(s.after((c, p) -> {
                            seen(c, leftover).note(leftover.id(), there.get());
                            requireSame(c, leftover, there.get());
                            DeletionFacts.require(checks(c, leftover));
                        })));
            }
        }
        if (found > 0) {
            notes.stage(Stage.await("Waiting until they are gone", this::awaitGone));
        }
        notes.stage(Stage.await("Looking whether each was ever there", (c, p) -> Sightings.requireSeen(verify(c))));
        return notes.done();
    }

    /** What it holds is for people to know, and none of what it takes to delete it: unreadable, it is unknown. */
    private Deletion deletion(ActionContext context, Leftover leftover, String there) {
        var holdings = new Holdings(context, region);
        var deletion = Deletion.of(region, leftover.label());
        try {
            deletion = deletion.holding(holdings.of(leftover, there)).lastUsed(holdings.lastUse(leftover));
        } catch (SdkException e) {
            deletion = deletion.holding("unknown: " + Explained.of(e));
        }
        return leftover.label().startsWith(SECRET)
                ? deletion.leaving("its deletion can be called off for 30 days, but for a replica")
                : deletion;
    }

    private Sightings seen(ActionContext context, Leftover leftover) {
        return new Sightings(context, region, leftover.service(), leftover.type());
    }

    private static void requireSame(ActionContext context, Leftover leftover, String reviewed) {
        if (leftover.read().apply(context).filter(reviewed::equals).isEmpty()) {
            throw new ActionFailure(
                    leftover.label() + " is not what was reviewed any more",
                    "it was not deleted, nor were those after it",
                    "review the step again");
        }
    }

    private void awaitGone(ActionContext context, Progress progress) throws InterruptedException {
        Await.until(context, progress, Duration.ofMinutes(10), Duration.ofSeconds(10), () -> {
            var left = left(context);
            return left.isEmpty()
                    ? new Await.Reached("All are gone")
                    : new Await.StillGoing("Still there: " + String.join(", ", left));
        });
    }

    private List<String> left(ActionContext context) {
        return leftovers.stream()
                .filter(l -> !decided.keeps(context, l))
                .filter(l -> l.read().apply(context).isPresent())
                .map(Leftover::label)
                .toList();
    }

    @Override
    public List<Check> preflight(ActionContext context) throws InterruptedException {
        var checks = new ArrayList<Check>();
        for (var leftover : leftovers) {
            checks.addAll(checks(context, leftover));
        }
        return checks;
    }

    /** Of one of them: read for all before the first goes, and for each right before it goes. */
    private List<Check> checks(ActionContext context, Leftover leftover) throws InterruptedException {
        var checks = new ArrayList<Check>();
        decided.check(context, leftover).ifPresent(checks::add);
        if (decided.keeps(context, leftover)) {
            return checks;
        }
        var title = leftover.label() + " is not in use";
        checks.add(Check.reading(title, () -> {
            var use = leftover.inUse().apply(context);
            return Check.passIf(use::isEmpty, use.orElse("nothing holds it"), "free it first, or take it off the list");
        }));
        checks.addAll(survivors.checks(context, leftover));
        checks.addAll(Check.of(
                leftover.label() + " can be read",
                () -> leftover.read().apply(context).isEmpty()
                        ? List.of()
                        : facts.checks(context, Target.of(region, leftover.label()))));
        return checks;
    }

    @Override
    public List<Check> verify(ActionContext context) throws InterruptedException {
        var checks = new ArrayList<Check>();
        for (var leftover : leftovers) {
            if (decided.keeps(context, leftover)) {
                decided.check(context, leftover).ifPresent(checks::add);
                continue;
            }
            var title = leftover.label()
                    + (leftover.label().startsWith(SECRET) ? " is gone or on its way out" : " is gone");
            checks.add(Check.reading(
                    title,
                    () -> leftover.read()
                            .apply(context)
                            .<Check.Outcome>map(still -> new Check.Fail("it is there: " + still, "run the step again"))
                            .orElseGet(() -> gone(context, leftover))));
        }
        return checks;
    }

    /** With what of it is still there, and until when. */
    private Check.Outcome gone(ActionContext context, Leftover leftover) {
        var gone = seen(context, leftover).gone(leftover.id());
        return leftover.stays()
                .apply(context)
                .filter(s -> gone instanceof Check.Pass)
                .<Check.Outcome>map(Check.Pass::new)
                .orElse(gone);
    }

    @Override
    protected String goingBack() {
        return "None, but for secrets that are no replica: their deletion can be called off for 30 days.";
    }

    @Override
    protected Duration expected() {
        return Duration.ofMinutes(2);
    }

    @Override
    public Undo undo(List<Fact> before) {
        return new Undo.None("they are gone for good; a secret's deletion can be called off in AWS for 30 days");
    }
}
