package app.medzenhealth.cutover.rehearsal.stacks;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A template as data. Values are maps, lists, texts, numbers and booleans; functions stand in their long form, {@code Ref} or
 * {@code Fn::…} as the only key of a map.
 */
record StackTemplate(
        String text,
        String description,
        Map<String, Parameter> parameters,
        Map<String, Object> conditions,
        Map<String, Resource> resources,
        Map<String, Output> outputs) {

    /** One that it has. */
    Resource resource(String id) {
        return Objects.requireNonNull(resources.get(id), id);
    }

    /** @param standard its default; null where a value must be given */
    record Parameter(String type, @Nullable String standard, boolean noEcho) {}

    /** @param condition the name of the condition under which it is made; null: always */
    record Resource(
            String type,
            Map<String, Object> properties,
            List<String> after,
            @Nullable String condition) {}

    record Output(
            Object value, @Nullable Object export, @Nullable String condition, String description) {}

    /** Thrown for a text that is no template; the message is CloudFormation's. */
    static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message);
        }
    }
}
