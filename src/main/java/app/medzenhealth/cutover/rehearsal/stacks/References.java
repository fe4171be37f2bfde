package app.medzenhealth.cutover.rehearsal.stacks;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Which resources and parameters a template's values name. */
final class References {
    private static final Pattern IN_TEXT = Pattern.compile("\\$\\{([A-Za-z0-9]+)(\\.[A-Za-z0-9.]+)?}");

    private References() {}

    /** Pseudo parameters ({@code AWS::Region}) are not among them. */
    static Set<String> in(Object value) {
        var found = new LinkedHashSet<String>();
        collect(value, found);
        found.removeIf(name -> name.startsWith("AWS::"));
        return found;
    }

    private static void collect(Object value, Set<String> found) {
        switch (value) {
            case Map<?, ?> map ->
                map.forEach((key, inner) -> {
                    switch (String.valueOf(key)) {
                        case "Ref" -> found.add(String.valueOf(inner));
                        case "Fn::GetAtt" -> found.add(first(inner));
                        case "Fn::Sub" -> {
                            inText(inner instanceof List<?> list ? list.getFirst() : inner, inner, found);
                            if (inner instanceof List<?> list) {
                                collect(list.getLast(), found);
                            }
                        }
                        default -> collect(inner, found);
                    }
                });
            case List<?> list -> list.forEach(inner -> collect(inner, found));
            default -> {}
        }
    }

    private static void inText(Object text, Object whole, Set<String> found) {
        Set<?> own = whole instanceof List<?> list && list.getLast() instanceof Map<?, ?> map ? map.keySet() : Set.of();
        var matcher = IN_TEXT.matcher(String.valueOf(text));
        while (matcher.find()) {
            if (!own.contains(matcher.group(1))) {
                found.add(matcher.group(1));
            }
        }
    }

    private static String first(Object getAtt) {
        return getAtt instanceof List<?> list
                ? String.valueOf(list.getFirst())
                : String.valueOf(getAtt).split("\\.")[0];
    }

    /** Logical ids in the order in which they can be made. */
    static List<String> order(StackTemplate template) {
        var ordered = new ArrayList<String>();
        var left = new LinkedHashSet<String>(template.resources().keySet());
        while (!left.isEmpty()) {
            var next = left.stream()
                    .filter(id -> needs(template, id).stream().noneMatch(left::contains))
                    .toList();
            if (next.isEmpty()) {
                throw new StackTemplate.Malformed("Circular dependency between resources: " + left);
            }
            ordered.addAll(next);
            next.forEach(left::remove);
        }
        return ordered;
    }

    private static Set<String> needs(StackTemplate template, String id) {
        var resource = template.resource(id);
        var needs = in(resource.properties());
        needs.addAll(resource.after());
        needs.remove(id);
        return needs;
    }
}
