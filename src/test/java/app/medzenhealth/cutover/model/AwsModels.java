package app.medzenhealth.cutover.model;

import app.medzenhealth.cutover.action.catalogue.Operation;
import app.medzenhealth.cutover.action.standard.StandardActions;
import app.medzenhealth.cutover.aws.Operations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The reduced copy of AWS's service models.
 *
 * @param version botocore's
 * @param services by the SDK's service id in lower case without blanks
 */
record AwsModels(String version, Map<String, ServiceModel> services) {
    private static final String FOLDER = "/aws-models/";
    /** Services of AWS's that the SDK has in the package of another one. */
    private static final Map<String, String> BESIDE = Map.of("dynamodb", "dynamodbstreams");

    static AwsModels read() {
        try (var in = new GZIPInputStream(AwsModels.class.getResourceAsStream(FOLDER + "models.json.gz"))) {
            var node = JsonMapper.builder().build().readTree(in);
            var services = new LinkedHashMap<String, ServiceModel>();
            node.path("services").forEachEntry((name, s) -> services.put(name, ServiceModel.of(name, s)));
            return new AwsModels(node.path("botocore").asString(), services);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A document beside the models. */
    static JsonNode beside(String file) {
        try (var in = AwsModels.class.getResourceAsStream(FOLDER + file)) {
            return JsonMapper.builder().build().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything that a client of the console can send: the reads of every service, and what the action types declare. */
    static SortedSet<Operation> inUse() {
        var found = sent();
        Operations.reads().forEach((service, reads) -> reads.forEach(r -> found.add(new Operation(service, r))));
        return found;
    }

    /** What the action types declare that they send to change something. */
    static SortedSet<Operation> sent() {
        var found =
                new TreeSet<Operation>(Comparator.comparing(Operation::service).thenComparing(Operation::name));
        StandardActions.catalogue().types().forEach(t -> found.addAll(t.sends()));
        return found;
    }

    List<Operation> missing() {
        return inUse().stream().filter(o -> find(o).isEmpty()).toList();
    }

    /** The service whose model has an operation. */
    Optional<ServiceModel> find(Operation operation) {
        return Stream.of(operation.service(), BESIDE.getOrDefault(operation.service(), ""))
                .flatMap(s -> Optional.ofNullable(services.get(s)).stream())
                .filter(s -> s.operations().containsKey(operation.name()))
                .findFirst();
    }

    /** @throws AssertionError if no model has it */
    ServiceModel of(Operation operation) {
        return find(operation).orElseThrow(() -> new AssertionError("the reduced models lack " + operation));
    }
}
