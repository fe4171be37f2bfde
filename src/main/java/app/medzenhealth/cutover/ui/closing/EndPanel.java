package app.medzenhealth.cutover.ui.closing;

import app.medzenhealth.cutover.session.Closing;
import app.medzenhealth.cutover.session.Ended;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.StepState.Problem;
import app.medzenhealth.cutover.ui.common.AgoLabel;
import app.medzenhealth.cutover.ui.common.Chip;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.Place;
import app.medzenhealth.cutover.ui.common.ProblemPane;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.common.ScrollRoom;
import app.medzenhealth.cutover.ui.common.Tone;
import app.medzenhealth.cutover.ui.phases.CloseDialog;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** The end: how everything stands is read, two people sign it, and the session is closed. */
final class EndPanel extends VBox {
    private final ScreenContext desk;
    private final Consumer<Closing> stands;
    private final VBox body = new VBox();
    private final Button read = new Button("Read how it stands");
    private final Button close = new Button("Close session…");
    private final Button export = new Button("Go to the audit trail");
    private Optional<Closing> closing = Optional.empty();
    private Optional<Problem> problem = Optional.empty();
    private boolean busy;
    private List<?> shown = List.of("");

    /** @param stands takes over what was read */
    EndPanel(ScreenContext desk, Consumer<Closing> stands) {
        this.desk = desk;
        this.stands = stands;
        setId("end");
        getStyleClass().addAll("panel", "next-step");
        body.getStyleClass().add("next-body");
        var scroll = ScrollRoom.keep(new ScrollPane(body));
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setFocusTraversable(false);
        scroll.setMinHeight(0);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        button(read, "end-read", this::read);
        button(close, "end-close", this::close);
        close.getStyleClass().add("primary");
        button(export, "end-export", () -> desk.navigator().go(Place.AUDIT));
        var foot = new FlowPane(8, 8, read, close, export);
        foot.getStyleClass().add("next-foot");
        getChildren().addAll(scroll, foot);
        setMinSize(0, 0);
    }

    private static void button(Button button, String id, Runnable action) {
        button.setId(id);
        button.setMinWidth(USE_PREF_SIZE);
        button.managedProperty().bind(button.visibleProperty());
        button.setOnAction(_ -> action.run());
    }

    void read() {
        if (busy || desk.readings().session().ended().isPresent()) {
            return;
        }
        busy = true;
        show(desk.readings().session());
        desk.background()
                .<Closing>run(
                        "Reading how everything stands",
                        () -> desk.session().closing(),
                        found -> {
                            busy = false;
                            closing = Optional.of(found);
                            problem = Optional.empty();
                            stands.accept(found);
                            show(desk.readings().session());
                        },
                        failed -> {
                            busy = false;
                            closing = Optional.empty();
                            problem = Optional.of(failed);
                            show(desk.readings().session());
                        });
    }

    private void close() {
        closing.ifPresent(c -> new CloseDialog(desk, c, () -> desk.readings().refreshSoon()).open());
    }

    void show(SessionView view) {
        var what = List.of(view.ended(), view.over(), view.sentence(), closing, problem, busy);
        if (what.equals(shown)) {
            return;
        }
        shown = what;
        body.getChildren().clear();
        view.ended().ifPresentOrElse(this::ended, () -> open(view));
        read.setText(busy ? "Reading…" : closing.isPresent() ? "Read again" : "Read how it stands");
        read.setDisable(busy);
        read.setVisible(view.ended().isEmpty());
        close.setVisible(view.ended().isEmpty());
        close.setDisable(busy || closing.isEmpty());
        export.setVisible(view.ended().isPresent());
    }

    private void ended(Ended ended) {
        add(Labels.wrapped("Closed", "eyebrow", "accent"));
        add(Labels.wrapped(sentence(ended.outcome()), "h1"));
        add(new FlowPane(
                8, 6, chip(ended.outcome()), new Chip(Feather.LOCK, "nothing changes any more", Tone.NEUTRAL)));
        add(Labels.wrapped(ended.headline()));
        add(Labels.wrapped("Closed " + InWords.day(ended.at()) + " UTC by " + ended.by()));
        add(Labels.wrapped("Signed by " + ended.second() + ", as second person"));
        if (!ended.note().isBlank()) {
            add(Labels.wrapped("“" + ended.note() + "”", "muted"));
        }
        add(Labels.wrapped(
                "Every button that would change it is refused. It can be read, verified and exported; what is still to be done is another session.",
                "muted"));
    }

    private void open(SessionView view) {
        add(Labels.wrapped("The end", "eyebrow", "accent"));
        if (closing.isEmpty()) {
            add(Labels.wrapped(view.over() ? "Nothing is left to do" : "Not at its end", "h1"));
            add(Labels.wrapped(view.sentence()));
            problem.ifPresent(p -> add(new ProblemPane(p)));
            add(Labels.wrapped(
                    "A session is closed when everything is carried out or skipped, or a way back was gone to its end; when nothing runs or is in doubt, users are served and nothing is on hold. Two people sign how it stands.",
                    "muted"));
            return;
        }
        var now = closing.get();
        add(Labels.wrapped(sentence(now.outcome().words()), "h1"));
        add(new FlowPane(8, 6, chip(now.outcome().words())));
        add(Labels.wrapped(now.headline()));
        add(AgoLabel.since(desk.readings().nowProperty(), "read ", now.read()));
        add(Labels.wrapped(
                "Read what is listed here. A second person signs exactly this, and then nothing of the session changes any more.",
                "muted"));
    }

    private static String sentence(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static Chip chip(String outcome) {
        return outcome.equals(Closing.Outcome.MIGRATED.words())
                ? new Chip(Feather.CHECK, "as planned", Tone.OK)
                : outcome.equals(Closing.Outcome.ROLLED_BACK.words())
                        ? new Chip(Feather.CORNER_UP_LEFT, outcome, Tone.BAD)
                        : new Chip(Feather.ALERT_TRIANGLE, "not all as planned", Tone.WARN);
    }

    private void add(Node node) {
        body.getChildren().add(node);
    }
}
