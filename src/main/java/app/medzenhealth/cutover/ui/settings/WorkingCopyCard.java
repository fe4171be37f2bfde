package app.medzenhealth.cutover.ui.settings;

import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.common.Tone;
import app.medzenhealth.cutover.ui.common.WorkingCopyControl;
import java.nio.file.Path;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/** Where the project's files come from. */
final class WorkingCopyCard extends SettingCard {
    private final ScreenContext desk;
    private final WorkingCopyControl control;
    private final Label folder = Labels.wrapped("", "mono");
    private final Button choose = new Button("Choose the folder…");

    WorkingCopyCard(ScreenContext desk, WorkingCopyControl control) {
        super(
                "settings-working-copy",
                "Working copy of the project",
                "Templates, functions, scripts and configuration are taken from this folder. A change is recorded, and what was"
                        + " reviewed but not run is to be reviewed again. What was done with files from before stays done.");
        this.desk = desk;
        this.control = control;
        folder.setId("working-copy");
        choose.setId("working-copy-choose");
        choose.setOnAction(
                _ -> desk.dialogs().folder("Working copy of the project").ifPresent(this::take));
        var row = new HBox(choose);
        row.getStyleClass().add("row");
        row.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(folder, row);
        if (desk.readings().session().mode() == SessionView.Mode.REHEARSAL) {
            choose.setDisable(true);
            getChildren().add(Labels.wrapped("A rehearsal makes its own.", "caption", "muted"));
        }
        show();
    }

    private void take(Path wanted) {
        var by = desk.readings().session().operator();
        desk.background().act("Choosing the working copy", () -> control.choose(wanted, by), () -> {
            desk.readings().refreshSoon();
            show();
            desk.notices().say(Tone.OK, "Project files are taken from " + control.current() + " now.");
        });
    }

    void show() {
        folder.setText(control.current().toString());
    }
}
