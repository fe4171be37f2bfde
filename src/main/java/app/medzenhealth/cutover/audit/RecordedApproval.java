package app.medzenhealth.cutover.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A record that says that a second person approved a step, with what it rests on as it was then: nothing else decides whether it is one.
 *
 * @param asked the challenge; null where nobody had been asked
 * @param opened as the session was opened last; null where it was not
 * @param key of whoever answered, as enrolled; null where they were not
 */
record RecordedApproval(
        AuditRecord accepted,
        @Nullable AuditRecord asked,
        @Nullable AuditRecord opened,
        @Nullable String key) {
    /** Of 64 bytes. */
    private static final Pattern SIGNATURE = Pattern.compile("[A-Za-z0-9_-]{86}");

    /** Characters of Base64 for 44 bytes: these, and a key of 32 (RFC 8410, section 4). */
    private static final int KEY = 60;

    private static final byte[] PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    /** @throws TrailFault if it is none */
    void require() throws TrailFault {
        var problem = problem();
        if (!problem.isEmpty()) {
            throw TrailFault.tampered(
                    accepted.seq(),
                    "it says that " + accepted.actor() + " approved step " + accepted.step() + ", and " + problem);
        }
    }

    /** Why it is no approval; empty if it is one. */
    private String problem() {
        if (asked == null) {
            return "nobody was asked to, or the answer counted already";
        }
        var challenge = text(asked, "challenge");
        if (!(accepted.data().get("fingerprint") instanceof String fingerprint)) {
            return "it does not say what state was approved";
        }
        try {
            // A day that there is: whoever reads it elsewhere must not read another one.
            if (!accepted.time().isBefore(RecordTime.moment(text(asked, "expires")))) {
                return "the challenge had expired";
            }
            var earlier = challenge.startsWith(SignedText.EARLIER_CHALLENGE);
            var question = SignedText.read(challenge, earlier ? SignedText.EARLIER_CHALLENGE : SignedText.CHALLENGE);
            var answer = SignedText.read(text(accepted, "response"), SignedText.RESPONSE);
            if (!fingerprint.equals(asked.data().get("fingerprint"))
                    || !fingerprint.equals(text(question, "fingerprint"))
                    || !accepted.step().equals(text(question, "step"))
                    || !accepted.session().equals(text(question, "session"))) {
                return "the challenge was about something else";
            }
            if (earlier ? namesPlans() : !ofItsPlan(question.path("planDigest"))) {
                return "the challenge was for another text of the plan, or names none";
            }
            if (key == null || !accepted.actor().equals(text(answer, "name"))) {
                return "they had not been enrolled";
            }
            return signed(challenge, text(answer, "signature"), key)
                    ? ""
                    : "the response is not their signature under the challenge";
        } catch (IllegalArgumentException | JacksonException | IOException e) {
            return "challenge or response cannot be read";
        }
    }

    /** Whether the console that opened the session last has the text of the plan signed for. */
    private boolean namesPlans() {
        return opened != null
                && opened.data().get(TrailExport.VERSION_MEMBER) instanceof Long version
                && version >= BundleFiles.VERSION_NAMING_PLANS;
    }

    private boolean ofItsPlan(JsonNode signed) {
        return opened != null
                && opened.data().get("planDigest") instanceof String plan
                && signed.isString()
                && plan.equals(signed.asString());
    }

    private static String text(AuditRecord record, String member) {
        return record.data().get(member) instanceof String text ? text : "";
    }

    private static @Nullable String text(JsonNode node, String member) {
        return node.path(member).isString() ? node.path(member).asString() : null;
    }

    private static boolean signed(String text, @Nullable String signature, String key) {
        if (signature == null || !SIGNATURE.matcher(signature).matches() || key.length() != KEY) {
            return false;
        }
        var x509 = Base64.getDecoder().decode(key);
        return Arrays.equals(x509, 0, PREFIX.length, PREFIX, 0, PREFIX.length)
                && Ed25519.verifies(text.getBytes(StandardCharsets.UTF_8), SignedText.decoded(signature), x509);
    }
}
