package app.medzenhealth.cutover.action.observe;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.FLAG;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.LIST;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.ReadOnlyAction;
import app.medzenhealth.cutover.action.WholeObject;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.plan.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;

/** Compares functions by code hash and whole configuration. A difference is evidence; a failure only where they must match. */
public final class LambdaCompare extends ReadOnlyAction {

    static final ActionType TYPE = ActionSpec.reads("lambda.compare", "Compare functions")
            .requires(LIST, "pairs")
            .accepts(FLAG, "mustMatch")
            .outputs("report")
            .is(Trait.PROVES_DISPENSABLE)
            .script(ObserveRecipes::compare)
            .createdBy(LambdaCompare::new);

    /** What is of one function alone and says nothing of how it works. */
    static final Set<String> OWN = Set.of(
            "FunctionName",
            "FunctionArn",
            "CodeSize",
            "LastModified",
            "ConfigSha256",
            "Version",
            "MasterArn",
            "RevisionId",
            "State",
            "StateReason",
            "StateReasonCode",
            "LastUpdateStatus",
            "LastUpdateStatusReason",
            "LastUpdateStatusReasonCode",
            "SigningJobArn",
            "RuntimeVersionConfig");

    private final List<Pair> pairs;
    private final boolean mustMatch;

    private record Place(String region, String function) {
        static Place parse(String text) {
            var parts = text.strip().split("[/:]", 2);
            if (parts.length != 2) {
                throw wrong(text);
            }
            return new Place(parts[0], parts[1]);
        }

        @Override
        public String toString() {
            return region + "/" + function;
        }
    }

    private record Pair(Place left, Place right) {
        static Pair parse(String text) {
            var parts = text.split("=", 2);
            if (parts.length != 2) {
                throw wrong(text);
            }
            return new Pair(Place.parse(parts[0]), Place.parse(parts[1]));
        }
    }

    private static ActionFailure wrong(String text) {
        return new ActionFailure(
                "Not a pair: " + text, "nothing was compared", "write it as: region/function = region/function");
    }

    private LambdaCompare(Inputs in) {
        this.pairs = in.someOf("pairs").stream().map(Pair::parse).toList();
        this.mustMatch = in.flag("mustMatch");
    }

    @Override
    protected String summary() {
        return "Compares " + pairs.size() + " pairs of functions by code hash and configuration.";
    }

    @Override
    protected Finding look(ActionContext context, Progress progress) throws InterruptedException {
        var checks = new ArrayList<Check>();
        for (var pair : pairs) {
            checks.add(compare(context, pair));
        }
        var file = Report.write(
                context,
                "lambda-compare",
                checks.stream()
                        .map(c -> c.title() + ": " + c.outcome().evidence())
                        .toList());
        return new Finding(checks, new Outputs(Map.of("report", file.toString())));
    }

    /** What could not be read of one says nothing about the others. */
    @Override
    protected boolean mayBeWaived(Check open) {
        return open.unread();
    }

    private Check compare(ActionContext context, Pair pair) throws InterruptedException {
        var title = pair.left() + (mustMatch ? " is the same as " : " compared with ") + pair.right();
        return Check.reading(title, () -> {
            var left = traits(read(context, pair.left()));
            var right = traits(read(context, pair.right()));
            var differences = Stream.of(left, right)
                    .flatMap(m -> m.keySet().stream())
                    .distinct()
                    .sorted()
                    .filter(k -> !Objects.equals(left.get(k), right.get(k)))
                    .map(k -> difference(k, left.get(k), right.get(k)))
                    .collect(Collectors.joining("; "));
            if (differences.isEmpty()) {
                return new Check.Pass("same code and configuration");
            }
            return mustMatch
                    ? new Check.Fail(differences, "deploy the same package to both")
                    : new Check.Pass("not the same: " + differences);
        });
    }

    private static GetFunctionConfigurationResponse read(ActionContext context, Place place) {
        return context.clients()
                .client(LambdaClient.class, place.region())
                .getFunctionConfiguration(q -> q.functionName(place.function()));
    }

    /**
     * Every member that Lambda tells of a function, those included that a later model adds, but what is of this one function alone.
     * Regions are left out of ARNs; layers count by name and size, which a copy in another region has too.
     */
    static Map<String, Object> traits(GetFunctionConfigurationResponse there) {
        var traits = new TreeMap<>(WholeObject.tree(there));
        traits.keySet().removeAll(OWN);
        if (there.hasLayers() && !there.layers().isEmpty()) {
            traits.put(
                    "Layers",
                    there.layers().stream()
                            .map(l -> l.arn().replaceFirst(":\\d+$", "").replaceFirst(".*:", "") + " of " + l.codeSize()
                                    + " bytes")
                            .toList());
        }
        var parts = String.valueOf(there.functionArn()).split(":");
        var region = parts.length > 3 ? parts[3] : "";
        traits.replaceAll((k, v) -> withoutRegion(v, region));
        return traits;
    }

    private static Object withoutRegion(Object value, String region) {
        return switch (value) {
            case String text when !region.isEmpty() -> text.replace(":" + region + ":", "::");
            case List<?> list ->
                list.stream().map(v -> withoutRegion(v, region)).toList();
            case Map<?, ?> map -> {
                var all = new TreeMap<String, Object>();
                map.forEach((k, v) -> all.put(String.valueOf(k), withoutRegion(v, region)));
                yield all;
            }
            default -> value;
        };
    }

    /** For example {@code memory size 512 / 1024}; of variables the names alone, as their values may be secrets. */
    private static String difference(String member, @Nullable Object left, @Nullable Object right) {
        if (!member.equals("Environment")) {
            return words(member) + " " + shown(left) + " / " + shown(right);
        }
        var here = variables(left);
        var there = variables(right);
        var names = new TreeSet<String>();
        here.keySet().forEach(n -> names.add(String.valueOf(n)));
        there.keySet().forEach(n -> names.add(String.valueOf(n)));
        names.removeIf(n -> Objects.equals(here.get(n), there.get(n)));
        return "variables " + String.join(", ", names);
    }

    private static String words(String member) {
        return member.equals("CodeSha256")
                ? "code"
                : member.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    private static Object shown(@Nullable Object value) {
        return value == null ? "none" : value;
    }

    private static Map<?, ?> variables(@Nullable Object environment) {
        return environment instanceof Map<?, ?> e && e.get("Variables") instanceof Map<?, ?> v ? v : Map.of();
    }
}
