package app.medzenhealth.cutover.ui.audit;

import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.ui.common.CopyButton;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.Navigator;
import app.medzenhealth.cutover.ui.common.ScrollRoom;
import java.util.Locale;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** One record in full. */
final class RecordDetails extends VBox {
    private final VBox body = new VBox();
    private final ScrollPane scroll = new ScrollPane(body);
    private final Navigator navigator;
    private final LongConsumer openRecord;
    private final HBox other = new HBox();
    private final VBox changes = new VBox();
    private final Label json = Labels.wrapped("");
    private final Button newer = button("audit-details-newer", "", Feather.CHEVRON_UP);
    private final Button older = button("audit-details-older", "", Feather.CHEVRON_DOWN);
    private final Button close = button("audit-details-close", "Close", Feather.X);
    private final Label result = Labels.whole("", "drift");
    private long shown;

    /** @param onMove −1 towards the newer record, +1 towards the older */
    RecordDetails(Navigator navigator, LongConsumer openRecord, IntConsumer onMove, Runnable onClose) {
        this.navigator = navigator;
        this.openRecord = openRecord;
        setId("audit-details");
        getStyleClass().addAll("panel", "divided-left", "details");
        setMinSize(0, 0);
        newer.setAccessibleText("The next newer record");
        newer.setOnAction(_ -> onMove.accept(-1));
        older.setAccessibleText("The next older record");
        older.setOnAction(_ -> onMove.accept(1));
        close.setOnAction(_ -> onClose.run());
        other.getStyleClass().add("row");
        other.setAlignment(Pos.CENTER_LEFT);
        changes.setId("audit-changes");
        changes.getStyleClass().add("rows");
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        var top = new HBox(result, gap, newer, older, close);
        top.getStyleClass().addAll("row", "details-head");
        top.setAlignment(Pos.CENTER_LEFT);
        body.getStyleClass().add("details-body");
        ScrollRoom.keep(scroll).setFitToWidth(true);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(top, scroll);
    }

    /** What is read for it comes later, by {@link #show(long, Companions)}. */
    void show(AuditLine line) {
        if (line.seq() == shown) {
            return;
        }
        shown = line.seq();
        var record = line.record();
        var outcome = line.sentence().outcome();
        result.setText("#" + record.seq() + " · " + outcome.word());
        result.setGraphic(new Icon(outcome.symbol(), outcome.tone()));
        result.getStyleClass().setAll("label", "drift", outcome.tone().styleClass());
        other.getChildren().clear();
        body.getChildren().setAll(Labels.wrapped(line.sentence().what(), "h2"), facts(record), other);
        showChanges(record, "What changes");
        body.getChildren().add(changes);
        ReadsTable.of(record)
                .ifPresent(t ->
                        body.getChildren().addAll(Labels.whole("Reads counted since the summary before", "h3"), t));
        body.getChildren().add(jsonPart(record));
        scroll.setVvalue(0);
    }

    /** The records that belong to the one shown; dropped where another is shown by now. */
    void show(long seq, Companions companions) {
        if (seq != shown) {
            return;
        }
        companions.other().ifPresent(r -> {
            var outcome = r.kind().equals("call.outcome");
            var sentence = Sentence.of(r);
            var link = link(
                    outcome ? "audit-open-outcome" : "audit-open-intent",
                    (outcome ? "Its outcome #" : "Its intent #") + r.seq() + " (O)",
                    () -> openRecord.accept(r.seq()));
            var word = Labels.whole(sentence.outcome().word(), "caption");
            other.getChildren().setAll(new Icon(Feather.LINK), link, word);
        });
        companions.confirmation().ifPresent(c -> showChanges(c, "What changes, as confirmed in #" + c.seq()));
    }

    /** Leads to the other half of the call, where it has one. */
    void openOther() {
        other.getChildren().stream()
                .filter(Hyperlink.class::isInstance)
                .map(Hyperlink.class::cast)
                .findFirst()
                .ifPresent(Hyperlink::fire);
    }

    private void showChanges(AuditRecord record, String title) {
        var lines = AuditRecordText.changes(record);
        changes.getChildren().clear();
        changes.setVisible(!lines.isEmpty());
        changes.setManaged(!lines.isEmpty());
        if (lines.isEmpty()) {
            return;
        }
        changes.getChildren().add(Labels.wrapped(title, "h3"));
        for (var c : lines) {
            changes.getChildren()
                    .add(new VBox(
                            Labels.wrapped(
                                    (c.region().isEmpty() ? "" : c.region() + "  ") + c.resource() + "  "
                                            + c.attribute(),
                                    "caption",
                                    "muted"),
                            Labels.wrapped(c.from() + "  →  " + c.to(), "mono", "caption")));
        }
    }

    private GridPane facts(AuditRecord record) {
        var facts = new GridPane();
        facts.getStyleClass().add("facts");
        var row = 0;
        for (var fact : AuditRecordText.facts(record)) {
            var name = Labels.whole(fact.name(), "caption", "muted");
            facts.add(name, 0, row);
            facts.add(value(fact), 1, row++);
            GridPane.setValignment(name, VPos.TOP);
        }
        return facts;
    }

    private Node value(AuditRecordText.Fact fact) {
        return switch (fact.name()) {
            case "Step" -> link("audit-open-step", fact.value(), () -> navigator.goToStep(fact.value()));
            case "Request id" -> {
                var copy = new CopyButton("Copy", fact::value);
                copy.setId("audit-copy-request");
                copy.setAccessibleText("Copy the AWS request id");
                var id = Labels.wrapped(fact.value(), "mono", "caption");
                var both = new HBox(id, copy);
                both.getStyleClass().add("row");
                both.setAlignment(Pos.CENTER_LEFT);
                yield both;
            }
            default -> Labels.wrapped(fact.value(), "mono", "caption");
        };
    }

    private VBox jsonPart(AuditRecord record) {
        var hashed = record.jcs();
        var group = new ToggleGroup();
        var indented = choice("Indented", group, AuditRecordText.json(record));
        indented.getStyleClass().add("first");
        var raw = choice("As hashed", group, hashed);
        raw.getStyleClass().add("last");
        indented.fire();
        var copy = new CopyButton("Copy as hashed", () -> hashed);
        copy.setId("audit-copy-json");
        var choice = new HBox(indented, raw);
        choice.getStyleClass().add("choice");
        var head = new FlowPane(Labels.whole("Record", "h3"), choice, copy);
        head.getStyleClass().add("chips");
        head.setRowValignment(VPos.CENTER);
        json.setId("audit-json");
        var block = new VBox(json);
        block.getStyleClass().add("code-block");
        var part = new VBox(head, block);
        part.getStyleClass().add("rows");
        return part;
    }

    private ToggleButton choice(String name, ToggleGroup group, String text) {
        var button = new ToggleButton(name);
        button.setId("audit-json-" + name.toLowerCase(Locale.ROOT).replace(' ', '-'));
        button.setToggleGroup(group);
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(_ -> {
            button.setSelected(true);
            json.setText(text);
        });
        return button;
    }

    private static Button button(String id, String text, Feather symbol) {
        var button = new Button(text, new Icon(symbol));
        button.setId(id);
        button.getStyleClass().addAll("quiet", "small", "bare");
        button.setMinWidth(USE_PREF_SIZE);
        return button;
    }

    private static Hyperlink link(String id, String text, Runnable action) {
        var link = new Hyperlink(text);
        link.setId(id);
        link.setMinWidth(USE_PREF_SIZE);
        link.setOnAction(_ -> action.run());
        return link;
    }
}
