package app.medzenhealth.cutover.ui.phases;

import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.session.Demand;
import app.medzenhealth.cutover.session.Exemption;
import app.medzenhealth.cutover.session.FreeText;
import app.medzenhealth.cutover.session.Session;
import app.medzenhealth.cutover.ui.common.DialogService;
import app.medzenhealth.cutover.ui.common.DialogService.After;
import app.medzenhealth.cutover.ui.common.DialogService.Dialog;
import app.medzenhealth.cutover.ui.common.DialogService.Kind;
import app.medzenhealth.cutover.ui.common.EachSecond;
import app.medzenhealth.cutover.ui.common.FreeTextArea;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.common.Steady;
import app.medzenhealth.cutover.ui.common.Tone;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/**
 * Going on without what others rely on: a mandatory step is left out, or a lock is overridden that one person may not override. What
 * it means is read first; the reason is written, the name typed, and a second person signs both.
 */
final class ExemptionDialog {
    private static final String WHY =
            "Locked: write the reason first, at least " + Session.SHORTEST_REASON + " characters.";
    private static final String TOO_LONG = "Locked: the reason is too long.";
    private static final String NAME = "Locked: the name is not typed exactly yet.";
    private static final String READY = "Two people have decided it. Nothing is sent to AWS by this.";

    private final ScreenContext desk;
    private final Step step;
    private final Optional<String> item;
    private final Words words;
    private final Demand demand;
    private final Runnable done;
    private final FreeTextArea why;
    private final TypedName typed;
    private final SecondPerson second;
    private final BooleanProperty locked = new SimpleBooleanProperty(true);
    private final Label reason = Labels.wrapped("", "warn");
    private final Icon sign = new Icon(Feather.LOCK, Tone.WARN);
    private Optional<DialogService.Handle> handle = Optional.empty();
    private boolean sent;

    /**
     * What it is called.
     *
     * @param id of the dialog
     * @param about what stands in the way; empty where the whole step is left out
     */
    private record Words(String id, String title, String about, String asks, String verb) {}

    private ExemptionDialog(
            ScreenContext desk, Step step, Optional<String> item, Words words, Demand demand, Runnable done) {
        this.desk = desk;
        this.step = step;
        this.item = item;
        this.words = words;
        this.demand = demand;
        this.done = done;
        typed = new TypedName(demand.typed().orElse(step.title()), this::follow);
        second = new SecondPerson(
                desk,
                step,
                new SecondPerson.Question() {
                    @Override
                    public String challenge() throws InterruptedException {
                        return desk.session().challenge(decision());
                    }

                    @Override
                    public String check(String response) throws InterruptedException {
                        return desk.session().checkResponse(decision().signed(Optional.empty(), Optional.of(response)));
                    }
                },
                this::follow);
        why = new FreeTextArea(words.id() + "-text", words.asks(), FreeText.REASON, 2, "decides it", this::send);
    }

    /** To leave a mandatory step out. */
    static ExemptionDialog skip(ScreenContext desk, Step step, Demand demand, Runnable done) {
        return new ExemptionDialog(
                desk,
                step,
                Optional.empty(),
                new Words(
                        "skip",
                        "Skip step " + step.id() + " — " + step.title(),
                        "",
                        "Why is going on without it right?",
                        "Skip step " + step.id()),
                demand,
                done);
    }

    /** To go on in spite of a lock. */
    static ExemptionDialog override(
            ScreenContext desk, Step step, String item, String shown, Demand demand, Runnable done) {
        return new ExemptionDialog(
                desk,
                step,
                Optional.of(item),
                new Words(
                        "waive",
                        "Step " + step.id() + " — go on in spite of this",
                        shown,
                        "Why is going on in spite of it right?",
                        "Go on in spite of it"),
                demand,
                done);
    }

    private Exemption decision() {
        return new Exemption(step.id(), item, desk.operator(), why.words(), Optional.empty(), Optional.empty());
    }

    void open() {
        var means = new VBox();
        means.setId(words.id() + "-means");
        means.getStyleClass().add("item-words");
        if (!words.about().isEmpty()) {
            means.getChildren().add(Labels.wrapped(words.about() + ".", "strong"));
        }
        demand.risk().notDone().forEach(l -> means.getChildren().add(Labels.wrapped("•  " + l, "bad")));
        var body = new VBox(means, second.signs());
        body.getStyleClass().add("confirm-body");
        why.field().textProperty().subscribe(_ -> {
            second.restart(longEnough());
            update();
        });
        why.tooLongProperty().subscribe(_ -> update());
        second.restart(longEnough());
        update();
        EachSecond.whileShown(body, this::age);
        handle = Optional.of(desk.dialogs()
                .open(new Dialog(
                        words.id(),
                        Tone.BAD,
                        words.title(),
                        "⚠ "
                                + (item.isEmpty()
                                        ? "This step is mandatory: leaving it out takes two people, and means this."
                                        : "This takes two people, and means this."),
                        body,
                        "The reason, what it means and both names go into the audit trail.",
                        List.of(
                                DialogService.Button.quiet("cancel", "Back"),
                                new DialogService.Button(
                                        "do", words.verb(), Kind.DANGER, locked, After.CLOSE, this::decide)),
                        Optional.of(why.field()),
                        Optional.of(pinned()))));
    }

    private VBox pinned() {
        reason.setId(words.id() + "-reason");
        var steady = new Steady(reason, WHY, TOO_LONG, NAME, READY);
        HBox.setHgrow(steady, Priority.ALWAYS);
        var line = new HBox(sign, steady);
        line.getStyleClass().add("row");
        line.setAlignment(Pos.CENTER_LEFT);
        var box = new VBox(
                Labels.wrapped(words.asks() + " The second person signs your words."), why, second, typed, line);
        box.getStyleClass().add("rows");
        return box;
    }

    /** Its parts tell of themselves while they are made. */
    private void follow() {
        if (handle.isPresent()) {
            update();
        }
    }

    private boolean longEnough() {
        return why.words().length() >= Session.SHORTEST_REASON
                && !why.tooLongProperty().get();
    }

    /** Each second: the second person's signature runs out. */
    private void age() {
        second.draw();
        update();
    }

    private void update() {
        var missing = why.tooLongProperty().get()
                ? Optional.of(TOO_LONG)
                : !longEnough()
                        ? Optional.of(WHY)
                        : second.missing().or(() -> typed.exact() ? Optional.empty() : Optional.of(NAME));
        locked.set(missing.isPresent() || sent);
        sign.show(missing.isPresent() ? Feather.LOCK : Feather.CHECK);
        var tone = missing.isPresent() ? "warn" : "ok";
        sign.getStyleClass().setAll("label", "icon", tone);
        reason.getStyleClass().setAll("label", tone);
        reason.setText(missing.orElse(READY));
    }

    /** By Ctrl+Enter. */
    private void send() {
        if (!locked.get()) {
            handle.ifPresent(DialogService.Handle::close);
            decide();
        }
    }

    private void decide() {
        sent = true;
        locked.set(true);
        var decision = decision().signed(Optional.of(typed.text()), second.response());
        desk.background()
                .act(
                        (item.isEmpty() ? "Skipping step " : "Deciding about step ") + step.id(),
                        () -> desk.session().exempt(decision),
                        done);
    }
}
