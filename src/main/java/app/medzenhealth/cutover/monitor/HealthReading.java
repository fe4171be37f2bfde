package app.medzenhealth.cutover.monitor;

import java.time.Instant;
import java.util.Optional;

/**
 * What Route 53's checkers last said of what one health check asks.
 *
 * @param title what it asks, for people
 * @param succeed how many of the checkers say that it answers as it should
 * @param asked how many said anything
 * @param trouble what one of them says against it, or why nobody knows; empty where all succeed
 */
public record HealthReading(String title, Instant at, int succeed, int asked, Optional<String> trouble) {}
