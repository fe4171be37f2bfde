/** Taking away what is no longer needed. */
@NullMarked
package app.medzenhealth.cutover.action.retire;

import org.jspecify.annotations.NullMarked;
