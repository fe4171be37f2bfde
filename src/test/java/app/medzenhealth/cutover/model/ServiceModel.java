package app.medzenhealth.cutover.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.core.SdkPojo;
import tools.jackson.databind.JsonNode;

/**
 * What AWS says of one service, and whether messages keep to it.
 *
 * @param name the SDK's service id in lower case without blanks
 * @param operations by their names
 */
record ServiceModel(String name, Map<String, Operation> operations, Map<String, ModelShape> shapes) {

    /**
     * @param input the request's shape
     * @param output the answer's shape
     * @param errors the codes that it lists, each with the name of its shape
     */
    record Operation(Optional<String> input, Optional<String> output, Map<String, String> errors) {

        /** Whether it lists an error, by its code or, as services that once spoke the query protocol do, by its shape. */
        boolean lists(String code) {
            return errors.containsKey(code) || errors.containsValue(code);
        }
    }

    static ServiceModel of(String name, JsonNode node) {
        var operations = new LinkedHashMap<String, Operation>();
        node.path("operations").forEachEntry((operation, o) -> {
            var errors = new LinkedHashMap<String, String>();
            o.path("errors").forEachEntry((code, shape) -> errors.put(code, shape.asString()));
            operations.put(operation, new Operation(shape(o, "input"), shape(o, "output"), errors));
        });
        var shapes = new LinkedHashMap<String, ModelShape>();
        node.path("shapes").forEachEntry((shape, s) -> shapes.put(shape, ModelShape.of(s)));
        return new ServiceModel(name, operations, shapes);
    }

    private static Optional<String> shape(JsonNode operation, String part) {
        return operation.has(part) ? Optional.of(operation.path(part).asString()) : Optional.empty();
    }

    Operation operation(String operation) {
        return Optional.ofNullable(operations.get(operation))
                .orElseThrow(() -> new AssertionError("the reduced models lack " + name + " " + operation));
    }

    /** What is wrong with a request; empty if nothing. */
    List<String> request(String operation, SdkPojo request) {
        return check(operation(operation).input(), request);
    }

    /** What is wrong with an answer; empty if nothing. */
    List<String> answer(String operation, SdkPojo answer) {
        return check(operation(operation).output(), answer);
    }

    private List<String> check(Optional<String> shape, SdkPojo message) {
        return shape.map(s -> new ShapeCheck(shapes).of(s, message)).orElse(List.of());
    }

    /** The patterns that cannot be judged by, because they are of another dialect than ours. */
    Set<String> strangePatterns() {
        var found = new TreeSet<String>();
        shapes.values()
                .forEach(s -> s.pattern()
                        .filter(p -> ShapeCheck.compiled(p).isEmpty())
                        .ifPresent(found::add));
        return found;
    }
}
