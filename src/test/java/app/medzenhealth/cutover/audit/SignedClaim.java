package app.medzenhealth.cutover.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.zip.DeflaterOutputStream;

/** The records of a second person's approval: enrolled, asked, answered. */
record SignedClaim(
        String name,
        String session,
        String step,
        String fingerprint,
        String expires,
        SigningKey enrolled,
        SigningKey signer,
        boolean packed,
        Optional<String> plan,
        String beginning) {
    private static final Base64.Encoder ADDRESS = Base64.getUrlEncoder().withoutPadding();
    /** RFC 8410, section 4: what stands before the 32 bytes of an Ed25519 key. */
    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    SignedClaim(String name, String session, String step, String fingerprint, String expires) {
        this(name, session, step, fingerprint, expires, ForgedBundle.newKey());
    }

    private SignedClaim(String name, String session, String step, String fingerprint, String expires, SigningKey key) {
        this(name, session, step, fingerprint, expires, key, key, false, Optional.empty(), "CC1.");
    }

    SignedClaim expiring(String when) {
        return new SignedClaim(name, session, step, fingerprint, when, enrolled, signer, packed, plan, beginning);
    }

    SignedClaim signedBy(SigningKey other) {
        return new SignedClaim(name, session, step, fingerprint, expires, enrolled, other, packed, plan, beginning);
    }

    SignedClaim deflated() {
        return new SignedClaim(name, session, step, fingerprint, expires, enrolled, signer, true, plan, beginning);
    }

    /** For a text of the plan, by its digest. */
    SignedClaim under(String planDigest) {
        return new SignedClaim(
                name, session, step, fingerprint, expires, enrolled, signer, packed, Optional.of(planDigest), "CC2.");
    }

    /** The challenge begins otherwise. */
    SignedClaim called(String other) {
        return new SignedClaim(name, session, step, fingerprint, expires, enrolled, signer, packed, plan, other);
    }

    List<String> records() {
        return records(Wording.AS_IT_IS);
    }

    /**
     * Other forms of what is signed and answered.
     *
     * @param json of the challenge
     * @param challenge before it is signed
     * @param answer JSON of the response
     * @param response as a whole
     * @param key as enrolled
     */
    record Wording(
            UnaryOperator<String> json,
            UnaryOperator<String> challenge,
            UnaryOperator<String> answer,
            UnaryOperator<String> response,
            UnaryOperator<String> key) {
        static final Wording AS_IT_IS = new Wording(t -> t, t -> t, t -> t, t -> t, t -> t);

        static Wording json(UnaryOperator<String> json) {
            return new Wording(json, t -> t, t -> t, t -> t, t -> t);
        }

        static Wording challenge(UnaryOperator<String> challenge) {
            return new Wording(t -> t, challenge, t -> t, t -> t, t -> t);
        }

        static Wording answer(UnaryOperator<String> answer) {
            return new Wording(t -> t, t -> t, answer, t -> t, t -> t);
        }

        static Wording response(UnaryOperator<String> response) {
            return new Wording(t -> t, t -> t, t -> t, response, t -> t);
        }

        static Wording key(UnaryOperator<String> key) {
            return new Wording(t -> t, t -> t, t -> t, t -> t, key);
        }
    }

    List<String> records(Wording wording) {
        var asked = new TreeMap<String, Object>(
                Map.of("session", session, "step", step, "fingerprint", fingerprint, "title", "Promote"));
        plan.ifPresent(p -> asked.put("planDigest", p));
        var challenge = wording.challenge()
                .apply(beginning
                        + ADDRESS.encodeToString(text(wording.json()
                                .apply(new String(Jcs.bytes(asked), StandardCharsets.UTF_8))
                                .getBytes(StandardCharsets.UTF_8))));
        var signature = ADDRESS.encodeToString(signer.sign(challenge.getBytes(StandardCharsets.UTF_8)));
        var answer =
                new String(Jcs.bytes(Map.of("name", name, "of", "", "signature", signature)), StandardCharsets.UTF_8);
        var response = wording.response()
                .apply("CR1."
                        + ADDRESS.encodeToString(wording.answer().apply(answer).getBytes(StandardCharsets.UTF_8)));
        return List.of(
                record(
                        "approval.enrol",
                        "lead",
                        Map.of("name", name, "key", wording.key().apply(publicKey()))),
                record(
                        "approval.challenge",
                        "lead",
                        Map.of("challenge", challenge, "fingerprint", fingerprint, "expires", expires)),
                record("approval.accepted", name, Map.of("fingerprint", fingerprint, "response", response)));
    }

    private byte[] text(byte[] json) {
        if (!packed) {
            return json;
        }
        var out = new ByteArrayOutputStream();
        try (var packing = new DeflaterOutputStream(out)) {
            packing.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private String publicKey() {
        var raw = Base64.getDecoder().decode(enrolled.verifier().line().split("\\+", 3)[2]);
        var all = new byte[X509.length + 32];
        System.arraycopy(X509, 0, all, 0, X509.length);
        System.arraycopy(raw, 1, all, X509.length, 32);
        return Base64.getEncoder().encodeToString(all);
    }

    private String record(String kind, String actor, Map<String, Object> data) {
        return ForgedBundle.record("data", new String(Jcs.bytes(data), StandardCharsets.UTF_8))
                .replace("\"kind\":\"note\"", "\"kind\":\"" + kind + "\"")
                .replace("\"actor\":\"lead\"", "\"actor\":\"" + actor + "\"")
                .replace("\"step\":\"\"", "\"step\":\"" + step + "\"")
                .replace("\"session\":\"s1\",\"step\"", "\"session\":\"" + session + "\",\"step\"");
    }

    ForgedBundle bundle(SigningKey key) {
        var bundle = new ForgedBundle(key);
        records().forEach(bundle::add);
        return bundle;
    }
}
