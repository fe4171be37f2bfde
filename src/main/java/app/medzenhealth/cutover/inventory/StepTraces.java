package app.medzenhealth.cutover.inventory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which step of the session changed what last, as its own calls tell: what the migration itself makes, changes or removes is no
 * drift. Immutable.
 */
public final class StepTraces {
    public static final StepTraces NONE = new StepTraces(Map.of());

    /** How services are called by the SDK and in the inventory, where that differs. */
    private static final Map<String, String> NAMES = Map.of(
            "elasticloadbalancingv2", "elbv2",
            "cloudwatchlogs", "logs",
            "eventbridge", "events",
            "sfn", "stepfunctions",
            "cognitoidentityprovider", "cognito-idp",
            "cognitoidentity", "cognito-identity");

    /** CloudFormation's own tag on what a stack makes (CloudFormation User Guide, resource tags). */
    private static final String OF_STACK = "aws:cloudformation:stack-name";

    private final Map<Place, Trace> traces;

    private record Place(String region, String service, String resource) {}

    private record Trace(String step, boolean removes) {}

    private StepTraces(Map<Place, Trace> traces) {
        this.traces = traces;
    }

    /**
     * This, and one call more that took effect.
     *
     * @param service as the SDK calls it
     * @param resource what it was sent for, several separated by commas
     */
    public StepTraces with(String region, String service, String operation, String resource, String step) {
        Map<Place, Trace> more = new HashMap<>(traces);
        String named = NAMES.getOrDefault(service, service);
        boolean removes = operation.startsWith("Delete") || operation.startsWith("Terminate");
        for (String one : resource.split(",")) {
            if (!one.isBlank()) {
                more.put(
                        new Place(named.equals("route53") ? Inventory.GLOBAL : region, named, tail(one)),
                        new Trace(step, removes));
            }
        }
        return new StepTraces(more);
    }

    /** The step that made or changed it last. */
    public Optional<String> of(SeenResource r) {
        return List.of(r.name(), r.id(), r.arn()).stream()
                .flatMap(name -> at(r.region(), r.service(), name).stream())
                .findFirst()
                .or(() -> Optional.ofNullable(r.tags().get(OF_STACK))
                        .flatMap(stack -> at(r.region(), "cloudformation", stack)))
                .map(Trace::step);
    }

    /** The step that removed what the plan says was there. */
    public Optional<String> removed(String region, String service, String name) {
        return at(region, service, name).filter(Trace::removes).map(Trace::step);
    }

    private Optional<Trace> at(String region, String service, String name) {
        return Optional.ofNullable(traces.get(new Place(region, service, tail(name))));
    }

    /** Calls name things by name or by ARN. */
    private static String tail(String name) {
        return name.startsWith("arn:")
                ? name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf(':')) + 1)
                : name;
    }
}
