package app.medzenhealth.cutover.audit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.InflaterInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The text of a challenge, or of the response to one: as it is recorded, and as it was signed, to the byte. */
final class SignedText {
    static final String CHALLENGE = "CC2.";

    /** It does not name the text of the plan. */
    static final String EARLIER_CHALLENGE = "CC1.";

    static final String RESPONSE = "CR1.";
    private static final List<String> BEGINNINGS = List.of(CHALLENGE, EARLIER_CHALLENGE, RESPONSE);

    /** A challenge that is meant to be read is smaller. Bytes. */
    private static final int LARGEST_CHALLENGE = 1024 * 1024;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNameLength(LARGEST_CHALLENGE)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private SignedText() {}

    /** What is said by a text that is one as a whole; empty for any other. */
    static Optional<JsonNode> in(String text) {
        for (var beginning : BEGINNINGS) {
            if (text.startsWith(beginning)) {
                try {
                    return Optional.of(read(text, beginning));
                } catch (IllegalArgumentException | JacksonException | IOException e) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    /**
     * What stands in one: Base64 for addresses (RFC 4648, section 5) of JSON, deflated (RFC 1950) or not.
     *
     * @throws IllegalArgumentException if it does not begin so, or is not an object of texts
     */
    static JsonNode read(String text, String beginning) throws IOException {
        if (!text.startsWith(beginning)) {
            throw new IllegalArgumentException("another beginning");
        }
        var bytes = decoded(text.substring(beginning.length()));
        if (bytes[0] == '{') {
            return texts(bytes);
        }
        try (var inflated = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
            return texts(inflated.readNBytes(LARGEST_CHALLENGE + 1));
        }
    }

    /** Every decoder is lenient in a way of its own: only what all of them take is taken. This one is so with padding alone. */
    static byte[] decoded(String text) {
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
}
