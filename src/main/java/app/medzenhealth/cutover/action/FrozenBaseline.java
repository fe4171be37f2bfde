package app.medzenhealth.cutover.action;

import app.medzenhealth.cutover.plan.Plan;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.commons.codec.digest.DigestUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What this session's frozen baseline holds; nothing where none was frozen. */
public record FrozenBaseline(ActionContext context) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * A resource as it was found when the baseline was frozen.
     *
     * @param disposition what the plan said happens to it; empty: nothing
     * @param details what the inventory told of it, for example {@code CodeSha256}
     */
    public record Entry(String arn, Optional<Plan.Disposition> disposition, Map<String, String> details) {}

    /** The ARN of what it holds under a name or an id. */
    public Optional<String> arn(String region, String service, String type, String name) {
        return entry(region, service, type, name).map(Entry::arn);
    }

    /** What it holds under a name, an id or an ARN. */
    public Optional<Entry> entry(String region, String service, String type, String name) {
        return root().path("resources")
                .valueStream()
                .filter(is("service", service).and(is("type", type)).and(is("region", region)))
                .filter(is("name", name).or(is("id", name)).or(is("arn", name)))
                .map(e -> new Entry(
                        e.path("arn").asString(""),
                        disposition(e.path("disposition").asString("")),
                        texts(e.path("details"))))
                .findFirst();
    }

    /** SHA-256 of the file, as the step that freezes it gives it; empty where there is none. */
    public Optional<String> digest() {
        return text().map(DigestUtils::sha256Hex);
    }

    /** When it was taken; empty where there is none, or the file does not say. */
    public Optional<Instant> takenAt() {
        try {
            return Optional.of(Instant.parse(root().path("takenAt").asString("")));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Optional<Plan.Disposition> disposition(String word) {
        return Arrays.stream(Plan.Disposition.values())
                .filter(d -> d.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst();
    }

    private static Map<String, String> texts(JsonNode details) {
        var texts = new HashMap<String, String>();
        details.properties().forEach(e -> texts.put(e.getKey(), e.getValue().asString("")));
        return Map.copyOf(texts);
    }

    private static Predicate<JsonNode> is(String field, String value) {
        return entry -> entry.path(field).asString("").equals(value);
    }

    private Optional<String> text() {
        return SessionFile.in(context, "baseline.json").read();
    }

    private JsonNode root() {
        try {
            return text().map(JSON::readTree).orElseGet(JSON::createObjectNode);
        } catch (JacksonException e) {
            // A baseline that cannot be read knows nothing; the step that freezes it says so.
            return JSON.createObjectNode();
        }
    }
}
