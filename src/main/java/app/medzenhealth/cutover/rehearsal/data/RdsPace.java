package app.medzenhealth.cutover.rehearsal.data;

import java.time.Duration;

/**
 * How long RDS takes. The defaults are those of a database of 100 GB.
 *
 * @param firstSnapshot where no earlier snapshot of the instance exists; later ones are incremental
 * @param deletion of an instance, its final snapshot not counted
 */
public record RdsPace(
        Duration firstSnapshot,
        Duration nextSnapshot,
        Duration crossRegionCopy,
        Duration exportStart,
        Duration export,
        Duration restore,
        Duration replica,
        Duration modify,
        Duration reboot,
        Duration promotionStart,
        Duration promotionModify,
        Duration promotionReboot,
        Duration backup,
        Duration catchUp,
        Duration stop,
        Duration start,
        Duration deletion) {

    public static final RdsPace USUAL = new RdsPace(
            Duration.ofMinutes(6),
            Duration.ofSeconds(45),
            Duration.ofMinutes(12),
            Duration.ofMinutes(4),
            Duration.ofMinutes(25),
            Duration.ofMinutes(9),
            Duration.ofMinutes(16),
            Duration.ofSeconds(50),
            Duration.ofSeconds(40),
            Duration.ofSeconds(3),
            Duration.ofSeconds(20),
            Duration.ofSeconds(35),
            Duration.ofSeconds(55),
            Duration.ofMinutes(5),
            Duration.ofMinutes(4),
            Duration.ofMinutes(5),
            Duration.ofMinutes(5));
}
