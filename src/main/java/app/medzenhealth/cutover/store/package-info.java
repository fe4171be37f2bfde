/**
 * One SQLite file, one writer connection, migrations. Knows neither AWS nor JavaFX.
 */
@NullMarked
package app.medzenhealth.cutover.store;

import org.jspecify.annotations.NullMarked;
