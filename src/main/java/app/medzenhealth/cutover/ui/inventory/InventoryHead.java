package app.medzenhealth.cutover.ui.inventory;

import app.medzenhealth.cutover.inventory.UnfinishedInventory;
import app.medzenhealth.cutover.plan.Times;
import app.medzenhealth.cutover.ui.common.Freshness;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.InventoryFeed;
import app.medzenhealth.cutover.ui.common.InventorySource;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.common.Tone;
import javafx.geometry.Pos;
import javafx.scene.Node;
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

    private final ScreenContext desk;
    private final Label counts = Labels.line("", "muted");
    private final Label age = Labels.whole("", "caption", "muted");
    private final ProgressBar bar = new ProgressBar();
    private final Button refresh = new Button("Read again", new Icon(Feather.REFRESH_CW));
    private final Button cancel = new Button("Stop reading");
    private final UnknownStrip unknown;
    private final Label beyond = Labels.wrapped("", "caption", "muted");
    private final Label since = Labels.wrapped("", "caption", Tone.WARN.styleClass());
    private final Button fromNow = new Button("Compare from now");
    private final HBox changes = new HBox(since, fromNow);

    /** @param comparedFromNow makes what is read now the reading that later ones are compared with */
    InventoryHead(ScreenContext desk, Runnable comparedFromNow) {
        this.desk = desk;
        unknown = new UnknownStrip(desk.dialogs());
        getStyleClass().add("page-head");
        bar.setId("inventory-progress");
        bar.setMinWidth(Region.USE_PREF_SIZE);
        bar.setAccessibleText("Reading the regions");
        refresh.setId("inventory-refresh");
        refresh.setMinWidth(Region.USE_PREF_SIZE);
        refresh.setOnAction(_ -> read());
        cancel.setId("inventory-cancel");
        cancel.setMinWidth(Region.USE_PREF_SIZE);
        cancel.setOnAction(_ -> {
            cancel.setDisable(true);
            desk.console().inventory().stop();
            desk.readings().refreshSoon();
        });
        counts.setId("inventory-counts");
        counts.setMaxWidth(Double.MAX_VALUE);
        var all = new Tooltip();
        all.textProperty().bind(counts.textProperty());
        counts.setTooltip(all);
        HBox.setHgrow(counts, Priority.ALWAYS);
        var line = new HBox(Labels.whole("Inventory", "h1"), counts, bar, age, refresh, cancel);
        line.getStyleClass().add("row");
        line.setAlignment(Pos.CENTER_LEFT);
        beyond.setId("inventory-beyond");
        since.setId("inventory-since");
        fromNow.setId("inventory-from-now");
        fromNow.getStyleClass().addAll("quiet", "small", "bare");
        fromNow.setMinWidth(Region.USE_PREF_SIZE);
        fromNow.setOnAction(_ -> comparedFromNow.run());
        changes.getStyleClass().add("row");
        changes.setAlignment(Pos.CENTER_LEFT);
        show(changes, false);
        getChildren().addAll(line, unknown, beyond, changes);
    }

    void read() {
        var feed = desk.console().inventory();
        if (feed.latest().scanning().isEmpty()) {
            desk.background().act("Reading the regions", feed::refresh, desk.readings()::refreshSoon, problem -> {
                desk.readings().refreshSoon();
                desk.notices().problem(problem);
            });
        }
    }

    void show(InventoryFeed.Latest latest) {
        var scanning = latest.scanning();
        show(bar, scanning.isPresent());
        if (scanning.isEmpty() || !cancel.isVisible()) {
            cancel.setDisable(false);
        }
        show(cancel, scanning.isPresent());
        show(refresh, scanning.isEmpty());
        scanning.ifPresent(
                s -> bar.setProgress(s.of() == 0 ? ProgressBar.INDETERMINATE_PROGRESS : (double) s.done() / s.of()));
        unknown.show(InventorySource.of(latest), latest.inventory());
        beyond.setText(latest.inventory().map(i -> sentence(i.coverage().not())).orElse(""));
        show(beyond, !beyond.getText().isEmpty());
        tick(latest);
    }

    private static String sentence(String words) {
        return words.isEmpty() ? "" : Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".";
    }

    void copyPolicy() {
        unknown.copyPolicy();
    }

    void tick(InventoryFeed.Latest latest) {
        age.setGraphic(null);
        age.getStyleClass().remove(Tone.WARN.styleClass());
        age.setText(latest.scanning()
                .map(s -> progress(s.done(), s.of()))
                .or(() -> latest.unfinished()
                        .map(u -> word(u.state()) + " · "
                                + (u.came().isEmpty() ? last(latest) : progress(u.done(), u.of()))))
                .orElseGet(() -> last(latest)));
    }

    private String last(InventoryFeed.Latest latest) {
        var now = desk.readings().now();
        var oldest = latest.inventory().flatMap(i -> Freshness.oldest(i.scans()));
        var stale = oldest.filter(at -> Freshness.stale(at, desk.readings().session(), now))
                .isPresent();
        if (stale) {
            age.setGraphic(new Icon(Feather.CLOCK, Tone.WARN));
            age.getStyleClass().add(Tone.WARN.styleClass());
        }
        return oldest.map(at -> (stale ? "oldest read " : "read ")
                        + Freshness.words(at, desk.readings().session(), now))
                .orElse("not read yet");
    }

    private static String progress(int done, int of) {
        return of == 0
                ? InWords.count(done, "service", "services") + " read"
                : done + " of " + InWords.count(of, "service", "services") + " read";
    }

    /** How a scan ended; while it goes on, that it does. */
    static String word(UnfinishedInventory.State state) {
        return switch (state) {
            case READING -> "reading";
            case STOPPED -> "stopped";
            case FAILED -> "failed";
        };
    }

    private void since(InventoryListing l) {
        var gone = l.from().gone();
        since.setText(l.from()
                .earlier()
                .map(e -> "Since the reading of " + Times.second(e.at()) + ": "
                        + InWords.count(l.changed(), "row has", "rows have") + " changed"
                        + (gone.isEmpty() ? "" : ", " + gone.size() + " gone: " + String.join(", ", gone)) + ".")
                .orElse(""));
        show(changes, l.from().earlier().isPresent() && (l.changed() > 0 || !gone.isEmpty()));
    }

    void count(InventoryListing l) {
        since(l);
        var all = l.from().rows().size();
        var shown = l.rows().size();
        var begun = l.resources() > 0 || !l.from().source().reading();
        if (all == 0 && !begun) {
            counts.setText("nothing read yet");
            return;
        }
        var found = (shown == all ? "" : shown + " of ") + InWords.count(all, "row", "rows") + " · "
                + (begun ? InWords.count(l.resources(), "resource", "resources") : "no resource");
        counts.setText(found + (l.from().source().reading() ? l.unread() == 0 ? "" : " so far" : compared(l)));
        counts.setTooltip(new Tooltip(counts.getText()));
    }

    private static String compared(InventoryListing l) {
        var regions = l.from().side().regions().stream()
                .filter(r -> !r.equals(GLOBAL))
                .count();
        return (l.unread() == 0 ? "" : " · " + InWords.count(l.unread(), "cell", "cells") + " not read")
                + " in " + InWords.count(regions, "region", "regions") + " · " + l.differing()
                + " differ between regions · "
                + InWords.count(l.drifted(), "resource", "resources") + " not as planned"
                + (l.unknown() == 0
                        ? l.unread() == 0 && l.from().source().complete() ? " · nothing unknown" : ""
                        : " · " + InWords.count(l.unknown(), "cell", "cells") + " unknown");
    }

    private static void show(Node node, boolean there) {
        node.setVisible(there);
        node.setManaged(there);
    }
}
