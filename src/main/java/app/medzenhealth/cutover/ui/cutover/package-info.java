/** The hour in which production moves: what users get, whether the data is complete, where the name leads, and the way back. */
@NullMarked
package app.medzenhealth.cutover.ui.cutover;

import org.jspecify.annotations.NullMarked;
