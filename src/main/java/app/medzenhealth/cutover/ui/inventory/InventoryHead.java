package app.medzenhealth.cutover.ui.inventory;

import app.medzenhealth.cutover.inventory.Inventory;
import app.medzenhealth.cutover.inventory.MissingPermissions;
import app.medzenhealth.cutover.inventory.Observation;
import app.medzenhealth.cutover.inventory.ServiceScan;
import app.medzenhealth.cutover.ui.common.CopyButton;
import app.medzenhealth.cutover.ui.common.Desk;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.InventoryFeed;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.Tone;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
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

    private static final int NAMED = 3;

    private final Desk desk;
    private final Label counts = Labels.line("", "muted");
    private final Label age = Labels.whole("", "caption", "muted");
    private final ProgressBar bar = new ProgressBar();
    private final Button refresh = new Button("Read again", new Icon(Feather.REFRESH_CW));
    private final Button cancel = new Button("Stop reading");
    private final HBox unknown = new HBox();
    private final Label unknownWords = Labels.wrapped("");
    private final CopyButton policy = new CopyButton("Copy the policy that allows it", this::allowing);
    private MissingPermissions missing = MissingPermissions.NONE;
    private Runnable stop = () -> {};
    private boolean startedHere;

    InventoryHead(Desk desk) {
        this.desk = desk;
        getStyleClass().add("page-head");
        bar.setId("inventory-progress");
        bar.setAccessibleText("Reading the regions");
        refresh.setId("inventory-refresh");
        refresh.setMinWidth(Region.USE_PREF_SIZE);
        refresh.setOnAction(_ -> read());
        cancel.setId("inventory-cancel");
        cancel.setMinWidth(Region.USE_PREF_SIZE);
        cancel.setOnAction(_ -> stop.run());
        counts.setId("inventory-counts");
        counts.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(counts, Priority.ALWAYS);
        HBox line = new HBox(Labels.whole("Inventory", "h1"), counts, bar, age, refresh, cancel);
        line.getStyleClass().add("row");
        line.setAlignment(Pos.CENTER_LEFT);
        unknown.setId("inventory-unknown");
        unknown.getStyleClass().addAll("row", "unknown-strip", "hatched");
        unknown.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(unknownWords, Priority.ALWAYS);
        policy.setId("inventory-policy");
        policy.setAccessibleText("Copy an IAM policy that allows what was refused");
        unknown.getChildren().addAll(new Icon(Feather.HELP_CIRCLE, Tone.UNKNOWN), unknownWords, policy);
        getChildren().addAll(line, unknown);
        show(unknown, false);
    }

    void read() {
        startedHere = true;
        stop = desk.background().stoppable("Reading the regions", desk.console().inventory()::refresh, () -> {
            startedHere = false;
            desk.readings().hasten();
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
        List<ServiceScan> failed = latest.inventory().map(Inventory::unknown).orElse(List.of());
        show(unknown, !failed.isEmpty());
        unknownWords.setText(words(failed)
                + latest.inventory().map(Inventory::notes).orElse(List.of()).stream()
                        .map(note -> " " + note)
                        .collect(Collectors.joining()));
        missing = latest.inventory().map(MissingPermissions::of).orElse(MissingPermissions.NONE);
        show(policy, !missing.isEmpty());
        tick(latest);
    }

    private String allowing() {
        return missing.policy();
    }

    void tick(InventoryFeed.Latest latest) {
        age.setText(latest.scanning()
                .map(s -> "reading " + s.what() + (s.of() == 0 ? "" : "  ·  " + s.done() + " of " + s.of()))
                .or(() -> latest.inventory()
                        .map(i -> "read "
                                + InWords.ago(i.takenAt(), desk.readings().now()) + " in " + took(i.took())))
                .orElse("not read yet"));
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

    /** What could not be read, and what that means. */
    static String words(List<ServiceScan> failed) {
        String named = failed.stream().limit(NAMED).map(InventoryHead::words).collect(Collectors.joining("; "));
        int more = failed.size() - NAMED;
        return InWords.count(failed.size(), "read", "reads") + " failed. " + named
                + (more > 0 ? "; and " + more + " more" : "")
                + ". What is there is unknown, not empty; steps that depend on it stay locked.";
    }

    private static String words(ServiceScan scan) {
        String why = scan.found() instanceof Observation.Unknown<?> u ? u.reason() : "";
        return scan.service() + " in " + scan.region() + ": " + why;
    }

    private static void show(javafx.scene.Node node, boolean there) {
        node.setVisible(there);
        node.setManaged(there);
    }
}
