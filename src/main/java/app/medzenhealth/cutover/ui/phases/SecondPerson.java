package app.medzenhealth.cutover.ui.phases;

import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.session.Approvals;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.session.StepReview;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.ui.common.AgoLabel;
import app.medzenhealth.cutover.ui.common.CopyButton;
import app.medzenhealth.cutover.ui.common.Desk;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
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
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** The second person's part: a challenge goes out, a response comes in and is checked. It counts for one reviewed state. */
final class SecondPerson extends VBox {
    private final Desk desk;
    private final Step step;
    private final Runnable changed;
    private final TextField response = new TextField();
    private final Label hint = Labels.wrapped("", "caption", "muted");
    private State state = new None();
    private boolean checking;
    /** What was refused last: leaving the field is not asking again. */
    private String refused = "";

    /** How far it is. */
    private static final String REFUSED = "✗ Refused, and nothing is approved. ";

    private sealed interface State {}

    private record None() implements State {}

    private record Asked(String challenge, Approvals.Challenge read) implements State {}

    private record Signed(String by, String response, Approvals.Challenge read) implements State {}

    SecondPerson(Desk desk, Step step, Runnable changed) {
        this.desk = desk;
        this.step = step;
        this.changed = changed;
        getStyleClass().add("rows");
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
        hint.setId("response-hint");
        tell("", "muted");
    }

    /** Shows where this stands for the state as it was just read; what was signed for another state is void. */
    void follow(StepReview review) {
        var open = open().filter(c -> c.fingerprint().equals(review.fingerprint()));
        if (open.isEmpty() || expired()) {
            state = pending(review).<State>map(a -> a).orElseGet(None::new);
            response.clear();
        }
        draw(true);
    }

    void reading() {
        draw(false);
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
    Phrase words() {
        return switch (state) {
            case None _ -> new Phrase().tone("◷ not asked yet", Tone.WARN);
            case Asked(var text, var c) ->
                expired()
                        ? new Phrase().tone("✗ challenge expired", Tone.BAD)
                        : new Phrase()
                                .tone("◷ asked, waiting for the response code", Tone.WARN)
                                .muted(", " + left(c));
            case Signed(var by, var answer, var c) ->
                expired()
                        ? new Phrase().tone("✗ " + by + "'s signature has expired", Tone.BAD)
                        : new Phrase()
                                .tone("✓ " + by + " signed exactly this", Tone.OK)
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
        return desk.readings()
                .session()
                .step(step.id())
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

    private void draw(boolean readable) {
        getChildren().clear();
        setManaged(!(state instanceof Signed) || expired());
        var again = state instanceof None || expired();
        if (again) {
            var make = new Button(
                    state instanceof None ? "Make a challenge for the second person" : "Make a new challenge");
            make.setId("make-challenge");
            make.setDisable(!readable);
            make.setOnAction(_ -> {
                make.setDisable(true);
                desk.background()
                        .<String>run("Making a challenge", () -> desk.session().challenge(step.id()), text -> {
                            state = asked(text).<State>map(a -> a).orElseGet(None::new);
                            desk.readings().hasten();
                            draw(true);
                            changed.run();
                        });
            });
            getChildren().add(new HBox(make));
        } else if (state instanceof Asked asked) {
            getChildren().add(card(asked));
        }
    }

    private VBox card(Asked asked) {
        var box = StepPage.card("Second person", Feather.USERS, Tone.ACCENT);
        box.setId("challenge");
        var copy = new CopyButton("Copy challenge", asked::challenge);
        copy.setId("copy-challenge");
        var buttons = new FlowPane(copy);
        buttons.getStyleClass().add("chips");
        if (desk.console().speed().isPresent()) {
            var play = new Button("Sign as rehearsed second person");
            play.setId("sign-rehearsed");
            play.getStyleClass().addAll("quiet", "small");
            play.setOnAction(_ -> desk.background()
                    .<Optional<String>>run(
                            "Signing as the rehearsed person",
                            () -> desk.session().rehearsedResponse(asked.challenge()),
                            r -> r.ifPresent(text -> {
                                response.setText(text);
                                check();
                            })));
            buttons.getChildren().add(play);
        }
        var use = new Button("Check response");
        use.setId("check-response");
        use.setMinWidth(USE_PREF_SIZE);
        use.setOnAction(_ -> check());
        HBox.setHgrow(response, Priority.ALWAYS);
        var line = new HBox(response, use);
        line.getStyleClass().add("row");
        line.setAlignment(Pos.CENTER_LEFT);
        box.getChildren()
                .addAll(
                        Labels.wrapped(
                                "Send the challenge to another person. They run “approve” on their machine and send the response code back.",
                                "caption",
                                "muted"),
                        buttons,
                        line,
                        new Steady(hint, REFUSED + "This is not a response code. Next: paste all of it.")
                                .styled("caption"),
                        new ChallengeWords(
                                asked.read(),
                                new AgoLabel(desk.readings().nowProperty(), now -> left(asked.read(), now))));
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
                        () -> desk.session().checkResponse(step.id(), text),
                        who -> {
                            checking = false;
                            if (state.equals(asked)) {
                                state = new Signed(who, text, asked.read());
                                draw(true);
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
