package app.medzenhealth.cutover.ui.cutover;

import app.medzenhealth.cutover.audit.DowntimePart;
import app.medzenhealth.cutover.session.SessionView.Downtime;
import app.medzenhealth.cutover.ui.common.InWords;
import java.time.Duration;
import java.util.List;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/** The downtime so far against what was announced, by what it went by with. */
final class BudgetBar extends Pane {
    private static final double LINE = 2;
    private final Region limit = new Region();
    private List<DowntimePart> parts = List.of();
    private Duration whole = Duration.ofSeconds(1);
    private Duration budget = Duration.ofSeconds(1);

    BudgetBar() {
        getStyleClass().add("budget-bar");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        limit.getStyleClass().add("budget-limit");
        setMinWidth(0);
    }

    void show(Downtime downtime) {
        parts = downtime.parts();
        budget = downtime.budget();
        // The limit stays in sight when it is passed.
        var longest = downtime.soFar().compareTo(budget) > 0 ? downtime.soFar() : budget;
        whole = longest.plus(longest.dividedBy(8)).plusMillis(1);
        getChildren().clear();
        for (var part : parts) {
            var block = new Region();
            block.getStyleClass()
                    .addAll(
                            "budget-part",
                            switch (part.kind()) {
                                case STEP -> "step";
                                case SIGNATURE -> "signature";
                                case PEOPLE -> "people";
                            });
            getChildren().add(block);
        }
        getChildren().add(limit);
        setAccessibleText(InWords.stopwatch(downtime.soFar()) + " of " + InWords.stopwatch(budget) + " announced");
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        var w = getWidth();
        var h = getHeight();
        var x = 0.0;
        for (var i = 0; i < parts.size(); i++) {
            var wide = part(parts.get(i).took()) * w;
            getChildren().get(i).resizeRelocate(x, 0, wide, h);
            x += wide;
        }
        limit.resizeRelocate(part(budget) * w, 0, LINE, h);
    }

    private double part(Duration time) {
        return time.toMillis() / (double) whole.toMillis();
    }
}
