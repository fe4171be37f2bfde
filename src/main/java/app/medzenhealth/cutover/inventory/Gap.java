package app.medzenhealth.cutover.inventory;

/**
 * Something of a service that is not known, though the rest of it is.
 *
 * @param type of the resources, for example {@code key}
 * @param id of the one; empty: of all of that type, because their list did not come
 * @param reason AWS's code and what it means
 */
public record Gap(String type, String id, String reason) {

    /** {@code key 1234: AccessDeniedException: not permitted: kms:DescribeKey}. */
    public String words() {
        return (id.isEmpty() ? "every " + type : type + " " + id) + ": " + reason;
    }

    /** Whether a thing of that type could be what is not known: a list of snapshots has the automated ones too. */
    boolean covers(String other) {
        return other.equals(type) || isWholeType() && other.endsWith("-" + type);
    }

    boolean isWholeType() {
        return id.isEmpty();
    }
}
