package app.medzenhealth.cutover.ui.inventory;

import app.medzenhealth.cutover.inventory.SeenResource;
import app.medzenhealth.cutover.inventory.SideBySide;
import app.medzenhealth.cutover.inventory.SideBySide.Cell;
import app.medzenhealth.cutover.inventory.UnfinishedInventory;
import app.medzenhealth.cutover.ui.common.Tone;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a cell says.
 *
 * @param sign a shape that says the same as the tone
 * @param more the second, smaller line; may be empty
 * @param rank for sorting: what needs a look comes first
 */
record CellWords(String sign, String word, String more, Tone tone, int rank) {
    /** Says nothing without its name. */
    private static final Pattern BARE =
            Pattern.compile("[0-9.,]+( of [0-9]+)?|[0-9]{4}-[0-9]{2}-[0-9]{2}|yes|no|true|false|on|off");

    private static final CellWords NOT_ASKED = new CellWords("·", "", "", Tone.NEUTRAL, 4);
    private static final CellWords NOT_OFFERED = new CellWords("·", "not offered", "", Tone.NEUTRAL, 4);
    private static final CellWords ABSENT = new CellWords("–", "", "", Tone.NEUTRAL, 3);

    private static final CellWords READING = new CellWords("", "reading…", "", Tone.NEUTRAL, 5);
    private static final CellWords STOPPED = new CellWords("?", "stopped", "not read", Tone.UNKNOWN, 1);
    private static final CellWords FAILED = new CellWords("?", "failed", "not read", Tone.UNKNOWN, 1);

    static CellWords of(InventoryRow row, String region) {
        return row.read(region)
                .filter(CellRead::never)
                .flatMap(CellRead::open)
                .map(CellWords::open)
                .orElseGet(() -> of(row.row(), region));
    }

    private static CellWords open(UnfinishedInventory.State state) {
        return switch (state) {
            case READING -> READING;
            case STOPPED -> STOPPED;
            case FAILED -> FAILED;
        };
    }

    static CellWords of(SideBySide.Row row, String region) {
        var cell = row.cells().get(region);
        return cell == null
                ? NOT_ASKED
                : row.step()
                        .filter(_ -> cell instanceof Cell.Present p
                                && !p.differences().isEmpty())
                        .map(step -> of(cell).expected(step))
                        .orElseGet(() -> of(cell));
    }

    static CellWords of(Cell cell) {
        return switch (cell) {
            case Cell.Absent _ -> ABSENT;
            case Cell.NotOffered _ -> NOT_OFFERED;
            case Cell.Unknown(String reason) -> new CellWords("?", "unknown", reason, Tone.UNKNOWN, 1);
            case Cell.Present(SeenResource resource, List<String> differences) ->
                differences.isEmpty()
                        ? present(resource, matters(resource), 2)
                        : new CellWords("≠", state(resource), String.join(" · ", differences), Tone.WARN, 0);
        };
    }

    /** A difference that a step of this session makes is no surprise. */
    private CellWords expected(String step) {
        return new CellWords(sign, word, "by step " + step + ": " + more, Tone.ACCENT, 2);
    }

    /** As one line of text, for copying and for screen readers. */
    String line() {
        return switch (tone) {
            case UNKNOWN -> "unknown: " + (word.equals("unknown") ? "" : word + ", ") + more;
            default ->
                (sign.equals("≠") ? "≠ " : "")
                        + (word.isEmpty() ? sign : word)
                        + (more.isEmpty() ? "" : " (" + more + ")");
        };
    }

    private static CellWords present(SeenResource r, String more, int rank) {
        var tone = tone(r.state());
        var sign = switch (tone) {
            case OK -> "●";
            case BAD -> "✕";
            default -> "◌";
        };
        return replica(r)
                ? new CellWords("◐", "replica, " + state(r), more, tone == Tone.OK ? Tone.ACCENT : tone, rank)
                : new CellWords(sign, state(r), more, tone, rank);
    }

    private static boolean replica(SeenResource r) {
        return !r.details()
                .getOrDefault("replica of", r.details().getOrDefault("replicaSource", ""))
                .isBlank();
    }

    private static String state(SeenResource r) {
        return r.state().isBlank()
                ? "there"
                : r.state().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String matters(SeenResource r) {
        return r.details().entrySet().stream()
                .filter(d -> !d.getValue().isBlank() && !d.getValue().startsWith("arn:"))
                .limit(3)
                .map(d -> BARE.matcher(d.getValue()).matches() ? d.getKey() + " " + d.getValue() : d.getValue())
                .collect(Collectors.joining(" · "));
    }

    private static Tone tone(String state) {
        var s = state.toLowerCase(Locale.ROOT);
        if (s.equals("alarm") || s.contains("fail") || s.contains("rollback") || s.contains("inaccessible")) {
            return Tone.BAD;
        }
        return s.endsWith("ing")
                        || s.contains("progress")
                        || s.contains("inactive")
                        || s.contains("stopped")
                        || s.contains("insufficient")
                        || s.contains("disabled")
                ? Tone.WARN
                : Tone.OK;
    }
}
