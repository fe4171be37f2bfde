package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.aws.signin.Again;
import java.time.Instant;
import java.util.Optional;

/** Who AWS says we are. */
public sealed interface Identity {

    /**
     * @param until when the credentials end; empty where they do not
     * @param again what a person gets who signs in again then
     */
    record Known(String account, String principal, Optional<Instant> until, Again again) implements Identity {
        /** Of credentials for which nobody says how long they last after another sign-in. */
        public Known(String account, String principal, Optional<Instant> until) {
            this(account, principal, until, new Again.Unmeasured());
        }
    }

    record Unknown(String reason) implements Identity {}

    /** The credentials are over: AWS answers nothing before the next sign-in. */
    record Expired(String reason) implements Identity {}

    /** @param next what to do about it */
    record Denial(String why, String next) {}

    /** Asks AWS (STS GetCallerIdentity) every time: credentials may be switched behind the console's back. */
    interface Reader {
        Identity read() throws InterruptedException;

        /** Why these credentials may change nothing; empty where they may. */
        default Optional<Denial> denial() {
            return Optional.empty();
        }
    }
}
