/**
 * The console killed at every named point and at random times, against an estate in another process: nothing acknowledged is
 * lost, nothing is done twice, nothing is left without a verdict.
 */
@NullMarked
package app.medzenhealth.cutover.kill;

import org.jspecify.annotations.NullMarked;
