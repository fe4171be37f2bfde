package app.medzenhealth.cutover.ui.inventory;

import app.medzenhealth.cutover.inventory.SideBySide;
import app.medzenhealth.cutover.inventory.SideBySide.Cell;
import app.medzenhealth.cutover.inventory.SideBySide.Drift;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A logical resource with what filtering and sorting need, worked out once.
 *
 * @param reads by region: when and how it was read
 * @param words everything that can be searched, in lower case
 * @param unread cells whose region was not read yet
 * @param differs whether a detail differs between regions
 * @param changes since an earlier reading, one line each
 */
record InventoryRow(
        Key key,
        SideBySide.Row row,
        Map<String, CellRead> reads,
        Fate fate,
        String words,
        int present,
        int unknown,
        int unread,
        boolean differs,
        List<String> changes) {

    /** By it a selection is found again after a new scan. */
    record Key(String service, String type, String logical) {
        static Key of(SideBySide.Row row) {
            return new Key(row.service(), row.type(), row.logical());
        }
    }

    Optional<CellRead> read(String region) {
        return Optional.ofNullable(reads.get(region));
    }

    DriftStyle look() {
        return drift().map(_ -> DriftStyle.of(row))
                .orElseGet(() -> DriftStyle.open(reads.values().stream()
                        .filter(CellRead::never)
                        .flatMap(r -> r.open().stream())
                        .findFirst()
                        .orElseThrow()));
    }

    /** Empty: cannot be said as long as regions were not read. */
    Optional<Drift> drift() {
        return unread > 0 && unknown == 0 && row.drift() == Drift.UNKNOWN ? Optional.empty() : Optional.of(row.drift());
    }

    static InventoryRow of(SideBySide.Row row, Map<String, CellRead> reads) {
        return of(row, reads, List.of());
    }

    static InventoryRow of(SideBySide.Row row, Map<String, CellRead> reads, List<String> changes) {
        var unread = (int) reads.values().stream().filter(CellRead::never).count();
        var words = new StringBuilder(160)
                .append(row.logical())
                .append(' ')
                .append(row.service())
                .append(' ')
                .append(row.type())
                .append(' ')
                .append(Fate.of(row).word());
        var present = 0;
        var unknown = 0;
        var differs = false;
        for (var cell : row.cells().values()) {
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
        if (unread == 0 || unknown > 0 || row.drift() != Drift.UNKNOWN) {
            words.append(' ').append(DriftStyle.of(row).word());
        }
        if (differs) {
            words.append(" differs ≠");
        }
        changes.forEach(c -> words.append(" changed ").append(c));
        return new InventoryRow(
                Key.of(row),
                row,
                reads,
                Fate.of(row),
                words.toString().toLowerCase(Locale.ROOT),
                present,
                unknown,
                unread,
                differs,
                changes);
    }
}
