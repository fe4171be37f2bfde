package app.medzenhealth.cutover.ui.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Rows as a spreadsheet takes them from the clipboard. */
final class TabSeparated {
    private static final String STARTS_FORMULA = "=+-@";

    private TabSeparated() {}

    static String of(List<String> regions, List<InventoryRow> rows) {
        var head = new ArrayList<String>(List.of("service", "type", "name"));
        head.addAll(regions);
        head.addAll(List.of("disposition", "drift"));
        var text = new StringBuilder(line(head));
        for (var row : rows) {
            var cells = new ArrayList<String>(
                    List.of(row.key().service(), row.key().type(), row.key().logical()));
            regions.forEach(r -> cells.add(CellWords.of(row, r).line()));
            cells.add(row.fate().word());
            cells.add(row.look().word());
            text.append(line(cells));
        }
        return text.toString();
    }

    private static String line(List<String> cells) {
        return cells.stream().map(TabSeparated::cell).collect(Collectors.joining("\t")) + "\n";
    }

    /** A name that a spreadsheet would calculate stays a name. */
    private static String cell(String text) {
        var plain = text.replaceAll("[\\t\\r\\n\\x00]", " ");
        return !plain.isEmpty() && STARTS_FORMULA.indexOf(plain.charAt(0)) >= 0 ? "'" + plain : plain;
    }
}
