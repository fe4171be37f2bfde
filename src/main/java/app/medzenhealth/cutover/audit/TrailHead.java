package app.medzenhealth.cutover.audit;

/**
 * A head and the records it is of: twelve digits without their number cannot be compared with anybody's note.
 *
 * @param records how many, from the first on
 * @param digits first 12 hex digits of the root over them
 */
public record TrailHead(long records, String digits) {

    static TrailHead of(Checkpoint checkpoint) {
        return new TrailHead(checkpoint.size(), checkpoint.head());
    }

    /** {@code head 9c41e07bd2f6 after 418 records}. */
    public String words() {
        return "head " + digits + " after " + records + (records == 1 ? " record" : " records");
    }
}
