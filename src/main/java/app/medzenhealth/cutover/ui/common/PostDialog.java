package app.medzenhealth.cutover.ui.common;

import app.medzenhealth.cutover.session.Posted;
import app.medzenhealth.cutover.session.Posting;
import app.medzenhealth.cutover.session.StepState.Problem;
import app.medzenhealth.cutover.session.WebhookAddresses;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.control.PasswordField;
import javafx.scene.layout.VBox;

/** Shows what would be posted, word by word, and posts it when somebody says so. */
public final class PostDialog {
    public static final String ID = "post";

    private final ScreenContext desk;
    private final Posting posting;
    private final PasswordField address = new PasswordField();
    private final VBox found = new VBox();
    private final BooleanProperty locked = new SimpleBooleanProperty(false);
    private boolean sending;
    private Optional<DialogService.Handle> handle = Optional.empty();

    private PostDialog(ScreenContext desk, Posting posting) {
        this.desk = desk;
        this.posting = posting;
    }

    /** Makes the message ready first; that takes no time to speak of, but not on the JavaFX thread. */
    public static void open(ScreenContext desk, String message) {
        desk.background()
                .run(
                        "Making the message ready",
                        () -> desk.session().posting(message),
                        posting -> new PostDialog(desk, posting).open(),
                        desk.notices()::problem);
    }

    private void open() {
        found.setId("post-found");
        var body = new VBox(found);
        body.getStyleClass().add("rows");
        posting.before()
                .ifPresent(b -> body.getChildren()
                        .add(Labels.wrapped(
                                "Posted before: " + InWords.day(b.at()) + " UTC by " + b.by() + ", "
                                        + b.outcome().words()
                                        + (b.outcome() == Posted.Outcome.REFUSED
                                                ? ""
                                                : ". Posted again, it is there twice."),
                                "warn")));
        if (!posting.missing().isEmpty()) {
            body.getChildren()
                    .add(Labels.wrapped(
                            "“" + posting.missing().getFirst()
                                    + "” has no value: set it under Plan › Parameters before anybody is told.",
                            "warn"));
        }
        var words = new VBox(Labels.wrapped(posting.subject(), "strong"), Labels.wrapped(posting.text()));
        words.getStyleClass().addAll("code-block", "message-body");
        words.setId("post-words");
        var request = new VBox(Labels.wrapped(posting.body(), "mono"));
        request.getStyleClass().addAll("code-block");
        request.setId("post-body");
        body.getChildren()
                .addAll(words, Labels.wrapped("The request’s body, as it is sent", "caption", "muted"), request);
        if (posting.host().isEmpty()) {
            address.setId("post-address");
            address.setAccessibleText("Address of the webhook");
            address.textProperty().subscribe((_, _) -> {
                found.getChildren().clear();
                lock();
            });
            body.getChildren()
                    .addAll(
                            Labels.wrapped("Address of the webhook", "strong"),
                            address,
                            Labels.wrapped(
                                    "Whoever knows it may post: it stays in memory, and is in no record, log or file. "
                                            + WebhookAddresses.variable(
                                                    posting.webhook().id())
                                            + " gives it when the console is started.",
                                    "caption",
                                    "muted"));
        }
        lock();
        handle = Optional.of(desk.dialogs()
                .open(new DialogService.Dialog(
                        ID,
                        Tone.ACCENT,
                        "Post to " + posting.webhook().title(),
                        posting.host().map(h -> "By one request to " + h).orElse("Its address is not known yet"),
                        body,
                        "The steps do not wait for it: who sends it otherwise states so in its step.",
                        List.of(
                                DialogService.Button.quiet("cancel", "Do not post"),
                                new DialogService.Button(
                                        "do",
                                        "Post it",
                                        DialogService.Kind.CAUTION,
                                        locked,
                                        DialogService.After.STAY,
                                        this::post)),
                        posting.host().isEmpty() ? Optional.of(address) : Optional.empty())));
    }

    private void lock() {
        locked.set(sending
                || !posting.missing().isEmpty()
                || posting.host().isEmpty()
                        && (address.getText().isBlank()
                                || desk.console().webhooks().isEmpty()));
    }

    private void post() {
        if (locked.get()) {
            return;
        }
        sending = true;
        lock();
        var typed = address.getText();
        desk.background()
                .run(
                        "Posting to " + posting.webhook().title(),
                        () -> {
                            if (posting.host().isEmpty()) {
                                desk.console()
                                        .webhooks()
                                        .orElseThrow()
                                        .use(posting.webhook().id(), typed);
                            }
                            return desk.session().post(posting.message().id(), posting.fingerprint(), desk.operator());
                        },
                        this::posted,
                        this::failed);
    }

    private void posted(Posted posted) {
        address.clear();
        handle.ifPresent(DialogService.Handle::close);
        desk.readings().refreshSoon();
        desk.notices()
                .say(
                        posted.outcome() == Posted.Outcome.DELIVERED ? Tone.OK : Tone.WARN,
                        posting.webhook().title() + ": " + posted.outcome().words() + " (" + posted.detail() + ").");
    }

    private void failed(Problem problem) {
        sending = false;
        lock();
        found.getChildren().setAll(new ProblemPane(problem));
    }
}
