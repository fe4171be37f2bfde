/**
 * The command line: what can be typed, what is printed, and what the process ends with.
 */
@NullMarked
package app.medzenhealth.cutover.cli;

import org.jspecify.annotations.NullMarked;
