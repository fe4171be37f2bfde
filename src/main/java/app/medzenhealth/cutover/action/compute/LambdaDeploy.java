package app.medzenhealth.cutover.action.compute;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.LIST;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.MAP;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.REGION;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.TEXT;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Arns;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.ConvergingAction;
import app.medzenhealth.cutover.action.CreatedBy;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outlook;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Removal;
import app.medzenhealth.cutover.action.Stage;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.WholeObject;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.plan.Trait;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.DeleteFunctionRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.GetFunctionEventInvokeConfigResponse;
import software.amazon.awssdk.services.lambda.model.PackageType;
import software.amazon.awssdk.services.lambda.model.PutFunctionConcurrencyRequest;
import software.amazon.awssdk.services.lambda.model.PutFunctionEventInvokeConfigRequest;
import software.amazon.awssdk.services.lambda.model.State;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionCodeRequest;

/**
 * Brings functions to another region with their whole configuration: creates what is not there, updates what is, and waits
 * until each is Active. Their triggers stay off.
 */
public final class LambdaDeploy extends ConvergingAction {

    static final ActionType TYPE = ActionSpec.writes("lambda.deploy", "Deploy functions")
            .requires(LIST, "functions")
            .requires(REGION, "sourceRegion")
            .requires(MAP, "zips")
            .requires(TEXT, "runtime")
            .accepts(TEXT, "role", "triggers", "kmsKey", "existing")
            .accepts(LIST, "subnets", "securityGroups", "leaves")
            .accepts(MAP, "databases", "deadLetters", "variables")
            .outputs("functionArns")
            .is(Trait.DEPLOYS_FUNCTIONS)
            .sends(
                    "lambda",
                    "CreateFunction",
                    "DeleteFunction",
                    "PutFunctionConcurrency",
                    "PutFunctionEventInvokeConfig",
                    "UpdateFunctionCode",
                    "UpdateFunctionConfiguration")
            .besides(
                    "lambda:TagResource",
                    "lambda:GetLayerVersion",
                    "ec2:DescribeSecurityGroups",
                    "ec2:DescribeSubnets",
                    "ec2:DescribeVpcs")
            .passesRole()
            .usesKey()
            .undoneBy(
                    "functions that it created are deleted; of those that were there Lambda keeps neither former code nor settings")
            .script(FunctionRecipes::deploy, FunctionRecipes::arns)
            .createdBy(LambdaDeploy::new);

    /** Past their end of support, or about to be blocked; from the Lambda developer guide's list of deprecated runtimes. */
    private static final Set<String> ENDED = Set.of(
            "nodejs",
            "nodejs4.3",
            "nodejs6.10",
            "nodejs8.10",
            "nodejs10.x",
            "nodejs12.x",
            "nodejs14.x",
            "nodejs16.x",
            "nodejs18.x",
            "python2.7",
            "python3.6",
            "python3.7",
            "python3.8",
            "python3.9",
            "ruby2.5",
            "ruby2.7",
            "java8",
            "go1.x",
            "provided",
            "dotnetcore3.1",
            "dotnet6",
            "dotnet7");

    private static final String NOT_ASKED =
            "Not carried over: published versions; permissions and triggers have actions of their own.";

    private final Functions target;
    private final Functions origin;
    private final Relocation relocation;
    private final List<String> functions;
    private final Map<String, String> zips;
    private final String runtime;
    private final Optional<String> role;
    /** Whether functions that are there stay as they are. */
    private final boolean onlyMissing;

    private LambdaDeploy(Inputs in) {
        this.target = new Functions(in.region());
        this.origin = new Functions(in.text("sourceRegion"));
        this.relocation = Relocation.of(in);
        this.functions = in.someOf("functions");
        this.zips = in.map("zips");
        this.runtime = in.text("runtime");
        this.role = in.optional("role");
        this.onlyMissing = switch (in.optional("existing").orElse("update")) {
            case "leave" -> true;
            case "update" -> false;
            default ->
                throw new ActionFailure(
                        "lambda.deploy: existing is update or leave", "nothing was sent", "correct the plan");
        };
    }

    @Override
    protected String summary() {
        return "Brings " + String.join(", ", functions) + " from " + origin.region() + " to " + target.region() + " on "
                + runtime + ", with their settings and without triggers"
                + (onlyMissing ? ", where they are missing; what is there stays as it is." : ".");
    }

    @Override
    protected Outlook outlook(ActionContext context) {
        var notes = new Outlook.Notes();
        for (var function : functions) {
            var there = target.read(context, function);
            notes.fact(
                    function,
                    "codeSha256",
                    there.map(GetFunctionConfigurationResponse::codeSha256).orElse(Fact.ABSENT));
            notes.fact(
                    function,
                    "runtime",
                    there.map(GetFunctionConfigurationResponse::runtimeAsString).orElse(Fact.ABSENT));
            if (left(there)) {
                if (!Functions.usable(there.orElseThrow())) {
                    notes.stage(Stage.await("Waiting for " + function, (c, p) -> target.awaitActive(c, p, function)));
                }
                continue;
            }
            var settings = settings(context, function);
            if (settings.isPresent() && packed(function)) {
                plan(context, notes, settings.get(), Package.read(zip(function)), there);
            }
        }
        return notes.done();
    }

    /** Whether it stays as it is. */
    private boolean left(Optional<GetFunctionConfigurationResponse> there) {
        return onlyMissing && there.isPresent();
    }

    /** Those that this makes or changes. */
    private List<String> brought(ActionContext context) {
        return functions.stream().filter(f -> !left(target.read(context, f))).toList();
    }

    private Optional<Settings> settings(ActionContext context, String function) {
        return origin.read(context, function)
                .map(s -> new Settings(
                        s,
                        runtime,
                        role.map(r -> Arns.role(context, target.region(), r)).orElse(s.role()),
                        relocation.place(context, s)));
    }

    private boolean packed(String function) {
        return zips.containsKey(function) && Files.isRegularFile(Path.of(zips.get(function)));
    }

    /** Of a function that is packed. */
    private String zip(String function) {
        return Objects.requireNonNull(zips.get(function));
    }

    private void plan(
            ActionContext context,
            Outlook.Notes notes,
            Settings settings,
            Package code,
            Optional<GetFunctionConfigurationResponse> there) {
        var function = settings.source().functionName();
        relocation.leaves().stream()
                .filter(l -> l.startsWith(function + "/"))
                .sorted()
                .forEach(l -> notes.warn("The plan leaves behind: " + l));
        notes.warn(NOT_ASKED);
        if (there.isEmpty()) {
            notes.change(target.region(), function, "function", Fact.ABSENT, runtime + ", code " + code.sha256());
            notes.stage(Stage.send(
                    "Creating " + function,
                    Call.of(
                            LambdaClient.class,
                            target.region(),
                            settings.creation()
                                    .code(c -> c.zipFile(code.zip()))
                                    .tags(tags(context, settings.source()))
                                    .build(),
                            LambdaClient::createFunction),
                    (answer, c, p) -> target.awaitActive(c, p, function)));
        } else {
            update(notes, settings, code, there.get());
        }
        concurrency(context, notes, function);
        invocations(context, notes, function);
    }

    private Map<String, String> tags(ActionContext context, GetFunctionConfigurationResponse source) {
        var tags = origin.tags(context, source);
        tags.putAll(CreatedBy.tags(context));
        return tags;
    }

    private void invocations(ActionContext context, Outlook.Notes notes, String function) {
        var wanted = relocation.invocations(context, function);
        if (wanted.isPresent() && !wanted.equals(sameInvocations(context, function, wanted.get()))) {
            notes.change(
                    target.region(), function, "asynchronous invocations", "otherwise", "as in " + origin.region());
            notes.stage(Stage.send(
                    "Setting how invocations of " + function + " are tried again",
                    Call.of(
                            LambdaClient.class,
                            target.region(),
                            request(function, wanted.get()),
                            LambdaClient::putFunctionEventInvokeConfig)));
        }
    }

    /** The wanted one where the one there says the same, otherwise empty. */
    private Optional<GetFunctionEventInvokeConfigResponse> sameInvocations(
            ActionContext context, String function, GetFunctionEventInvokeConfigResponse wanted) {
        return target.invocations(context, function)
                .filter(t -> WholeObject.tree(request(function, t)).equals(WholeObject.tree(request(function, wanted))))
                .map(t -> wanted);
    }

    private static PutFunctionEventInvokeConfigRequest request(
            String function, GetFunctionEventInvokeConfigResponse there) {
        return WholeObject.onto(there, PutFunctionEventInvokeConfigRequest.builder())
                .functionName(function)
                .build();
    }

    private void update(Outlook.Notes notes, Settings settings, Package code, GetFunctionConfigurationResponse there) {
        var function = there.functionName();
        if (!Functions.usable(there)) {
            notes.stage(Stage.await("Waiting for " + function, (c, p) -> target.awaitActive(c, p, function)));
        }
        notes.warn(function
                + " is there already: going back does not restore its code and settings. Keep its former package.");
        var moved = settings.otherArchitecture(there);
        if (moved || !code.sha256().equals(there.codeSha256())) {
            notes.change(
                    target.region(),
                    function,
                    "code",
                    there.codeSha256() + shown(there.architecturesAsStrings(), moved),
                    code.sha256() + shown(settings.source().architecturesAsStrings(), moved));
            notes.stage(Stage.send(
                    "Updating the code of " + function,
                    Call.of(
                            LambdaClient.class,
                            target.region(),
                            UpdateFunctionCodeRequest.builder()
                                    .functionName(function)
                                    .zipFile(code.zip())
                                    .architectures(moved ? settings.source().architectures() : null)
                                    .build(),
                            LambdaClient::updateFunctionCode),
                    (answer, c, p) -> target.awaitActive(c, p, function)));
        }
        var open = settings.differences(there);
        if (settings.updates(there)) {
            notes.change(target.region(), function, "settings", String.join("; ", open), "as in " + origin.region());
            notes.stage(Stage.send(
                    "Updating the settings of " + function,
                    Call.of(
                            LambdaClient.class,
                            target.region(),
                            settings.update(there),
                            LambdaClient::updateFunctionConfiguration),
                    (answer, c, p) -> target.awaitActive(c, p, function)));
        }
    }

    private static String shown(List<String> architectures, boolean moved) {
        return moved ? " for " + String.join(", ", architectures) : "";
    }

    private void concurrency(ActionContext context, Outlook.Notes notes, String function) {
        var wanted = origin.reservedConcurrency(context, function);
        var there = target.reservedConcurrency(context, function);
        if (wanted.isPresent() && !wanted.equals(there)) {
            notes.change(
                    target.region(),
                    function,
                    "reserved concurrency",
                    there.map(String::valueOf).orElse("none"),
                    wanted.get());
            notes.stage(Stage.send(
                    "Reserving concurrency for " + function,
                    Call.of(
                            LambdaClient.class,
                            target.region(),
                            PutFunctionConcurrencyRequest.builder()
                                    .functionName(function)
                                    .reservedConcurrentExecutions(wanted.get())
                                    .build(),
                            LambdaClient::putFunctionConcurrency)));
        }
    }

    @Override
    public List<Check> preflight(ActionContext context) throws InterruptedException {
        var checks = new ArrayList<Check>();
        checks.add(new Check(
                "The runtime is current",
                Check.passIf(
                        () -> !ENDED.contains(runtime),
                        runtime,
                        "name a runtime that AWS still supports, after testing the code on it")));
        var source = "Every function exists in " + origin.region();
        checks.add(Check.reading(source, () -> {
            var missing = brought(context).stream()
                    .filter(f -> origin.read(context, f).isEmpty())
                    .toList();
            return Check.passIf(
                    missing::isEmpty,
                    missing.isEmpty() ? functions.size() + " found" : "missing: " + missing,
                    "correct the names in the plan");
        }));
        checks.add(Check.reading("Every function has its package", () -> {
            var unpacked = brought(context).stream().filter(f -> !packed(f)).toList();
            return Check.passIf(
                    unpacked::isEmpty,
                    unpacked.isEmpty() ? zips.size() + " packages" : "no package for " + unpacked,
                    "run the step that makes the packages");
        }));
        var large = functions.stream()
                .filter(this::packed)
                .filter(f -> Path.of(zips.get(f)).toFile().length() > Package.LARGEST)
                .toList();
        checks.add(new Check(
                "Every package fits into a request",
                Check.passIf(
                        large::isEmpty,
                        large.isEmpty() ? "at most 50 MB each" : "too large: " + large,
                        "deploy it through a bucket by hand")));
        var images = "Every function is made from a package";
        checks.add(Check.reading(images, () -> {
            var made = new ArrayList<String>();
            for (var function : functions) {
                for (var place : List.of(origin, target)) {
                    place.read(context, function)
                            .filter(f -> f.packageType() == PackageType.IMAGE)
                            .ifPresent(f -> made.add(function + " in " + place.region()));
                }
            }
            return Check.passIf(
                    made::isEmpty,
                    made.isEmpty() ? "none from an image" : "from an image: " + String.join(", ", made),
                    "deploy its image by hand: Lambda changes no function from the one to the other");
        }));
        checks.add(Check.reading("Everything that the functions have comes along", () -> {
            var lost = brought(context).stream()
                    .flatMap(f -> origin.read(context, f).stream())
                    .flatMap(f -> relocation.lost(context, f).stream())
                    .toList();
            return Check.passIf(
                    lost::isEmpty,
                    lost.isEmpty()
                            ? "layers, network, keys, targets and variables have their place"
                            : String.join("; ", lost),
                    "give it a place here, or name it in the plan under “leaves”");
        }));
        if (role.isPresent()) {
            checks.add(roleExists(context, role.get()));
        }
        return checks;
    }

    private static Check roleExists(ActionContext context, String role) throws InterruptedException {
        var title = "The role exists, and Lambda may assume it";
        return Check.reading(title, () -> {
            try {
                var name = Arns.name(role);
                var found = context.clients()
                        .client(IamClient.class, "us-east-1")
                        .getRole(q -> q.roleName(name))
                        .role();
                // The policy comes URL-encoded (IAM API Reference, Role: AssumeRolePolicyDocument).
                var trust = URLDecoder.decode(String.valueOf(found.assumeRolePolicyDocument()), StandardCharsets.UTF_8);
                return Check.passIf(
                        () -> trust.contains("\"lambda.amazonaws.com\""),
                        found.arn(),
                        "let lambda.amazonaws.com assume it: its trust policy does not name that service");
            } catch (NoSuchEntityException e) {
                return new Check.Fail("there is no role " + role, "create it, or correct the plan");
            }
        });
    }

    @Override
    public List<Check> verify(ActionContext context) throws InterruptedException {
        var checks = new ArrayList<Check>();
        for (var function : functions) {
            if (onlyMissing && !ours(context, function)) {
                checks.add(Check.reading(function + " can be invoked", () -> usable(context, function)));
            } else {
                var title = function + " is Active with its package and settings";
                checks.add(Check.reading(title, () -> deployed(context, function)));
            }
            if (!relocation.made()) {
                var quiet = "Nothing triggers " + function;
                checks.add(Check.reading(quiet, () -> quiet(context, function)));
            }
        }
        return checks;
    }

    /** Of one that was there and stays as it is. */
    private Check.Outcome usable(ActionContext context, String function) {
        var there = target.read(context, function);
        return Check.passIf(
                () -> there.filter(Functions::usable).isPresent(),
                there.map(f -> f.stateAsString() + ", as it was"
                                + (f.state() == State.INACTIVE ? ": idle, its next invocation wakes it" : ""))
                        .orElse("it is not in " + target.region()),
                "run the step again");
    }

    private Check.Outcome deployed(ActionContext context, String function) {
        var there = target.read(context, function);
        var settings = settings(context, function);
        if (there.isEmpty() || settings.isEmpty()) {
            return new Check.Fail("it is not in " + (there.isEmpty() ? target : origin).region(), "run the step again");
        }
        if (!packed(function)) {
            return new Check.Unknown("the package to compare with is not there");
        }
        var open = new ArrayList<>(settings.get().differences(there.get()));
        var invocations = relocation.invocations(context, function);
        if (invocations.isPresent()
                && sameInvocations(context, function, invocations.get()).isEmpty()) {
            open.add("asynchronous invocations are tried again otherwise");
        }
        return Check.passIf(
                () -> open.isEmpty()
                        && (relocation.made() ? Functions.usable(there.get()) : Functions.active(there.get()))
                        && Package.read(zip(function))
                                .sha256()
                                .equals(there.get().codeSha256()),
                there.get().stateAsString() + ", " + there.get().runtimeAsString() + ", code "
                        + there.get().codeSha256() + (open.isEmpty() ? "" : ", " + String.join("; ", open)),
                "run the step again");
    }

    private Check.Outcome quiet(ActionContext context, String function) {
        var open = new ArrayList<String>();
        target
                .client(context)
                .listEventSourceMappingsPaginator(q -> q.functionName(function))
                .eventSourceMappings()
                .stream()
                .filter(m -> !"Disabled".equals(m.state()))
                .forEach(m -> open.add(m.eventSourceArn() + " " + m.state()));
        var events = context.clients().client(EventBridgeClient.class, target.region());
        RulesOfTarget.enabled(events, Arns.of(context, "lambda", target.region(), "function:" + function))
                .forEach(r -> open.add("rule " + r + " is enabled"));
        return Check.passIf(
                open::isEmpty,
                open.isEmpty() ? "no event source or rule is on" : String.join(", ", open),
                "switch it off: triggers are switched inside the cutover");
    }

    @Override
    protected Outputs outputs(ActionContext context) {
        return new Outputs(Map.of(
                "functionArns",
                functions.stream()
                        .map(f -> Arns.of(context, "lambda", target.region(), "function:" + f))
                        .collect(Collectors.joining(","))));
    }

    @Override
    protected String goingBack() {
        return "Functions that this creates are deleted; those that were there before stay changed: Lambda keeps neither their former code nor settings, so deploy their former packages.";
    }

    @Override
    protected Duration expected() {
        return Duration.ofSeconds(30L * functions.size());
    }

    /** Another one of the name, made since, is not this step's to delete. */
    private boolean ours(ActionContext context, String function) {
        return target.read(context, function)
                .map(f -> target.client(context)
                        .listTags(q -> q.resource(f.functionArn()))
                        .tags())
                .filter(tags -> CreatedBy.isOurs(context, tags))
                .isPresent();
    }

    @Override
    public Undo undo(List<Fact> before) {
        var made = before.stream()
                .filter(f -> f.attribute().equals("codeSha256") && f.value().equals(Fact.ABSENT))
                .map(Fact::resource)
                .toList();
        if (made.isEmpty()) {
            return new Undo.None("the functions were there before; deploy their former packages");
        }
        return new Undo.Inverse(new Removal(
                target.region(),
                String.join(", ", made),
                context -> made.stream()
                        .filter(f -> ours(context, f))
                        .map(f -> Stage.send(
                                "Deleting " + f,
                                Call.of(
                                        LambdaClient.class,
                                        target.region(),
                                        DeleteFunctionRequest.builder()
                                                .functionName(f)
                                                .build(),
                                        LambdaClient::deleteFunction)))
                        .toList()));
    }
}
