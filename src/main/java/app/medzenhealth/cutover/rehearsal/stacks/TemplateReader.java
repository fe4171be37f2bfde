package app.medzenhealth.cutover.rehearsal.stacks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes a {@link StackTemplate} of a text, and refuses what CloudFormation refuses before it makes anything. */
final class TemplateReader {
    private TemplateReader() {}

    static StackTemplate read(String text) {
        if (!(TemplateText.read(text) instanceof Map<?, ?> root)) {
            throw new StackTemplate.Malformed("Template format error: unsupported structure.");
        }
        var top = map(root);
        var resources = map(top.get("Resources"));
        if (resources.isEmpty()) {
            throw new StackTemplate.Malformed("Template format error: At least one Resources member must be defined.");
        }
        var template = new StackTemplate(
                text,
                String.valueOf(top.getOrDefault("Description", "")),
                parameters(map(top.get("Parameters"))),
                map(top.get("Conditions")),
                resources(resources),
                outputs(map(top.get("Outputs"))));
        references(template);
        return template;
    }

    private static Map<String, StackTemplate.Parameter> parameters(Map<String, Object> declared) {
        var made = new LinkedHashMap<String, StackTemplate.Parameter>();
        declared.forEach((name, value) -> {
            var p = map(value);
            var standard = p.get("Default");
            made.put(
                    name,
                    new StackTemplate.Parameter(
                            String.valueOf(p.getOrDefault("Type", "String")),
                            standard == null ? null : standard.toString(),
                            "true".equals(String.valueOf(p.get("NoEcho")))));
        });
        return made;
    }

    private static Map<String, StackTemplate.Resource> resources(Map<String, Object> declared) {
        var made = new LinkedHashMap<String, StackTemplate.Resource>();
        var unknown = new TreeSet<String>();
        declared.forEach((name, value) -> {
            var r = map(value);
            if (!(r.get("Type") instanceof String type)) {
                throw new StackTemplate.Malformed("Template format error: [/Resources/" + name
                        + "] Every Resources object must contain a Type member.");
            }
            if (ResourceKind.of(type).isEmpty()) {
                unknown.add(type);
            }
            made.put(
                    name,
                    new StackTemplate.Resource(
                            type, map(r.get("Properties")), texts(r.get("DependsOn")), text(r.get("Condition"))));
        });
        if (!unknown.isEmpty()) {
            throw new StackTemplate.Malformed("Template format error: Unrecognized resource types: " + unknown);
        }
        return made;
    }

    private static Map<String, StackTemplate.Output> outputs(Map<String, Object> declared) {
        var made = new LinkedHashMap<String, StackTemplate.Output>();
        declared.forEach((name, value) -> {
            var o = map(value);
            var of = o.get("Value");
            if (of == null) {
                throw new StackTemplate.Malformed("Template format error: Output " + name + " is malformed.");
            }
            made.put(
                    name,
                    new StackTemplate.Output(
                            of,
                            map(o.get("Export")).get("Name"),
                            text(o.get("Condition")),
                            String.valueOf(o.getOrDefault("Description", ""))));
        });
        return made;
    }

    private static void references(StackTemplate template) {
        var unresolved = new TreeSet<String>();
        template.resources()
                .values()
                .forEach(r -> References.in(r.properties()).stream()
                        .filter(name -> !template.resources().containsKey(name)
                                && !template.parameters().containsKey(name))
                        .forEach(unresolved::add));
        if (!unresolved.isEmpty()) {
            throw new StackTemplate.Malformed("Template format error: Unresolved resource dependencies " + unresolved
                    + " in the Resources block of the template");
        }
        References.order(template);
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static List<String> texts(@Nullable Object value) {
        return switch (value) {
            case null -> List.of();
            case List<?> many -> many.stream().map(Object::toString).toList();
            default -> List.of(value.toString());
        };
    }

    static Map<String, Object> map(@Nullable Object value) {
        var map = new LinkedHashMap<String, Object>();
        if (value instanceof Map<?, ?> raw) {
            raw.forEach((k, v) -> map.put(String.valueOf(k), v));
        }
        return map;
    }
}
