/** The regions side by side: one row a logical resource, what differs, and what the plan says of it. */
@NullMarked
package app.medzenhealth.cutover.ui.inventory;

import org.jspecify.annotations.NullMarked;
