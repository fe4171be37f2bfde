package app.medzenhealth.cutover.rehearsal.stacks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.yaml.YAMLFactory;

/** Reads YAML or JSON into plain values, and YAML's short functions ({@code !Ref x}) into their long form. */
final class TemplateText {
    private final JsonParser parser;

    private TemplateText(JsonParser parser) {
        this.parser = parser;
    }

    static Object read(String text) {
        try (var parser = new YAMLFactory().createParser(ObjectReadContext.empty(), text)) {
            parser.nextToken();
            var value = new TemplateText(parser).value();
            if (value == null) {
                throw new StackTemplate.Malformed("Template format error: unsupported structure.");
            }
            return value;
        } catch (JacksonException e) {
            throw new StackTemplate.Malformed("Template format error: YAML not well-formed. (line "
                    + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr() + ")");
        }
    }

    private @Nullable Object value() {
        Object tag = parser.canReadTypeId() ? parser.getTypeId() : null;
        var plain = plain(parser.currentToken());
        return tag == null || plain == null ? plain : function(tag.toString(), plain);
    }

    private @Nullable Object plain(@Nullable JsonToken token) {
        return switch (token) {
            case START_OBJECT -> map();
            case START_ARRAY -> list();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_STRING -> parser.getString();
            case null, default -> null;
        };
    }

    private Map<String, Object> map() {
        var map = new LinkedHashMap<String, Object>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            var key = parser.currentName();
            parser.nextToken();
            var value = value();
            if (value != null) {
                map.put(key, value);
            }
        }
        return map;
    }

    private List<Object> list() {
        var list = new ArrayList<Object>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            var value = value();
            if (value != null) {
                list.add(value);
            }
        }
        return list;
    }

    private static Object function(String tag, Object value) {
        var name = tag.startsWith("!") ? tag.substring(1) : tag;
        if (name.equals("Ref") || name.equals("Condition")) {
            return Map.of(name, value);
        }
        if (name.equals("GetAtt") && value instanceof String dotted && dotted.contains(".")) {
            var dot = dotted.indexOf('.');
            return Map.of("Fn::GetAtt", List.of(dotted.substring(0, dot), dotted.substring(dot + 1)));
        }
        return name.startsWith("tag:") ? value : Map.of("Fn::" + name, value);
    }
}
