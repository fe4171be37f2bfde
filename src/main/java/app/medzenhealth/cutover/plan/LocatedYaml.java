package app.medzenhealth.cutover.plan;

import app.medzenhealth.cutover.text.VisibleText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLFactory;

/** A YAML document as a tree that remembers on which line each node stands. */
final class LocatedYaml {
    private static final int MOST_NODES = 200_000;
    private static final int DEEPEST = 64;
    private static final YAMLFactory FACTORY = YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final JsonNode root;
    private final Map<String, Integer> lines;

    private final List<Invisible> invisible;

    /**
     * A character in a key or a text that nobody sees.
     *
     * @param codePoint as {@code U+202E}
     */
    record Invisible(int line, String pointer, String codePoint) {}

    private LocatedYaml(JsonNode root, Map<String, Integer> lines, List<Invisible> invisible) {
        this.root = root;
        this.lines = lines;
        this.invisible = List.copyOf(invisible);
    }

    /** In the order of the document: the first of each key and text that has one. Line feeds and tabs in texts are none. */
    List<Invisible> invisible() {
        return invisible;
    }

    JsonNode root() {
        return root;
    }

    /** The line of the node at a JSON pointer, or of its nearest ancestor that has one; 0 if none. */
    int line(String pointer) {
        for (var p = pointer; !p.isEmpty(); p = p.substring(0, p.lastIndexOf('/'))) {
            var line = lines.get(p);
            if (line != null) {
                return line;
            }
        }
        return 0;
    }

    /**
     * @throws tools.jackson.core.JacksonException if it is not YAML, with the place
     * @throws Excessive if it is nested or repeated beyond anything a plan needs
     */
    static LocatedYaml parse(String text) {
        var lines = new HashMap<String, Integer>();
        try (var parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            var build = new Build(parser, lines);
            var root = build.document();
            if (parser.nextToken() != null) {
                throw new Excessive("holds more than one YAML document");
            }
            return new LocatedYaml(root, lines, build.invisible);
        }
    }

    /** Not a plan by its sheer size or shape. */
    static final class Excessive extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Excessive(String message) {
            super(message);
        }
    }

    private static final class Build {
        private final JsonParser parser;
        private final Map<String, Integer> lines;
        private final ArrayDeque<String> path = new ArrayDeque<>();
        private final List<Invisible> invisible = new ArrayList<>();
        private int nodes;

        Build(JsonParser parser, Map<String, Integer> lines) {
            this.parser = parser;
            this.lines = lines;
        }

        JsonNode document() {
            return parser.nextToken() == null ? JsonNodeFactory.instance.nullNode() : value();
        }

        private JsonNode value() {
            if (++nodes > MOST_NODES) {
                throw new Excessive("holds more than " + MOST_NODES + " values");
            }
            if (path.size() > DEEPEST) {
                throw new Excessive("is nested more than " + DEEPEST + " levels deep");
            }
            // A value's own line; a key's line, noted before, wins because that is where an editor jumps to.
            lines.putIfAbsent(pointer(), parser.currentTokenLocation().getLineNr());
            var f = JsonNodeFactory.instance;
            return switch (parser.currentToken()) {
                case START_OBJECT -> object(f.objectNode());
                case START_ARRAY -> array(f.arrayNode());
                case VALUE_STRING -> f.stringNode(seen(parser.getString()));
                case VALUE_NUMBER_INT -> f.numberNode(parser.getBigIntegerValue());
                case VALUE_NUMBER_FLOAT -> f.numberNode(parser.getDoubleValue());
                case VALUE_TRUE -> f.booleanNode(true);
                case VALUE_FALSE -> f.booleanNode(false);
                default -> f.nullNode();
            };
        }

        private String seen(String text) {
            text.codePoints()
                    .filter(c -> !VisibleText.visible(c) && !VisibleText.layout(c))
                    .findFirst()
                    .ifPresent(c -> invisible.add(new Invisible(
                            parser.currentTokenLocation().getLineNr(),
                            VisibleText.plain(pointer()),
                            "U+%04X".formatted(c))));
            return text;
        }

        private ObjectNode object(ObjectNode into) {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                var name = seen(parser.currentName());
                path.addLast(name.replace("~", "~0").replace("/", "~1"));
                lines.put(pointer(), parser.currentTokenLocation().getLineNr());
                parser.nextToken();
                into.set(name, value());
                path.removeLast();
            }
            return into;
        }

        private ArrayNode array(ArrayNode into) {
            for (var i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
                path.addLast(Integer.toString(i));
                into.add(value());
                path.removeLast();
            }
            return into;
        }

        private String pointer() {
            return path.isEmpty() ? "" : "/" + String.join("/", path);
        }
    }
}
