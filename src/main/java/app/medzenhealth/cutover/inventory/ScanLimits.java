package app.medzenhealth.cutover.inventory;

import java.time.Duration;

/**
 * What bounds a scan when answers are slow or do not come, on the machine's own clock: a virtual one stands still meanwhile. A call
 * ends by {@link app.medzenhealth.cutover.aws.Patience}; all calls of one service in one region, with their pages and the pauses
 * after refusals, by {@code service}; and everything by {@code scan}, also where there are more services than threads to read them
 * with. What did not come by then is unknown, with that for its reason.
 *
 * @param optIn for which regions are enabled; they are read all the same
 * @param service from a read's first call
 * @param scan from the scan's begin
 */
record ScanLimits(Duration optIn, Duration service, Duration scan) {

    private static final Duration LONGEST_OPT_IN = Duration.ofSeconds(20);

    static final ScanLimits USUAL = of(Duration.ofMinutes(2));

    /** All of them from one service's. */
    static ScanLimits of(Duration service) {
        return new ScanLimits(
                service.compareTo(LONGEST_OPT_IN) < 0 ? service : LONGEST_OPT_IN,
                service,
                service.multipliedBy(5).dividedBy(2));
    }
}
