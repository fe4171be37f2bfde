package app.medzenhealth.cutover.ui.mission;

import app.medzenhealth.cutover.ui.common.AuditFeed.SignedHead;
import app.medzenhealth.cutover.ui.common.Clip;
import app.medzenhealth.cutover.ui.common.DialogService;
import app.medzenhealth.cutover.ui.common.DialogService.After;
import app.medzenhealth.cutover.ui.common.DialogService.Kind;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.common.Tone;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/** Shows the handover card, which stays true while it is open, and copies it for a chat. */
final class HandoverPanel {
    private final ScreenContext desk;

    private final Supplier<Optional<Topology>> topology;

    /** @param topology what was last seen in the regions */
    HandoverPanel(ScreenContext desk, Supplier<Optional<Topology>> topology) {
        this.desk = desk;
        this.topology = topology;
    }

    private record Read(Optional<Set<String>> approvers, Optional<SignedHead> signed) {}

    /** What the card needs beyond the readings; unknown where it cannot be read. */
    private void read(Consumer<Read> then) {
        desk.background()
                .<Read>run(
                        "Reading for the handover",
                        () -> new Read(
                                Optional.of(desk.session().approvers()),
                                desk.console().audit().signed()),
                        then,
                        _ -> then.accept(new Read(Optional.empty(), Optional.empty())));
    }

    private Handover card(Read read) {
        return Handover.of(
                desk.readings().session(), desk.readings().now(), read.approvers(), read.signed(), topology.get());
    }

    void copy() {
        read(read -> {
            Clip.put(card(read).text());
            desk.notices().say(Tone.OK, "The handover is on the clipboard, as text.");
        });
    }

    void open() {
        read(this::open);
    }

    private void open(Read read) {
        var grid = new GridPane();
        grid.setId("handover-card");
        grid.getStyleClass().add("handover");
        var names = new ColumnConstraints();
        names.setMinWidth(GridPane.USE_PREF_SIZE);
        var texts = new ColumnConstraints();
        texts.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().addAll(names, texts);
        var title = Labels.wrapped("", "muted");
        var following = Subscription.combine(
                desk.readings().sessionProperty().subscribe(_ -> fill(grid, title, card(read))),
                desk.readings().nowProperty().subscribe(_ -> fill(grid, title, card(read))));
        var body = new VBox(title, grid);
        body.getStyleClass().add("rows");
        desk.dialogs()
                .open(new DialogService.Dialog(
                        "handover",
                        Tone.ACCENT,
                        "Handover",
                        "",
                        body,
                        "Shift+T on Mission copies it without opening.",
                        List.of(
                                new DialogService.Button(
                                        "close",
                                        "Close",
                                        Kind.QUIET,
                                        new SimpleBooleanProperty(),
                                        After.CLOSE,
                                        following::unsubscribe),
                                new DialogService.Button(
                                        "copy",
                                        "Copy as text",
                                        Kind.PRIMARY,
                                        new SimpleBooleanProperty(),
                                        After.STAY,
                                        () -> {
                                            Clip.put(card(read).text());
                                            title.setText(
                                                    "Copied. " + title.getText().replace("Copied. ", ""));
                                        })),
                        Optional.empty()));
    }

    private static void fill(GridPane grid, Label title, Handover card) {
        title.setText(card.title());
        grid.getChildren().clear();
        var row = 0;
        for (var line : card.lines()) {
            var name = Labels.whole(line.name(), "muted");
            var text = Labels.wrapped(line.text(), line.tone().styleClass());
            if (line.name().equals("Audit head")) {
                text.getStyleClass().add("mono");
            }
            grid.addRow(row++, name, text);
            GridPane.setValignment(name, VPos.TOP);
        }
    }
}
