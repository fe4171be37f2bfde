package app.medzenhealth.cutover.rehearsal;

import app.medzenhealth.cutover.session.Approvals;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The second approver of a rehearsal: a key that lives as long as the process, so that it can never approve anything live. */
public final class RehearsedPerson {
    private final String name;
    private final KeyPair keys;

    public RehearsedPerson(String name) {
        this.name = name;
        try {
            this.keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform since 15 has Ed25519", e);
        }
    }

    public String name() {
        return name;
    }

    /** X.509, base64: what is enrolled in the session. */
    public String publicKey() {
        return Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
    }

    /** The response code to a challenge. */
    public String respond(String challenge) {
        return Approvals.respond(challenge, name, keys.getPrivate());
    }
}
