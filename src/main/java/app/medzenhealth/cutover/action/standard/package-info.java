/** The catalogue of the actions that the console comes with; apart, so that the kernel knows none of them. */
@NullMarked
package app.medzenhealth.cutover.action.standard;

import org.jspecify.annotations.NullMarked;
