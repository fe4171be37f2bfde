package app.medzenhealth.cutover.ui.phases;

import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.session.Demand;
import app.medzenhealth.cutover.session.DoubtDecision;
import app.medzenhealth.cutover.session.Exemption;
import app.medzenhealth.cutover.session.FreeText;
import app.medzenhealth.cutover.session.Session;
import app.medzenhealth.cutover.session.Session.Decision;
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
import java.util.function.Function;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/**
 * Going on without what others rely on: a mandatory step is left out, a lock is overridden that one person may not override, or what
 * nobody could read is taken for done. What it means is read first; the reason is written, the name typed, and a second person signs both.
 */
final class ExemptionDialog {
    private static final String WHY =
            "Locked: write the reason first, at least " + Session.SHORTEST_REASON + " characters.";
    private static final String TOO_LONG = "Locked: the reason is too long.";
    private static final String READY = "Two people have decided it. Nothing is sent to AWS by this.";

    private final ScreenContext desk;
    private final Words words;
    private final Demand demand;
    private final Matter matter;
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
     * @param warns why it takes two people
     * @param about what stands in the way; empty where nothing does
     * @param doing what is done in the background, as it is called there
     */
    private record Words(String id, String title, String warns, String about, String asks, String verb, String doing) {}

    /** What is decided, with the reason as it is written now. */
    private interface Matter {
        String challenge(String reason) throws InterruptedException;

        String check(String reason, String response) throws InterruptedException;

        void decide(String reason, Optional<String> typed, Optional<String> response) throws InterruptedException;
    }

    private ExemptionDialog(ScreenContext desk, Words words, Demand demand, Matter matter, Runnable done) {
        this.desk = desk;
        this.words = words;
        this.demand = demand;
        this.matter = matter;
        this.done = done;
        typed = new TypedName(demand.typed().orElseThrow(), this::follow);
        second = new SecondPerson(
                desk,
                new SecondPerson.Question() {
                    @Override
                    public String challenge() throws InterruptedException {
                        return matter.challenge(reasonNow());
                    }

                    @Override
                    public String check(String response) throws InterruptedException {
                        return matter.check(reasonNow(), response);
                    }
                },
                this::follow);
        why = new FreeTextArea(words.id() + "-text", words.asks(), FreeText.REASON, 3, "decides it", this::send);
    }

    /** To leave a mandatory step out. */
    static ExemptionDialog skip(ScreenContext desk, Step step, Demand demand, Runnable done) {
        return new ExemptionDialog(
                desk,
                new Words(
                        "skip",
                        "Skip step " + step.id() + " — " + step.title(),
                        "This step is mandatory: leaving it out takes two people, and means this.",
                        "",
                        "Why is going on without it right?",
                        "Skip step " + step.id(),
                        "Skipping step " + step.id()),
                demand,
                exempting(desk, reason -> Exemption.skip(step.id(), desk.operator(), reason)),
                done);
    }

    /** To go on in spite of a lock. */
    static ExemptionDialog override(
            ScreenContext desk, Step step, String item, String shown, Demand demand, Runnable done) {
        return new ExemptionDialog(
                desk,
                new Words(
                        "waive",
                        "Step " + step.id() + " — go on in spite of this",
                        "This takes two people, and means this.",
                        shown,
                        "Why is going on in spite of it right?",
                        "Go on in spite of it",
                        "Deciding about step " + step.id()),
                demand,
                exempting(desk, reason -> Exemption.waive(step.id(), item, desk.operator(), reason)),
                done);
    }

    private static Matter exempting(ScreenContext desk, Function<String, Exemption> decision) {
        return new Matter() {
            @Override
            public String challenge(String reason) throws InterruptedException {
                return desk.session().challenge(decision.apply(reason));
            }

            @Override
            public String check(String reason, String response) throws InterruptedException {
                return desk.session()
                        .checkResponse(decision.apply(reason).signed(Optional.empty(), Optional.of(response)));
            }

            @Override
            public void decide(String reason, Optional<String> typed, Optional<String> response)
                    throws InterruptedException {
                desk.session().exempt(decision.apply(reason).signed(typed, response));
            }
        };
    }

    /**
     * To say of a step in doubt that it was done, where others rely on it.
     *
     * @param sent what was sent and when, in words
     */
    static ExemptionDialog decide(
            ScreenContext desk, Step step, Decision decision, String sent, Demand demand, Runnable done) {
        Function<String, DoubtDecision> now = reason -> DoubtDecision.of(step.id(), decision, desk.operator(), reason);
        return new ExemptionDialog(
                desk,
                new Words(
                        "decide",
                        "Step " + step.id() + " was done — decided, not measured",
                        "Others rely on it: saying so takes two people, and means this.",
                        sent,
                        "How do you know that it was done?",
                        "It was done",
                        "Deciding step " + step.id()),
                demand,
                new Matter() {
                    @Override
                    public String challenge(String reason) throws InterruptedException {
                        return desk.session().challenge(now.apply(reason));
                    }

                    @Override
                    public String check(String reason, String response) throws InterruptedException {
                        return desk.session()
                                .checkResponse(now.apply(reason).signed(Optional.empty(), Optional.of(response)));
                    }

                    @Override
                    public void decide(String reason, Optional<String> typed, Optional<String> response)
                            throws InterruptedException {
                        desk.session().decide(now.apply(reason).signed(typed, response));
                    }
                },
                done);
    }

    /** Its parts are made before the field is. */
    private String reasonNow() {
        return why.words();
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
                        "⚠ " + words.warns(),
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
        var steady = new Steady(reason, WHY, TOO_LONG, TypedName.LOCKED, READY);
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
                        : second.missing().or(() -> typed.exact() ? Optional.empty() : Optional.of(TypedName.LOCKED));
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
        var reason = why.words();
        var name = typed.text();
        var response = second.response();
        desk.background().act(words.doing(), () -> matter.decide(reason, Optional.of(name), response), done);
    }
}
