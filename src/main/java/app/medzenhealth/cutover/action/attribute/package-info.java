/**
 * The engine of actions that read values, compare them with the wanted ones, set them, read them again and can set them back.
 */
@NullMarked
package app.medzenhealth.cutover.action.attribute;

import org.jspecify.annotations.NullMarked;
