package app.medzenhealth.cutover.ui.mission;

import app.medzenhealth.cutover.inventory.SeenResource;
import app.medzenhealth.cutover.inventory.SideBySide.Cell;
import app.medzenhealth.cutover.ui.common.Tone;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a cell of the table is shown.
 *
 * @param sign a shape that says the same as the tone
 * @param more the second, smaller line; may be empty
 */
record CellLook(String sign, String word, String more, Tone tone) {
    static final CellLook NOT_ASKED = new CellLook("·", "not asked", "", Tone.NEUTRAL);
    static final CellLook ABSENT = new CellLook("–", "", "", Tone.NEUTRAL);

    /** Says nothing without its name. */
    private static final Pattern BARE = Pattern.compile("[0-9.,]+( of [0-9]+)?|[0-9]{4}-[0-9]{2}-[0-9]{2}|true|false");

    /** Letters of small text in a column. */
    private static final int ROOM = 20;

    private static final CellLook NOT_OFFERED = new CellLook("·", "not offered", "", Tone.NEUTRAL);

    /** @param step which step of the session changed it; what differs then is no surprise */
    static CellLook of(Cell cell, Optional<String> step) {
        CellLook look = of(cell);
        return step.isPresent() && look.sign().equals("≠")
                ? new CellLook("≠", "step " + step.get(), look.more(), Tone.ACCENT)
                : look;
    }

    static CellLook of(Cell cell) {
        return switch (cell) {
            case Cell.Absent _ -> ABSENT;
            case Cell.NotOffered _ -> NOT_OFFERED;
            case Cell.Unknown(String reason) -> new CellLook("?", "unknown", reason, Tone.UNKNOWN);
            case Cell.Present(SeenResource resource, var differences) ->
                differences.isEmpty()
                        ? present(resource)
                        : new CellLook("≠", "differs", String.join(", ", differences), Tone.WARN);
        };
    }

    private static CellLook present(SeenResource r) {
        return Topology.replicaSource(r)
                .map(source -> new CellLook(
                        "◐", "replica", Topology.lag(r).map(l -> "lag " + l).orElse("of " + source), Tone.ACCENT))
                .orElseGet(() -> {
                    Tone tone = tone(r.state());
                    return new CellLook(
                            tone == Tone.OK ? "●" : tone == Tone.BAD ? "✕" : "◌",
                            r.state().isBlank() ? "there" : words(r.state()),
                            details(r),
                            tone);
                });
    }

    /** Two details where there is room for both, else the first: half a word says nothing. */
    private static String details(SeenResource r) {
        List<String> first = r.details().entrySet().stream()
                .filter(d -> !d.getValue().isBlank())
                .limit(2)
                .map(d -> BARE.matcher(d.getValue()).matches() ? d.getKey() + " " + d.getValue() : d.getValue())
                .toList();
        String both = String.join(" · ", first);
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
        String s = state.toLowerCase(Locale.ROOT);
        if (s.contains("fail") || s.contains("rollback") || s.contains("inaccessible")) {
            return Tone.BAD;
        }
        return s.endsWith("ing") || s.contains("progress") || s.contains("inactive") || s.contains("stopped")
                ? Tone.WARN
                : Tone.OK;
    }
}
