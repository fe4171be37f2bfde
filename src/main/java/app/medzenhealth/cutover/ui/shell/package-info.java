/**
 * The frame around the screens: top bar, navigation, status bar, hold, keys, and drawing without a display.
 */
@NullMarked
package app.medzenhealth.cutover.ui.shell;

import org.jspecify.annotations.NullMarked;
