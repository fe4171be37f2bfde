/**
 * What the embedded estate holds at the start: the written plan's inventory, and what the plan forgot.
 */
@NullMarked
package app.medzenhealth.cutover.rehearsal.world;

import org.jspecify.annotations.NullMarked;
