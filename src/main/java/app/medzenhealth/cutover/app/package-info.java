/**
 * The composition root: everything of a run, wired by hand, and what stands between the rooms below. The command line asks it for
 * whole pieces of work and prints what they came to.
 */
@NullMarked
package app.medzenhealth.cutover.app;

import org.jspecify.annotations.NullMarked;
