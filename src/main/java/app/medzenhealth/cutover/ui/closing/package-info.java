/** The time after the cutover: the hours that count, the days on which somebody looks, how everything stands, and the end. */
@NullMarked
package app.medzenhealth.cutover.ui.closing;

import org.jspecify.annotations.NullMarked;
