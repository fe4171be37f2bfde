package app.medzenhealth.cutover.ui.plan;

import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.ui.common.Blank;
import app.medzenhealth.cutover.ui.common.Chip;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.Tone;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** What it costs a month, before and after, added up; and what the written plan says it saves. */
final class CostsSection extends PlanSection {
    CostsSection(Plan plan) {
        super("Costs", "US dollars a month as the written plan estimates them; the sums are computed here.");
        var sheet = CostSheet.of(plan);
        if (sheet.regions().isEmpty()) {
            getChildren().add(Blank.empty("No costs", "This plan names none."));
            return;
        }
        getChildren().addAll(verdict(sheet), table(sheet));
        if (!sheet.claims().isEmpty()) {
            getChildren().add(Labels.wrapped("What the written plan says, held against it", "h2"));
            sheet.claims().forEach(c -> getChildren().add(claim(c)));
        }
    }

    private static Node verdict(CostSheet sheet) {
        var line = new HBox(
                sum("Before", CostSheet.usd(sheet.before())),
                new Label("→"),
                sum("After", CostSheet.usd(sheet.after())),
                new Label("="),
                sum("A month", CostSheet.change(sheet.change())));
        line.getStyleClass().add("cost-sums");
        line.setAlignment(Pos.CENTER_LEFT);
        var card = new VBox(line, Labels.wrapped(sheet.sentence(), "muted"));
        card.getStyleClass().add("card");
        return card;
    }

    private static VBox sum(String name, String value) {
        return new VBox(Labels.whole(name, "caption", "muted"), Labels.whole(value, "fact-value", "mono"));
    }

    private static GridPane table(CostSheet sheet) {
        var grid = Grids.of(58, 14, 14, 14);
        Grids.line(grid, head("Item"), right(head("Before")), right(head("After")), right(head("Change")));
        for (var region : sheet.regions()) {
            Grids.line(
                    grid,
                    Labels.wrapped(region.region(), "mono", "strong"),
                    amount(CostSheet.usd(region.before()), "strong"),
                    amount(CostSheet.usd(region.after()), "strong"),
                    amount(CostSheet.change(region.change()), "strong"));
            for (var item : region.items()) {
                Grids.line(
                        grid,
                        Labels.wrapped(item.item(), "indented"),
                        amount(CostSheet.usd(item.beforeUsd()), item.beforeUsd() == 0 ? "faint" : "plain"),
                        amount(CostSheet.usd(item.afterUsd()), item.afterUsd() == 0 ? "faint" : "plain"),
                        amount(
                                CostSheet.change(item.afterUsd() - item.beforeUsd()),
                                item.afterUsd() == item.beforeUsd() ? "faint" : "plain"));
            }
        }
        Grids.line(
                grid,
                Labels.wrapped("All regions", "strong"),
                amount(CostSheet.usd(sheet.before()), "strong"),
                amount(CostSheet.usd(sheet.after()), "strong"),
                amount(CostSheet.change(sheet.change()), "strong"));
        return grid;
    }

    private static Node claim(CostSheet.Claim claim) {
        var head = new HBox(new Chip(claim.id(), Tone.WARN), Labels.wrapped("“" + claim.text() + "”", "strong"));
        head.getStyleClass().add("row");
        head.setAlignment(Pos.CENTER_LEFT);
        var card = new VBox(head);
        card.getStyleClass().add("card");
        if (!claim.verdict().isBlank()) {
            var why = Labels.wrapped(claim.verdict());
            why.setGraphic(new Icon(Feather.ALERT_TRIANGLE, Tone.WARN));
            card.getChildren().add(why);
        }
        card.getChildren().add(Labels.wrapped(claim.source(), "caption", "muted"));
        return card;
    }

    private static Label head(String text) {
        return Labels.wrapped(text, "caption", "muted", "strong");
    }

    private static Label amount(String text, String style) {
        return right(Labels.whole(text, "mono", style));
    }

    private static Label right(Label label) {
        GridPane.setHalignment(label, HPos.RIGHT);
        return label;
    }
}
