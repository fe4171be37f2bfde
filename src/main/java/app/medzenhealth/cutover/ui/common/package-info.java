/**
 * What all screens share: the console as the window sees it, background work, dialogs, notices, badges, appearance, keys.
 */
@NullMarked
package app.medzenhealth.cutover.ui.common;

import org.jspecify.annotations.NullMarked;
