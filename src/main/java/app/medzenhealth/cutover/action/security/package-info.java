/**
 * What the target region needs before a database or a name can move there: keys, secrets, certificates.
 */
@NullMarked
package app.medzenhealth.cutover.action.security;

import org.jspecify.annotations.NullMarked;
