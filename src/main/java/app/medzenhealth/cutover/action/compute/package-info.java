/** Containers, load balancers, functions, stacks and event rules. */
@NullMarked
package app.medzenhealth.cutover.action.compute;

import org.jspecify.annotations.NullMarked;
