/** The audit trail: records as sentences, its verdict, its head to be read aloud, exports. */
@NullMarked
package app.medzenhealth.cutover.ui.audit;

import org.jspecify.annotations.NullMarked;
