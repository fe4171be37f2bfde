package app.medzenhealth.cutover.action.catalogue;

import app.medzenhealth.cutover.action.Action;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.script.Recipe;
import app.medzenhealth.cutover.plan.ActionSignature;
import app.medzenhealth.cutover.plan.ActionSignature.Input;
import app.medzenhealth.cutover.plan.ActionSignature.Kind;
import app.medzenhealth.cutover.plan.ActionSignature.Presence;
import app.medzenhealth.cutover.plan.Step.Confirm;
import app.medzenhealth.cutover.plan.Trait;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Declares an action type, one fact a line. */
public final class ActionSpec {
    private final String type;
    private final String title;
    private final Effect effect;
    private final Scope scope;
    private final List<Input> inputs = new ArrayList<>();
    private final List<String> outputs = new ArrayList<>();
    private final List<String> subjects = new ArrayList<>();
    private final Set<Trait> traits = EnumSet.noneOf(Trait.class);
    private final List<String> files = new ArrayList<>();
    private final List<String> databases = new ArrayList<>();
    private Confirm least;
    private final Set<Operation> sends = new LinkedHashSet<>();
    private final Set<String> besides = new LinkedHashSet<>();
    private final List<String> keeps = new ArrayList<>();
    private final List<String> holdingNothing = new ArrayList<>();
    private final List<String> targets = new ArrayList<>();
    private final List<String> safeguards = new ArrayList<>();
    private @Nullable Recipe script;
    private @Nullable WayBack wayBack;

    private enum Effect {
        READS,
        /** Changes something by a program on this machine, which gets no credentials. */
        RUNS_LOCALLY,
        WRITES
    }

    private enum Scope {
        REGIONAL,
        GLOBAL
    }

    private ActionSpec(String type, String title, Effect effect, Scope scope) {
        this.type = type;
        this.title = title;
        this.effect = effect;
        this.scope = scope;
        this.least = effect == Effect.READS ? Confirm.NONE : Confirm.REVIEW;
        this.wayBack = effect == Effect.READS ? new WayBack.None("it only reads") : null;
    }

    /** Reads in one region. */
    public static ActionSpec reads(String type, String title) {
        return new ActionSpec(type, title, Effect.READS, Scope.REGIONAL);
    }

    /** Reads, and needs no region. */
    public static ActionSpec readsGlobally(String type, String title) {
        return new ActionSpec(type, title, Effect.READS, Scope.GLOBAL);
    }

    /** Changes something in one region. */
    public static ActionSpec writes(String type, String title) {
        return new ActionSpec(type, title, Effect.WRITES, Scope.REGIONAL);
    }

    /** Changes something that has no region. */
    public static ActionSpec writesGlobally(String type, String title) {
        return new ActionSpec(type, title, Effect.WRITES, Scope.GLOBAL);
    }

    /** Changes something by a program on this machine only, and sends nothing to AWS. */
    public static ActionSpec runsLocally(String type, String title) {
        return new ActionSpec(type, title, Effect.RUNS_LOCALLY, Scope.GLOBAL);
    }

    public ActionSpec requires(Kind kind, String... names) {
        for (var name : names) {
            inputs.add(new Input(name, kind, Presence.REQUIRED));
        }
        return this;
    }

    public ActionSpec accepts(Kind kind, String... names) {
        for (var name : names) {
            inputs.add(new Input(name, kind, Presence.OPTIONAL));
        }
        return this;
    }

    public ActionSpec outputs(String... names) {
        outputs.addAll(List.of(names));
        return this;
    }

    /** What it is about: where a person decided that there is none of these, it has nothing to do. */
    public ActionSpec about(String... names) {
        subjects.addAll(List.of(names));
        return this;
    }

    /**
     * What it does to users and data. What destroys something, or makes a side take writes of its own, is confirmed by a typed name
     * and a second person.
     */
    public ActionSpec is(Trait... what) {
        traits.addAll(List.of(what));
        return traits.contains(Trait.DESTROYS) || traits.contains(Trait.PROMOTES)
                ? confirmedAtLeast(Confirm.TYPED_AND_SECOND)
                : this;
    }

    /** A plan may ask for more, never for less. */
    public ActionSpec confirmedAtLeast(Confirm confirm) {
        least = confirm;
        return this;
    }

    /**
     * Inputs by which a plan says how what it destroys is kept, or who stated that nobody needs it: a plan that leaves one out is
     * refused, but for what the same phase has made.
     */
    public ActionSpec keeps(String... names) {
        keeps.addAll(List.of(names));
        return this;
    }

    /**
     * It deletes what these inputs name. A plan says of each which baseline lists it and where what it is made of is saved, by inputs
     * that a plan's check asks for, but for what the same phase has made.
     */
    public ActionSpec deletes(String... names) {
        targets.addAll(List.of(names));
        accepts(Kind.TEXT, "baseline", "unusedIn");
        Stream.of(
                        new Input("archive", Kind.TEXT, Presence.OPTIONAL),
                        new Input("archiveRegion", Kind.REGION, Presence.OPTIONAL))
                .filter(i -> inputs.stream().noneMatch(own -> own.name().equals(i.name())))
                .forEach(inputs::add);
        safeguards.addAll(List.of("baseline", "archive"));
        return is(Trait.DESTROYS);
    }

    /**
     * Whoever uses what it deletes is measured: a plan names the step that shows that nobody does.
     *
     * @param others what else a plan says, by inputs that its check asks for, but for what the same phase has made
     */
    public ActionSpec ofWhatNobodyUses(String... others) {
        safeguards.add("unusedIn");
        safeguards.addAll(List.of(others));
        return this;
    }

    /** How those of its subjects begin that hold nothing which could be kept. */
    public ActionSpec holdingNothing(String... prefixes) {
        holdingNothing.addAll(List.of(prefixes));
        return this;
    }

    /** Its undo is an action of its own. */
    public ActionSpec undoneBy(String how) {
        wayBack = new WayBack.Undone(how);
        return this;
    }

    /** Nothing takes it back. */
    public ActionSpec neverUndone(String why) {
        wayBack = new WayBack.None(why);
        return this;
    }

    /** Which of its inputs name files or folders of the working copy. */
    public ActionSpec readsFiles(String... names) {
        files.addAll(List.of(names));
        return this;
    }

    /** Which of its inputs name a database that it logs in to. */
    public ActionSpec logsInTo(String... names) {
        databases.addAll(List.of(names));
        return this;
    }

    /**
     * The operations that it and its undo may send.
     *
     * @param service the SDK's service id in lower case without blanks
     * @param operations as AWS spells them
     */
    public ActionSpec sends(String service, String... operations) {
        for (var operation : operations) {
            sends.add(new Operation(service, operation));
        }
        return this;
    }

    /** What IAM must allow besides the operations, as IAM spells it: AWS does it in the caller's name. */
    public ActionSpec besides(String... iamActions) {
        besides.addAll(List.of(iamActions));
        return this;
    }

    /** Hands a role to a service. */
    public ActionSpec passesRole() {
        return besides("iam:PassRole");
    }

    /** AWS lets a key be used for a database, a bucket, a secret or a function by a grant that it makes in the caller's name. */
    public ActionSpec usesKey() {
        return besides("kms:CreateGrant", "kms:DescribeKey", "kms:Decrypt", "kms:GenerateDataKey");
    }

    /**
     * It asks about objects of an archive: HeadObject takes leave to read them, and the checksum of what a key encrypts that of the
     * key (Amazon S3 API Reference, HeadObject: Permissions, ChecksumMode).
     */
    public ActionSpec readsCopies() {
        return besides("kms:Decrypt", "kms:DescribeKey", "s3:GetObject");
    }

    /** The same as commands that look at the live state themselves, for when there is no console. */
    public ActionSpec script(Recipe recipe) {
        script = recipe;
        return this;
    }

    /**
     * The same as commands.
     *
     * @param gives what later steps may ask of it
     */
    public ActionSpec script(Recipe recipe, Recipe.Gives gives) {
        return script(recipe.giving(gives));
    }

    /** Whether what it did still holds, as commands: after {@link #script}. */
    public ActionSpec asked(Recipe question) {
        script = Objects.requireNonNull(script, () -> type + " says first what its script is")
                .asking(question);
        return this;
    }

    /** @throws IllegalStateException if it says nothing of its script or its way back, or of what it sends although it writes, or the other way round */
    public ActionType createdBy(Function<Inputs, Action> make) {
        if ((effect == Effect.WRITES) == sends.isEmpty()) {
            throw new IllegalStateException(type + ": what writes says what it sends, and nothing else does");
        }
        return new ActionType(
                new ActionSignature(
                        type,
                        title,
                        effect != Effect.READS,
                        scope == Scope.REGIONAL,
                        List.copyOf(inputs),
                        List.copyOf(outputs),
                        List.copyOf(subjects),
                        Set.copyOf(traits),
                        least,
                        List.copyOf(files),
                        List.copyOf(databases),
                        List.copyOf(keeps),
                        List.copyOf(holdingNothing),
                        List.copyOf(targets),
                        List.copyOf(safeguards)),
                Objects.requireNonNull(wayBack, () -> type + " says nothing of its way back"),
                sends,
                besides,
                Objects.requireNonNull(script, () -> type + " has no script"),
                make);
    }
}
