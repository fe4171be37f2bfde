/** What happens on this machine or is stated by people. */
@NullMarked
package app.medzenhealth.cutover.action.local;

import org.jspecify.annotations.NullMarked;
