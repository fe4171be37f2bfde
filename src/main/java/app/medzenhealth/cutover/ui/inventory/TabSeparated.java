package app.medzenhealth.cutover.ui.inventory;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rows as a spreadsheet takes them from the clipboard. */
final class TabSeparated {
    private static final String STARTS_FORMULA = "=+-@";

    private TabSeparated() {}

    static String of(List<String> regions, List<InventoryRow> rows) {
        return Stream.concat(Stream.of(CopyFormat.head(regions)), rows.stream().map(r -> CopyFormat.cells(regions, r)))
                .map(TabSeparated::line)
                .collect(Collectors.joining());
    }

    private static String line(List<String> cells) {
        return cells.stream().map(TabSeparated::cell).collect(Collectors.joining("\t")) + "\n";
    }

    private static String cell(String text) {
        return notCalculated(text.replaceAll("[\\t\\r\\n\\x00]", " "));
    }

    /** A name that a spreadsheet would calculate stays a name. */
    static String notCalculated(String text) {
        return !text.isEmpty() && STARTS_FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
