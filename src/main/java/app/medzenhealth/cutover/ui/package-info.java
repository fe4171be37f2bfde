/**
 * The window. Shows what the session and the inventory say; knows neither SDK types nor SQL.
 */
@NullMarked
package app.medzenhealth.cutover.ui;

import org.jspecify.annotations.NullMarked;
