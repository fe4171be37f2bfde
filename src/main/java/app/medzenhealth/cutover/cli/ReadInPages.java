package app.medzenhealth.cutover.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Shows what is to be signed so that all of it was on the screen before anybody is asked. */
final class ReadInPages {
    /** With the question after them fewer than the rows of the smallest terminal, which has 24. */
    private static final int ROWS = 20;

    /** Columns of the smallest terminal. */
    private static final int COLUMNS = 80;

    private final PrintWriter out;
    private final Function<String, Optional<String>> ask;

    /** @param ask shows a prompt and returns the line that was typed; empty: whoever types has gone */
    ReadInPages(PrintWriter out, Function<String, Optional<String>> ask) {
        this.out = out;
        this.ask = ask;
    }

    /** Whether they saw all of it and signed. */
    boolean signed(List<String> lines) {
        var pages = pages(lines);
        var shown = 0;
        for (var page : pages) {
            page.forEach(out::println);
            shown += page.size();
            if (shown < lines.size()) {
                var left = lines.size() - shown;
                var answer = ask.apply("%n— %d more %s; Enter shows on, “no” ends without signing: "
                        .formatted(left, left == 1 ? "line" : "lines"));
                if (answer.isEmpty() || !answer.get().isBlank()) {
                    return false;
                }
            }
        }
        return ask.apply("%nType “sign” to approve exactly this: ".formatted())
                .filter(answer -> answer.strip().toLowerCase(Locale.ROOT).equals("sign"))
                .isPresent();
    }

    private static List<List<String>> pages(List<String> lines) {
        var pages = new ArrayList<List<String>>();
        var page = new ArrayList<String>();
        var rows = 0;
        for (var line : lines) {
            var needed = rows(line);
            if (!page.isEmpty() && rows + needed > ROWS) {
                pages.add(List.copyOf(page));
                page.clear();
                rows = 0;
            }
            page.add(line);
            rows += needed;
        }
        pages.add(List.copyOf(page));
        return pages;
    }

    private static int rows(String line) {
        return line.lines()
                .mapToInt(l -> 1 + Math.max(0, l.length() - 1) / COLUMNS)
                .sum();
    }
}
