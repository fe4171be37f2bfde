/**
 * One migration's run: step states, gates, checklists, permits, approvals, execution and recovery.
 *
 * <p>Its one lock is in {@link app.medzenhealth.cutover.session.SessionJournal}, and no other class holds it.
 */
@NullMarked
package app.medzenhealth.cutover.session;

import org.jspecify.annotations.NullMarked;
