package app.medzenhealth.cutover.ui.inventory;

import app.medzenhealth.cutover.inventory.UnfinishedInventory;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.ui.common.Background;
import app.medzenhealth.cutover.ui.common.Blank;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.InventoryFeed;
import app.medzenhealth.cutover.ui.common.InventorySource;
import app.medzenhealth.cutover.ui.common.KeyHint;
import app.medzenhealth.cutover.ui.common.Screen;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.common.TallPage;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/** What is in the regions, side by side, held against the plan. */
public final class InventoryScreen implements Screen {
    private static final double TABLE_SHARE = 0.52;

    private final ScreenContext desk;
    private final InventoryHead head;
    private final InventoryFilters filters;
    private final InventoryTableView table;
    private final ResourceDetails details;
    private final SplitPane split = new SplitPane();
    private final StackPane middle = new StackPane();
    private final VBox view = new VBox();
    private final TallPage scrolled = new TallPage(view);
    private final Background.Latest<InventoryListing> listings;
    private InventoryRows rows = InventoryRows.NONE;
    private Optional<String> wanted = Optional.empty();
    private boolean opening;
    private boolean sorting;
    private Optional<InventoryRow> detailed = Optional.empty();
    private Subscription followed = Subscription.EMPTY;

    public InventoryScreen(ScreenContext desk) {
        this.desk = desk;
        listings = desk.background().latest("Sorting the inventory", this::settle);
        head = new InventoryHead(desk, () -> list(InventoryRows::comparedFromNow));
        table = new InventoryTableView(desk.readings(), this::list, this::showDetails);
        filters = new InventoryFilters(this::list, table::requestFocus);
        details = new ResourceDetails(desk.readings(), this::closeDetails);
        // When the details open, the table becomes lower: what was chosen must not be left below its edge.
        table.heightProperty().subscribe(_ -> {
            if (opening) {
                opening = false;
                desk.background().later(table::reveal);
            }
        });
        split.setOrientation(Orientation.VERTICAL);
        split.getItems().add(table);
        split.setMinSize(0, 0);
        SplitPane.setResizableWithParent(details, false);
        middle.setMinWidth(0);
        middle.getStyleClass().add("page-body");
        VBox.setVgrow(middle, Priority.ALWAYS);
        view.setId("inventory");
        view.getStyleClass().addAll("page", "inventory");
        view.getChildren().addAll(head, filters, middle, table.measure());
        view.addEventHandler(KeyEvent.KEY_PRESSED, e -> {
            if (e.getCode() == KeyCode.P
                    && !e.isShortcutDown()
                    && !e.isAltDown()
                    && !(e.getTarget() instanceof TextInputControl)) {
                head.copyPolicy();
                e.consume();
            }
        });
        table.addEventHandler(KeyEvent.KEY_PRESSED, e -> {
            if (e.getCode() == KeyCode.ESCAPE) {
                closeDetails();
                e.consume();
            }
        });
    }

    @Override
    public Parent view() {
        return scrolled;
    }

    @Override
    public void activate() {
        followed = Subscription.combine(
                desk.readings().inventoryProperty().subscribe(this::show),
                desk.readings()
                        .nowProperty()
                        .subscribe(_ -> head.tick(desk.readings().inventory())));
    }

    @Override
    public void deactivate() {
        followed.unsubscribe();
        followed = Subscription.EMPTY;
        listings.cancel();
        sorting = false;
    }

    /** @param target a resource's logical name */
    @Override
    public void open(String target) {
        wanted = Optional.of(target);
        if (table.getItems().stream().anyMatch(r -> r.key().logical().equals(target))) {
            chooseWanted();
        } else {
            filters.search(target);
        }
    }

    @Override
    public Optional<Node> filter() {
        return Optional.of(filters.field());
    }

    @Override
    public List<KeyHint> keys() {
        return List.of(
                new KeyHint("/", "Filter; Enter leads to the table, Esc clears"),
                new KeyHint("region:… -state:… memory:>512", "Filter by field; a minus excludes"),
                new KeyHint("↑ ↓", "Choose a resource; its details open below"),
                new KeyHint("Ctrl+C", "Copy the selected rows for a spreadsheet"),
                new KeyHint("Shift+F10", "Copy them as Markdown, ARNs, CSV or JSON"),
                new KeyHint("P", "Copy the policy that allows what was refused"),
                new KeyHint("F5", "Read the regions again"),
                new KeyHint("Esc", "Close the details"));
    }

    @Override
    public boolean readAgain() {
        head.read();
        return true;
    }

    private void show(InventoryFeed.Latest latest) {
        head.show(latest);
        var source = InventorySource.of(latest);
        filters.setDisable(source.isEmpty());
        if (source.isEmpty()) {
            middle.getChildren()
                    .setAll(
                            latest.scanning().isPresent()
                                    ? Blank.loading("Reading the regions", "Each service is shown as it is read.", -1)
                                    : unread(latest));
            return;
        }
        if (!middle.getChildren().equals(List.of(split))) {
            middle.getChildren().setAll(split);
        }
        // A sort under way looks again when it is done: were it begun anew with each service, none would ever end.
        if (!source.get().is(rows.source()) && !(sorting && source.get().reading())) {
            list();
        }
    }

    private static Blank unread(InventoryFeed.Latest latest) {
        var again = "“Read again” or F5 reads every service of every region. Nothing is changed by it.";
        return latest.unfinished()
                .map(u -> Blank.unknown(
                        u.state() == UnfinishedInventory.State.STOPPED ? "Reading was stopped" : "Reading failed",
                        "What is in the regions is unknown. " + again))
                .orElseGet(() -> Blank.empty("Not read yet", again));
    }

    /** Compares, filters and sorts off the JavaFX thread. */
    private void list() {
        list(UnaryOperator.identity());
    }

    private void list(UnaryOperator<InventoryRows> first) {
        var source = InventorySource.of(desk.readings().inventory());
        if (source.isEmpty()) {
            return;
        }
        var now = source.get();
        var known = rows;
        var query = filters.query();
        var order = table.order();
        var plan = plan();
        sorting = true;
        listings.submit(() -> InventoryListing.of(
                first.apply(known.source().is(now) ? known : InventoryRows.of(now, plan, known)), query, order));
    }

    private void settle(InventoryListing listing) {
        sorting = false;
        rows = listing.from();
        table.columns(rows.side().regions(), plan());
        head.count(listing);
        filters.count(listing);
        table.settle(listing.rows());
        if (listing.rows().isEmpty()) {
            table.setPlaceholder(
                    rows.rows().isEmpty()
                            ? nothing()
                            : Blank.empty(
                                    "Nothing matches",
                                    "No resource matches the filter. Clear it to see all "
                                            + InWords.count(rows.rows().size(), "row", "rows") + "."));
        }
        chooseWanted();
        showDetails();
        if (InventorySource.of(desk.readings().inventory())
                .filter(s -> !s.is(rows.source()))
                .isPresent()) {
            list();
        }
    }

    private Blank nothing() {
        var source = rows.source();
        if (source.reading()) {
            return Blank.loading("Nothing so far", "Each service is shown as it is read.", -1);
        }
        return source.complete()
                ? Blank.empty("Nothing there", "All services were read; none holds anything.")
                : Blank.unknown("Nothing is known to be there", "What could not be read may hold something.");
    }

    /** Of several with that name the one that the plan speaks of. */
    private void chooseWanted() {
        wanted.flatMap(name -> table.getItems().stream()
                        .filter(r -> r.key().logical().equals(name))
                        .min(Comparator.comparing(InventoryRow::fate)))
                .ifPresent(r -> {
                    wanted = Optional.empty();
                    table.choose(r.key());
                    table.requestFocus();
                });
    }

    private void showDetails() {
        var chosen = table.selected();
        // A row that is as it was keeps what was scrolled and chosen in its details.
        chosen.filter(r -> detailed.filter(d -> d == r).isEmpty())
                .ifPresent(r -> details.show(r, table.regions(), plan()));
        detailed = chosen;
        var open = split.getItems().contains(details);
        if (chosen.isPresent() && !open) {
            split.getItems().add(details);
            split.setDividerPositions(TABLE_SHARE);
            opening = true;
        } else if (chosen.isEmpty() && open) {
            split.getItems().remove(details);
        }
    }

    private void closeDetails() {
        table.getSelectionModel().clearSelection();
        table.requestFocus();
    }

    private Plan plan() {
        return desk.readings().session().plan();
    }
}
