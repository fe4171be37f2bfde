/**
 * One migration's run: step states, gates, checklists, permits, approvals, execution and recovery.
 */
@NullMarked
package app.medzenhealth.cutover.session;

import org.jspecify.annotations.NullMarked;
