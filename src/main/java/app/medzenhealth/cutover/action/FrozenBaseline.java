package app.medzenhealth.cutover.action;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What this session's frozen baseline holds; nothing where none was frozen. */
public record FrozenBaseline(ActionContext context) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The ARN of what it holds under a name or an id. */
    public Optional<String> arn(String region, String service, String type, String name) {
        return resources().stream()
                .filter(is("service", service).and(is("type", type)).and(is("region", region)))
                .filter(is("name", name).or(is("id", name)))
                .map(e -> e.path("arn").asString(""))
                .findFirst();
    }

    private static Predicate<JsonNode> is(String field, String value) {
        return entry -> entry.path(field).asString("").equals(value);
    }

    private List<JsonNode> resources() {
        return SessionFile.in(context, "baseline.json")
                .read()
                .map(text -> {
                    try {
                        return JSON.readTree(text)
                                .path("resources")
                                .valueStream()
                                .toList();
                    } catch (JacksonException e) {
                        // A baseline that cannot be read knows nothing; the step that freezes it says so.
                        return List.<JsonNode>of();
                    }
                })
                .orElse(List.of());
    }
}
