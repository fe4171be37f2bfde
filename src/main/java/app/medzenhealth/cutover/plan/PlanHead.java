package app.medzenhealth.cutover.plan;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What a plan says ahead of its phases: account, regions, parameters, baseline. For whoever only looks, and only for a plan that
 * was checked when the program was built: phases, schema and check take longer than reading a region, and so does having Jackson
 * look through what a plan is made of.
 */
public final class PlanHead {

    private PlanHead() {}

    /**
     * @return a plan without phases, in which nothing may be written
     * @throws IllegalArgumentException if it is no plan after all
     */
    public static Plan read(byte[] bytes) {
        var text = new String(bytes, StandardCharsets.UTF_8);
        var phases = text.indexOf("\nphases:");
        try {
            var root = LocatedYaml.parse(phases < 0 ? text : text.substring(0, phases))
                    .root();
            return new Plan(
                    text(root, "id"),
                    text(root, "title"),
                    text(root, "company"),
                    text(root, "summary"),
                    text(root, "account"),
                    window(root.required("window")),
                    each(root, "regions", PlanHead::region),
                    each(root, "parameters", PlanHead::parameter),
                    each(root, "baseline", PlanHead::resource),
                    each(root, "rules", PlanHead::rule),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    Monitoring.NONE,
                    PlanIndex.of(List.of(), List.of(), List.of()));
        } catch (JacksonException | LocatedYaml.Excessive e) {
            throw new IllegalArgumentException("The shipped plan cannot be read", e);
        }
    }

    private static Plan.Window window(JsonNode node) {
        return new Plan.Window(
                LocalTime.parse(text(node, "opens")),
                LocalTime.parse(text(node, "closes")),
                Duration.parse(text(node, "downtimeBudget")),
                maybe(node, "date"),
                maybe(node, "go"),
                node.path("steps").valueStream().map(JsonNode::asString).toList(),
                node.has("board") ? board(node.required("board")) : Board.NONE,
                text(node, "source"));
    }

    private static Board board(JsonNode node) {
        return new Board(
                Duration.parse(text(node, "valid")),
                each(
                        node,
                        "seats",
                        seat -> new Board.Seat(
                                text(seat, "role"),
                                seat.path("claims")
                                        .valueStream()
                                        .map(JsonNode::asString)
                                        .toList(),
                                text(seat, "source"))));
    }

    private static Plan.Region region(JsonNode node) {
        return new Plan.Region(
                text(node, "id"),
                text(node, "city"),
                text(node, "country"),
                node.required("latitude").asDouble(),
                node.required("longitude").asDouble(),
                value(Plan.Role.class, node, "before"),
                value(Plan.Role.class, node, "after"),
                node.path("provenBy").valueStream().map(JsonNode::asString).toList());
    }

    private static Plan.Parameter parameter(JsonNode node) {
        return new Plan.Parameter(
                text(node, "id"),
                text(node, "title"),
                value(Plan.Parameter.Kind.class, node, "kind"),
                maybe(node, "region"),
                maybe(node, "value"),
                maybe(node, "rehearsal"),
                node.has("count") ? value(Plan.Parameter.Count.class, node, "count") : Plan.Parameter.Count.ONE,
                text(node, "source"));
    }

    private static Plan.Resource resource(JsonNode node) {
        return new Plan.Resource(
                text(node, "service"),
                text(node, "type"),
                text(node, "name"),
                text(node, "logical"),
                text(node, "region"),
                value(Plan.Disposition.class, node, "disposition"),
                maybe(node, "note"),
                text(node, "source"));
    }

    private static DispositionRule rule(JsonNode node) {
        return new DispositionRule(
                text(node, "id"),
                maybe(node, "service"),
                maybe(node, "type"),
                maybe(node, "region"),
                maybe(node, "name"),
                maybe(node, "tag"),
                node.has("follows")
                        ? Optional.of(new DispositionRule.Followed(
                                text(node.required("follows"), "service"),
                                text(node.required("follows"), "type"),
                                text(node.required("follows"), "name")))
                        : Optional.empty(),
                node.has("disposition")
                        ? Optional.of(value(Plan.Disposition.class, node, "disposition"))
                        : Optional.empty(),
                text(node, "why"),
                text(node, "source"));
    }

    private static <T> List<T> each(JsonNode node, String name, Function<JsonNode, T> of) {
        return node.path(name).valueStream().map(of).toList();
    }

    private static String text(JsonNode node, String name) {
        return node.required(name).asString();
    }

    private static Optional<String> maybe(JsonNode node, String name) {
        return node.has(name) ? Optional.of(text(node, name)) : Optional.empty();
    }

    private static <E extends Enum<E>> E value(Class<E> type, JsonNode node, String name) {
        return Enum.valueOf(type, text(node, name).replace('-', '_').toUpperCase(Locale.ROOT));
    }
}
