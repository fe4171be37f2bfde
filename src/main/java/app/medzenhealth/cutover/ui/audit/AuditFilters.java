package app.medzenhealth.cutover.ui.audit;

import app.medzenhealth.cutover.audit.AuditFilter;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.ui.common.Labels;
import java.util.ArrayList;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.LongConsumer;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.FlowPane;
import javafx.util.StringConverter;

/** What narrows the records: words, person, phase or step, kind, region. All of it counts together. */
final class AuditFilters extends FlowPane {
    private final TextField text = new TextField();
    private final ComboBox<String> person = new ComboBox<>();
    private final ComboBox<String> phase = new ComboBox<>();
    private final ComboBox<String> kind = new ComboBox<>();
    private final ComboBox<String> region = new ComboBox<>();
    private final ComboBox<String> session = new ComboBox<>();
    private final Button clear = new Button("Clear (C)");
    private final Label hits = Labels.whole("", "caption", "muted");
    private final Plan plan;
    private final Runnable onChange;
    // Until it is made, nobody is told of changes.
    private boolean quiet = true;

    /**
     * @param leave leads to the table
     * @param open opens a record by its number
     */
    AuditFilters(Plan plan, Runnable onChange, Runnable leave, LongConsumer open) {
        this.onChange = onChange;
        this.plan = plan;
        getStyleClass().add("filters");
        setRowValignment(VPos.CENTER);
        setAlignment(Pos.CENTER_LEFT);
        text.setId("audit-filter");
        text.setPromptText("Filter  ( / )");
        text.setAccessibleText("Filter the records by words");
        text.setPrefColumnCount(18);
        text.textProperty().subscribe(_ -> changed());
        text.setOnKeyPressed(e -> {
            if (e.getCode() == KeyCode.ESCAPE) {
                clear();
                leave.run();
                e.consume();
            } else if (e.getCode() == KeyCode.ENTER && text.getText().strip().matches("#\\d{1,18}")) {
                var seq = Long.parseLong(text.getText().strip().substring(1));
                clear();
                open.accept(seq);
                e.consume();
            } else if (e.getCode() == KeyCode.DOWN || e.getCode() == KeyCode.ENTER) {
                leave.run();
                e.consume();
            }
        });
        dress(person, "audit-person", "Everyone", p -> p);
        dress(phase, "audit-phase", "All phases", this::named);
        dress(kind, "audit-kind", "All kinds", k -> k);
        dress(region, "audit-region", "All regions", r -> r);
        dress(session, "audit-session", "All sessions", s -> s);
        several(false);
        hits.setId("audit-hits");
        clear.setId("audit-clear");
        clear.getStyleClass().addAll("quiet", "small", "bare");
        clear.setOnAction(_ -> clear());
        getChildren().addAll(text, person, phase, kind, region, session, clear, hits);
        clearable(false);
        hits("");
        quiet = false;
    }

    Node field() {
        return text;
    }

    AuditFilter filter() {
        var part = chosen(phase);
        var words = AuditFilter.ALL
                .withPerson(chosen(person))
                .withKinds(chosen(kind).isEmpty() ? Set.of() : Set.of(chosen(kind)))
                .withRegion(chosen(region))
                .withSession(chosen(session))
                .withText(text.getText() == null ? "" : text.getText().strip());
        return isPhase(part) ? words.withPhase(part) : words.withStep(part);
    }

    /** How many records pass; empty where nothing narrows them. */
    void hits(String words) {
        hits.setText(words);
        hits.setVisible(!words.isEmpty());
        hits.setManaged(!words.isEmpty());
    }

    /** Where the trail has one session, there is none to choose. */
    private void several(boolean there) {
        session.setVisible(there);
        session.setManaged(there);
    }

    private void clearable(boolean there) {
        clear.setVisible(there);
        clear.setManaged(there);
    }

    void clear() {
        quietly(this::reset);
    }

    /** Without telling anyone. */
    void clearQuietly() {
        quiet = true;
        reset();
        quiet = false;
        clearable(false);
    }

    /** Only a phase's or a step's records. */
    void part(String id) {
        quietly(() -> {
            reset();
            if (!phase.getItems().contains(id)) {
                phase.getItems().add(id);
            }
            phase.setValue(id);
        });
    }

    /** Offers what occurs in the trail. */
    void offer(Tally tally) {
        var parts = new TreeSet<String>(AuditFilters::byNumber);
        parts.addAll(tally.steps());
        plan.sequence().forEach(p -> parts.add(p.id()));
        quiet = true;
        fill(person, tally.people());
        fill(phase, parts);
        fill(kind, tally.kinds());
        fill(region, tally.regions());
        fill(session, tally.sessions());
        several(tally.sessions().size() > 1);
        quiet = false;
    }

    private boolean isPhase(String id) {
        return plan.phase(id).isPresent();
    }

    private String named(String id) {
        return plan.phase(id)
                .map(p -> "Phase " + id + "  " + p.title())
                .or(() -> plan.step(id).map(s -> "      " + id + "  " + s.title()))
                .orElse(id);
    }

    /** {@code 5.9} before {@code 5.10}. */
    static int byNumber(String a, String b) {
        var as = a.split("(?<=\\D)(?=\\d)|(?<=\\d)(?=\\D)");
        var bs = b.split("(?<=\\D)(?=\\d)|(?<=\\d)(?=\\D)");
        for (var i = 0; i < Math.min(as.length, bs.length); i++) {
            var numbers = Character.isDigit(as[i].charAt(0)) && Character.isDigit(bs[i].charAt(0));
            var order = numbers && as[i].length() != bs[i].length()
                    ? as[i].length() - bs[i].length()
                    : as[i].compareTo(bs[i]);
            if (order != 0) {
                return order;
            }
        }
        return as.length - bs.length;
    }

    private static void fill(ComboBox<String> box, Set<String> values) {
        var items = new ArrayList<String>();
        items.add("");
        items.addAll(values);
        var chosen = chosen(box);
        if (!chosen.isEmpty() && !values.contains(chosen)) {
            items.add(chosen);
        }
        if (!items.equals(box.getItems())) {
            box.getItems().setAll(items);
            box.setValue(chosen);
        }
    }

    private void dress(ComboBox<String> box, String id, String all, Function<String, String> name) {
        box.setId(id);
        box.setAccessibleText(all);
        box.getItems().add("");
        box.setValue("");
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(String value) {
                return value == null || value.isEmpty() ? all : name.apply(value);
            }

            @Override
            public String fromString(String shown) {
                return shown;
            }
        });
        box.valueProperty().subscribe(_ -> changed());
    }

    private void reset() {
        text.clear();
        person.setValue("");
        phase.setValue("");
        kind.setValue("");
        region.setValue("");
        session.setValue("");
    }

    private void quietly(Runnable changes) {
        quiet = true;
        changes.run();
        quiet = false;
        changed();
    }

    private void changed() {
        if (!quiet) {
            clearable(!filter().everything());
            onChange.run();
        }
    }

    private static String chosen(ComboBox<String> box) {
        var value = box.getValue();
        return value == null ? "" : value;
    }
}
