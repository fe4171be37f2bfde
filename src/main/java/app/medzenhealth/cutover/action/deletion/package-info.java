/**
 * What makes a deletion safe, whatever is deleted: it was listed in the frozen baseline, a copy of its code and definition is saved,
 * and nobody has used it. All of it is read again right before each deleting call.
 */
@NullMarked
package app.medzenhealth.cutover.action.deletion;

import org.jspecify.annotations.NullMarked;
