package app.medzenhealth.cutover.action.compute;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.LIST;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.REGION;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.ConvergingAction;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outlook;
import app.medzenhealth.cutover.action.Removal;
import app.medzenhealth.cutover.action.Stage;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.DeleteLayerVersionRequest;
import software.amazon.awssdk.services.lambda.model.GetLayerVersionByArnResponse;
import software.amazon.awssdk.services.lambda.model.Layer;
import software.amazon.awssdk.services.lambda.model.PublishLayerVersionRequest;

/** Publishes, in the region it acts in, a copy of each layer version that functions of another region use. */
public final class CopyLayers extends ConvergingAction {

    static final ActionType TYPE = ActionSpec.writes("lambda.copy-layers", "Publish copies of functions' layers")
            .requires(LIST, "functions")
            .requires(REGION, "sourceRegion")
            .sends("lambda", "PublishLayerVersion", "DeleteLayerVersion")
            .undoneBy("the versions that it published are deleted")
            .script(FunctionRecipes::layers)
            .createdBy(CopyLayers::new);

    private static final String CONTENT = "content";

    private final Functions origin;
    private final String region;
    private final List<String> functions;

    private CopyLayers(Inputs in) {
        this.origin = new Functions(in.text("sourceRegion"));
        this.region = in.region();
        this.functions = in.someOf("functions");
    }

    @Override
    protected String summary() {
        return "Publishes the layers of " + String.join(", ", functions) + " in " + region + ".";
    }

    private Set<String> used(ActionContext context) {
        return functions.stream()
                .flatMap(f -> origin.read(context, f).stream())
                .flatMap(f -> f.layers().stream())
                .map(Layer::arn)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    @Override
    protected Outlook outlook(ActionContext context) throws InterruptedException {
        var notes = new Outlook.Notes();
        var layers = new Layers(context, region);
        for (var arn : used(context)) {
            var copy = layers.copyOf(arn);
            notes.fact(arn, CONTENT, copy.orElse(Fact.ABSENT));
            var original = layers.original(arn);
            if (copy.isEmpty() && original.isPresent()) {
                publish(context, notes, original.get());
            }
        }
        return notes.done();
    }

    private void publish(ActionContext context, Outlook.Notes notes, GetLayerVersionByArnResponse layer)
            throws InterruptedException {
        var name = Layers.name(layer.layerVersionArn());
        notes.change(
                region,
                name,
                "layer",
                Fact.ABSENT,
                "as " + layer.layerVersionArn() + ", content " + layer.content().codeSha256());
        var content = SdkBytes.fromByteArrayUnsafe(new Layers(context, region).content(layer));
        notes.stage(Stage.send(
                "Publishing " + name,
                Call.of(
                        LambdaClient.class,
                        region,
                        PublishLayerVersionRequest.builder()
                                .layerName(name)
                                .description(layer.description())
                                .licenseInfo(layer.licenseInfo())
                                .compatibleRuntimesWithStrings(layer.compatibleRuntimesAsStrings())
                                .compatibleArchitecturesWithStrings(layer.compatibleArchitecturesAsStrings())
                                .content(c -> c.zipFile(content))
                                .build(),
                        LambdaClient::publishLayerVersion)));
    }

    @Override
    public List<Check> preflight(ActionContext context) throws InterruptedException {
        return List.of(Check.reading("Every layer of the functions is still there", () -> {
            var layers = new Layers(context, region);
            var gone = used(context).stream()
                    .filter(a -> layers.original(a).isEmpty())
                    .toList();
            return Check.passIf(
                    gone::isEmpty,
                    gone.isEmpty() ? used(context).size() + " layers" : "deleted: " + gone,
                    "the functions keep working, but nobody can copy these: publish them from their source");
        }));
    }

    @Override
    public List<Check> verify(ActionContext context) throws InterruptedException {
        var checks = new ArrayList<Check>();
        for (var arn : used(context)) {
            checks.add(Check.reading(
                    Layers.name(arn) + " is in " + region + " with the same content",
                    () -> new Layers(context, region)
                            .copyOf(arn)
                            .<Check.Outcome>map(Check.Pass::new)
                            .orElseGet(() -> new Check.Fail("no version is as " + arn, "run the step again"))));
        }
        return checks.isEmpty() ? List.of(Check.pass("No function uses a layer", functions.toString())) : checks;
    }

    @Override
    protected String goingBack() {
        return "The versions that this publishes are deleted; functions that use them keep them.";
    }

    @Override
    protected Duration expected() {
        return Duration.ofMinutes(1);
    }

    @Override
    public Undo undo(List<Fact> before) {
        var made = before.stream()
                .filter(f -> f.attribute().equals(CONTENT) && f.value().equals(Fact.ABSENT))
                .map(Fact::resource)
                .toList();
        return made.isEmpty()
                ? new Undo.None("every layer was there before")
                : new Undo.Inverse(new Removal(
                        region,
                        String.join(", ", made.stream().map(Layers::name).toList()),
                        context -> made.stream()
                                .flatMap(a -> new Layers(context, region).copyOf(a).stream())
                                .map(copy -> Stage.send(
                                        "Deleting " + copy,
                                        Call.of(
                                                LambdaClient.class,
                                                region,
                                                DeleteLayerVersionRequest.builder()
                                                        .layerName(Layers.name(copy))
                                                        .versionNumber(Long.parseLong(
                                                                copy.substring(copy.lastIndexOf(':') + 1)))
                                                        .build(),
                                                LambdaClient::deleteLayerVersion)))
                                .toList()));
    }
}
