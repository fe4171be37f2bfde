/**
 * Clients, the guard that stands before every one of them, permits, readers' errors in plain words. With {@code action} and
 * {@code rehearsal} the only room that imports the AWS SDK.
 */
@NullMarked
package app.medzenhealth.cutover.aws;

import org.jspecify.annotations.NullMarked;
