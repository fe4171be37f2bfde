/**
 * Evidence that a step can be begun or has been done: identity, baseline, configuration, leftovers, residency, rollback pack,
 * runbook.
 */
@NullMarked
package app.medzenhealth.cutover.action.evidence;

import org.jspecify.annotations.NullMarked;
