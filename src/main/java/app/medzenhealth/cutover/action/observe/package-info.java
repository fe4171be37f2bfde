/** Metrics, alarms, last use, cost, comparisons. */
@NullMarked
package app.medzenhealth.cutover.action.observe;

import org.jspecify.annotations.NullMarked;
