/** What the account measures of itself while production moves: metrics with their limits, log lines as they come, alarms and who hears them. */
@NullMarked
package app.medzenhealth.cutover.ui.monitor;

import org.jspecify.annotations.NullMarked;
