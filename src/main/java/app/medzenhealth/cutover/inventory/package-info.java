/**
 * What is there: scans, drift from the baseline, regions side by side.
 */
@NullMarked
package app.medzenhealth.cutover.inventory;

import org.jspecify.annotations.NullMarked;
