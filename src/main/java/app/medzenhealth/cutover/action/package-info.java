/**
 * What a step can do: one small class an action.
 */
@NullMarked
package app.medzenhealth.cutover.action;

import org.jspecify.annotations.NullMarked;
