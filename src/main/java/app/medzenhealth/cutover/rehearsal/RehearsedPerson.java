package app.medzenhealth.cutover.rehearsal;

import app.medzenhealth.cutover.session.Approvals;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.NamedParameterSpec;
import java.util.Base64;
import org.apache.commons.codec.digest.DigestUtils;

/** The second approver of a rehearsal, enrolled in no other session. */
public final class RehearsedPerson {
    private final String name;
    private final KeyPair keys;

    /** With a key that lives as long as the process. */
    public RehearsedPerson(String name) {
        this(name, new SecureRandom());
    }

    /** With the key of a rehearsal: whoever goes on with it is the person who was enrolled, and nobody keeps a key. */
    public static RehearsedPerson of(String name, String rehearsal) {
        return new RehearsedPerson(name, new Seeded(DigestUtils.sha256(name + " of " + rehearsal)));
    }

    private RehearsedPerson(String name, SecureRandom random) {
        this.name = name;
        try {
            var generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, random);
            this.keys = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform since 15 has Ed25519", e);
        }
    }

    /** Gives its seed, which is a private key of Ed25519 (RFC 8032, section 5.1.5: 32 octets, hashed before use). */
    private static final class Seeded extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final byte[] seed;

        Seeded(byte[] seed) {
            this.seed = seed.clone();
        }

        @Override
        public void nextBytes(byte[] bytes) {
            for (var i = 0; i < bytes.length; i++) {
                bytes[i] = seed[i % seed.length];
            }
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
