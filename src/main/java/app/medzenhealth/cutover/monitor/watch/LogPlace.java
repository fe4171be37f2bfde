package app.medzenhealth.cutover.monitor.watch;

/**
 * A log group with everything filled in.
 *
 * @param title a short name for the lines
 */
public record LogPlace(String id, String title, String region, String group) {}
