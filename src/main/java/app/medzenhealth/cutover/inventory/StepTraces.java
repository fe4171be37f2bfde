package app.medzenhealth.cutover.inventory;

import app.medzenhealth.cutover.aws.service.AwsService;
import app.medzenhealth.cutover.aws.service.AwsServices;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which step of the session changed what last, as its own calls tell: what the migration itself makes, changes or removes is no
 * drift. Immutable.
 */
public final class StepTraces {
    public static final StepTraces NONE = new StepTraces(Map.of(), "");

    /** CloudFormation's own tag on what a stack makes (CloudFormation User Guide, resource tags). */
    private static final String OF_STACK = "aws:cloudformation:stack-name";

    /** What the console tags with whatever it creates, and what a stack hands on to what it makes. */
    private static final String SESSION = "cutover:session";

    private static final String STEP = "cutover:step";

    /** What AWS names after what it belongs to: snapshots and log groups by themselves. */
    private static final Pattern AUTOMATED = Pattern.compile("rds:(.+)-\\d{4}-\\d{2}-\\d{2}-\\d{2}-\\d{2}");

    private static final Pattern MAKING = Pattern.compile("^(Create|Restore|Copy|Register|Request)");

    private static final String LOGS_OF_FUNCTION = "/aws/lambda/";

    /** The detail that names the resource that a backup or a snapshot is of. */
    private static final List<String> OF = List.of("of", "table");

    private final Map<Place, Trace> traces;
    private final String session;

    private record Place(String region, String service, String resource) {}

    /** @param made whether a step made it, whatever was done to it since */
    private record Trace(String step, boolean removes, boolean made) {}

    private StepTraces(Map<Place, Trace> traces, String session) {
        this.traces = traces;
        this.session = session;
    }

    /** This, for resources with ids that AWS made up: they carry the session's tag, not a name that a call was sent for. */
    public StepTraces ofSession(String id) {
        return new StepTraces(traces, id);
    }

    /**
     * This, and one call more that took effect.
     *
     * @param service as the SDK calls it
     * @param resource what it was sent for, several separated by commas
     */
    public StepTraces with(String region, String service, String operation, String resource, String step) {
        var more = new HashMap<Place, Trace>(traces);
        var named = AwsServices.of(service).map(AwsService::name).orElse(service);
        var removes = operation.startsWith("Delete") || operation.startsWith("Terminate");
        var makes = MAKING.matcher(operation).find();
        for (var one : resource.split(",")) {
            if (!one.isBlank()) {
                var place = new Place(named.equals("route53") ? Inventory.GLOBAL : region, named, tail(one));
                var made =
                        makes || traces.containsKey(place) && traces.get(place).made();
                more.put(place, new Trace(step, removes, made && !removes));
            }
        }
        return new StepTraces(more, session);
    }

    /** The step that made or changed it last. */
    public Optional<String> of(SeenResource r) {
        return List.of(r.name(), r.id(), r.arn()).stream()
                .flatMap(name -> at(r.region(), r.service(), name).stream())
                .findFirst()
                .or(() -> Optional.ofNullable(r.tags().get(OF_STACK))
                        .flatMap(stack -> at(r.region(), "cloudformation", stack)))
                .map(Trace::step)
                .or(() -> tagged(r))
                .or(() -> belonging(r));
    }

    private Optional<String> tagged(SeenResource r) {
        return !session.isEmpty() && session.equals(r.tags().get(SESSION))
                ? Optional.ofNullable(r.tags().get(STEP))
                : Optional.empty();
    }

    /** What AWS made of itself for something that a step made. What a step only changed had its own before, which may be drift. */
    private Optional<String> belonging(SeenResource r) {
        var automated = AUTOMATED.matcher(r.id());
        Stream<Optional<Trace>> owners = Stream.concat(
                OF.stream()
                        .map(d -> r.details().get(d))
                        .filter(Objects::nonNull)
                        .map(owner -> at(r.region(), r.service(), owner)),
                Stream.of(
                        automated.matches() ? at(r.region(), r.service(), automated.group(1)) : Optional.empty(),
                        r.service().equals("logs") && r.name().startsWith(LOGS_OF_FUNCTION)
                                ? at(r.region(), "lambda", r.name().substring(LOGS_OF_FUNCTION.length()))
                                : Optional.empty()));
        return owners.flatMap(Optional::stream)
                .filter(Trace::made)
                .map(Trace::step)
                .findFirst();
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
