package app.medzenhealth.cutover.ui.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.inventory.SideBySide.Drift;
import app.medzenhealth.cutover.ui.common.HandMadeInventory;
import app.medzenhealth.cutover.ui.common.HandMadePlan;
import app.medzenhealth.cutover.ui.common.InventoryFeed;
import app.medzenhealth.cutover.ui.common.InventorySource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InventoryListingTest {
    private final InventoryRows rows =
            InventoryRows.of(source(HandMadeInventory.threeRegions()), HandMadePlan.medzen(), InventoryRows.NONE);

    private static InventorySource source(InventoryFeed.Latest latest) {
        return InventorySource.of(latest).orElseThrow();
    }

    private List<String> names(InventoryQuery query) {
        return InventoryListing.of(rows, query, InventoryOrder.BY_SERVICE).rows().stream()
                .map(r -> r.key().logical())
                .toList();
    }

    private static InventoryQuery words(String text) {
        return new InventoryQuery(text, Set.of(), Set.of(), Set.of(), Set.of());
    }

    @Test
    void without_a_filter_every_row_is_shown() {
        assertThat(names(InventoryQuery.ALL)).hasSize(rows.rows().size());
    }

    @Test
    void all_words_must_occur_whatever_their_case_and_order() {
        assertThat(names(words("SYNC lambda"))).containsExactly("medzen-firebase-sync");
        assertThat(names(words("sync rds"))).isEmpty();
    }

    @Test
    void the_reason_why_something_is_unknown_can_be_searched() {
        assertThat(names(words("accessdenied"))).containsExactly("medzen-meetings");
    }

    @Test
    void only_differences_leaves_what_differs_between_regions() {
        var query = new InventoryQuery("", Set.of(), Set.of(), Set.of(), Set.of(InventoryQuery.Only.DIFFERENCES));

        assertThat(names(query)).containsExactly("medzen-firebase-sync", "medzen-recording-handler");
    }

    @Test
    void what_the_plan_forgot_is_a_disposition_of_its_own() {
        var query = new InventoryQuery("", Set.of(), Set.of(Fate.UNSAID), Set.of(), Set.of());

        assertThat(names(query)).contains("eipalloc-0capetown1").doesNotContain("medzen-ehrbase-db");
    }

    @Test
    void chips_of_one_kind_widen_and_of_two_kinds_narrow() {
        var wide = new InventoryQuery("", Set.of("rds", "ecs"), Set.of(), Set.of(), Set.of());
        var narrow = new InventoryQuery("", Set.of("rds", "ecs"), Set.of(), Set.of(Drift.MISSING), Set.of());

        assertThat(names(wide)).containsExactly("medzen-ehrbase", "medzen-ehrbase-db");
        assertThat(names(narrow)).containsExactly("medzen-ehrbase");
    }

    @Test
    void counts_are_of_all_rows_and_unknown_is_counted_by_itself() {
        var listing = InventoryListing.of(rows, words("nothing has this name"), InventoryOrder.BY_NAME);

        assertThat(listing.rows()).isEmpty();
        assertThat(listing.unknown()).isEqualTo(1);
        assertThat(listing.differing()).isEqualTo(2);
        assertThat(listing.drifts()).containsEntry(Drift.UNKNOWN, 1);
        assertThat(listing.services().values().stream().mapToInt(i -> i).sum())
                .isEqualTo(rows.rows().size());
    }

    @Test
    void the_order_of_drift_begins_with_what_is_missing_and_ends_with_what_is_as_planned() {
        var drifts = InventoryListing.of(rows, InventoryQuery.ALL, InventoryOrder.BY_DRIFT).rows().stream()
                .map(r -> r.row().drift())
                .distinct()
                .toList();

        assertThat(drifts).containsExactly(Drift.MISSING, Drift.NOT_IN_PLAN, Drift.UNKNOWN, Drift.AS_PLANNED);
    }

    @Test
    void in_the_order_of_a_region_what_differs_comes_first_then_what_is_unknown() {
        var first = InventoryListing.of(rows, InventoryQuery.ALL, InventoryOrder.byRegion("af-south-1"))
                .rows();

        assertThat(CellWords.of(first.get(0).row(), "af-south-1").sign()).isEqualTo("≠");
        assertThat(CellWords.of(first.get(1).row(), "af-south-1").word()).isEqualTo("unknown");
        assertThat(CellWords.of(first.getLast().row(), "af-south-1").sign()).isEqualTo("–");
    }
}
