/**
 * How this machine reaches others: through which proxy, and whose certificates count. One set-up for AWS, sign-in and HTTP checks,
 * taken from the places that the AWS CLI and Java look at.
 */
@NullMarked
package app.medzenhealth.cutover.network;

import org.jspecify.annotations.NullMarked;
