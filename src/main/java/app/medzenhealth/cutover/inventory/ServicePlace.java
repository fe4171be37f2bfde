package app.medzenhealth.cutover.inventory;

/** One service in one region: what one {@link ServiceScan} is about. */
public record ServicePlace(String region, String service) {

    public static ServicePlace of(ServiceScan scan) {
        return new ServicePlace(scan.region(), scan.service());
    }
}
