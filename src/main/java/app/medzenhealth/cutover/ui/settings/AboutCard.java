package app.medzenhealth.cutover.ui.settings;

import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.SessionWorld;
import app.medzenhealth.cutover.ui.common.CopyButton;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import java.nio.file.Path;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** Where the state is kept, and what is running. */
final class AboutCard extends SettingCard {
    AboutCard(ScreenContext desk) {
        super(
                "settings-about",
                "This console",
                "The state directory holds the audit trail and the session. One console at a time uses it.");
        var session = desk.readings().session();
        var grid = new GridPane();
        grid.getStyleClass().add("facts");
        var row = 0;
        grid.addRow(row++, name("State directory"), directory(desk.console().stateDirectory()));
        grid.addRow(row++, name("Session"), value(session.session()));
        grid.addRow(row++, name("Plan"), value(session.plan().id()));
        grid.addRow(row++, name("Mode"), value(mode(session.mode())));
        var world = desk.console().world();
        if (world.isPresent()) {
            grid.addRow(row++, name("Plan file, SHA-256"), value(digest(world.get())));
            grid.addRow(
                    row++,
                    name("Account"),
                    value(world.get().account() + ", partition " + world.get().partition()));
            grid.addRow(row++, name("Requests go to"), value(requests(world.get())));
        }
        grid.addRow(row++, name("Signed in as"), value(session.identity()));
        grid.addRow(row++, name("Java"), value(Runtime.version() + ", " + System.getProperty("java.vendor", "")));
        grid.addRow(row++, name("JavaFX"), value(System.getProperty("javafx.runtime.version", "unknown")));
        grid.addRow(row, name("Console"), value(version()));
        getChildren().add(grid);
    }

    private static String mode(SessionView.Mode mode) {
        return switch (mode) {
            case REHEARSAL -> "rehearsal: nothing leaves this machine";
            case EMULATOR -> "emulator: confirmed steps change what runs at the endpoint, and nothing in AWS";
            case LIVE -> "live: confirmed steps change AWS";
        };
    }

    private static String digest(SessionWorld world) {
        return world.planDigest().isEmpty() ? "unknown" : world.planDigest();
    }

    private static String requests(SessionWorld world) {
        return world.endpoint().orElse(world.mode() == SessionView.Mode.REHEARSAL ? "the embedded estate" : "AWS");
    }

    private static String version() {
        return Optional.ofNullable(AboutCard.class.getPackage().getImplementationVersion())
                .orElse("development build");
    }

    private static Node directory(Optional<Path> path) {
        if (path.isEmpty()) {
            return Labels.wrapped("unknown to this window", "muted");
        }
        var copy = new CopyButton("Copy", () -> path.get().toString());
        copy.setId("state-copy");
        var text = value(path.get().toString());
        HBox.setHgrow(text, Priority.ALWAYS);
        var row = new HBox(text, copy);
        row.getStyleClass().add("row");
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private static Node name(String text) {
        return Labels.whole(text, "muted");
    }

    private static Node value(String text) {
        return Labels.wrapped(text, "mono");
    }
}
