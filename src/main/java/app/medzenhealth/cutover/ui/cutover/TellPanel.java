package app.medzenhealth.cutover.ui.cutover;

import app.medzenhealth.cutover.plan.PlanWording;
import app.medzenhealth.cutover.session.MessageView;
import app.medzenhealth.cutover.session.Posted;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.ui.common.CopyButton;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.PostDialog;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.common.Tone;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** Who is to be told what, when, and what became of it. */
final class TellPanel extends VBox {
    private final ScreenContext desk;
    private final GridPane grid = new GridPane();
    private List<MessageView> shown = List.of();

    TellPanel(ScreenContext desk) {
        this.desk = desk;
        setId("hour-tell");
        getStyleClass().addAll("panel", "hour-panel");
        var head = new HBox(
                Labels.whole("Tell people", "h3"), Labels.line("filled in with the values of now", "caption", "muted"));
        head.getStyleClass().addAll("row", "hour-head");
        grid.getStyleClass().add("hour-facts");
        var due = new ColumnConstraints();
        due.setMinWidth(USE_PREF_SIZE);
        var words = new ColumnConstraints();
        words.setHgrow(Priority.ALWAYS);
        words.setMinWidth(0);
        var buttons = new ColumnConstraints();
        buttons.setMinWidth(USE_PREF_SIZE);
        grid.getColumnConstraints().addAll(due, words, buttons);
        getChildren().addAll(head, grid);
        setMinWidth(0);
    }

    /** @return whether there is anything to tell */
    boolean show(SessionView view) {
        if (!view.messages().equals(shown)) {
            shown = view.messages();
            grid.getChildren().clear();
            for (var i = 0; i < shown.size(); i++) {
                row(view, shown.get(i), i);
            }
        }
        return !shown.isEmpty();
    }

    private void row(SessionView view, MessageView message, int row) {
        var due = Labels.whole(message.message().due(), "muted");
        GridPane.setValignment(due, VPos.TOP);
        grid.add(due, 0, row);
        var subject = Labels.wrapped(filled(view, message.message().subject()));
        subject.setMinWidth(0);
        var line = Line.of(message, view.at());
        var standing = new HBox(
                new Icon(line.icon(), line.tone()),
                Labels.wrapped(line.text(), "caption", line.tone().styleClass()));
        standing.getStyleClass().add("hour-line");
        var cell = new VBox(subject, standing);
        cell.setMinWidth(0);
        cell.setAccessibleText(subject.getText() + ", by " + message.message().channel() + ": " + line.text());
        message.step().ifPresent(step -> {
            var link = new Hyperlink("step " + step);
            link.setId("tell-step-" + message.message().id());
            link.setMinWidth(USE_PREF_SIZE);
            link.setOnAction(_ -> desk.navigator().goToStep(step));
            standing.getChildren().add(link);
        });
        grid.add(cell, 1, row);
        var buttons = new HBox();
        buttons.getStyleClass().add("row");
        buttons.setAlignment(Pos.TOP_RIGHT);
        message.message().webhook().ifPresent(_ -> buttons.getChildren().add(post(message)));
        var copy = new CopyButton(
                "Copy",
                () -> filled(view, message.message().subject()) + "\n\n"
                        + filled(view, message.message().body()).strip() + "\n");
        copy.setId("tell-copy-" + message.message().id());
        buttons.getChildren().add(copy);
        GridPane.setValignment(buttons, VPos.TOP);
        grid.add(buttons, 2, row);
    }

    private Button post(MessageView message) {
        var post = new Button("Post…");
        post.setId("tell-post-" + message.message().id());
        post.setAccessibleText("Read and post “" + message.message().id() + "”");
        post.getStyleClass().addAll("quiet", "small");
        post.setMinWidth(USE_PREF_SIZE);
        post.setOnAction(_ -> PostDialog.open(desk, message.message().id()));
        return post;
    }

    private static String filled(SessionView view, String text) {
        return PlanWording.of(view.plan(), view.parameters(), text);
    }

    /** How far it is, in words. */
    record Line(String text, Tone tone, Feather icon) {

        static Line of(MessageView message, Instant now) {
            var posted = message.posted().map(Line::posted).orElse("");
            if (message.stated().isPresent()) {
                return new Line(
                        "went out by " + InWords.day(message.stated().get()) + " UTC" + and(posted),
                        Tone.OK,
                        Feather.CHECK);
            }
            if (message.posted()
                    .filter(p -> p.outcome() == Posted.Outcome.DELIVERED)
                    .isPresent()) {
                return new Line(posted + "; nobody has stated it yet", Tone.ACCENT, Feather.CHECK);
            }
            if (message.now()) {
                return new Line("due now" + and(posted), Tone.WARN, Feather.CLOCK);
            }
            return new Line(
                    message.due()
                                    .map(d -> "due " + InWords.day(d) + " UTC, in "
                                            + InWords.roughly(Duration.between(now, d)))
                                    .orElse(
                                            message.message().days().isPresent()
                                                    ? "no day is set for the window"
                                                    : "not due")
                            + and(posted),
                    Tone.NEUTRAL,
                    Feather.MINUS);
        }

        private static String posted(Posted p) {
            return "posted " + InWords.day(p.at()) + " UTC: " + p.outcome().words()
                    + (p.detail().isBlank() ? "" : ", " + p.detail());
        }

        private static String and(String more) {
            return more.isEmpty() ? "" : "; " + more;
        }
    }
}
