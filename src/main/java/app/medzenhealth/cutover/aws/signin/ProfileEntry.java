package app.medzenhealth.cutover.aws.signin;

import java.util.Optional;

/**
 * A profile as a list shows it.
 *
 * @param detail where it leads, for example {@code role cutover-operator by way of base}; never a secret
 * @param asksMfa whether a code of an MFA device is needed
 * @param account it leads to, where its section says so
 * @param refused why this console does not sign in with it, where it does not
 */
public record ProfileEntry(
        String name, Kind kind, String detail, boolean asksMfa, Optional<String> account, Optional<String> refused) {

    /** How the profile comes to its credentials. */
    public enum Kind {
        KEYS("access keys"),
        ROLE("assumes a role"),
        SSO("single sign-on"),
        PROGRAM("external program"),
        LOGIN("aws login"),
        ENVIRONMENT("environment"),
        REFUSED("not used");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    /** The kind in words, MFA included. */
    public String title() {
        return kind.title() + (asksMfa ? " + MFA" : "");
    }
}
