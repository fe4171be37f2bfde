package app.medzenhealth.cutover.ui.phases;

import app.medzenhealth.cutover.plan.Phase.Access;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.plan.Step.Confirm;
import app.medzenhealth.cutover.session.Confirmation;
import app.medzenhealth.cutover.session.Deletions;
import app.medzenhealth.cutover.session.Demand;
import app.medzenhealth.cutover.session.Risk;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.SessionView.Hold;
import app.medzenhealth.cutover.session.StepReview;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.ui.common.CheckLine;
import app.medzenhealth.cutover.ui.common.DialogService;
import app.medzenhealth.cutover.ui.common.DialogService.After;
import app.medzenhealth.cutover.ui.common.DialogService.Dialog;
import app.medzenhealth.cutover.ui.common.DialogService.Kind;
import app.medzenhealth.cutover.ui.common.EachSecond;
import app.medzenhealth.cutover.ui.common.FoldedList;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.RiskStyle;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.common.Steady;
import app.medzenhealth.cutover.ui.common.Tone;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.kordamp.ikonli.feather.Feather;

/**
 * The last look before something is sent. The button stays locked until the state was read again and is still the reviewed one,
 * every check holds, the name is typed exactly and the second person has signed; what is missing stands beside it.
 */
final class ConfirmDialog {
    private static final int CHANGES_SHOWN = 12;
    static final Duration FRESH = Duration.ofMinutes(2);
    private static final String ON_HOLD = "Locked: on hold. Nothing is sent until it is released.";
    private static final String STALE =
            "Locked: this was read more than " + FRESH.toMinutes() + " minutes ago. Read again.";
    private static final String UNSEEN =
            "Locked: the live state is not what you reviewed. Look at the difference above.";

    private final ScreenContext desk;
    private final Step step;
    private final Purpose purpose;
    /** The machine's own: a rehearsal's clock runs too fast to read by. */
    private final InstantSource machine;

    private final BooleanProperty locked = new SimpleBooleanProperty(true);
    private final Label reason = Labels.wrapped("", "warn");
    private final Icon sign = new Icon(Feather.LOCK, Tone.WARN);
    private final Button again = new Button("Read again");
    private final Label outage = Labels.wrapped("", "strong");
    private final VBox goes = new VBox();
    private final VBox facts = new VBox();
    private final VBox before = new VBox();
    private final VBox found = new VBox();
    private final VBox commands = new VBox();
    /** What it took to confirm when this was opened; the fields are made for it. */
    private final Demand asked;

    private final Optional<TypedName> typed;
    private final Optional<SecondPerson> second;
    private Subscription following = Subscription.EMPTY;
    private StepReview review;
    private Reading reading = new Pending();
    private List<String> unseen = List.of();
    /** The difference that was looked at stays to be read, and what is beneath it in its place. */
    private List<String> seen = List.of();

    private List<String> notDone = List.of();
    private Deletions deletions = new Deletions(List.of());
    private boolean sent;
    private Optional<DialogService.Handle> handle = Optional.empty();

    enum Purpose {
        RUN,
        UNDO
    }

    /** The live state, as read for this dialog. */
    private sealed interface Reading {}

    private record Pending() implements Reading {}

    private record Failed(String why) implements Reading {}

    private record Fresh(Instant at) implements Reading {}

    ConfirmDialog(ScreenContext desk, Step step, StepReview review, Purpose purpose) {
        this(desk, step, review, purpose, InstantSource.system());
    }

    ConfirmDialog(ScreenContext desk, Step step, StepReview review, Purpose purpose, InstantSource machine) {
        this.desk = desk;
        this.step = step;
        this.review = review;
        this.purpose = purpose;
        this.machine = machine;
        asked = demand();
        typed = asked.typed().map(name -> new TypedName(name, this::update));
        second = asked.confirm() == Confirm.TYPED_AND_SECOND
                ? Optional.of(new SecondPerson(desk, step, this::show))
                : Optional.empty();
    }

    void open() {
        var risk = risk();
        facts.getStyleClass().add("facts");
        found.getStyleClass().add("rows");
        before.setId("confirm-not-done");
        var body = new VBox(goes, facts, before, found);
        second.map(SecondPerson::signs).ifPresent(body.getChildren()::add);
        body.getChildren().add(commands);
        body.getStyleClass().add("confirm-body");
        show();
        EachSecond.whileShown(body, this::age);
        following = desk.readings().sessionProperty().subscribe(_ -> update());
        var keep = new DialogService.Button(
                "keep", "Keep as it is", Kind.QUIET, new SimpleBooleanProperty(), After.CLOSE, this::ended);
        var run = new DialogService.Button("run", verb(), RiskStyle.button(risk), locked, After.STAY, this::send);
        handle = Optional.of(desk.dialogs()
                .open(new Dialog(
                        "confirm",
                        RiskStyle.tone(risk),
                        purpose == Purpose.UNDO ? verb() + ": " + step.title() : step.title(),
                        subtitle(risk),
                        body,
                        "Intent is written to the audit trail before a call is sent.",
                        List.of(keep, run),
                        typed.map(TypedName::field),
                        Optional.of(pinned()))));
        readAgain();
    }

    /** What is to be sent, and what it means; for the way back, nothing of what the step once did. */
    private String subtitle(Risk risk) {
        var sign = RiskStyle.tone(risk) == Tone.ACCENT ? "" : "⚠ ";
        var does = purpose == Purpose.RUN
                ? step.purpose()
                : review.parts().stream()
                        .filter(p -> !p.preview().calls().isEmpty()
                                || !p.preview().changes().isEmpty())
                        .map(p -> p.preview().summary())
                        .distinct()
                        .collect(Collectors.joining(" "));
        return sign + risk.sentence() + " " + does;
    }

    private Risk risk() {
        return demand().risk();
    }

    private Demand demand() {
        var view = desk.readings().session();
        return purpose == Purpose.UNDO ? Demand.toUndo(view, step, review) : Demand.toRun(view, step, review);
    }

    private VBox pinned() {
        outage.setId("confirm-outage");
        reason.setId("confirm-reason");
        var words = new Steady(reason, STALE, UNSEEN, ON_HOLD, everythingHolds());
        HBox.setHgrow(words, Priority.ALWAYS);
        again.setId("confirm-read-again");
        again.getStyleClass().addAll("quiet", "small");
        again.setMinWidth(Button.USE_PREF_SIZE);
        again.setOnAction(_ -> readAgain());
        var line = new HBox(sign, words, again);
        line.getStyleClass().add("row");
        line.setAlignment(Pos.CENTER_LEFT);
        var box = new VBox(outage);
        second.ifPresent(box.getChildren()::add);
        typed.ifPresent(box.getChildren()::add);
        box.getChildren().add(line);
        box.getStyleClass().add("rows");
        return box;
    }

    private String verb() {
        return purpose == Purpose.UNDO ? "Undo step " + step.id() : step.title();
    }

    /** The time that reading and signing costs, where users are without service meanwhile. */
    private void showOutage() {
        var d = desk.readings().session().downtime();
        var begins = purpose == Purpose.RUN && risk().level() == Risk.Level.DOWNTIME && !d.counting();
        outage.setVisible(d.counting() || begins);
        outage.setManaged(outage.isVisible());
        if (d.counting()) {
            var left = d.budget().minus(d.soFar());
            outage.setText("Users are without service: " + InWords.stopwatch(d.soFar()) + " of "
                    + InWords.stopwatch(d.budget())
                    + (left.isNegative()
                            ? ", " + InWords.stopwatch(left.negated()) + " over the budget."
                            : ", " + InWords.stopwatch(left) + " left. The clock runs while you read and sign."));
            outage.getStyleClass().setAll("label", "strong", left.isNegative() ? "bad" : "warn");
        } else if (begins) {
            outage.setText("From here on users are without service. The plan allows " + InWords.exactly(d.budget())
                    + "; get the second person ready first.");
            outage.getStyleClass().setAll("label", "strong", "warn");
        }
    }

    /** Nobody decides on an old picture: what is shown was read when the dialog opened. */
    private void readAgain() {
        reading = new Pending();
        show();
        desk.background()
                .<StepReview>run(
                        "Reading step " + step.id() + " again",
                        () -> purpose == Purpose.RUN
                                ? desk.session().review(step.id())
                                : desk.session().reviewUndo(step.id()),
                        fresh -> {
                            if (!fresh.fingerprint().equals(review.fingerprint())) {
                                unseen = fresh.differences().isEmpty()
                                        ? List.of("The planned calls are different")
                                        : fresh.differences();
                            }
                            review = fresh;
                            reading = new Fresh(machine.instant());
                            show();
                        },
                        problem -> {
                            reading = new Failed(problem.happened());
                            show();
                        });
    }

    private void show() {
        if (reading instanceof Fresh) {
            second.ifPresent(s -> s.follow(review));
        } else {
            second.ifPresent(SecondPerson::reading);
        }
        showDeletions();
        showFacts();
        showNotDone();
        found.getChildren().clear();
        if (!unseen.isEmpty() || !seen.isEmpty()) {
            found.getChildren().add(changed());
        }
        review.checks().stream()
                .filter(c -> !c.passed())
                .forEach(c -> found.getChildren().add(new CheckLine(c)));
        PreviewCard.warnings(review).ifPresent(found.getChildren()::add);
        var cli = ReviewWords.cli(review);
        commands.getChildren().setAll(cli.isEmpty() ? List.of() : List.of(PreviewCard.commands(review)));
        found.setVisible(!found.getChildren().isEmpty());
        found.setManaged(!found.getChildren().isEmpty());
        update();
    }

    /** First of all: nothing may push that out of sight. */
    private void showDeletions() {
        var now = Deletions.of(review);
        goes.setVisible(!now.isEmpty());
        goes.setManaged(!now.isEmpty());
        if (!now.equals(deletions)) {
            deletions = now;
            goes.getChildren().setAll(now.isEmpty() ? List.of() : List.of(new DeletionsTable(now)));
        }
    }

    /** Beneath what the step does, however much it is: that must not be pushed out of sight by it. */
    private void showNotDone() {
        var lines = risk().notDone();
        before.setVisible(!lines.isEmpty());
        before.setManaged(!lines.isEmpty());
        if (!lines.equals(notDone)) {
            notDone = lines;
            before.getChildren()
                    .setAll(new FoldedList(
                            PreviewCard.warning("Not done as planned before this step: "
                                    + InWords.count(lines.size(), "step", "steps")),
                            lines,
                            "warn"));
        }
    }

    private Node changed() {
        var card = Cards.of("Not what you reviewed: the live state has changed", Feather.ALERT_CIRCLE, Tone.WARN);
        card.setId("confirm-differences");
        (unseen.isEmpty() ? seen : unseen).forEach(d -> card.getChildren().add(Labels.wrapped(d, "mono")));
        var look = new Button("I have seen the difference");
        look.setId("confirm-seen");
        look.getStyleClass().add("small");
        look.setDisable(unseen.isEmpty());
        look.setOnAction(_ -> {
            seen = unseen;
            unseen = List.of();
            show();
        });
        card.getChildren().add(new HBox(look));
        return card;
    }

    private void showFacts() {
        var view = desk.readings().session();
        var who = view.identity().split(" · ", 2);
        // First of all what it does: nothing else may push that out of sight.
        var rows = new ArrayList<Node>();
        var changes = ReviewWords.besides(deletions, review);
        if (changes.isEmpty() && deletions.isEmpty()) {
            rows.add(fact("What changes", new Phrase().say("Nothing in AWS.")));
        }
        for (var i = 0; i < Math.min(changes.size(), CHANGES_SHOWN); i++) {
            var c = changes.get(i);
            rows.add(fact(
                    i == 0 ? deletions.isEmpty() ? "What changes" : "What changes, too" : "",
                    new Phrase()
                            .code(c.resource())
                            .muted(" " + c.attribute() + ": ")
                            .code(c.from())
                            .say(" → ")
                            .becomes(c.to())));
        }
        if (changes.size() > CHANGES_SHOWN) {
            rows.add(fact(
                    "",
                    new Phrase()
                            .muted("and " + (changes.size() - CHANGES_SHOWN) + " more of " + changes.size()
                                    + " changes, on the step's page")));
        }
        rows.add(fact(
                "Account",
                who.length == 2
                        ? new Phrase().code(who[0]).say(" as ").code(who[1])
                        : new Phrase().code(view.identity())));
        rows.add(fact("Region", regions(view)));
        rows.add(fact("Reviewed state", state()));
        var back = ReviewWords.goingBack(review);
        rows.add(fact("Going back", new Phrase().say(back.isBlank() ? "Nothing to take back." : back)));
        facts.getChildren().setAll(rows);
    }

    private Phrase state() {
        var phrase = new Phrase().code(InWords.head(review.fingerprint().substring(0, 12)));
        return switch (reading) {
            case Pending _ -> phrase.muted(", reading again…");
            case Failed _ -> phrase.tone(", could not be read again", Tone.BAD);
            case Fresh(var at) -> {
                phrase.say(", re-read " + InWords.ago(at, machine.instant()) + ", ");
                yield unseen.isEmpty() ? phrase.muted("unchanged") : phrase.tone("changed", Tone.WARN);
            }
        };
    }

    private static HBox fact(String name, Phrase phrase) {
        var row = Cards.pair(name, "");
        row.getChildren().set(1, phrase);
        HBox.setHgrow(phrase, Priority.ALWAYS);
        return row;
    }

    private Phrase regions(SessionView view) {
        var phrase = new Phrase();
        var plan = view.plan();
        var access = plan.phaseOf(step.id()).orElseThrow().regions();
        var ids = step.actions().stream()
                .flatMap(a -> a.region().stream())
                .distinct()
                .toList();
        ReviewWords.calls(review).stream()
                .filter(c -> c.region().isEmpty())
                .map(c -> ReviewWords.service(c.service()) + ", global")
                .distinct()
                .forEach(g -> phrase.say(phrase.getChildren().isEmpty() ? g : "; " + g));
        if (ids.isEmpty()) {
            return phrase.getChildren().isEmpty() ? phrase.say(ReviewWords.nowhere(step)) : phrase;
        }
        for (var id : ids) {
            phrase.say(phrase.getChildren().isEmpty() ? "" : ", ").code(id);
            plan.region(id)
                    .ifPresent(r -> phrase.say(" " + r.city() + " — ")
                            .muted(Objects.requireNonNull(view.rolesNow().get(id))
                                    .word()));
            if (access.get(id) != Access.WRITE) {
                phrase.muted(" (read only in this phase)");
            }
        }
        return phrase;
    }

    /** Each second: what is read ages, and the second person's signature runs out. */
    private void age() {
        if (second.filter(s -> s.expired() && reading instanceof Fresh).isPresent()) {
            show();
        } else {
            second.ifPresent(SecondPerson::draw);
            showFacts();
            update();
        }
    }

    /** Locks or unlocks the button, and says why. */
    private void update() {
        showOutage();
        var missing = missing();
        locked.set(missing.isPresent() || sent);
        sign.show(missing.isPresent() ? Feather.LOCK : Feather.CHECK);
        var tone = missing.isPresent() ? "warn" : "ok";
        sign.getStyleClass().setAll("label", "icon", tone);
        reason.getStyleClass().setAll("label", tone);
        reason.setText(missing.orElseGet(this::everythingHolds));
        again.setDisable(reading instanceof Pending);
    }

    private String everythingHolds() {
        return "Everything holds. “" + verb() + "” sends it.";
    }

    private Optional<String> missing() {
        var view = desk.readings().session();
        if (view.hold() instanceof Hold.On) {
            return Optional.of(ON_HOLD);
        }
        switch (reading) {
            case Pending _ -> {
                return Optional.of("Locked while the live state is read again.");
            }
            case Failed(var why) -> {
                return Optional.of("Locked: the live state could not be read again. " + why);
            }
            case Fresh(var at) -> {
                if (Duration.between(at, machine.instant()).compareTo(FRESH) > 0) {
                    return Optional.of(STALE);
                }
            }
        }
        if (!unseen.isEmpty()) {
            return Optional.of(UNSEEN);
        }
        var state = view.step(step.id()).map(s -> s.state());
        if (purpose == Purpose.RUN && state.isPresent() && state.get() instanceof StepState.Locked(var locks)) {
            return Optional.of("Locked: " + locks.getFirst().why() + ".");
        }
        var open = review.checks().stream().filter(c -> !c.passed()).toList();
        if (!open.isEmpty()) {
            return Optional.of(ReviewWords.locking(open));
        }
        var now = demand();
        if (now.confirm() != asked.confirm() || !now.typed().equals(asked.typed())) {
            return Optional.of("Locked: what it takes to confirm this has changed. Close it and open it again.");
        }
        return second.flatMap(SecondPerson::missing)
                .or(() -> typed.filter(t -> !t.exact()).map(_ -> TypedName.LOCKED));
    }

    private void ended() {
        following.unsubscribe();
    }

    private void send() {
        update();
        if (locked.get()) {
            return;
        }
        sent = true;
        locked.set(true);
        var confirmation = new Confirmation(
                step.id(),
                review.fingerprint(),
                desk.operator(),
                typed.map(TypedName::text),
                second.flatMap(SecondPerson::response));
        ended();
        handle.ifPresent(DialogService.Handle::close);
        desk.background()
                .act(
                        (purpose == Purpose.UNDO ? "Undoing step " : "Step ") + step.id(),
                        () -> {
                            if (purpose == Purpose.UNDO) {
                                desk.session().undo(confirmation);
                            } else {
                                desk.session().run(confirmation);
                            }
                        },
                        () -> desk.readings().refreshSoon());
    }
}
