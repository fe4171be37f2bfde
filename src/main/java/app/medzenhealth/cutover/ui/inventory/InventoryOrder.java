package app.medzenhealth.cutover.ui.inventory;

import java.util.Comparator;

/** Orders of rows, one for each column; every one of them is total, so that a sort always looks the same. */
final class InventoryOrder {
    static final Comparator<InventoryRow> BY_SERVICE = Comparator.<InventoryRow, String>comparing(
                    r -> r.key().service())
            .thenComparing(r -> r.key().type())
            .thenComparing(r -> r.key().logical());
    static final Comparator<InventoryRow> BY_NAME =
            Comparator.<InventoryRow, String>comparing(r -> r.key().logical()).thenComparing(BY_SERVICE);
    static final Comparator<InventoryRow> BY_FATE =
            Comparator.<InventoryRow, Fate>comparing(InventoryRow::fate).thenComparing(BY_SERVICE);
    static final Comparator<InventoryRow> BY_DRIFT =
            Comparator.<InventoryRow>comparingInt(InventoryOrder::urgency).thenComparing(BY_SERVICE);

    private InventoryOrder() {}

    static Comparator<InventoryRow> byRegion(String region) {
        return Comparator.<InventoryRow>comparingInt(
                        r -> CellWords.of(r, region).rank())
                .thenComparing(r -> CellWords.of(r, region).word())
                .thenComparing(BY_SERVICE);
    }

    private static int urgency(InventoryRow row) {
        return row.drift()
                .map(d -> switch (d) {
                    case MISSING -> 0;
                    case NOT_IN_PLAN -> 1;
                    case UNKNOWN -> 2;
                    case BY_STEP -> 3;
                    case AS_PLANNED -> 4;
                })
                .orElse(5);
    }
}
