/**
 * From a named profile to credentials: keys, roles, MFA, single sign-on, external programs, the environment. Never the machine's
 * or a container's own credentials, never the root user, never a default chain. What a person has to give is asked for through
 * {@link app.medzenhealth.cutover.aws.signin.Person}; no secret is written anywhere.
 */
@NullMarked
package app.medzenhealth.cutover.aws.signin;

import org.jspecify.annotations.NullMarked;
