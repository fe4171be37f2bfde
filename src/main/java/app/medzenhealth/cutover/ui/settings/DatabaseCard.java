package app.medzenhealth.cutover.ui.settings;

import app.medzenhealth.cutover.ui.common.DatabaseControl;
import app.medzenhealth.cutover.ui.common.DatabaseControl.Wanted;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.common.Tone;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** As whom, with what and by which way checks look into databases. */
final class DatabaseCard extends SettingCard {
    private final ScreenContext desk;
    private final DatabaseControl control;
    private final TextField user = new TextField();
    private final PasswordField password = new PasswordField();
    private final TextField database = new TextField();
    private final TextField tunnels = new TextField();
    private final Button use = new Button("Use this login");
    private final Button forget = new Button("Forget the password");
    private final Label problem = Labels.wrapped("", "caption");
    private final Label inUse = Labels.wrapped("", "caption", "muted");

    DatabaseCard(ScreenContext desk, DatabaseControl control) {
        super(
                "settings-database",
                "Database login",
                "Checks that compare databases sign in with this, and only read. The password stays in memory until this window is"
                        + " closed; it is in no file and not in the trail.");
        this.desk = desk;
        this.control = control;
        var fields = new GridPane();
        fields.getStyleClass().add("facts");
        row(fields, "User", user, "database-user", "");
        row(fields, "Password", password, "database-password", "");
        row(fields, "Database", database, "database-name", "");
        row(fields, "Tunnels", tunnels, "database-tunnels", "none, or medzen-ehrbase-db=127.0.0.1:15432");
        problem.setId("database-problem");
        inUse.setId("database-in-use");
        use.setId("database-use");
        use.setMinWidth(USE_PREF_SIZE);
        use.setOnAction(_ -> take());
        forget.setId("database-forget");
        forget.setMinWidth(USE_PREF_SIZE);
        forget.setOnAction(_ -> act(
                "Forgetting the database password", control::forgetPassword, "The database password is forgotten."));
        var buttons = new HBox(use, forget);
        buttons.getStyleClass().add("row");
        buttons.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(fields, problem, buttons, inUse);
        begin();
        List.of(user, password, database, tunnels).forEach(f -> {
            f.setOnAction(_ -> use.fire());
            f.textProperty().subscribe(_ -> judge());
        });
    }

    private static void row(GridPane fields, String title, TextField field, String id, String prompt) {
        var label = Labels.whole(title, "muted");
        label.setLabelFor(field);
        field.setId(id);
        field.setPromptText(prompt);
        field.setAccessibleText(title + " for databases");
        field.setPrefColumnCount(28);
        field.setMinWidth(0);
        GridPane.setHgrow(field, Priority.ALWAYS);
        fields.addRow(fields.getRowCount(), label, field);
    }

    private Wanted wanted() {
        return new Wanted(user.getText(), password.getText(), database.getText(), tunnels.getText());
    }

    private void take() {
        var wanted = wanted();
        act(
                "Setting the database login",
                () -> control.use(wanted),
                "Databases are read as " + wanted.user().strip()
                        + " from the next check on. None was connected to yet.");
    }

    private void act(String what, Runnable change, String done) {
        use.setDisable(true);
        // It is handed over: nobody reads it off the screen later.
        password.clear();
        desk.background().act(what, change::run, () -> {
            begin();
            desk.notices().say(Tone.OK, done);
        });
    }

    /** Shows what is in use. */
    private void begin() {
        var now = control.current();
        user.setText(now.user());
        database.setText(now.database());
        tunnels.setText(now.tunnels());
        judge();
    }

    private void judge() {
        var now = control.current();
        var wrong = control.problem(wanted());
        problem.setText(wrong.map(w -> "✗ Not taken: " + w).orElse(""));
        problem.setVisible(wrong.isPresent());
        problem.setManaged(wrong.isPresent());
        use.setDisable(wrong.isPresent());
        var same = user.getText().strip().equals(now.user());
        password.setPromptText(
                now.password() && same ? "set; leave empty to keep it" : "none; then ~/.pgpass is looked into");
        forget.setDisable(!now.password());
        inUse.setText("In use: " + now.user()
                + (now.password() ? " with a password" : " without a password (~/.pgpass is looked into)")
                + ", database "
                + now.database() + ", " + (now.tunnels().isEmpty() ? "without a tunnel" : "through " + now.tunnels())
                + ". TLS: " + now.tls()
                + (now.tls().equals("verify-full") ? ", so the server must prove its name." : ", as PGSSLMODE says."));
    }
}
