/**
 * The command line, and the composition root.
 */
@NullMarked
package app.medzenhealth.cutover.cli;

import org.jspecify.annotations.NullMarked;
