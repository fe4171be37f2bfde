package app.medzenhealth.cutover.ui.settings;

import app.medzenhealth.cutover.session.Enrolment;
import app.medzenhealth.cutover.ui.common.Background;
import app.medzenhealth.cutover.ui.common.Blank;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.common.Tone;
import app.medzenhealth.cutover.ui.phases.EnrolDialog;
import java.util.Set;
import java.util.TreeSet;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** Who may sign what needs two people. */
final class ApproversCard extends SettingCard {
    private final ScreenContext desk;
    private final VBox list = new VBox();
    private final TextField name = new TextField();
    private final TextField key = new TextField();
    private final Button enrol = new Button("Enrol");
    private final Label under = Labels.wrapped("", "caption", "muted");
    private final Background.Latest<Set<String>> names;
    /** Whether somebody is: then one of them signs for each further one. */
    private boolean enrolled;

    ApproversCard(ScreenContext desk) {
        super(
                "settings-approvers",
                "Second approvers",
                "They sign what cannot be undone, on another machine and with their own key. Nobody signs for themselves.");
        this.desk = desk;
        names = desk.background().latest("Reading who may approve", this::show);
        list.getStyleClass().add("rows");
        list.setId("approvers");
        list.getChildren().add(Labels.wrapped("Reading…", "muted"));
        name.setId("approver-name");
        name.setPromptText("dba@medzenhealth.app");
        name.setAccessibleText("Name of the second approver");
        name.setPrefColumnCount(24);
        key.setId("approver-key");
        key.getStyleClass().add("mono");
        key.setPromptText("Ed25519 public key, base64");
        key.setAccessibleText("Public key of the second approver, base64");
        key.setPrefColumnCount(42);
        name.textProperty().subscribe(_ -> judge());
        key.textProperty().subscribe(_ -> judge());
        enrol.setId("approver-enrol");
        enrol.setMinWidth(USE_PREF_SIZE);
        enrol.setOnAction(_ -> enrol());
        var form = new GridPane();
        form.getStyleClass().add("facts");
        GridPane.setHgrow(key, Priority.ALWAYS);
        form.addRow(0, Labels.whole("Name", "muted"), name);
        form.addRow(1, Labels.whole("Public key", "muted"), key);
        var row = new HBox(enrol, under);
        row.getStyleClass().add("row");
        row.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(list, Labels.whole("Enrol another", "strong"), form, row);
        judge();
    }

    void read() {
        names.submit(() -> desk.session().approvers());
    }

    private void show(Set<String> approvers) {
        enrolled = !approvers.isEmpty();
        enrol.setText(enrolled ? "Enrol…" : "Enrol");
        list.getChildren().clear();
        if (approvers.isEmpty()) {
            list.getChildren()
                    .add(Blank.empty(
                            "Nobody yet", "Steps that need a second person stay locked until someone is enrolled."));
        }
        for (var approver : new TreeSet<>(approvers)) {
            var line = Labels.wrapped(approver);
            line.setGraphic(new Icon(Feather.USER_CHECK, Tone.OK));
            list.getChildren().add(line);
        }
    }

    private void judge() {
        var problem = EnrolmentRule.problem(
                name.getText(), key.getText(), desk.operator().name());
        enrol.setDisable(!problem.isEmpty());
        under.setText(problem);
    }

    private void enrol() {
        var who = name.getText().strip();
        var wanted = Enrolment.of(who, key.getText().strip(), desk.operator());
        Runnable done = () -> {
            name.clear();
            key.clear();
            read();
            desk.notices().say(Tone.OK, who + " may sign what is reviewed from now on.");
        };
        if (enrolled) {
            new EnrolDialog(desk, wanted, done).open();
            return;
        }
        desk.background().act("Enrolling " + who, () -> desk.session().enrol(wanted), done);
    }
}
