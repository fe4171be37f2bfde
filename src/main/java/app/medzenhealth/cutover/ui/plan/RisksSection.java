package app.medzenhealth.cutover.ui.plan;

import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.ui.common.Blank;
import app.medzenhealth.cutover.ui.common.Chip;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.Tone;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** What may go wrong: how bad, how likely, and what is done about it. */
final class RisksSection extends PlanSection {
    private static final List<String> IMPACTS = List.of("CRITICAL", "HIGH", "MEDIUM", "LOW");
    private static final List<String> PROBABILITIES = List.of("LOW", "MEDIUM", "HIGH");

    RisksSection(Plan plan) {
        super(
                "Risks",
                "Impact against probability. The lines below say what each is and what is done about it, worst first.");
        if (plan.risks().isEmpty()) {
            getChildren().add(Blank.empty("No risks", "This plan names none."));
            return;
        }
        getChildren().addAll(matrix(plan), lines(plan));
    }

    /** 0 is the worst; what the plan words otherwise comes last. */
    static int rank(List<String> order, String word) {
        var place = order.indexOf(word.toUpperCase(Locale.ROOT));
        return place < 0 ? order.size() : place;
    }

    static List<Plan.Risk> worstFirst(List<Plan.Risk> risks) {
        return risks.stream()
                .sorted(Comparator.<Plan.Risk>comparingInt(r -> rank(IMPACTS, r.impact()))
                        .thenComparingInt(r -> -rank(PROBABILITIES, r.probability())))
                .toList();
    }

    private static GridPane matrix(Plan plan) {
        var grid = new GridPane();
        grid.getStyleClass().add("risk-matrix");
        var names = new ColumnConstraints();
        names.setMinWidth(GridPane.USE_PREF_SIZE);
        grid.getColumnConstraints().add(names);
        for (var p = 0; p < PROBABILITIES.size(); p++) {
            var column = new ColumnConstraints();
            column.setPercentWidth(26);
            grid.getColumnConstraints().add(column);
            grid.add(
                    Labels.whole(PROBABILITIES.get(p).toLowerCase(Locale.ROOT) + " probability", "caption", "muted"),
                    p + 1,
                    0);
        }
        for (var i = 0; i < IMPACTS.size(); i++) {
            var impact = IMPACTS.get(i);
            var name = Labels.whole(impact.toLowerCase(Locale.ROOT), "caption", "muted");
            grid.add(name, 0, i + 1);
            for (var p = 0; p < PROBABILITIES.size(); p++) {
                var probability = PROBABILITIES.get(p);
                var ids = plan.risks().stream()
                        .filter(r -> r.impact().equalsIgnoreCase(impact)
                                && r.probability().equalsIgnoreCase(probability))
                        .map(Plan.Risk::id)
                        .collect(Collectors.joining("  "));
                var weight = (IMPACTS.size() - 1 - i) + p;
                var cell = new StackPane(
                        Labels.line(ids.isEmpty() ? "·" : ids, "mono", ids.isEmpty() ? "faint" : "strong"));
                cell.setAlignment(Pos.CENTER_LEFT);
                cell.getStyleClass()
                        .addAll(
                                "risk-cell",
                                ids.isEmpty() ? "none" : weight >= 4 ? "severe" : weight >= 2 ? "serious" : "slight");
                cell.setAccessibleText(
                        "Impact " + impact + ", probability " + probability + ": " + (ids.isEmpty() ? "none" : ids));
                grid.add(cell, p + 1, i + 1);
            }
        }
        return grid;
    }

    private static GridPane lines(Plan plan) {
        var grid = Grids.of(5, 32, 11, 11, 41);
        Grids.line(
                grid,
                Labels.wrapped("", "caption"),
                Labels.wrapped("Risk", "caption", "muted", "strong"),
                Labels.wrapped("Impact", "caption", "muted", "strong"),
                Labels.wrapped("Probability", "caption", "muted", "strong"),
                Labels.wrapped("What is done about it", "caption", "muted", "strong"));
        for (var risk : worstFirst(plan.risks())) {
            Grids.line(
                    grid,
                    Labels.whole(risk.id(), "mono"),
                    Labels.wrapped(risk.text()),
                    chip(risk.impact()),
                    Labels.wrapped(risk.probability().toLowerCase(Locale.ROOT)),
                    new VBox(Labels.wrapped(risk.mitigation()), Labels.wrapped(risk.source(), "caption", "muted")));
        }
        return grid;
    }

    private static Chip chip(String impact) {
        return new Chip(
                impact.toLowerCase(Locale.ROOT),
                switch (rank(IMPACTS, impact)) {
                    case 0, 1 -> Tone.BAD;
                    case 2 -> Tone.WARN;
                    default -> Tone.NEUTRAL;
                });
    }
}
