/**
 * The append-only trail: hash-chained records, Merkle checkpoints, verification and exports. Knows neither AWS nor JavaFX.
 */
@NullMarked
package app.medzenhealth.cutover.audit;

import org.jspecify.annotations.NullMarked;
