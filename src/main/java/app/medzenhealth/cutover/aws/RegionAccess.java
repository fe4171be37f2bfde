package app.medzenhealth.cutover.aws;

/** What the plan that is carried out says of a mutating call. Asked for each, whatever its permit says. */
public interface RegionAccess {

    /** What a global service (Route 53, IAM, Cost Explorer) is asked about instead of a region. */
    String GLOBAL = "global";

    /**
     * @param step the step's id
     * @param region a region's id, or {@link #GLOBAL}
     */
    boolean mayWrite(String step, String region);

    /** Lower-case hex SHA-256 of the plan's text: a permit for another one is none. Empty where the text is not at hand. */
    default String planDigest() {
        return "";
    }
}
