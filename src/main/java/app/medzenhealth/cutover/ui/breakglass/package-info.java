/** Saving the remaining steps as scripts: what and where, the progress, and what came of it. */
@NullMarked
package app.medzenhealth.cutover.ui.breakglass;

import org.jspecify.annotations.NullMarked;
