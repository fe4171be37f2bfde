package app.medzenhealth.cutover.ui.audit;

import app.medzenhealth.cutover.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.FlowPane;
import javafx.util.StringConverter;

/** What narrows the records: words, person, kind, step. */
final class AuditFilters extends FlowPane {
    private final TextField text = new TextField();
    private final ComboBox<String> person = new ComboBox<>();
    private final ComboBox<String> kind = new ComboBox<>();
    private final ComboBox<String> step = new ComboBox<>();
    private final Button clear = new Button("Clear");
    private final Runnable onChange;
    // Until it is made, nobody is told of changes.
    private boolean quiet = true;

    AuditFilters(Plan plan, Runnable onChange, Runnable leave) {
        this.onChange = onChange;
        getStyleClass().add("filters");
        setRowValignment(javafx.geometry.VPos.CENTER);
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
            } else if (e.getCode() == KeyCode.DOWN || e.getCode() == KeyCode.ENTER) {
                leave.run();
                e.consume();
            }
        });
        dress(person, "audit-person", "Everyone", p -> p);
        dress(kind, "audit-kind", "All kinds", k -> k);
        dress(
                step,
                "audit-step",
                "All steps",
                id -> id + plan.step(id).map(s -> "  " + s.title()).orElse(""));
        clear.setId("audit-clear");
        clear.getStyleClass().addAll("quiet", "small", "bare");
        clear.setOnAction(_ -> clear());
        getChildren().addAll(text, person, kind, step, clear);
        clear.setVisible(false);
        quiet = false;
    }

    Node field() {
        return text;
    }

    AuditQuery query() {
        return new AuditQuery(chosen(person), chosen(kind), chosen(step), text.getText());
    }

    void search(String words) {
        quietly(() -> {
            reset();
            text.setText(words);
        });
    }

    void step(String id) {
        quietly(() -> {
            reset();
            if (!step.getItems().contains(id)) {
                step.getItems().add(id);
            }
            step.setValue(id);
        });
    }

    /** Offers what occurs in the records read so far. */
    void offer(List<AuditLine> lines) {
        TreeSet<String> people = new TreeSet<>();
        TreeSet<String> kinds = new TreeSet<>();
        TreeSet<String> steps = new TreeSet<>(AuditFilters::byNumber);
        for (AuditLine line : lines) {
            people.add(line.record().actor());
            kinds.add(line.record().kind());
            int dot = line.record().kind().indexOf('.');
            if (dot > 0) {
                kinds.add(line.record().kind().substring(0, dot));
            }
            if (!line.record().step().isEmpty()) {
                steps.add(line.record().step());
            }
        }
        quiet = true;
        fill(person, people);
        fill(kind, kinds);
        fill(step, steps);
        quiet = false;
    }

    /** {@code 5.9} before {@code 5.10}. */
    static int byNumber(String a, String b) {
        String[] as = a.split("(?<=\\D)(?=\\d)|(?<=\\d)(?=\\D)");
        String[] bs = b.split("(?<=\\D)(?=\\d)|(?<=\\d)(?=\\D)");
        for (int i = 0; i < Math.min(as.length, bs.length); i++) {
            boolean numbers = Character.isDigit(as[i].charAt(0)) && Character.isDigit(bs[i].charAt(0));
            int order = numbers && as[i].length() != bs[i].length()
                    ? as[i].length() - bs[i].length()
                    : as[i].compareTo(bs[i]);
            if (order != 0) {
                return order;
            }
        }
        return as.length - bs.length;
    }

    private static void fill(ComboBox<String> box, TreeSet<String> values) {
        List<String> items = new ArrayList<>();
        items.add("");
        items.addAll(values);
        String chosen = chosen(box);
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

    private void clear() {
        quietly(this::reset);
    }

    private void reset() {
        text.clear();
        person.setValue("");
        kind.setValue("");
        step.setValue("");
    }

    private void quietly(Runnable changes) {
        quiet = true;
        changes.run();
        quiet = false;
        changed();
    }

    private void changed() {
        if (!quiet) {
            clear.setVisible(!query().isAll());
            onChange.run();
        }
    }

    private static String chosen(ComboBox<String> box) {
        String value = box.getValue();
        return value == null ? "" : value;
    }
}
