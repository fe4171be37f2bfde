/**
 * What is there, read service by service: every page, or a reason why not.
 */
@NullMarked
package app.medzenhealth.cutover.aws.read;

import org.jspecify.annotations.NullMarked;
