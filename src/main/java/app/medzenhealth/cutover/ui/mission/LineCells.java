package app.medzenhealth.cutover.ui.mission;

import app.medzenhealth.cutover.inventory.SeenResource;
import app.medzenhealth.cutover.inventory.SideBySide;
import app.medzenhealth.cutover.inventory.SideBySide.Drift;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.ui.common.Chip;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;

/** The cells of the live table. */
final class LineCells {
    private LineCells() {}

    /** Makes cells of one column. */
    sealed interface Maker {
        TableCell<LiveRows.Line, LiveRows.Line> make();
    }

    record Name() implements Maker {
        @Override
        public TableCell<LiveRows.Line, LiveRows.Line> make() {
            return new NameCell();
        }
    }

    /** @param first whether it also shows what is in no region */
    record InRegion(String region, boolean first) implements Maker {
        @Override
        public TableCell<LiveRows.Line, LiveRows.Line> make() {
            return new RegionCell(region, first);
        }
    }

    record Disposition() implements Maker {
        @Override
        public TableCell<LiveRows.Line, LiveRows.Line> make() {
            return new DispositionCell();
        }
    }

    private static final class NameCell extends TableCell<LiveRows.Line, LiveRows.Line> {
        private final Label label = Labels.line("");
        private final Tooltip more = new Tooltip();

        NameCell() {
            label.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
            setGraphic(label);
        }

        @Override
        protected void updateItem(LiveRows.Line line, boolean empty) {
            super.updateItem(line, empty);
            label.getStyleClass().setAll("label");
            setTooltip(null);
            if (empty || line == null) {
                label.setText("");
                return;
            }
            switch (line) {
                case LiveRows.Group(String service, int size) -> {
                    label.setText(service.toUpperCase(Locale.ROOT) + "  " + size);
                    label.getStyleClass().addAll("eyebrow", "muted");
                }
                case LiveRows.Entry(SideBySide.Row row) -> {
                    label.setText(row.logical());
                    label.getStyleClass().addAll("mono", "resource-name");
                    more.setText(row.type() + " " + row.logical());
                    setTooltip(more);
                }
            }
        }
    }

    private static final class RegionCell extends TableCell<LiveRows.Line, LiveRows.Line> {
        private static final String GLOBAL = "global";
        private final String region;
        private final boolean first;
        private final Label state = Labels.line("");
        private final Label more = Labels.line("");
        private final VBox both = new VBox(state, more);
        private final Tooltip whole = new Tooltip();

        RegionCell(String region, boolean first) {
            this.region = region;
            this.first = first;
            both.setAlignment(Pos.CENTER_LEFT);
        }

        @Override
        protected void updateItem(LiveRows.Line line, boolean empty) {
            super.updateItem(line, empty);
            getStyleClass().remove("hatched");
            setTooltip(null);
            if (empty || !(line instanceof LiveRows.Entry(SideBySide.Row row))) {
                setGraphic(null);
                return;
            }
            var look = Optional.ofNullable(row.cells().get(region))
                    .map(cell -> CellStyle.of(cell, row.step()))
                    .orElseGet(() -> elsewhere(row));
            state.setText((look.sign() + " " + look.word()).strip());
            state.getStyleClass()
                    .setAll(
                            "label",
                            look.tone() == Tone.NEUTRAL ? "faint" : look.tone().styleClass());
            more.setText(look.more());
            more.getStyleClass().setAll("label", "caption", "muted");
            more.setVisible(!look.more().isEmpty());
            more.setManaged(more.isVisible());
            if (look.tone() == Tone.UNKNOWN) {
                getStyleClass().add("hatched");
            }
            if (look.tone() != Tone.NEUTRAL) {
                whole.setText(full(row, look));
                setTooltip(whole);
            }
            setAccessibleText(region + ": " + (look.word().isEmpty() ? "absent" : look.word() + ", " + look.more()));
            setGraphic(both);
        }

        private CellStyle elsewhere(SideBySide.Row row) {
            if (!row.cells().containsKey(GLOBAL)) {
                return CellStyle.NOT_ASKED;
            }
            if (!first) {
                return CellStyle.ABSENT;
            }
            var look = CellStyle.of(row.cells().get(GLOBAL));
            return new CellStyle(
                    look.sign(), look.word().equals("there") ? "global" : look.word(), look.more(), look.tone());
        }

        private String full(SideBySide.Row row, CellStyle look) {
            return row.cells().get(region) instanceof SideBySide.Cell.Present(SeenResource r, List<String> differences)
                    ? r.name() + " " + r.state() + "\n"
                            + r.details().entrySet().stream()
                                    .map(e -> e.getKey() + ": " + e.getValue())
                                    .collect(Collectors.joining("\n"))
                            + (differences.isEmpty() ? "" : "\n≠ " + String.join("\n≠ ", differences))
                    : look.word() + "\n" + look.more();
        }
    }

    private static final class DispositionCell extends TableCell<LiveRows.Line, LiveRows.Line> {
        /** One under the other, as in the cells beside: two chips in a row are cut in a narrow column. */
        private final VBox both = new VBox();

        DispositionCell() {
            both.setAlignment(Pos.CENTER_LEFT);
        }

        @Override
        protected void updateItem(LiveRows.Line line, boolean empty) {
            super.updateItem(line, empty);
            if (empty || !(line instanceof LiveRows.Entry(SideBySide.Row row))) {
                setGraphic(null);
                return;
            }
            both.getChildren().setAll(parts(row));
            setGraphic(both);
        }

        private static List<Label> parts(SideBySide.Row row) {
            var drift = drift(row);
            if (row.disposition().isEmpty()) {
                return drift.<List<Label>>map(List::of).orElse(List.of());
            }
            var parts = new ArrayList<Label>(List.of(chip(row.disposition().get())));
            // What the plan moves will stand in a second region: that is no surprise.
            drift.filter(_ -> row.drift() != Drift.NOT_IN_PLAN)
                    .ifPresent(d -> parts.add(Labels.line(
                            d.getText(), "caption", row.drift() == Drift.MISSING ? Tone.WARN.styleClass() : "muted")));
            return parts;
        }

        private static Chip chip(Plan.Disposition disposition) {
            return switch (disposition) {
                case KEEP -> new Chip("keep", Tone.NEUTRAL);
                case MOVE -> new Chip("move", Tone.ACCENT);
                case DELETE -> new Chip("delete", Tone.BAD);
                case RETIRE -> new Chip("retire", Tone.WARN);
            };
        }

        private static Optional<Chip> drift(SideBySide.Row row) {
            return switch (row.drift()) {
                case BY_STEP -> row.step().map(step -> new Chip("step " + step, Tone.NEUTRAL));
                case AS_PLANNED -> Optional.empty();
                case NOT_IN_PLAN -> Optional.of(new Chip("not in plan", Tone.WARN));
                case MISSING -> Optional.of(new Chip("missing", Tone.WARN));
                // The hatched cell beside it says so already.
                case UNKNOWN -> Optional.empty();
            };
        }
    }
}
