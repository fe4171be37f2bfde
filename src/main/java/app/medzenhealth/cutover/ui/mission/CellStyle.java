package app.medzenhealth.cutover.ui.mission;

import app.medzenhealth.cutover.inventory.SeenResource;
import app.medzenhealth.cutover.inventory.SideBySide.Cell;
import app.medzenhealth.cutover.ui.common.Tone;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a cell of the table is shown.
 *
 * @param sign a shape that says the same as the tone
 * @param more the second, smaller line; may be empty
 */
record CellStyle(String sign, String word, String more, Tone tone) {
    static final CellStyle NOT_ASKED = new CellStyle("·", "not asked", "", Tone.NEUTRAL);
    static final CellStyle ABSENT = new CellStyle("–", "", "", Tone.NEUTRAL);

    /** Says nothing without its name. */
    private static final Pattern BARE = Pattern.compile("[0-9.,]+( of [0-9]+)?|[0-9]{4}-[0-9]{2}-[0-9]{2}|true|false");

    /** Letters of small text in a column. */
    private static final int ROOM = 20;

    private static final CellStyle NOT_OFFERED = new CellStyle("·", "not offered", "", Tone.NEUTRAL);

    /** @param step which step of the session changed it; what differs then is no surprise */
    static CellStyle of(Cell cell, Optional<String> step) {
        var look = of(cell);
        return step.isPresent() && look.sign().equals("≠")
                ? new CellStyle("≠", "step " + step.get(), look.more(), Tone.ACCENT)
                : look;
    }

    static CellStyle of(Cell cell) {
        return switch (cell) {
            case Cell.Absent _ -> ABSENT;
            case Cell.NotOffered _ -> NOT_OFFERED;
            case Cell.Unknown(String reason) -> new CellStyle("?", "unknown", reason, Tone.UNKNOWN);
            case Cell.Present(SeenResource resource, var differences) ->
                differences.isEmpty()
                        ? present(resource)
                        : new CellStyle("≠", "differs", String.join(", ", differences), Tone.WARN);
        };
    }

    private static CellStyle present(SeenResource r) {
        return Topology.replicaSource(r)
                .map(source -> new CellStyle(
                        "◐", "replica", Topology.lag(r).map(l -> "lag " + l).orElse("of " + source), Tone.ACCENT))
                .orElseGet(() -> {
                    var tone = tone(r.state());
                    return new CellStyle(
                            tone == Tone.OK ? "●" : tone == Tone.BAD ? "✕" : "◌",
                            r.state().isBlank() ? "there" : words(r.state()),
                            details(r),
                            tone);
                });
    }

    /** Two details where there is room for both, else the first: half a word says nothing. */
    private static String details(SeenResource r) {
        var first = r.details().entrySet().stream()
                .filter(d -> !d.getValue().isBlank())
                .limit(2)
                .map(d -> BARE.matcher(d.getValue()).matches() ? d.getKey() + " " + d.getValue() : d.getValue())
                .toList();
        var both = String.join(" · ", first);
        return first.isEmpty() || both.length() <= ROOM ? both : first.getFirst();
    }

    /** {@code UPDATE_COMPLETE} is wider than it needs to be; the tooltip has AWS's own spelling. */
    private static String words(String state) {
        return switch (state) {
            case "CREATE_COMPLETE" -> "created";
            case "UPDATE_COMPLETE" -> "updated";
            default -> state.toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }

    private static Tone tone(String state) {
        var s = state.toLowerCase(Locale.ROOT);
        if (s.contains("fail") || s.contains("rollback") || s.contains("inaccessible")) {
            return Tone.BAD;
        }
        return s.endsWith("ing") || s.contains("progress") || s.contains("inactive") || s.contains("stopped")
                ? Tone.WARN
                : Tone.OK;
    }
}
