/** The remaining steps of a migration as a folder of scripts. */
@NullMarked
package app.medzenhealth.cutover.session.breakglass;

import org.jspecify.annotations.NullMarked;
