package app.medzenhealth.cutover.ui.cutover;

import app.medzenhealth.cutover.session.Risk;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.SessionView.PhaseView;
import app.medzenhealth.cutover.session.SessionView.StepView;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.ui.common.AgoLabel;
import app.medzenhealth.cutover.ui.common.CheckLine;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.RiskStyle;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.common.ScrollRoom;
import app.medzenhealth.cutover.ui.common.StateBadge;
import app.medzenhealth.cutover.ui.common.StepWords;
import app.medzenhealth.cutover.ui.common.Tone;
import app.medzenhealth.cutover.ui.common.WayOn;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** The step that runs, or else comes next, with what it requires. It is carried out on its own page. */
final class HourStep extends VBox {
    private final ScreenContext desk;
    private final VBox body = new VBox();
    private final Button go = new Button();
    private Runnable way = () -> {};

    HourStep(ScreenContext desk) {
        this.desk = desk;
        setId("hour-step");
        getStyleClass().addAll("panel", "next-step");
        body.getStyleClass().add("next-body");
        var scroll = ScrollRoom.keep(new ScrollPane(body));
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setFocusTraversable(false);
        scroll.setMinHeight(0);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        go.setId("hour-go");
        go.getStyleClass().add("primary");
        go.setMinWidth(USE_PREF_SIZE);
        go.setOnAction(_ -> way.run());
        var foot = new FlowPane(go);
        foot.getStyleClass().add("next-foot");
        getChildren().addAll(scroll, foot);
        setMinSize(0, 0);
    }

    Button button() {
        return go;
    }

    void show(SessionView view) {
        body.getChildren().clear();
        HourPath.now(view).ifPresentOrElse(s -> show(view, s), () -> nothing(view));
    }

    private void show(SessionView view, StepView shown) {
        var step = shown.step();
        phase(view, step.id())
                .ifPresent(p -> add(Labels.wrapped(StepWords.place(p.phase(), step), "eyebrow", "accent")));
        add(Labels.wrapped(step.title(), "h1"));
        add(new FlowPane(8, 6, new StateBadge(shown), RiskStyle.chip(Risk.of(view, step))));
        add(Labels.wrapped(step.purpose(), "next-purpose"));
        switch (shown.state()) {
            case StepState.Running(var since, double fraction, String text) -> {
                var bar = new ProgressBar(fraction < 0 ? ProgressBar.INDETERMINATE_PROGRESS : fraction);
                bar.setMaxWidth(Double.MAX_VALUE);
                add(card(
                        bar,
                        Labels.wrapped(text),
                        AgoLabel.since(desk.readings().nowProperty(), "started ", since)));
            }
            case StepState.Locked(List<StepState.Lock> locks) ->
                locks.forEach(l -> {
                    var line = new HBox(new Icon(Feather.LOCK, Tone.WARN), Labels.wrapped(l.why()));
                    line.getStyleClass().add("check-line");
                    HBox.setHgrow(line.getChildren().getLast(), Priority.ALWAYS);
                    add(line);
                });
            default -> {}
        }
        required(shown);
        var on = WayOn.of(shown, view, desk.navigator());
        go.setText(on.map(WayOn::name).orElse("Go to step " + step.id()));
        way = on.map(WayOn::go).orElse(() -> desk.navigator().goToStep(step.id()));
        go.setVisible(true);
    }

    private static Optional<PhaseView> phase(SessionView view, String step) {
        return Stream.concat(view.phases().stream(), view.rollbacks().stream())
                .filter(p -> p.steps().stream().anyMatch(s -> s.step().id().equals(step)))
                .findFirst();
    }

    private void required(StepView view) {
        add(Labels.wrapped("Required, read again right before", "h3"));
        if (view.review().isEmpty()) {
            add(Labels.wrapped("Not read yet. Reviewing the step reads it; nothing is changed by that.", "muted"));
            return;
        }
        var review = view.review().get();
        add(AgoLabel.since(desk.readings().nowProperty(), "read ", review.at()));
        if (review.checks().isEmpty()) {
            add(Labels.wrapped("This step requires nothing.", "muted"));
        }
        review.checks().forEach(c -> add(new CheckLine(c)));
    }

    private void nothing(SessionView view) {
        add(Labels.wrapped("Nothing to do now", "eyebrow", "accent"));
        add(Labels.wrapped(view.sentence(), "h1"));
        view.phases().stream()
                .flatMap(p -> p.soak().stream()
                        .filter(s -> s.left().isPositive())
                        .map(s -> card(
                                Labels.wrapped(
                                        "Phase " + p.phase().id() + " soaks until " + InWords.day(s.until()) + " UTC",
                                        "strong"),
                                Labels.wrapped(InWords.exactly(s.left()) + " are left", "muted"))))
                .forEach(this::add);
        go.setVisible(false);
    }

    private static VBox card(Node... content) {
        var card = new VBox(content);
        card.getStyleClass().addAll("card", Tone.ACCENT.styleClass());
        return card;
    }

    private void add(Node node) {
        body.getChildren().add(node);
    }
}
