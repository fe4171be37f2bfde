/**
 * What an action declares about itself: signature, the operations it may send, what IAM must allow, its script, how it is made.
 * Permissions, session policies, the check of what is sent and the break-glass pack all read the declaration.
 */
@NullMarked
package app.medzenhealth.cutover.action.catalogue;

import org.jspecify.annotations.NullMarked;
