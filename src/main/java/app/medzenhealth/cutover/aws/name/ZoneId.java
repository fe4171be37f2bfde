package app.medzenhealth.cutover.aws.name;

/** A hosted zone's id: Route 53 answers {@code /hostedzone/Z1} and takes both (ListHostedZones, GetHostedZone). */
public final class ZoneId {
    private ZoneId() {}

    public static String of(String written) {
        return written.replaceFirst("^/?hostedzone/", "");
    }
}
