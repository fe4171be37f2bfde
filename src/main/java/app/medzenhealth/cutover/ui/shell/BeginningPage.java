package app.medzenhealth.cutover.ui.shell;

import app.medzenhealth.cutover.ui.common.Background;
import app.medzenhealth.cutover.ui.common.Console;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.ProblemPane;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** Asks whether a rehearsal goes on, or a new one begins. */
final class BeginningPage extends StackPane {
    private final Background background;
    private final Consumer<Console> opened;
    private final Button goOn = new Button("Continue the rehearsal");
    private final Button anew = new Button("Start a new rehearsal");
    private final VBox card = new VBox();
    private final VBox under = new VBox();
    private final Label doing = Labels.wrapped("…", "muted");
    private final ProgressBar bar = new ProgressBar(0);

    /** @param opened receives the console, on the JavaFX thread */
    BeginningPage(Beginning beginning, Background background, Consumer<Console> opened, Runnable quit) {
        this.background = background;
        this.opened = opened;
        getStyleClass().addAll("screen", "start-page");
        card.setId("beginning");
        card.getStyleClass().addAll("panel", "start-card");
        card.setMaxHeight(USE_PREF_SIZE);
        goOn.setId("beginning-continue");
        goOn.getStyleClass().add("primary");
        goOn.setDefaultButton(true);
        goOn.setOnAction(_ -> begin(goOn, "Going through what was done", beginning::goOn));
        anew.setId("beginning-new");
        anew.setOnAction(_ -> begin(anew, "Starting a new rehearsal", beginning::beginAnew));
        var leave = new Button("Quit");
        leave.setId("beginning-quit");
        leave.getStyleClass().add("quiet");
        leave.setOnAction(_ -> quit.run());
        List.of(goOn, anew, leave).forEach(b -> b.setMinWidth(USE_PREF_SIZE));
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        var top = new HBox(Labels.whole("Cutover Console", "product"), gap, Labels.whole("REHEARSAL", "pill", "warn"));
        top.getStyleClass().add("row");
        top.setAlignment(Pos.CENTER_LEFT);
        var push = new Region();
        HBox.setHgrow(push, Priority.ALWAYS);
        var buttons = new HBox(leave, push, anew, goOn);
        buttons.getStyleClass().add("row");
        buttons.setAlignment(Pos.CENTER_LEFT);
        bar.setId("beginning-progress");
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.setFocusTraversable(true);
        doing.setVisible(false);
        bar.setVisible(false);
        // Its room is there before it is: the buttons stay where they are.
        under.getChildren().setAll(doing, bar);
        under.getStyleClass().add("rows");
        card.getChildren()
                .setAll(
                        top,
                        Labels.wrapped("Continue the rehearsal?", "h1"),
                        Labels.wrapped(beginning.plan() + ". " + beginning.stands()),
                        Labels.wrapped(
                                "A new one begins with nothing done. " + beginning.left()
                                        + " stays as it is, and goes on later with --continue " + beginning.left()
                                        + ".",
                                "muted"),
                        under,
                        buttons);
        getChildren().setAll(card);
        sceneProperty().subscribe(_ -> background.later(goOn::requestFocus));
    }

    private void begin(Button pressed, String title, Callable<Console> opening) {
        bar.setAccessibleText(title);
        doing.setText(title + "…");
        doing.setVisible(true);
        bar.setVisible(true);
        bar.setProgress(ProgressBar.INDETERMINATE_PROGRESS);
        under.getChildren().setAll(doing, bar);
        // Before the buttons are locked: the cursor of a locked one goes on to the next, which is Quit.
        bar.requestFocus();
        goOn.setDisable(true);
        anew.setDisable(true);
        background.run(title, opening, opened, problem -> {
            goOn.setDisable(false);
            anew.setDisable(false);
            pressed.requestFocus();
            under.getChildren().setAll(new ProblemPane(problem));
        });
    }
}
