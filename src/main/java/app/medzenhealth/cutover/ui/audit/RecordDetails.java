package app.medzenhealth.cutover.ui.audit;

import app.medzenhealth.cutover.ui.common.CopyButton;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.Navigator;
import java.util.function.LongConsumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** One record in full. */
final class RecordDetails extends VBox {
    private final VBox body = new VBox();
    private final Navigator navigator;
    private final LongConsumer openRecord;
    private final Runnable onClose;

    RecordDetails(Navigator navigator, LongConsumer openRecord, Runnable onClose) {
        this.navigator = navigator;
        this.openRecord = openRecord;
        this.onClose = onClose;
        setId("audit-details");
        getStyleClass().addAll("panel", "divided-left", "details");
        setMinSize(0, 0);
        body.getStyleClass().add("details-body");
        ScrollPane scroll = new ScrollPane(body);
        scroll.setFitToWidth(true);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().add(scroll);
    }

    void show(AuditLine line) {
        Outcome outcome = line.sentence().outcome();
        Label result = Labels.whole(outcome.word(), "drift", outcome.tone().styleClass());
        result.setGraphic(new Icon(outcome.symbol(), outcome.tone()));
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Button close = new Button("Close");
        close.setId("audit-details-close");
        close.getStyleClass().addAll("quiet", "small", "bare");
        close.setMinWidth(USE_PREF_SIZE);
        close.setOnAction(_ -> onClose.run());
        HBox top = new HBox(result, gap, close);
        top.getStyleClass().add("row");
        top.setAlignment(Pos.CENTER_LEFT);
        GridPane facts = new GridPane();
        facts.getStyleClass().add("facts");
        int row = 0;
        for (RecordText.Fact fact : RecordText.facts(line.record())) {
            Label name = Labels.whole(fact.name(), "caption", "muted");
            facts.add(name, 0, row);
            facts.add(value(fact), 1, row++);
            GridPane.setValignment(name, javafx.geometry.VPos.TOP);
        }
        String json = RecordText.json(line.record());
        CopyButton copy = new CopyButton("Copy JSON", () -> json);
        copy.setId("audit-copy-json");
        HBox jsonHead = new HBox(Labels.whole("Record", "h3"), copy);
        jsonHead.getStyleClass().add("row");
        jsonHead.setAlignment(Pos.CENTER_LEFT);
        VBox block = new VBox(Labels.wrapped(json));
        block.getStyleClass().add("code-block");
        body.getChildren().setAll(top, Labels.wrapped(line.sentence().what(), "h2"), facts, jsonHead, block);
    }

    private Region value(RecordText.Fact fact) {
        return switch (fact.name()) {
            case "Step" -> link("audit-open-step", fact.value(), () -> navigator.goToStep(fact.value()));
            case "Intent" ->
                link(
                        "audit-open-intent",
                        fact.value(),
                        () -> openRecord.accept(Long.parseLong(fact.value().substring(1))));
            default -> Labels.wrapped(fact.value(), "mono", "caption");
        };
    }

    private static Hyperlink link(String id, String text, Runnable action) {
        Hyperlink link = new Hyperlink(text);
        link.setId(id);
        link.setOnAction(_ -> action.run());
        return link;
    }
}
