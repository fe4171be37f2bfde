/**
 * How requests find the embedded estate: Route 53, name servers and the HTTP that is answered behind them.
 */
@NullMarked
package app.medzenhealth.cutover.rehearsal.traffic;

import org.jspecify.annotations.NullMarked;
