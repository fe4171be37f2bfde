/** How the window looks, who sits at it, who may sign as second person. */
@NullMarked
package app.medzenhealth.cutover.ui.settings;

import org.jspecify.annotations.NullMarked;
