package app.medzenhealth.cutover.ui.inventory;

import app.medzenhealth.cutover.inventory.UnfinishedInventory;
import app.medzenhealth.cutover.ui.common.Chip;
import app.medzenhealth.cutover.ui.common.Freshness;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.Readings;
import app.medzenhealth.cutover.ui.common.Tone;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;

/** The cells of the inventory's table. */
final class InventoryCells {
    private static final double TOOLTIP = 480;

    private InventoryCells() {}

    private static String open(UnfinishedInventory.State state) {
        return switch (state) {
            case READING -> "\nbeing read again";
            case STOPPED -> "\nreading it again was stopped";
            case FAILED -> "\nreading it again failed";
        };
    }

    /** Service over type. */
    static final class ServiceCell extends TableCell<InventoryRow, InventoryRow> {
        private final Label service = Labels.line("");
        private final Label type = Labels.line("", "caption", "muted");
        private final VBox both = new VBox(service, type);
        private final Tooltip whole = new Tooltip();

        ServiceCell() {
            both.setAlignment(Pos.CENTER_LEFT);
        }

        @Override
        protected void updateItem(InventoryRow row, boolean empty) {
            super.updateItem(row, empty);
            if (empty || row == null) {
                setGraphic(null);
                setTooltip(null);
                return;
            }
            whole.setText(row.key().service() + " " + row.key().type());
            setTooltip(whole);
            service.setText(row.key().service());
            type.setText(row.key().type());
            setGraphic(both);
        }
    }

    static final class NameCell extends TableCell<InventoryRow, InventoryRow> {
        private final Label name = Labels.line("", "mono", "resource-name");
        private final Label changed = Labels.line("", "caption", Tone.WARN.styleClass());
        private final VBox both = new VBox(name, changed);
        private final Tooltip whole = new Tooltip();

        NameCell() {
            name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
            both.setAlignment(Pos.CENTER_LEFT);
        }

        @Override
        protected void updateItem(InventoryRow row, boolean empty) {
            super.updateItem(row, empty);
            if (empty || row == null) {
                setGraphic(null);
                setTooltip(null);
                return;
            }
            name.setText(row.key().logical());
            var changes = String.join(" · ", row.changes());
            changed.setText(changes.isEmpty() ? "" : "△ " + changes);
            changed.setVisible(!changes.isEmpty());
            changed.setManaged(!changes.isEmpty());
            whole.setText(row.key().service() + " " + row.key().type() + "\n"
                    + row.key().logical()
                    + row.changes().stream().map(c -> "\n△ " + c).collect(Collectors.joining()));
            setTooltip(whole);
            setGraphic(both);
            setAccessibleText(row.key().logical() + (changes.isEmpty() ? "" : ", changed: " + changes));
        }
    }

    static final class RegionCell extends TableCell<InventoryRow, InventoryRow> {
        private final String region;
        private final Readings readings;
        private final Label state = Labels.line("");
        private final Label more = Labels.line("");
        private final VBox both = new VBox(state, more);
        /** When that was read whose age is said. */
        private Optional<Instant> aged = Optional.empty();

        private final Tooltip whole = new Tooltip();

        RegionCell(String region, Readings readings) {
            this.region = region;
            this.readings = readings;
            whole.setWrapText(true);
            whole.setMaxWidth(TOOLTIP);
            both.setAlignment(Pos.CENTER_LEFT);
            more.textProperty().subscribe(_ -> colour());
        }

        /** What says its age has the age's colour. */
        private void colour() {
            more.getStyleClass()
                    .setAll(
                            "label",
                            "caption",
                            aged.map(at -> Freshness.age(at, readings.session(), readings.now())
                                            .tone())
                                    .filter(t -> t != Tone.NEUTRAL)
                                    .map(Tone::styleClass)
                                    .orElse("muted"));
        }

        @Override
        protected void updateItem(InventoryRow row, boolean empty) {
            super.updateItem(row, empty);
            getStyleClass().remove("hatched");
            setTooltip(null);
            more.textProperty().unbind();
            aged = Optional.empty();
            if (empty || row == null) {
                setGraphic(null);
                return;
            }
            var words = CellWords.of(row, region);
            var read = row.read(region);
            state.setText((words.sign() + " " + words.word()).strip());
            state.getStyleClass()
                    .setAll(
                            "label",
                            words.tone() == Tone.NEUTRAL
                                    ? "faint"
                                    : words.tone().styleClass());
            more.setText(words.more());
            colour();
            if (words.tone() == Tone.UNKNOWN) {
                getStyleClass().add("hatched");
            }
            // What is old among what is new says how old it is.
            var failed = read.flatMap(CellRead::last).flatMap(CellRead.Last::failed);
            if (failed.isPresent()) {
                state.setText(state.getText() + " ?");
                getStyleClass().add("hatched");
            }
            read.filter(r -> words.tone() == Tone.UNKNOWN || r.open().isPresent() || failed.isPresent())
                    .flatMap(CellRead::last)
                    .ifPresent(last -> {
                        aged = Optional.of(last.at());
                        more.textProperty()
                                .bind(readings.nowProperty()
                                        .map(now -> Freshness.words(last.at(), readings.session(), now)
                                                + failed.map(why -> ", not read since: " + why)
                                                        .orElse("")
                                                + (words.more().isEmpty() ? "" : " · " + words.more())));
                        colour();
                    });
            more.setVisible(!more.getText().isEmpty());
            more.setManaged(more.isVisible());
            var last = read.flatMap(CellRead::last);
            if (!words.word().isEmpty() || last.isPresent()) {
                whole.setText((words.word().isEmpty() ? "not there" : words.word())
                        + (words.more().isEmpty() ? "" : "\n" + words.more().replace(" · ", "\n"))
                        + last.map(l -> "\nread at " + InWords.clock(l.at()) + " UTC with " + l.api()
                                        + l.failed()
                                                .map(why -> "\nnot read since: " + why)
                                                .orElse(""))
                                .orElse("")
                        + read.flatMap(CellRead::open)
                                .filter(o -> last.isPresent())
                                .map(InventoryCells::open)
                                .orElse(""));
                setTooltip(whole);
            }
            setAccessibleText(region + ": "
                    + (words.word().isEmpty() ? words.sign().equals("·") ? "not asked" : "absent" : words.line()));
            setGraphic(both);
        }
    }

    /** A rule decides on what nobody has named: whoever reviews looks twice. */
    static final class FateCell extends TableCell<InventoryRow, InventoryRow> {
        private final Tooltip why = new Tooltip();

        FateCell() {
            why.setWrapText(true);
            why.setMaxWidth(TOOLTIP);
        }

        @Override
        protected void updateItem(InventoryRow row, boolean empty) {
            super.updateItem(row, empty);
            if (empty || row == null) {
                setGraphic(null);
                setTooltip(null);
                return;
            }
            var reason = row.row().reason();
            var chip = row.fate() == Fate.UNSAID
                    ? Labels.line("–", "faint")
                    : new Chip(row.fate().word(), row.fate().tone());
            var both = new VBox(chip);
            both.setAlignment(Pos.CENTER_LEFT);
            reason.ifPresent(words -> {
                both.getChildren().add(Labels.line(" by rule", "caption", "faint"));
                why.setText(words);
            });
            setTooltip(reason.isPresent() ? why : null);
            setGraphic(both);
            setAccessibleText("Disposition: " + row.fate().word()
                    + reason.map(words -> ", by a rule: " + words).orElse(""));
        }
    }

    static final class DriftCell extends TableCell<InventoryRow, InventoryRow> {
        private final Label word = Labels.line("");

        @Override
        protected void updateItem(InventoryRow row, boolean empty) {
            super.updateItem(row, empty);
            if (empty || row == null) {
                setGraphic(null);
                return;
            }
            var look = row.look();
            word.setText(look.word());
            word.setGraphic(new Icon(look.symbol(), look.tone()));
            word.getStyleClass()
                    .setAll(
                            "label",
                            "drift",
                            look.tone() == Tone.OK
                                    ? "muted"
                                    : look.tone() == Tone.NEUTRAL
                                            ? "faint"
                                            : look.tone().styleClass());
            setAccessibleText("Drift: " + look.word());
            setGraphic(word);
        }
    }
}
