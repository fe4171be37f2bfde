package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.TakenAway;
import app.medzenhealth.cutover.aws.PlannedCall;
import app.medzenhealth.cutover.plan.ActionUse;
import app.medzenhealth.cutover.plan.Phase;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Reliance;
import app.medzenhealth.cutover.plan.RoleNow;
import app.medzenhealth.cutover.plan.Rollback;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.plan.Step.Confirm;
import app.medzenhealth.cutover.plan.Times;
import app.medzenhealth.cutover.plan.Trait;
import app.medzenhealth.cutover.session.SessionView.StepView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What carrying out a step means for users and data. Decided from what its actions do and from what the plan says going back
 * costs from there on; a step that the plan calls reversible is not harmless for that.
 *
 * @param sentence the same in words, of a length that the plan alone decides
 * @param least how strongly it is to be confirmed now, whatever the plan says of the step: what loses something on the way back
 *     asks for as much as the strictest step on the way there
 * @param notDone what comes before it and was not done as planned, one by one; there may be many
 */
public record Risk(Level level, String sentence, Confirm least, List<String> notDone) {

    Risk(Level level, String sentence, Confirm least) {
        this(level, sentence, least, List.of());
    }

    /** For what is confirmed as the plan says. */
    Risk(Level level, String sentence) {
        this(level, sentence, Confirm.NONE);
    }

    /** All of it in one text, as it is recorded with the confirmation. */
    public String headline() {
        return notDone.isEmpty() ? sentence : sentence + " Not done before it: " + String.join("; ", notDone) + ".";
    }

    /** From harmless to grave. */
    public enum Level {
        READS("reads only"),
        REVERSIBLE("reversible"),
        /** Nothing is lost by it, and nothing takes it back. */
        STAYS("no undo"),
        DOWNTIME("downtime begins"),
        IRREVERSIBLE("irreversible"),
        DELETES("deletes"),
        LOSES_DATA("point of no return");

        private final String words;

        Level(String words) {
            this.words = words;
        }

        /** In two or three words. */
        public String words() {
            return words;
        }

        /** Whether something is lost by it, or can be lost from then on. */
        public boolean grave() {
            return compareTo(IRREVERSIBLE) >= 0;
        }
    }

    /** Of what is taken away, what holds settings and no records: made anew from the plan, it is the same again. */
    private static final Set<String> MADE_ALIKE = Set.of(
            "DeleteAlarms",
            "DeleteHealthCheck",
            "DeleteListener",
            "DeleteTargetGroup",
            "DeleteRule",
            "DeleteDBParameterGroup",
            "DeleteCertificate");

    /** How a plan claims it of a way back, up to what else there is to say. */
    private static final Pattern NOTHING_LOST = Pattern.compile("Nothing is lost[,:;.]?\\s*(but\\s+)?");

    /** What a plan gives as the reason of that claim. */
    private static final Pattern BECAUSE = Pattern.compile("(?:since|because) ");

    /** What closes a side to writes, opens it, or leads users to it. */
    private static final Set<Trait> SIDES =
            EnumSet.of(Trait.FENCES, Trait.LIFTS_FENCE, Trait.PROMOTES, Trait.SCALES, Trait.REDIRECTS);

    /** What doing it means. */
    public static Risk of(Plan plan, Step step) {
        if (plan.rollbacks().stream()
                .flatMap(r -> r.costs().stream())
                .anyMatch(c -> c.step().equals(step.id()) && c.pointOfNoReturn())) {
            return new Risk(Level.LOSES_DATA, "Point of no return: from here on, going straight back loses data.");
        }
        if (step.does(Trait.DESTROYS)) {
            return new Risk(
                    Level.DELETES,
                    step.effect() == Step.Effect.IRREVERSIBLE
                            ? "Deletes, and cannot be taken back."
                            : "Deletes. What is deleted does not come back by itself.");
        }
        if (step.effect() == Step.Effect.IRREVERSIBLE) {
            return new Risk(Level.IRREVERSIBLE, "Cannot be taken back.");
        }
        if (step.actions().stream().anyMatch(Risk::stops)) {
            return new Risk(Level.DOWNTIME, "Service stops here.");
        }
        if (step.effect() == Step.Effect.READS) {
            return new Risk(Level.READS, "Changes nothing in AWS.");
        }
        return step.actions().stream().allMatch(a -> a.has(Trait.ONLY_ADDS))
                ? new Risk(Level.STAYS, "Takes nothing away; the console cannot undo it.")
                : new Risk(Level.REVERSIBLE, "Reversible.");
    }

    /** What doing it means now: a way back costs what it costs at the moment. */
    public static Risk of(SessionView view, Step step) {
        var now = now(view, step);
        var without = Predecessors.notDone(view, step);
        return now.level() == Level.READS || without.isEmpty()
                ? now
                : new Risk(now.level(), now.sentence(), now.least(), Predecessors.words(without));
    }

    private static Risk now(SessionView view, Step step) {
        var own = of(view.plan(), step);
        if (own.level() == Level.READS) {
            return own;
        }
        if (movesUsersAwayFromOpenSide(view, step)) {
            return new Risk(
                    Level.LOSES_DATA,
                    "Loses data: the side that users are led away from is not fenced, and what they write there from now on"
                            + " stays behind.",
                    strictest(view.plan()));
        }
        var price = price(view, step);
        if (price.isEmpty()) {
            return own;
        }
        return price.get().pointOfNoReturn() || price.get().closes()
                ? new Risk(
                        Level.LOSES_DATA,
                        "Going back now loses data. " + behind(view)
                                + price.get().text(),
                        strictest(view.plan()))
                : new Risk(
                        own.level(),
                        own.sentence() + " Going back now: " + price.get().text(),
                        unreadable(view, step) ? strictest(view.plan()) : own.least());
    }

    /** Whether somebody has just looked what going back loses, and could not read it. */
    private static boolean unreadable(SessionView view, Step step) {
        return decidesWhoIsWrittenTo(view.plan(), step)
                && view.plan().rollbacks().stream()
                        .filter(r -> r.procedure().steps().contains(step))
                        .flatMap(r -> Optional.ofNullable(
                                view.losses().get(r.procedure().id()))
                                .stream())
                        .anyMatch(l -> !l.something() && !l.nothing() && l.fresh(view.at()));
    }

    /** For a step of a way back: what going that way costs now; empty before it is offered, and for other steps. */
    public static Optional<Rollback.Price> price(SessionView view, Step step) {
        return view.plan().rollbacks().stream()
                .filter(r -> r.procedure().steps().contains(step))
                .findFirst()
                .flatMap(r -> price(
                        r,
                        view::step,
                        Optional.ofNullable(view.losses().get(r.procedure().id())),
                        view.at()));
    }

    /**
     * What going a way back costs now; empty before it is offered.
     *
     * @param read what was last read of what it loses
     */
    static Optional<Rollback.Price> price(
            Rollback rollback, Function<String, Optional<StepView>> steps, Optional<LossReading> read, Instant now) {
        return rollback.costs().stream()
                .filter(c -> steps.apply(c.step()).filter(s -> counts(c, s)).isPresent())
                .reduce((a, b) -> b)
                .map(p -> notYet(rollback, p, steps).orElseGet(() -> measured(rollback, p, steps, read, now)));
    }

    /** Of one that is not open yet, though what it leads from is done: when it will be, and what to do until then. */
    private static Optional<Rollback.Price> notYet(
            Rollback rollback, Rollback.Price price, Function<String, Optional<StepView>> steps) {
        var begun = rollback.procedure().steps().stream()
                .filter(s -> s.effect() != Step.Effect.READS)
                .flatMap(s -> steps.apply(s.id()).stream())
                .anyMatch(s -> s.attempts() > 0);
        return begun
                ? Optional.empty()
                : rollback.needs().stream()
                        .flatMap(n -> steps.apply(n).stream())
                        .filter(s -> !s.state().settled())
                        .findFirst()
                        .map(s -> new Rollback.Price(
                                price.step(),
                                "Not open yet: it needs step " + s.step().id() + " “"
                                        + s.step().title() + "”."
                                        + rollback.until().map(u -> " " + u).orElse(""),
                                price.pointOfNoReturn(),
                                price.closes()));
    }

    /**
     * That nothing is lost is said only by what was counted a moment ago, and of a way back that compares the two sides itself only once
     * it has found it so.
     */
    private static Rollback.Price measured(
            Rollback rollback,
            Rollback.Price price,
            Function<String, Optional<StepView>> steps,
            Optional<LossReading> read,
            Instant now) {
        var claim = NOTHING_LOST.matcher(price.text());
        var parity = rollback.procedure().steps().stream()
                .filter(s -> s.does(Trait.PROVES_PARITY))
                .findFirst()
                .flatMap(s -> steps.apply(s.id()))
                .filter(s -> !(s.state() instanceof StepState.Succeeded)
                        || !s.waived().isEmpty());
        if (!claim.lookingAt()) {
            return price;
        }
        if (parity.isPresent()) {
            var id = parity.get().step().id();
            return instead(
                    price,
                    "Whether anything is lost is not known yet: "
                            + (parity.get().state() instanceof StepState.Failed
                                    ? "parity does not hold (step " + id + ")"
                                    : "parity has not been read (step " + id + ")"),
                    price.pointOfNoReturn());
        }
        if (rollback.leaves().isEmpty() && Losses.parity(rollback).isEmpty()) {
            return price;
        }
        if (read.isEmpty()) {
            return instead(
                    price,
                    "Whether anything is lost is not known: nobody has read yet what the side that is left has taken",
                    price.pointOfNoReturn());
        }
        if (read.get().something()) {
            return instead(price, capital(read.get().words()) + ". That is lost", true);
        }
        if (!read.get().fresh(now)) {
            return instead(
                    price,
                    "Whether anything is lost is not known: it was last read at "
                            + Times.second(read.get().at()),
                    price.pointOfNoReturn());
        }
        return read.get().nothing()
                ? price
                : instead(
                        price,
                        "Whether anything is lost is not known: " + read.get().words(),
                        price.pointOfNoReturn());
    }

    /** In the place of the claim that nothing is lost, and of what it gives as its reason; what else there is to say stays. */
    private static Rollback.Price instead(Rollback.Price price, String told, boolean pointOfNoReturn) {
        var end = price.text().indexOf(". ");
        var claim = NOTHING_LOST.matcher(price.text());
        var rest = price.text().substring(claim.lookingAt() ? claim.end() : 0);
        var after = BECAUSE.matcher(rest).lookingAt() && end >= 0 ? price.text().substring(end + 2) : rest;
        return new Rollback.Price(
                price.step(), told + ". " + capital(after.replaceFirst("^But ", "")), pointOfNoReturn, price.closes());
    }

    private static String capital(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** A point of no return that was passed stays passed: what users wrote then is not taken back with the step. */
    private static boolean counts(Rollback.Price price, StepView step) {
        return begun(step) || price.pointOfNoReturn() && step.attempts() > 0;
    }

    /** What was skipped without ever being run has changed nothing. */
    private static boolean begun(StepView step) {
        return switch (step.state()) {
            case StepState.Running _, StepState.Succeeded _, StepState.Failed _, StepState.InDoubt _ -> true;
            case StepState.Skipped _ -> step.attempts() > 0;
            case StepState.Locked _,
                    StepState.Ready _,
                    StepState.Previewed _,
                    StepState.Waiting _,
                    StepState.Undone _ -> false;
        };
    }

    /** The step behind which going straight back loses data, once it was begun. */
    private static Optional<StepView> noReturn(SessionView view) {
        return view.plan().rollbacks().stream()
                .flatMap(r -> r.costs().stream())
                .filter(Rollback.Price::pointOfNoReturn)
                .flatMap(c -> view.step(c.step()).filter(s -> counts(c, s)).stream())
                .findFirst();
    }

    /** How much stays behind, as far as the session knows it. */
    private static String behind(SessionView view) {
        return noReturn(view)
                .map(s -> s.state() instanceof StepState.Succeeded(var at, var took, var by)
                        ? "Users have been writing since step " + s.step().id() + " at " + Times.minute(at)
                                + " UTC, for " + Times.inWords(Duration.between(at, view.at())) + ". "
                        : "Users may have written since step " + s.step().id() + " was begun. ")
                .orElse("");
    }

    /** A switch of the users' name belongs behind a fence. */
    private static boolean movesUsersAwayFromOpenSide(SessionView view, Step step) {
        return step.does(Trait.REDIRECTS)
                && view.plan()
                        .phaseOf(step.id())
                        .filter(p -> p.does(Trait.FENCES))
                        .isPresent()
                && view.rolesNow().containsValue(RoleNow.PRIMARY);
    }

    /** What leaving a step out means: in {@link #notDone}, sentence by sentence, computed from what relies on it. */
    public static Risk ofSkip(SessionView view, Step step) {
        var reliance = Reliance.on(view.plan(), step);
        var sentences = new ArrayList<String>();
        view.step(step.id())
                .filter(v -> v.attempts() > 0)
                .ifPresent(_ -> sentences.add(
                        "It was begun: what it has changed so far stays as it is, and is not taken back by this."));
        sentences.addAll(reliance.consequence());
        return new Risk(
                reliance.mandatory() ? Level.LOSES_DATA : Level.REVERSIBLE,
                reliance.mandatory() ? "Others rely on this step." : "",
                reliance.mandatory() ? Confirm.TYPED_AND_SECOND : Confirm.NONE,
                sentences);
    }

    /** What it means to say what became of a step that nobody could read. */
    static Risk ofDeciding(SessionView view, Step step, Session.Decision decision, boolean undoing) {
        if (decision == Session.Decision.NOT_DONE) {
            return new Risk(Level.REVERSIBLE, "");
        }
        if (undoing) {
            return losesOnUndo(view, step)
                    .map(r -> new Risk(r.level(), "", Confirm.TYPED_AND_SECOND, List.of(r.sentence())))
                    .orElseGet(() -> new Risk(Level.REVERSIBLE, ""));
        }
        var reliance = Reliance.on(view.plan(), step);
        if (!reliance.mandatory() && step.confirm() != Confirm.TYPED_AND_SECOND) {
            return new Risk(Level.REVERSIBLE, "");
        }
        var sentences = new ArrayList<String>();
        sentences.add("Should it not have been done after all:");
        sentences.addAll(reliance.consequence());
        return new Risk(Level.LOSES_DATA, "Others rely on this step.", Confirm.TYPED_AND_SECOND, sentences);
    }

    /** What taking a step back means now, as far as that is known before it is reviewed. */
    public static Risk ofUndo(SessionView view, Step step) {
        return losesOnUndo(view, step)
                .orElseGet(() -> new Risk(Level.REVERSIBLE, "Puts back the state before the step."));
    }

    private static Optional<Risk> losesOnUndo(SessionView view, Step step) {
        if (!decidesWhoIsWrittenTo(view.plan(), step) || noReturn(view).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Risk(
                Level.LOSES_DATA,
                "Loses data: the two sides hold different records now, and this decides which of them users write to. "
                        + behind(view)
                        + "What one side has, the other has not."
                        + (leadsBehindFence(view, step)
                                ? " And users are led to the side that is fenced: nobody is served until its fence is lifted."
                                : ""),
                strictest(view.plan())));
    }

    /** Whether taking a switch of the cutover back leads users to a side whose fence stands. */
    private static boolean leadsBehindFence(SessionView view, Step step) {
        return step.does(Trait.REDIRECTS)
                && view.plan()
                        .phaseOf(step.id())
                        .filter(p -> p.does(Trait.FENCES))
                        .filter(p -> stands(view, p.steps(), Trait.FENCES))
                        .isPresent()
                && view.plan().rollbacks().stream()
                        .noneMatch(r -> stands(view, r.procedure().steps(), Trait.LIFTS_FENCE));
    }

    private static boolean stands(SessionView view, List<Step> steps, Trait trait) {
        return steps.stream()
                .filter(s -> s.does(trait))
                .flatMap(s -> view.step(s.id()).stream())
                .anyMatch(s -> s.state() instanceof StepState.Succeeded);
    }

    /**
     * What taking a step back means now.
     *
     * @param review of the way back: what it would send
     */
    public static Risk ofUndo(SessionView view, Step step, StepReview review) {
        var loses = losesOnUndo(view, step);
        if (loses.isPresent()) {
            return loses.get();
        }
        var taken = review.parts().stream()
                .flatMap(p -> p.preview().calls().stream())
                .map(PlannedCall::operation)
                .filter(TakenAway::by)
                .toList();
        if (!taken.isEmpty()) {
            return new Risk(
                    Level.DELETES,
                    "Deletes what the step made.",
                    MADE_ALIKE.containsAll(taken) ? Confirm.TYPED : strictest(view.plan()));
        }
        return new Risk(Level.REVERSIBLE, "Puts back the state before the step.");
    }

    private static boolean decidesWhoIsWrittenTo(Plan plan, Step step) {
        return plan.phaseOf(step.id()).filter(Phase::cutsOver).isPresent()
                && SIDES.stream().anyMatch(step::does);
    }

    /** As the plan's gravest steps are confirmed. */
    private static Confirm strictest(Plan plan) {
        return plan.steps().map(Step::confirm).max(Comparator.naturalOrder()).orElse(Confirm.TYPED_AND_SECOND);
    }

    private static boolean stops(ActionUse use) {
        return use.has(Trait.FENCES)
                || use.has(Trait.SCALES)
                        && String.valueOf(use.with().get("desired")).equals("0");
    }
}
