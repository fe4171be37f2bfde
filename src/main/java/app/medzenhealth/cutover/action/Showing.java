package app.medzenhealth.cutover.action;

/**
 * What a check has shown of one thing that is to be deleted, so short that it stands in a table's cell.
 *
 * @param label of the thing, {@code service/type/id}
 * @param words for example {@code none in 168 h}, or by what a copy is found again
 */
public record Showing(Matter matter, String label, String words) {

    /** What it is about. */
    public enum Matter {
        LAST_USE,
        /** What outlives it, or who has said that nothing has to. */
        COPY
    }
}
