package app.medzenhealth.cutover.rehearsal.stacks;

import app.medzenhealth.cutover.rehearsal.Estate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Where a member is made, and for whom. */
record Site(Estate estate, String region, Stack stack, String logicalId) {

    /** The name asked for, or one as CloudFormation makes them: stack, logical id, twelve random characters. */
    String name(@Nullable Object wanted) {
        if (wanted != null) {
            return wanted.toString();
        }
        var random = estate.id("").substring(1, 13).toUpperCase(Locale.ROOT);
        return stack.name() + "-" + logicalId + "-" + random;
    }

    /** The template's tags of the member, those of the stack and CloudFormation's own. */
    Map<String, String> tags(Map<String, Object> properties) {
        var tags = new TreeMap<String, String>(stack.tags);
        if (properties.get("Tags") instanceof List<?> list) {
            list.forEach(each -> {
                var tag = TemplateReader.map(each);
                tags.put(String.valueOf(tag.get("Key")), String.valueOf(tag.get("Value")));
            });
        }
        tags.put("aws:cloudformation:stack-name", stack.name());
        tags.put("aws:cloudformation:stack-id", stack.id());
        tags.put("aws:cloudformation:logical-id", logicalId);
        return tags;
    }

    static List<String> texts(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    static Optional<Integer> number(@Nullable Object value) {
        return Optional.ofNullable(value).map(v -> Integer.valueOf(v.toString()));
    }

    static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
