package app.medzenhealth.cutover.ui.phases;

import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.plan.Step.Confirm;
import app.medzenhealth.cutover.plan.Variables;
import app.medzenhealth.cutover.session.Approvals;
import app.medzenhealth.cutover.session.Confirmation;
import app.medzenhealth.cutover.session.StepReview;
import app.medzenhealth.cutover.ui.common.CopyButton;
import app.medzenhealth.cutover.ui.common.Desk;
import app.medzenhealth.cutover.ui.common.DialogService;
import app.medzenhealth.cutover.ui.common.DialogService.After;
import app.medzenhealth.cutover.ui.common.DialogService.Button;
import app.medzenhealth.cutover.ui.common.DialogService.Dialog;
import app.medzenhealth.cutover.ui.common.DialogService.Kind;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.Tone;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/**
 * The last look before something is sent. The button stays locked until the state was read again and is still the reviewed one,
 * every check holds, the name is typed exactly and the second person has signed; what is missing stands beside it.
 */
final class ConfirmDialog {
    /** On the machine's clock: a rehearsal's runs too fast to read by. */
    private static final Duration FRESH = Duration.ofMinutes(5);

    private final Desk desk;
    private final Step step;
    private final Purpose purpose;
    private final BooleanProperty locked = new SimpleBooleanProperty(true);
    private final Label reason = Labels.wrapped("", "warn");
    private final VBox reviewed = new VBox();
    private final VBox approval = new VBox();
    private final TextField typed = new TextField();
    private final Label typedHint = Labels.wrapped("", "caption", "muted");
    private final TextField response = new TextField();
    private final Label responseHint = Labels.wrapped("", "caption", "muted");
    private StepReview review;
    private boolean reread;
    private boolean sent;
    private long readAt = System.nanoTime();
    private Optional<String> approver = Optional.empty();
    private Optional<DialogService.Handle> handle = Optional.empty();

    enum Purpose {
        RUN,
        UNDO
    }

    ConfirmDialog(Desk desk, Step step, StepReview review, Purpose purpose) {
        this.desk = desk;
        this.step = step;
        this.review = review;
        this.purpose = purpose;
    }

    void open() {
        var irreversible = step.effect() == Step.Effect.IRREVERSIBLE && purpose == Purpose.RUN;
        var body = new VBox(reviewed, approval, typedPart(), reason);
        body.getStyleClass().add("rows");
        reason.setId("confirm-reason");
        var scroll = new ScrollPane(body);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().add("confirm-scroll");
        show();
        var run = new Button("run", verb(), irreversible ? Kind.DANGER : Kind.PRIMARY, locked, After.STAY, this::send);
        var dialog = new Dialog(
                "confirm",
                irreversible ? Tone.BAD : Tone.ACCENT,
                (purpose == Purpose.UNDO ? "Undo: " : "") + step.title(),
                irreversible ? "⚠ Irreversible. " + back() : back(),
                scroll,
                "The intent is written to the audit trail before a call is sent.",
                List.of(Button.quiet("keep", "Change nothing"), run),
                needsTyped() ? Optional.of(typed) : Optional.empty());
        handle = Optional.of(desk.dialogs().open(dialog));
        readAgain();
    }

    private String verb() {
        return purpose == Purpose.UNDO ? "Undo step " + step.id() : "Run step " + step.id() + (step.effect() == Step.Effect.IRREVERSIBLE ? ", for good" : "");
    }

    private String back() {
        var back = StepPage.goingBack(review);
        return back.isBlank() ? "Changes nothing in AWS." : back;
    }

    /** Nobody decides on an old picture: what is shown was read when the dialog opened. */
    private void readAgain() {
        reread = false;
        update();
        desk.background().<StepReview>run("Reading step " + step.id() + " again",
                () -> purpose == Purpose.RUN ? desk.session().review(step.id()) : desk.session().reviewUndo(step.id()),
                fresh -> {
                    var changed = !fresh.fingerprint().equals(review.fingerprint());
                    review = fresh;
                    reread = true;
                    readAt = System.nanoTime();
                    if (changed) {
                        approver = Optional.empty();
                        response.clear();
                    }
                    show();
                    update();
                });
    }

    private void show() {
        var view = desk.readings().session();
        reviewed.getStyleClass().setAll("rows");
        reviewed.getChildren().setAll(
                StepPage.pair("Account", view.identity()),
                StepPage.pair("Region", regions(view.plan())),
                StepPage.pair("Reviewed state", InWords.head(review.fingerprint().substring(0, 12))
                        + (reread ? ", read again just now, " + (review.differences().isEmpty() ? "unchanged" : "CHANGED") : ", reading again…")));
        if (!review.differences().isEmpty()) {
            var card = StepPage.card("Different from what you reviewed", org.kordamp.ikonli.feather.Feather.ALERT_CIRCLE, Tone.WARN);
            review.differences().forEach(d -> card.getChildren().add(Labels.wrapped(d, "mono")));
            reviewed.getChildren().add(card);
        }
        var changes = review.parts().stream().flatMap(p -> p.preview().changes().stream()).toList();
        if (!changes.isEmpty()) {
            reviewed.getChildren().addAll(Labels.line("What changes", "muted"), StepPage.changes(changes));
        }
        review.checks().stream().filter(c -> !c.passed()).forEach(c -> reviewed.getChildren().add(new app.medzenhealth.cutover.ui.common.CheckLine(c)));
        var calls = review.parts().stream().flatMap(p -> p.preview().calls().stream()).toList();
        if (!calls.isEmpty()) {
            reviewed.getChildren().add(StepPage.code(calls.stream().map(c -> ShellText.of(c.cli())).collect(Collectors.joining("\n\n"))));
        }
        showApproval();
    }

    private String regions(app.medzenhealth.cutover.plan.Plan plan) {
        var phase = plan.phaseOf(step.id()).orElseThrow();
        var named = step.actions().stream().flatMap(a -> a.region().stream()).distinct()
                .map(r -> r + plan.region(r).map(x -> " " + x.city() + " — " + x.before().name().toLowerCase(java.util.Locale.ROOT) + ", this phase may "
                        + (phase.regions().get(r) == null ? "not touch it" : phase.regions().get(r).name().toLowerCase(java.util.Locale.ROOT))).orElse(""))
                .collect(Collectors.joining("; "));
        return named.isEmpty() ? "none: global or local" : named;
    }

    private boolean needsTyped() {
        return step.confirm().compareTo(Confirm.TYPED) >= 0;
    }

    private boolean needsSecond() {
        return step.confirm() == Confirm.TYPED_AND_SECOND;
    }

    private String wanted() {
        var parameters = desk.readings().session().parameters();
        return Variables.resolve(step.typed().orElse(""), n -> Optional.ofNullable(parameters.get(n)));
    }

    private Node typedPart() {
        if (!needsTyped()) {
            return new VBox();
        }
        typed.setId("typed-name");
        typed.getStyleClass().add("mono");
        typed.setAccessibleText("Type " + wanted() + " to confirm");
        typed.textProperty().addListener((_, _, _) -> update());
        var box = new VBox(new HBox(Labels.whole("Type "), Labels.wrapped(wanted(), "code-word"), Labels.whole(" to confirm")), typed, typedHint);
        box.getStyleClass().add("item-words");
        return box;
    }

    private void showApproval() {
        approval.getStyleClass().setAll("rows");
        approval.getChildren().clear();
        if (!needsSecond()) {
            return;
        }
        if (approver.isPresent()) {
            approval.getChildren().add(StepPage.pair("Second person", approver.get() + " signed exactly this, valid " + Approvals.VALID.toMinutes() + " min"));
            return;
        }
        var make = new javafx.scene.control.Button("Make a challenge for the second person");
        make.setId("make-challenge");
        make.disableProperty().set(!reread);
        make.setOnAction(_ -> desk.background().<String>run("Making a challenge", () -> desk.session().challenge(step.id()), this::challenged));
        approval.getChildren().add(new HBox(make));
    }

    private void challenged(String challenge) {
        var box = StepPage.card("For the second person", org.kordamp.ikonli.feather.Feather.USERS, Tone.ACCENT);
        Approvals.read(challenge).words().stream().limit(12).forEach(w -> box.getChildren().add(Labels.wrapped(w.strip(), "caption", "muted")));
        response.setId("response");
        response.setPromptText("Paste their response code (CR1.…)");
        response.getStyleClass().add("mono");
        response.setAccessibleText("Response code of the second person");
        HBox.setHgrow(response, Priority.ALWAYS);
        response.setOnAction(_ -> check());
        response.focusedProperty().addListener((_, _, focused) -> {
            if (!focused && !response.getText().isBlank()) {
                check();
            }
        });
        var use = new javafx.scene.control.Button("Check");
        use.setId("check-response");
        use.setOnAction(_ -> check());
        var line = new HBox(new CopyButton("Copy challenge", () -> challenge), response, use);
        line.getStyleClass().add("row");
        line.setAlignment(Pos.CENTER_LEFT);
        box.getChildren().addAll(line, responseHint);
        if (desk.console().speed().isPresent()) {
            var play = new javafx.scene.control.Button("Sign as the rehearsed second person");
            play.setId("sign-rehearsed");
            play.getStyleClass().addAll("quiet", "small");
            play.setOnAction(_ -> desk.background().<Optional<String>>run("Signing as the rehearsed person",
                    () -> desk.session().rehearsedResponse(challenge), r -> r.ifPresent(text -> {
                        response.setText(text);
                        check();
                    })));
            box.getChildren().add(play);
        }
        approval.getChildren().setAll(box);
    }

    private void check() {
        var text = response.getText();
        desk.background().<String>run("Checking the response", () -> desk.session().checkResponse(step.id(), text), who -> {
            approver = Optional.of(who);
            showApproval();
            update();
        }, problem -> {
            responseHint.setText(problem.happened() + " — " + problem.next());
            responseHint.getStyleClass().setAll("label", "caption", "bad");
            update();
        });
    }

    /** Locks or unlocks the button, and says why. */
    private void update() {
        var missing = missing();
        locked.set(missing.isPresent() || sent);
        reason.setText(missing.orElse(""));
        reason.setVisible(missing.isPresent());
        reason.setManaged(missing.isPresent());
        if (needsTyped()) {
            typedHint.setText(hint(typed.getText(), wanted()));
        }
    }

    private Optional<String> missing() {
        if (!reread) {
            return Optional.of("Locked while the live state is read again.");
        }
        if (System.nanoTime() - readAt > FRESH.toNanos()) {
            return Optional.of("Locked: this was read more than " + FRESH.toMinutes() + " minutes ago. Close and review again.");
        }
        var open = review.checks().stream().filter(c -> !c.passed()).findFirst();
        if (open.isPresent()) {
            return Optional.of("Locked: " + open.get().title() + " — " + open.get().outcome().evidence());
        }
        if (needsSecond() && approver.isEmpty()) {
            return Optional.of("Locked: the second person has not signed yet.");
        }
        if (needsTyped() && !typed.getText().equals(wanted())) {
            return Optional.of("Locked: the name is not typed exactly yet.");
        }
        return Optional.empty();
    }

    /** Where a typed name goes wrong. */
    static String hint(String text, String wanted) {
        if (text.isEmpty() || text.equals(wanted)) {
            return text.isEmpty() ? " " : "Exactly right.";
        }
        if (wanted.startsWith(text)) {
            return (wanted.length() - text.length()) + " characters to go.";
        }
        int i = 0;
        while (i < Math.min(text.length(), wanted.length()) && text.charAt(i) == wanted.charAt(i)) {
            i++;
        }
        return i < wanted.length() ? "Differs at character " + (i + 1) + ": “" + wanted.charAt(i) + "” is expected." : "Too long by " + (text.length() - wanted.length()) + ".";
    }

    private void send() {
        update();
        if (locked.get()) {
            return;
        }
        sent = true;
        locked.set(true);
        var confirmation = new Confirmation(step.id(), review.fingerprint(), desk.operator(),
                needsTyped() ? Optional.of(typed.getText()) : Optional.empty(),
                needsSecond() ? Optional.of(Objects.requireNonNullElse(response.getText(), "")) : Optional.empty());
        handle.ifPresent(DialogService.Handle::close);
        desk.background().act((purpose == Purpose.UNDO ? "Undoing step " : "Step ") + step.id(), () -> {
            if (purpose == Purpose.UNDO) {
                desk.session().undo(confirmation);
            } else {
                desk.session().run(confirmation);
            }
        }, () -> desk.readings().hasten());
    }
}
