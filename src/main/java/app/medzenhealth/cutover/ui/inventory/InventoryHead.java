package app.medzenhealth.cutover.ui.inventory;

import app.medzenhealth.cutover.ui.common.Desk;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.InventoryFeed;
import app.medzenhealth.cutover.ui.common.Labels;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** Title, counts, age, reading again, and in words what could not be read. */
final class InventoryHead extends VBox {
    /** Where Route 53 and IAM are. */
    static final String GLOBAL = "global";

    private final Desk desk;
    private final Label counts = Labels.line("", "muted");
    private final Label age = Labels.whole("", "caption", "muted");
    private final ProgressBar bar = new ProgressBar();
    private final Button refresh = new Button("Read again", new Icon(Feather.REFRESH_CW));
    private final Button cancel = new Button("Stop reading");
    private final UnknownStrip unknown;
    private Optional<String> ended = Optional.empty();
    private final Runnable onEnded;
    private Runnable stop = () -> {};
    private boolean startedHere;

    /** @param onEnded told when a reading that was begun here is over, however it ended */
    InventoryHead(Desk desk, Runnable onEnded) {
        this.desk = desk;
        this.onEnded = onEnded;
        unknown = new UnknownStrip(desk.dialogs());
        getStyleClass().add("page-head");
        bar.setId("inventory-progress");
        bar.setAccessibleText("Reading the regions");
        refresh.setId("inventory-refresh");
        refresh.setMinWidth(Region.USE_PREF_SIZE);
        refresh.setOnAction(_ -> read());
        cancel.setId("inventory-cancel");
        cancel.setMinWidth(Region.USE_PREF_SIZE);
        cancel.setOnAction(_ -> {
            ended = Optional.of("stopped");
            stop.run();
        });
        counts.setId("inventory-counts");
        counts.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(counts, Priority.ALWAYS);
        HBox line = new HBox(Labels.whole("Inventory", "h1"), counts, bar, age, refresh, cancel);
        line.getStyleClass().add("row");
        line.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(line, unknown);
    }

    void read() {
        if (startedHere) {
            return;
        }
        startedHere = true;
        ended = Optional.empty();
        var whole = new AtomicBoolean();
        stop = desk.background()
                .stoppable(
                        "Reading the regions",
                        () -> {
                            desk.console().inventory().refresh();
                            whole.set(true);
                        },
                        () -> {
                            startedHere = false;
                            if (whole.get()) {
                                // Stopped too late to matter.
                                ended = Optional.empty();
                            }
                            desk.readings().hasten();
                            onEnded.run();
                        },
                        problem -> {
                            ended = Optional.of("failed");
                            desk.notices().problem(problem);
                            onEnded.run();
                        });
    }

    void show(InventoryFeed.Latest latest) {
        Optional<InventoryFeed.Scanning> scanning = latest.scanning();
        show(bar, scanning.isPresent());
        // What was started elsewhere cannot be stopped from here.
        show(cancel, scanning.isPresent() && startedHere);
        show(refresh, scanning.isEmpty());
        scanning.ifPresent(
                s -> bar.setProgress(s.of() == 0 ? ProgressBar.INDETERMINATE_PROGRESS : (double) s.done() / s.of()));
        unknown.show(latest.inventory());
        tick(latest);
    }

    /** Why the last reading that was begun here came to nothing; empty: it did not. */
    Optional<String> ended() {
        return ended;
    }

    void copyPolicy() {
        unknown.copyPolicy();
    }

    void tick(InventoryFeed.Latest latest) {
        String before = ended.map(e -> e + " · ").orElse("");
        age.setText(latest.scanning()
                .map(s -> "reading " + s.what() + (s.of() == 0 ? "" : "  ·  " + s.done() + " of " + s.of()))
                .or(() -> latest.inventory()
                        .map(i -> before + "read "
                                + InWords.ago(i.takenAt(), desk.readings().now()) + " in " + took(i.took())))
                .orElse(before + "not read yet"));
    }

    void count(InventoryListing l) {
        int all = l.from().rows().size();
        int shown = l.rows().size();
        counts.setText((shown == all ? "" : shown + " of ")
                + InWords.count(all, "row", "rows") + " · " + InWords.count(l.resources(), "resource", "resources")
                + " in "
                + InWords.count(
                        l.from().side().regions().stream()
                                .filter(r -> !r.equals(GLOBAL))
                                .count(),
                        "region",
                        "regions")
                + " · " + l.differing()
                + " differ between regions · " + l.drifted() + " not as planned"
                + (l.unknown() == 0
                        ? " · nothing unknown"
                        : " · " + InWords.count(l.unknown(), "cell", "cells") + " unknown"));
        counts.setTooltip(new Tooltip(counts.getText()));
    }

    private static String took(Duration took) {
        return took.toSeconds() < 1 ? took.toMillis() + " ms" : InWords.exactly(took);
    }

    private static void show(javafx.scene.Node node, boolean there) {
        node.setVisible(there);
        node.setManaged(there);
    }
}
