/**
 * What an account measures of itself: metrics, log lines and alarms, as they were read, with what could not be. Knows no service: whoever
 * reads brings what was said.
 */
@NullMarked
package app.medzenhealth.cutover.monitor.watch;

import org.jspecify.annotations.NullMarked;
