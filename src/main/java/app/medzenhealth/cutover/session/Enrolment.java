package app.medzenhealth.cutover.session;

import java.util.Optional;

/**
 * That a person may sign as second approver from now on. The first in a session is enrolled by whoever sits at the console; each
 * further one takes the signature of somebody who is enrolled already, or one person alone could make as many as they like.
 *
 * @param key Ed25519 public key, X.509, base64
 * @param response of somebody who is enrolled, where one is asked for
 */
public record Enrolment(String name, String key, Operator by, Optional<String> response) {

    public static Enrolment of(String name, String key, Operator by) {
        return new Enrolment(name, key, by, Optional.empty());
    }

    /** The same with an enrolled person's signature. */
    public Enrolment signed(String answer) {
        return new Enrolment(name, key, by, Optional.of(answer));
    }
}
