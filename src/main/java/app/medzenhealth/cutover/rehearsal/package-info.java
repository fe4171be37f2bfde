/**
 * The embedded estate: AWS clients in memory, virtual time, faults. The same code runs against it as against AWS.
 */
@NullMarked
package app.medzenhealth.cutover.rehearsal;

import org.jspecify.annotations.NullMarked;
