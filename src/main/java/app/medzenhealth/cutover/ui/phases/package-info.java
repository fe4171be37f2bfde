/**
 * Phases and their steps: what each would do, whether it may, confirming it, and what became of it.
 */
@NullMarked
package app.medzenhealth.cutover.ui.phases;

import org.jspecify.annotations.NullMarked;
