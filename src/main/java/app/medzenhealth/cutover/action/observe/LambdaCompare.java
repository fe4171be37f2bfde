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
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.plan.Trait;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;

/** Compares functions by code hash and configuration. A difference is evidence; a failure only where they must match. */
public final class LambdaCompare extends ReadOnlyAction {

    static final ActionType TYPE = ActionSpec.reads("lambda.compare", "Compare functions")
            .requires(LIST, "pairs")
            .accepts(FLAG, "mustMatch")
            .outputs("report")
            .is(Trait.PROVES_DISPENSABLE)
            .script(ObserveRecipes::compare)
            .createdBy(LambdaCompare::new);

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
        return open.outcome() instanceof Check.Unknown;
    }

    private Check compare(ActionContext context, Pair pair) throws InterruptedException {
        var title = pair.left() + (mustMatch ? " is the same as " : " compared with ") + pair.right();
        return Check.reading(title, () -> {
            var left = traits(read(context, pair.left()));
            var right = traits(read(context, pair.right()));
            var differences = left.keySet().stream()
                    .filter(k -> !Objects.equals(left.get(k), right.get(k)))
                    .map(k -> k + " " + left.get(k) + " / " + right.get(k))
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

    /** Variables by name only: their values may be secrets. */
    private static Map<String, String> traits(GetFunctionConfigurationResponse there) {
        var traits = new LinkedHashMap<String, String>();
        traits.put("code", there.codeSha256());
        traits.put("runtime", there.runtimeAsString());
        traits.put("handler", there.handler());
        traits.put("memory", there.memorySize() + " MB");
        traits.put("timeout", there.timeout() + " s");
        traits.put(
                "variables",
                there.environment() == null
                        ? "[]"
                        : new TreeSet<>(there.environment().variables().keySet()).toString());
        traits.replaceAll((k, v) -> v == null ? "none" : v);
        return traits;
    }
}
