package app.medzenhealth.cutover.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Records as a table for a spreadsheet (RFC 4180, UTF-8, every cell quoted). A convenience: {@code events.jsonl} is what counts.
 * A cell that a spreadsheet could take for a formula gets an apostrophe before it.
 */
final class EventsCsv {
    private static final List<String> DATA = List.of(
            "region",
            "service",
            "operation",
            "resource",
            "outcome",
            "code",
            "message",
            "requestId",
            "intent",
            "tookMillis");
    private static final String DANGEROUS = "=+-@\t\r\n\0＝＋－＠";

    private EventsCsv() {}

    /** Whether a last, empty column stands in each line: its title says that the export is partial. */
    enum Mark {
        NONE,
        COLUMN
    }

    /** @param partial that the export is partial, in words, as the title of a last column; empty for a whole one */
    static void header(OutputStream out, String partial) throws IOException {
        var line = new StringBuilder("\"seq\",\"at\",\"session\",\"actor\",\"kind\",\"phase\",\"step\"");
        DATA.forEach(name -> line.append(",\"").append(name).append('"'));
        line.append(",\"data\",\"mode\",\"endpoint\"");
        if (!partial.isEmpty()) {
            cell(line, partial);
        }
        out.write(line.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    }

    /** But for its end. */
    static byte[] line(AuditRecord record) {
        var line = new StringBuilder(512);
        line.append('"').append(record.seq()).append('"');
        cell(line, record.at());
        cell(line, record.session());
        cell(line, record.actor());
        cell(line, record.kind());
        cell(line, AuditFilter.phaseOf(record));
        cell(line, record.step());
        var data = record.data();
        for (var name : DATA) {
            var value = data.get(name.equals("outcome") && !data.containsKey(name) ? "result" : name);
            cell(line, value == null || value instanceof Map || value instanceof List ? "" : value.toString());
        }
        cell(line, new String(Jcs.bytes(data), StandardCharsets.UTF_8));
        return line.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** @param world where the record was made */
    static byte[] end(OpenedIn world, Mark mark) {
        var line = new StringBuilder();
        cell(line, world.mode());
        cell(line, world.endpoint());
        if (mark == Mark.COLUMN) {
            cell(line, "");
        }
        return line.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void cell(StringBuilder line, String text) {
        line.append(",\"");
        if (startsLikeFormula(text)) {
            line.append('\'');
        }
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == '"') {
                line.append('"');
            }
            line.append(c == '\0' ? '\ufffd' : c);
        }
        line.append('"');
    }

    /** Also behind white space, which some programs take away first. */
    private static boolean startsLikeFormula(String text) {
        var i = 0;
        while (i < text.length()
                && (text.charAt(i) == ' ' || text.charAt(i) == '\u00a0' || text.charAt(i) == '\ufeff')) {
            i++;
        }
        return i < text.length() && DANGEROUS.indexOf(text.charAt(i)) >= 0;
    }
}
