package app.medzenhealth.cutover.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventsCsvTest {
    private static final String DANGEROUS = "=+-@\t\r\n\0＝＋－＠";
    private static final String ALPHABET = DANGEROUS + "\",;'|% a1é👋\u00a0\ufeff\\";

    @Test
    void no_cell_begins_as_a_formula_does_and_every_text_can_be_read_back() {
        long seed = 20_260_112;
        System.out.println("seed " + seed);
        var random = new Random(seed);
        for (var i = 0; i < 20_000; i++) {
            var actor = text(random);
            var message = text(random);
            var record = new AuditRecord(
                    1, 7, "2026-01-12T08:00:00.000000Z", "s1", actor, "note", "", Map.of("message", message), "");
            var world = new OpenedIn(1, "s1", Map.of("mode", text(random), "endpoint", text(random)));
            var line = new String(EventsCsv.line(record), StandardCharsets.UTF_8)
                    + new String(EventsCsv.end(world, EventsCsv.Mark.NONE), StandardCharsets.UTF_8);
            var cells = cells(line);
            assertThat(cells).as(line).hasSize(20);
            for (var cell : cells) {
                assertThat(formula(cell)).as("%s in %s", cell, line).isFalse();
            }
            assertThat(cells.get(3)).isIn(plain(actor), "'" + plain(actor));
            assertThat(cells.get(13)).isIn(plain(message), "'" + plain(message));
        }
    }

    private static String plain(String text) {
        return text.replace('\0', '\ufffd');
    }

    /** What a spreadsheet may calculate, also after it has taken away white space. */
    private static boolean formula(String cell) {
        var stripped = cell.replaceFirst("^[ \u00a0\ufeff]+", "");
        return !stripped.isEmpty() && DANGEROUS.indexOf(stripped.charAt(0)) >= 0;
    }

    private static String text(Random random) {
        var points = ALPHABET.codePoints().toArray();
        var text = new StringBuilder();
        for (var i = random.nextInt(6); i > 0; i--) {
            text.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return text.toString();
    }

    /** As RFC 4180 says, every cell being quoted. */
    private static List<String> cells(String line) {
        var cells = new ArrayList<String>();
        var at = 0;
        while (true) {
            assertThat(line.charAt(at)).isEqualTo('"');
            var cell = new StringBuilder();
            at++;
            while (line.charAt(at) != '"' || line.charAt(at + 1) == '"') {
                at += line.charAt(at) == '"' ? 1 : 0;
                cell.append(line.charAt(at));
                at++;
            }
            cells.add(cell.toString());
            at++;
            if (line.charAt(at) != ',') {
                assertThat(line.substring(at)).isEqualTo("\r\n");
                return cells;
            }
            at++;
        }
    }
}
