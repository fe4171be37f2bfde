package app.medzenhealth.cutover.audit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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
    private static final String CHALLENGE = "CC2.";

    /** It does not name the text of the plan. */
    private static final String EARLIER_CHALLENGE = "CC1.";

    private static final String RESPONSE = "CR1.";
    /** A challenge that is meant to be read is smaller. Bytes. */
    private static final int LARGEST_CHALLENGE = 1024 * 1024;

    /** Of 64 bytes. */
    private static final Pattern SIGNATURE = Pattern.compile("[A-Za-z0-9_-]{86}");

    /** Characters of Base64 for 44 bytes: these, and a key of 32 (RFC 8410, section 4). */
    private static final int KEY = 60;

    private static final byte[] PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNameLength(LARGEST_CHALLENGE)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

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
            var earlier = challenge.startsWith(EARLIER_CHALLENGE);
            var question = parsed(challenge, earlier ? EARLIER_CHALLENGE : CHALLENGE);
            var answer = parsed(text(accepted, "response"), RESPONSE);
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
                && version >= BundleFiles.VERSION;
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

    /** What stands in a challenge or response: Base64 for addresses (RFC 4648, section 5) of JSON, deflated (RFC 1950) or not. */
    private static JsonNode parsed(String text, String prefix) throws IOException {
        if (!text.startsWith(prefix)) {
            throw new IllegalArgumentException("another beginning");
        }
        var bytes = decoded(text.substring(prefix.length()));
        if (bytes[0] == '{') {
            return texts(bytes);
        }
        try (var inflated = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
            return texts(inflated.readNBytes(LARGEST_CHALLENGE + 1));
        }
    }

    /** Every decoder is lenient in a way of its own: only what all of them take is taken. This one is so with padding alone. */
    private static byte[] decoded(String text) {
        if (text.isEmpty() || text.indexOf('=') >= 0) {
            throw new IllegalArgumentException("not Base64 for addresses without padding");
        }
        return Base64.getUrlDecoder().decode(text);
    }

    /** An object whose members are texts and lists of texts: what else a JSON parser would make of it is no matter then. */
    private static JsonNode texts(byte[] json) throws IOException {
        if (json.length > LARGEST_CHALLENGE) {
            throw new IllegalArgumentException("too large");
        }
        var object = JSON.readTree(StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(json))
                .toString());
        if (!object.isObject()
                || !object.values().stream()
                        .flatMap(v -> v.isArray() ? v.values().stream() : Stream.of(v))
                        .allMatch(JsonNode::isString)) {
            throw new IllegalArgumentException("not an object of texts");
        }
        return object;
    }

    private static boolean signed(String text, @Nullable String signature, String key) {
        if (signature == null || !SIGNATURE.matcher(signature).matches() || key.length() != KEY) {
            return false;
        }
        var x509 = Base64.getDecoder().decode(key);
        return Arrays.equals(x509, 0, PREFIX.length, PREFIX, 0, PREFIX.length)
                && Ed25519.verifies(text.getBytes(StandardCharsets.UTF_8), decoded(signature), x509);
    }
}
