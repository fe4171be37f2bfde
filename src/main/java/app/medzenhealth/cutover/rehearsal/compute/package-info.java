/**
 * The embedded estate's computing: containers, load balancers, functions, stacks, networks, metrics, logs, events and queues.
 */
@NullMarked
package app.medzenhealth.cutover.rehearsal.compute;

import org.jspecify.annotations.NullMarked;
