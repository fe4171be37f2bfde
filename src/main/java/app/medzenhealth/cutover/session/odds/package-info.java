/** How likely the rest of the change window's steps ends in time, sampled from times that were measured. Knows no step's meaning. */
@NullMarked
package app.medzenhealth.cutover.session.odds;

import org.jspecify.annotations.NullMarked;
