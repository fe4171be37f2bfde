package app.medzenhealth.cutover.ui.inventory;

import app.medzenhealth.cutover.inventory.SideBySide.Drift;
import app.medzenhealth.cutover.ui.common.FilterChip;
import app.medzenhealth.cutover.ui.common.Tone;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;

/** What narrows the table: words, service, disposition, drift, differences. */
final class InventoryFilters extends FlowPane {
    private final TextField text = new TextField();
    private final MenuButton services = new MenuButton("All services");
    private final MenuItem everyService = new MenuItem("All services");
    private final Map<String, CheckMenuItem> byService = new LinkedHashMap<>();
    private final Map<Fate, FilterChip> fates = new EnumMap<>(Fate.class);
    private final Map<Drift, FilterChip> drifts = new EnumMap<>(Drift.class);
    private final Map<InventoryQuery.Only, FilterChip> only = new EnumMap<>(InventoryQuery.Only.class);
    private final Button clear = new Button("Clear");
    private final Runnable onChange;
    // Until it is made, nobody is told of changes.
    private boolean quiet = true;

    /** @param leave what the cursor goes to from the text field */
    InventoryFilters(Runnable onChange, Runnable leave) {
        this.onChange = onChange;
        getStyleClass().add("filters");
        text.setId("inventory-filter");
        text.setPromptText("Filter  ( / )");
        text.setAccessibleText("Filter the inventory by words and fields");
        text.setTooltip(new Tooltip("Words, and fields: region:eu-west-1 runtime:nodejs18 -state:active memory:>512"
                + " tag:team=mobile disposition:delete differs:yes. A minus excludes, quotes hold blanks together."));
        text.setPrefColumnCount(16);
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
        services.setId("inventory-services");
        services.getStyleClass().add("filter-menu");
        services.setMinWidth(USE_PREF_SIZE);
        everyService.setOnAction(_ -> quietly(() -> byService.values().forEach(i -> i.setSelected(false))));
        clear.setId("inventory-clear");
        clear.getStyleClass().addAll("quiet", "small", "bare");
        clear.setOnAction(_ -> clear());
        for (var fate : Fate.values()) {
            fates.put(fate, chip("inventory-fate-" + id(fate), fate.word(), fate.tone()));
        }
        for (var drift : Drift.values()) {
            var look = DriftStyle.of(drift);
            drifts.put(drift, chip("inventory-drift-" + id(drift), look.word(), look.tone()));
        }
        only.put(InventoryQuery.Only.DIFFERENCES, chip("inventory-only-differences", "≠ only differences", Tone.WARN));
        only.put(InventoryQuery.Only.CHANGES, chip("inventory-only-changes", "△ only changes", Tone.WARN));
        getChildren().addAll(text, services, group(fates), group(drifts), group(only), clear);
        // Nothing to choose from until something is counted.
        Stream.of(fates.values(), drifts.values(), only.values())
                .flatMap(Collection::stream)
                .forEach(c -> count(c, 0));
        clear.setVisible(false);
        quiet = false;
    }

    Node field() {
        return text;
    }

    void search(String words) {
        quietly(() -> {
            reset();
            text.setText(words);
        });
    }

    InventoryQuery query() {
        Set<String> chosen = byService.entrySet().stream()
                .filter(e -> e.getValue().isSelected())
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return new InventoryQuery(text.getText(), chosen, on(fates), on(drifts), on(only));
    }

    void count(InventoryListing listing) {
        if (!listing.services().keySet().equals(byService.keySet())) {
            quietly(() -> offer(listing.services().keySet()));
        }
        listing.services()
                .forEach((service, count) ->
                        Objects.requireNonNull(byService.get(service)).setText(service + "  " + count));
        fates.forEach((fate, chip) -> count(chip, listing.fates().getOrDefault(fate, 0)));
        drifts.forEach((drift, chip) -> count(chip, listing.drifts().getOrDefault(drift, 0)));
        only.forEach((scope, chip) -> count(
                chip,
                switch (scope) {
                    case DIFFERENCES -> listing.differing();
                    case CHANGES -> listing.changed();
                }));
    }

    private static void count(FilterChip chip, int count) {
        chip.count(count);
        var useful = count > 0 || chip.isSelected();
        chip.setVisible(useful);
        chip.setManaged(useful);
    }

    private void offer(Set<String> names) {
        var before = query().services();
        byService.clear();
        services.getItems().setAll(everyService, new SeparatorMenuItem());
        for (var name : names) {
            var item = new CheckMenuItem(name);
            item.setSelected(before.contains(name));
            item.selectedProperty().subscribe(_ -> changed());
            byService.put(name, item);
            services.getItems().add(item);
        }
    }

    private void clear() {
        quietly(this::reset);
    }

    private void reset() {
        text.clear();
        byService.values().forEach(i -> i.setSelected(false));
        fates.values().forEach(c -> c.setSelected(false));
        drifts.values().forEach(c -> c.setSelected(false));
        only.values().forEach(c -> c.setSelected(false));
    }

    /** Several changes that count as one. */
    private void quietly(Runnable changes) {
        quiet = true;
        changes.run();
        quiet = false;
        changed();
    }

    private void changed() {
        if (quiet) {
            return;
        }
        var query = query();
        clear.setVisible(!query.isAll());
        services.setText(
                switch (query.services().size()) {
                    case 0 -> "All services";
                    case 1 -> "Service: " + query.services().iterator().next();
                    default -> query.services().size() + " services";
                });
        onChange.run();
    }

    private FilterChip chip(String id, String name, Tone tone) {
        var chip = new FilterChip(id, name, tone);
        chip.selectedProperty().subscribe(_ -> changed());
        return chip;
    }

    private static HBox group(Map<?, FilterChip> chips) {
        var box = new HBox();
        box.getStyleClass().add("filter-group");
        box.setAlignment(Pos.CENTER_LEFT);
        box.getChildren().addAll(chips.values());
        return box;
    }

    private static <K> Set<K> on(Map<K, FilterChip> chips) {
        return chips.entrySet().stream()
                .filter(e -> e.getValue().isSelected())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static String id(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
