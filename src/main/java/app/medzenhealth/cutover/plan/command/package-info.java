/** Which programs of this machine a plan may start, and with what. */
@NullMarked
package app.medzenhealth.cutover.plan.command;

import org.jspecify.annotations.NullMarked;
