/**
 * The first screen: where traffic and data are, what is in the regions, what to do next, how far along the plan is.
 */
@NullMarked
package app.medzenhealth.cutover.ui.mission;

import org.jspecify.annotations.NullMarked;
