package app.medzenhealth.cutover.model;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * One shape of a service's model.
 *
 * @param type structure, list, map, string, blob, boolean, timestamp, integer, long, float or double
 * @param members of a structure, by name
 * @param element of a list
 * @param key of a map
 * @param value of a map
 * @param min of a number itself, else of characters, bytes, elements or entries
 * @param max as {@code min}
 * @param allowed the values of an enumeration; empty where any is
 * @param union a structure of which exactly one member is given
 * @param opaque has no members that could be looked at: a document, or a stream
 */
record ModelShape(
        String type,
        Set<String> required,
        Map<String, Member> members,
        Optional<String> element,
        Optional<String> key,
        Optional<String> value,
        OptionalDouble min,
        OptionalDouble max,
        Optional<String> pattern,
        Set<String> allowed,
        boolean union,
        boolean opaque) {

    /**
     * One member of a structure.
     *
     * @param wire what it is called in the message; empty if as in the model
     * @param inPath a part of the path, which cannot be empty
     * @param streamed sent as the body, beside the request
     */
    record Member(String shape, Optional<String> wire, boolean inPath, boolean streamed) {}

    static ModelShape of(JsonNode node) {
        var members = new LinkedHashMap<String, Member>();
        node.path("members")
                .forEachEntry((name, m) -> members.put(
                        name,
                        new Member(
                                m.path("shape").asString(),
                                text(m, "locationName"),
                                m.path("location").asString("").equals("uri"),
                                m.path("streaming").asBoolean(false))));
        return new ModelShape(
                node.path("type").asString(),
                texts(node.path("required")),
                members,
                text(node, "member"),
                text(node, "key"),
                text(node, "value"),
                number(node, "min"),
                number(node, "max"),
                text(node, "pattern"),
                texts(node.path("enum")),
                node.path("union").asBoolean(false),
                List.of("document", "eventstream", "streaming").stream()
                        .anyMatch(t -> node.path(t).asBoolean(false)));
    }

    private static Optional<String> text(JsonNode node, String name) {
        return node.has(name) ? Optional.of(node.path(name).asString()) : Optional.empty();
    }

    private static OptionalDouble number(JsonNode node, String name) {
        return node.has(name) ? OptionalDouble.of(node.path(name).asDouble()) : OptionalDouble.empty();
    }

    private static Set<String> texts(JsonNode list) {
        var found = new LinkedHashSet<String>();
        list.forEach(t -> found.add(t.asString()));
        return found;
    }
}
