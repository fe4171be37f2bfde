package app.medzenhealth.cutover.ui.phases;

import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.session.Approvals;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.session.StepReview;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.ui.common.AgoLabel;
import app.medzenhealth.cutover.ui.common.CopyButton;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.common.Steady;
import app.medzenhealth.cutover.ui.common.Tone;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/**
 * The second person's part: a challenge goes out, a response comes in and is checked. It counts for one reviewed state. All that is
 * pressed for it is there from the beginning and stays where it is; what cannot be pressed yet is disabled.
 */
final class SecondPerson extends VBox {
    /** How far it is. */
    private static final String REFUSED = "✗ Refused, and nothing is approved. ";

    private final ScreenContext desk;
    private final Optional<Step> step;
    private final Question question;
    private final Runnable changed;
    private final StackPane standing = new StackPane();
    private final Button make = new Button("Make a challenge");
    private final CopyButton copy = new CopyButton("Copy challenge", this::challenge);
    private final Optional<Button> play;
    private final TextField response = new TextField();
    private final Button use = new Button("Check response");
    private final Label hint = Labels.wrapped("", "caption", "muted");
    private final VBox signs = new VBox();
    private State state = new None();
    private boolean readable;
    /** Grows with each new question: what was asked before it answers another. */
    private int round;

    private boolean making;
    private boolean checking;
    /** What was refused last: leaving the field is not asking again. */
    private String refused = "";
    /** What is shown of what they sign, and for which challenge. */
    private Optional<Approvals.Challenge> shown = Optional.empty();

    private Optional<ChallengeWords> words = Optional.empty();

    private sealed interface State {}

    private record None() implements State {}

    private record Asked(String challenge, Approvals.Challenge read) implements State {}

    private record Signed(String by, String response, Approvals.Challenge read) implements State {}

    /** What they are asked. */
    interface Question {
        /** Makes the challenge. */
        String challenge() throws InterruptedException;

        /** @return who signed */
        String check(String response) throws InterruptedException;
    }

    /** Asked about what was reviewed last. */
    SecondPerson(ScreenContext desk, Step step, Runnable changed) {
        this(
                desk,
                Optional.of(step),
                new Question() {
                    @Override
                    public String challenge() throws InterruptedException {
                        return desk.session().challenge(step.id());
                    }

                    @Override
                    public String check(String response) throws InterruptedException {
                        return desk.session().checkResponse(step.id(), response);
                    }
                },
                changed);
    }

    /** Asked about a decision, which no review is of. */
    SecondPerson(ScreenContext desk, Question question, Runnable changed) {
        this(desk, Optional.empty(), question, changed);
    }

    private SecondPerson(ScreenContext desk, Optional<Step> step, Question question, Runnable changed) {
        this.desk = desk;
        this.step = step;
        this.question = question;
        this.changed = changed;
        getStyleClass().add("item-words");
        make.setId("make-challenge");
        make.getStyleClass().add("small");
        make.setOnAction(_ -> make());
        copy.setId("copy-challenge");
        play = desk.console().speed().map(_ -> new Button("Sign as rehearsed second person"));
        play.ifPresent(b -> {
            b.setId("sign-rehearsed");
            b.getStyleClass().addAll("quiet", "small");
            b.setOnAction(_ -> play());
        });
        response.setId("response");
        response.setPromptText("Response code (CR1.…)");
        response.getStyleClass().add("mono");
        response.setAccessibleText("Response code of the second person");
        response.setOnAction(_ -> check());
        response.textProperty().subscribe(_ -> tell("", "muted"));
        response.focusedProperty().subscribe(focused -> {
            if (!focused && !response.getText().isBlank() && !response.getText().equals(refused)) {
                check();
            }
        });
        use.setId("check-response");
        use.getStyleClass().add("small");
        use.setMinWidth(USE_PREF_SIZE);
        use.setOnAction(_ -> check());
        hint.setId("response-hint");
        HBox.setHgrow(response, Priority.ALWAYS);
        var buttons = new FlowPane(make, copy);
        play.ifPresent(buttons.getChildren()::add);
        buttons.getStyleClass().add("chips");
        var line = new HBox(response, use);
        line.getStyleClass().add("row");
        line.setAlignment(Pos.CENTER_LEFT);
        standing.setAlignment(Pos.CENTER_LEFT);
        getChildren()
                .addAll(
                        standing,
                        buttons,
                        line,
                        new Steady(hint, REFUSED + "This is not a response code. Next: paste all of it.")
                                .styled("caption"));
        tell("", "muted");
        draw();
    }

    /** What the second person signs, for the body: empty before there is a challenge. */
    VBox signs() {
        return signs;
    }

    /** Shows where this stands for the state as it was just read; what was signed for another state is void. */
    void follow(StepReview review) {
        var open = open().filter(c -> c.fingerprint().equals(review.fingerprint()));
        if (open.isEmpty() || expired()) {
            state = pending(review).<State>map(a -> a).orElseGet(None::new);
            response.clear();
        }
        readable = true;
        draw();
    }

    /** What they are asked is another now: what was signed is void. */
    void restart(boolean askable) {
        round++;
        state = new None();
        response.clear();
        readable = askable;
        draw();
    }

    void reading() {
        readable = false;
        draw();
    }

    /** Why it does not count yet. */
    Optional<String> missing() {
        return switch (state) {
            case None _ -> Optional.of("Locked: no second person has been asked. Make a challenge and send it.");
            case Asked _ when expired() -> Optional.of("Locked: the challenge has expired. Make a new one.");
            case Asked _ -> Optional.of("Locked: the second person's response is not there yet.");
            case Signed _
            when expired() -> Optional.of("Locked: the second person's signature has expired. Make a new challenge.");
            case Signed _ -> Optional.empty();
        };
    }

    Optional<String> response() {
        return state instanceof Signed s ? Optional.of(s.response()) : Optional.empty();
    }

    /** Who signed, for how long it counts. */
    private Phrase words(Phrase phrase) {
        return switch (state) {
            case None _ -> phrase.tone("◷ not asked yet", Tone.WARN);
            case Asked(var text, var c) ->
                expired()
                        ? phrase.tone("✗ challenge expired", Tone.BAD)
                        : phrase.tone("◷ asked, waiting for the response code", Tone.WARN)
                                .muted(", " + left(c));
            case Signed(var by, var answer, var c) ->
                expired()
                        ? phrase.tone("✗ " + by + "'s signature has expired", Tone.BAD)
                        : phrase.tone("✓ " + by + " signed exactly this", Tone.OK)
                                .muted(", " + left(c));
        };
    }

    boolean expired() {
        return open().filter(c -> !desk.readings().now().isBefore(Instant.parse(c.expires())))
                .isPresent();
    }

    private String left(Approvals.Challenge c) {
        return left(c, desk.readings().now());
    }

    /** {@code 8:12 left, until 02:52:17 UTC}. */
    static String left(Approvals.Challenge c, Instant now) {
        var end = Instant.parse(c.expires());
        var left = Duration.between(now, end);
        return (left.isPositive() ? InWords.stopwatch(left) + " left" : "expired") + ", until " + InWords.clock(end)
                + " UTC";
    }

    private Optional<Approvals.Challenge> open() {
        return switch (state) {
            case None _ -> Optional.empty();
            case Asked a -> Optional.of(a.read());
            case Signed s -> Optional.of(s.read());
        };
    }

    /** A challenge that was made before this dialog was opened. */
    private Optional<Asked> pending(StepReview review) {
        return step.flatMap(s -> desk.readings().session().step(s.id()))
                .flatMap(s ->
                        s.state() instanceof StepState.Waiting(StepState.WaitsFor.SecondApprover(var text, var expires))
                                ? asked(text)
                                : Optional.empty())
                .filter(a -> a.read().fingerprint().equals(review.fingerprint()));
    }

    private static Optional<Asked> asked(String text) {
        try {
            return Optional.of(new Asked(text, Approvals.read(text)));
        } catch (Refusal notOurs) {
            return Optional.empty();
        }
    }

    /** How far it is, each second: what was made runs out. */
    void draw() {
        standing.getChildren().setAll(words(new Phrase().say("Second person: ")));
        var asked = state instanceof Asked && !expired();
        make.setDisable(making || !readable || !(state instanceof None) && !expired());
        copy.setDisable(!asked);
        var challenge = open();
        if (!challenge.equals(shown)) {
            shown = challenge;
            words = Optional.empty();
            signs.getChildren().setAll(challenge.stream().map(this::card).toList());
        }
        var unseen = words.filter(w -> w.unseenProperty().get() > 0).isPresent();
        play.ifPresent(b -> b.setDisable(!asked || unseen));
        response.setDisable(!asked);
        use.setDisable(!asked);
    }

    private void make() {
        making = true;
        var asked = round;
        draw();
        desk.background()
                .<String>run(
                        "Making a challenge",
                        question::challenge,
                        text -> {
                            making = false;
                            if (asked != round) {
                                draw();
                                return;
                            }
                            state = asked(text).<State>map(a -> a).orElseGet(None::new);
                            desk.readings().refreshSoon();
                            draw();
                            changed.run();
                        },
                        problem -> {
                            making = false;
                            draw();
                            desk.notices().problem(problem);
                        });
    }

    private String challenge() {
        return state instanceof Asked a ? a.challenge() : "";
    }

    private void play() {
        if (state instanceof Asked asked) {
            desk.background()
                    .<Optional<String>>run(
                            "Signing as the rehearsed person",
                            () -> desk.console().rehearsedApprover().map(p -> p.respond(asked.challenge())),
                            r -> r.ifPresent(text -> {
                                response.setText(text);
                                check();
                            }));
        }
    }

    private VBox card(Approvals.Challenge challenge) {
        var box = Cards.of("What the second person signs", Feather.USERS, Tone.ACCENT);
        box.setId("challenge");
        var all =
                new ChallengeWords(challenge, new AgoLabel(desk.readings().nowProperty(), now -> left(challenge, now)));
        words = Optional.of(all);
        all.unseenProperty().addListener(_ -> draw());
        box.getChildren()
                .addAll(
                        Labels.wrapped(
                                "Send the challenge to another person. They run “approve” on their machine and send the response code back.",
                                "caption",
                                "muted"),
                        all);
        return box;
    }

    private void check() {
        var text = response.getText();
        if (text.isBlank() || checking || !(state instanceof Asked asked)) {
            return;
        }
        checking = true;
        desk.background()
                .<String>run(
                        "Checking the response",
                        () -> question.check(text),
                        who -> {
                            checking = false;
                            if (state.equals(asked)) {
                                state = new Signed(who, text, asked.read());
                                draw();
                                changed.run();
                            }
                        },
                        problem -> {
                            checking = false;
                            refused = text;
                            tell(REFUSED + sentence(problem.happened()) + " Next: " + sentence(problem.next()), "bad");
                        });
    }

    private static String sentence(String words) {
        return words.endsWith(".") ? words : words + ".";
    }

    private void tell(String text, String tone) {
        hint.setText(text);
        hint.getStyleClass().setAll("label", "caption", tone);
    }
}
