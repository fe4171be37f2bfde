package app.medzenhealth.cutover.ui.inventory;

import app.medzenhealth.cutover.inventory.SideBySide;
import app.medzenhealth.cutover.inventory.SideBySide.Cell;
import java.util.Locale;

/**
 * A logical resource with what filtering and sorting need, worked out once.
 *
 * @param words everything that can be searched, in lower case
 * @param differs whether a detail differs between regions
 */
record InventoryRow(Key key, SideBySide.Row row, Fate fate, String words, int present, int unknown, boolean differs) {

    /** By it a selection is found again after a new scan. */
    record Key(String service, String type, String logical) {}

    static InventoryRow of(SideBySide.Row row) {
        StringBuilder words = new StringBuilder(160)
                .append(row.logical())
                .append(' ')
                .append(row.service())
                .append(' ')
                .append(row.type())
                .append(' ')
                .append(DriftLook.of(row.drift()).word())
                .append(' ')
                .append(Fate.of(row).word());
        int present = 0;
        int unknown = 0;
        boolean differs = false;
        for (Cell cell : row.cells().values()) {
            switch (cell) {
                case Cell.Present p -> {
                    present++;
                    differs |= !p.differences().isEmpty();
                    words.append(' ')
                            .append(p.resource().name())
                            .append(' ')
                            .append(p.resource().id())
                            .append(' ')
                            .append(p.resource().region())
                            .append(' ')
                            .append(p.resource().state());
                    p.resource()
                            .details()
                            .values()
                            .forEach(v -> words.append(' ').append(v));
                    p.resource()
                            .tags()
                            .forEach((k, v) ->
                                    words.append(' ').append(k).append('=').append(v));
                }
                case Cell.Unknown(String reason) -> {
                    unknown++;
                    words.append(" unknown ").append(reason);
                }
                case Cell.Absent _ -> {}
                case Cell.NotOffered _ -> words.append(" not offered");
            }
        }
        if (differs) {
            words.append(" differs ≠");
        }
        return new InventoryRow(
                new Key(row.service(), row.type(), row.logical()),
                row,
                Fate.of(row),
                words.toString().toLowerCase(Locale.ROOT),
                present,
                unknown,
                differs);
    }
}
