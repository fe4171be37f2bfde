package app.medzenhealth.cutover.aws;

/** Where a step may write: what the plan says about its phase. Asked for every mutating call, whatever its permit says. */
public interface RegionAccess {

    /** What a global service (Route 53, IAM, Cost Explorer) is asked about instead of a region. */
    String GLOBAL = "global";

    /**
     * @param step the step's id
     * @param region a region's id, or {@link #GLOBAL}
     */
    boolean mayWrite(String step, String region);
}
