/** What a plan's parameters may be set to, with what tells one candidate from another. */
@NullMarked
package app.medzenhealth.cutover.inventory.candidate;

import org.jspecify.annotations.NullMarked;
