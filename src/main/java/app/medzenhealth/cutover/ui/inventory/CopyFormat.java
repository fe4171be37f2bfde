package app.medzenhealth.cutover.ui.inventory;

import app.medzenhealth.cutover.inventory.SeenResource;
import app.medzenhealth.cutover.inventory.SideBySide.Cell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Forms in which rows are copied. What is unknown is never written as absent in any of them. */
enum CopyFormat {
    /** Tabs between cells, as spreadsheets take them from the clipboard. */
    SPREADSHEET("for a spreadsheet") {
        @Override
        String of(List<String> regions, List<InventoryRow> rows) {
            return TabSeparated.of(regions, rows);
        }
    },
    /** A table of GitHub Flavored Markdown (section 4.10), as chats and tickets take it. */
    MARKDOWN("as Markdown") {
        @Override
        String of(List<String> regions, List<InventoryRow> rows) {
            var head = head(regions);
            return line(head.stream())
                    + line(head.stream().map(_ -> "---"))
                    + rows.stream()
                            .map(r -> line(cells(regions, r).stream().map(CopyFormat::plainMarkdown)))
                            .collect(Collectors.joining());
        }

        private String line(Stream<String> cells) {
            return cells.collect(Collectors.joining(" | ", "| ", " |\n"));
        }
    },
    /** One a line, of everything that was found. */
    ARNS("as ARNs") {
        @Override
        String of(List<String> regions, List<InventoryRow> rows) {
            return rows.stream()
                    .flatMap(r -> found(regions, r))
                    .map(SeenResource::arn)
                    .map(a -> a + "\n")
                    .collect(Collectors.joining());
        }
    },
    /** RFC 4180, every cell quoted. */
    CSV("as CSV") {
        @Override
        String of(List<String> regions, List<InventoryRow> rows) {
            return Stream.concat(Stream.of(head(regions)), rows.stream().map(r -> cells(regions, r)))
                    .map(line -> line.stream().map(this::quoted).collect(Collectors.joining(",", "", "\r\n")))
                    .collect(Collectors.joining());
        }

        private String quoted(String cell) {
            return "\"" + TabSeparated.notCalculated(cell).replace("\"", "\"\"") + "\"";
        }
    },
    /** An object a row, with each resource as it was read. */
    JSON("as JSON") {
        @Override
        String of(List<String> regions, List<InventoryRow> rows) {
            return JSON_LINES.writeValueAsString(
                            rows.stream().map(r -> object(regions, r)).toList())
                    + "\n";
        }

        private Object object(List<String> regions, InventoryRow row) {
            var object = new LinkedHashMap<String, Object>();
            object.put("service", row.key().service());
            object.put("type", row.key().type());
            object.put("name", row.key().logical());
            object.put("disposition", row.fate().word());
            row.row().reason().ifPresent(why -> object.put("why", why));
            object.put("drift", row.look().word());
            var cells = new LinkedHashMap<String, Object>();
            regions.forEach(r -> cells.put(
                    r,
                    switch (row.row().cells().get(r)) {
                        case Cell.Present present -> present.resource();
                        case null, default -> CellWords.of(row, r).line();
                    }));
            object.put("regions", cells);
            return object;
        }
    };

    private static final JsonMapper JSON_LINES =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final String words;

    CopyFormat(String words) {
        this.words = words;
    }

    /** Goes on after “Copy 3 rows”. */
    String words() {
        return words;
    }

    /** @param regions columns, in order */
    abstract String of(List<String> regions, List<InventoryRow> rows);

    static List<String> head(List<String> regions) {
        var head = new ArrayList<String>(List.of("service", "type", "name"));
        head.addAll(regions);
        head.addAll(List.of("disposition", "drift"));
        return head;
    }

    static List<String> cells(List<String> regions, InventoryRow row) {
        var cells = new ArrayList<String>(
                List.of(row.key().service(), row.key().type(), row.key().logical()));
        regions.forEach(r -> cells.add(CellWords.of(row, r).line()));
        cells.add(row.fate().word());
        cells.add(row.look().word());
        return cells;
    }

    private static Stream<SeenResource> found(List<String> regions, InventoryRow row) {
        return regions.stream()
                .map(r -> row.row().cells().get(r))
                .filter(Objects::nonNull)
                .flatMap(c -> c instanceof Cell.Present p ? Stream.of(p.resource()) : Stream.empty());
    }

    /** Names are somebody else's: none of their letters makes a cell, a link or an element. */
    private static String plainMarkdown(String text) {
        return text.replaceAll("[\\p{Cntrl}]", " ").replaceAll("([\\\\`*_{}\\[\\]<>|#!~])", "\\\\$1");
    }
}
