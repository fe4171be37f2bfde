/** Healthy time, counted from what was measured. Knows no service: whoever reads brings what each signal said, and when. */
@NullMarked
package app.medzenhealth.cutover.monitor.soak;

import org.jspecify.annotations.NullMarked;
