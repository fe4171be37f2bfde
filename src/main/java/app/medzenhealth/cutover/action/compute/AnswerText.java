package app.medzenhealth.cutover.action.compute;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A function's answer, in which JSON pointers (RFC 6901) also lead into JSON that stands as text, as in a proxy's body. */
record AnswerText(String json) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The text, number or flag there, or the JSON of what is none; empty where nothing is. */
    Optional<String> at(String pointer) {
        var found = parse(json);
        for (var token : pointer.substring(Math.min(1, pointer.length())).split("/")) {
            if (pointer.isEmpty() || found.isEmpty()) {
                break;
            }
            found = step(found.get(), token.replace("~1", "/").replace("~0", "~"));
        }
        return found.filter(n -> !n.isNull()).map(n -> n.isValueNode() ? n.asString() : n.toString());
    }

    private static Optional<JsonNode> step(JsonNode from, String token) {
        var node = from.isString() ? parse(from.asString()) : Optional.of(from);
        return node.flatMap(n -> Optional.ofNullable(
                n.isArray() && token.matches("\\d{1,6}") ? n.get(Integer.parseInt(token)) : n.get(token)));
    }

    private static Optional<JsonNode> parse(String text) {
        try {
            return Optional.of(JSON.readTree(text)).filter(n -> !n.isMissingNode());
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
