/**
 * What can be observed without changing it: HTTP, DNS, SQL; and the local commands' runner.
 */
@NullMarked
package app.medzenhealth.cutover.monitor;

import org.jspecify.annotations.NullMarked;
