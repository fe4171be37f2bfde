/**
 * Text that somebody else wrote: names from AWS, plans, challenges, bundles. One way for it to terminals, windows and pages, so that it
 * can neither hide nor forge a word of the console's. Below every other room, and knows none of them.
 */
@NullMarked
package app.medzenhealth.cutover.text;

import org.jspecify.annotations.NullMarked;
