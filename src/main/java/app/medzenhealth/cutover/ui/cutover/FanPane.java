package app.medzenhealth.cutover.ui.cutover;

import app.medzenhealth.cutover.session.odds.Odds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/**
 * Until when each step that is left has ended: a line a step, on which lie the middle 95, 80 and 50 % of the samples and their middle,
 * against the time from now to the end of the window or of the last sample, and a mark where the window closes.
 */
final class FanPane extends Pane {
    private static final List<Double> BANDS = List.of(0.95, 0.8, 0.5);
    /** In letters: a line, and the names before it. */
    private static final double LINE = 1.5;

    private static final double NAMES = 4;
    /** Of a line, from the widest band to the narrowest. */
    private static final List<Double> HIGH = List.of(0.35, 0.55, 0.75);

    private static final double LEAST = 2;

    private final Label measure = new Label();
    private final Region closing = new Region();
    private List<Rib> ribs = List.of();
    private double window;
    private Instant from = Instant.EPOCH;
    private Instant to = Instant.EPOCH;

    private record Rib(Label name, List<Region> bands, Region middle, Odds.Rib of) {}

    FanPane() {
        setId("hour-fan");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setMinWidth(0);
        measure.setVisible(false);
        measure.setManaged(false);
        closing.getStyleClass().add("fan-closes");
    }

    void clear() {
        ribs = List.of();
        getChildren().clear();
        setVisible(false);
        setManaged(false);
    }

    void show(Odds.Sampled odds, Instant closes) {
        setVisible(true);
        setManaged(true);
        setAccessibleText(OddsFacts.words(odds, closes));
        from = odds.begins();
        to = odds.fan().stream().map(r -> r.ends().band(0.95).to()).reduce(closes, (a, b) -> a.isAfter(b) ? a : b);
        window = share(closes);
        var all = new ArrayList<Rib>();
        getChildren().setAll(measure);
        for (var rib : odds.fan()) {
            var name = new Label(rib.step());
            name.getStyleClass().addAll("mono", "caption", "muted");
            name.setAlignment(Pos.CENTER_LEFT);
            var bands = new ArrayList<Region>();
            for (var band : BANDS) {
                var region = new Region();
                region.getStyleClass().addAll("fan-band", "fan-" + Math.round(band * 100));
                bands.add(region);
            }
            var middle = new Region();
            middle.getStyleClass().add("fan-middle");
            getChildren().add(name);
            getChildren().addAll(bands);
            getChildren().add(middle);
            all.add(new Rib(name, bands, middle, rib));
        }
        getChildren().add(closing);
        ribs = all;
        requestLayout();
    }

    private double share(Instant at) {
        var whole = Duration.between(from, to).toMillis();
        return whole <= 0 ? 0 : Math.clamp(Duration.between(from, at).toMillis() / (double) whole, 0, 1);
    }

    private double em() {
        return measure.getFont().getSize();
    }

    @Override
    protected double computePrefHeight(double width) {
        return ribs.size() * LINE * em();
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected void layoutChildren() {
        var left = NAMES * em();
        var wide = Math.max(0, getWidth() - left - LEAST);
        var line = LINE * em();
        for (var i = 0; i < ribs.size(); i++) {
            var rib = ribs.get(i);
            var y = i * line;
            rib.name().resizeRelocate(0, y, left, line);
            for (var b = 0; b < BANDS.size(); b++) {
                var band = rib.of().ends().band(BANDS.get(b));
                var x = share(band.from()) * wide;
                var high = HIGH.get(b) * line;
                rib.bands()
                        .get(b)
                        .resizeRelocate(
                                left + x, y + (line - high) / 2, Math.max(LEAST, share(band.to()) * wide - x), high);
            }
            rib.middle()
                    .resizeRelocate(left + share(rib.of().ends().middle()) * wide, y + 0.1 * line, LEAST, 0.8 * line);
        }
        closing.resizeRelocate(left + window * wide, 0, LEAST, ribs.size() * line);
    }
}
