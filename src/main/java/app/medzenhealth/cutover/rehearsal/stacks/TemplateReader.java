package app.medzenhealth.cutover.rehearsal.stacks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes a {@link Template} of a text, and refuses what CloudFormation refuses before it makes anything. */
final class TemplateReader {
    private TemplateReader() {}

    static Template read(String text) {
        if (!(TemplateText.read(text) instanceof Map<?, ?> root)) {
            throw new Template.Malformed("Template format error: unsupported structure.");
        }
        Map<String, Object> top = map(root);
        Map<String, Object> resources = map(top.get("Resources"));
        if (resources.isEmpty()) {
            throw new Template.Malformed("Template format error: At least one Resources member must be defined.");
        }
        Template template = new Template(
                text,
                String.valueOf(top.getOrDefault("Description", "")),
                parameters(map(top.get("Parameters"))),
                map(top.get("Conditions")),
                resources(resources),
                outputs(map(top.get("Outputs"))));
        references(template);
        return template;
    }

    private static Map<String, Template.Parameter> parameters(Map<String, Object> declared) {
        Map<String, Template.Parameter> made = new LinkedHashMap<>();
        declared.forEach((name, value) -> {
            Map<String, Object> p = map(value);
            Object standard = p.get("Default");
            made.put(
                    name,
                    new Template.Parameter(
                            String.valueOf(p.getOrDefault("Type", "String")),
                            standard == null ? null : standard.toString(),
                            "true".equals(String.valueOf(p.get("NoEcho")))));
        });
        return made;
    }

    private static Map<String, Template.Resource> resources(Map<String, Object> declared) {
        Map<String, Template.Resource> made = new LinkedHashMap<>();
        Set<String> unknown = new TreeSet<>();
        declared.forEach((name, value) -> {
            Map<String, Object> r = map(value);
            if (!(r.get("Type") instanceof String type)) {
                throw new Template.Malformed("Template format error: [/Resources/" + name
                        + "] Every Resources object must contain a Type member.");
            }
            if (ResourceKind.of(type).isEmpty()) {
                unknown.add(type);
            }
            made.put(
                    name,
                    new Template.Resource(
                            type, map(r.get("Properties")), texts(r.get("DependsOn")), text(r.get("Condition"))));
        });
        if (!unknown.isEmpty()) {
            throw new Template.Malformed("Template format error: Unrecognized resource types: " + unknown);
        }
        return made;
    }

    private static Map<String, Template.Output> outputs(Map<String, Object> declared) {
        Map<String, Template.Output> made = new LinkedHashMap<>();
        declared.forEach((name, value) -> {
            Map<String, Object> o = map(value);
            Object of = o.get("Value");
            if (of == null) {
                throw new Template.Malformed("Template format error: Output " + name + " is malformed.");
            }
            made.put(
                    name,
                    new Template.Output(
                            of,
                            map(o.get("Export")).get("Name"),
                            text(o.get("Condition")),
                            String.valueOf(o.getOrDefault("Description", ""))));
        });
        return made;
    }

    private static void references(Template template) {
        Set<String> unresolved = new TreeSet<>();
        template.resources()
                .values()
                .forEach(r -> References.in(r.properties()).stream()
                        .filter(name -> !template.resources().containsKey(name)
                                && !template.parameters().containsKey(name))
                        .forEach(unresolved::add));
        if (!unresolved.isEmpty()) {
            throw new Template.Malformed("Template format error: Unresolved resource dependencies " + unresolved
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
        Map<String, Object> map = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> raw) {
            raw.forEach((k, v) -> map.put(String.valueOf(k), v));
        }
        return map;
    }
}
