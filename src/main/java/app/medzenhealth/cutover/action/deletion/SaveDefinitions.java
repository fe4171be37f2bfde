package app.medzenhealth.cutover.action.deletion;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.LIST;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.REGION;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.TEXT;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Change;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Explained;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.PendingResources;
import app.medzenhealth.cutover.action.Preview;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.WritingAction;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.aws.BucketHome;
import app.medzenhealth.cutover.plan.Trait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * Saves what things in a region are made of into an archive in another: code and configuration of functions, templates of stacks
 * with what is in them, definitions of APIs and settings of everything else. What lies there already with the same SHA-256 is not
 * sent again. It passes through this machine's memory alone.
 */
public final class SaveDefinitions extends WritingAction {
    /** What each input names, as the inventory calls it. */
    private static final Map<String, String> INPUTS = new LinkedHashMap<>();

    static {
        INPUTS.put("stacks", "cloudformation/stack/");
        INPUTS.put("functions", "lambda/function/");
        INPUTS.put("restApis", "apigateway/rest-api/");
        INPUTS.put("httpApis", "apigatewayv2/http-api/");
        INPUTS.put("tables", "dynamodb/table/");
        INPUTS.put("buckets", "s3/bucket/");
        INPUTS.put("groups", "logs/log-group/");
        INPUTS.put("instances", "rds/instance/");
        INPUTS.put("resources", "");
    }

    public static final ActionType TYPE = ActionSpec.writes("definitions.save", "Save code and definitions")
            .requires(TEXT, "to")
            .requires(REGION, "toRegion")
            .accepts(LIST, INPUTS.keySet().toArray(String[]::new))
            .about(INPUTS.keySet().toArray(String[]::new))
            .is(Trait.SAVES, Trait.SAVES_DEFINITIONS, Trait.ONLY_ADDS)
            .sends("s3", "PutObject")
            .usesKey()
            .readsCopies()
            .neverUndone("the copies stay and harm nothing")
            .script(DeletionRecipes::save)
            .createdBy(SaveDefinitions::new);

    private final String region;
    private final SavedCopy archive;
    private final List<Target> named;

    private SaveDefinitions(Inputs in) {
        region = in.region();
        archive = new SavedCopy(in.text("toRegion"), in.text("to"));
        named = named(in);
    }

    private static List<Target> named(Inputs in) {
        return labels(in).stream().map(l -> Target.of(in.region(), l)).toList();
    }

    /** How what an input names is called, be it one or several: {@code bucket}, {@code buckets}. */
    static Optional<String> prefix(String input) {
        return Optional.ofNullable(INPUTS.get(input)).or(() -> Optional.ofNullable(INPUTS.get(input + "s")));
    }

    static List<String> labels(Inputs in) {
        return INPUTS.entrySet().stream()
                .flatMap(i -> in.list(i.getKey()).stream().map(n -> i.getValue() + n))
                .toList();
    }

    /** With what goes with a stack. */
    private List<Target> targets(ActionContext context) {
        var apis = new ApiDefinitions(context, region);
        return named.stream()
                .map(apis::byId)
                .flatMap(t -> t.kind().equals("cloudformation/stack")
                        ? Stream.concat(Stream.of(t), StackContents.within(context, region, t.id()).stream())
                        : Stream.of(t))
                .distinct()
                .toList();
    }

    /** @param saved whether it lies in the archive as it is now */
    private record File(Target target, Part part, boolean saved) {}

    private List<File> files(ActionContext context) {
        var files = new ArrayList<File>();
        var definitions = new Definitions(context, region);
        for (var target : targets(context)) {
            if (definitions.of(target) instanceof Definition.Of(var parts)) {
                parts.forEach(p -> files.add(new File(
                        target,
                        p,
                        archive.sha256(context, SavedCopy.key(target, p)).equals(Optional.of(p.sha256())))));
            }
        }
        return files;
    }

    private Call<S3Client, PutObjectRequest, PutObjectResponse> call(File file, RequestBody body) {
        var request = PutObjectRequest.builder()
                .bucket(archive.bucket())
                .key(SavedCopy.key(file.target(), file.part()))
                .checksumSHA256(file.part().sha256())
                .build();
        return Call.of(S3Client.class, archive.region(), request, (client, q) -> client.putObject(q, body));
    }

    @Override
    public Preview preview(ActionContext context) {
        var files = files(context);
        var lacking = files.stream().filter(f -> !f.saved()).toList();
        var facts = new ArrayList<Fact>();
        files.forEach(f ->
                facts.add(new Fact(f.target().label(), f.part().name(), f.part().sha256())));
        return new Preview(
                "Save " + lacking.size() + " of " + files.size() + " files of what is made in " + region + " to "
                        + archive.bucket(),
                facts,
                lacking.stream()
                        .map(f -> new Change(
                                archive.region(),
                                archive.bucket(),
                                SavedCopy.key(f.target(), f.part()),
                                Fact.ABSENT,
                                f.part().sha256()))
                        .toList(),
                lacking.stream()
                        .map(f -> call(f, RequestBody.empty()).planned())
                        .toList(),
                "The copies can be deleted; nothing else is touched.",
                Duration.ofSeconds(20).plusSeconds(2L * lacking.size()),
                List.of("The archive will hold what functions are configured with, their environment included."));
    }

    @Override
    public List<Check> preflight(ActionContext context) throws InterruptedException {
        var checks = new ArrayList<Check>();
        checks.add(Check.reading("The archive is in " + archive.region(), () -> {
            var home = BucketHome.of(context.clients().client(S3Client.class, archive.region()), archive.bucket());
            if (home.isEmpty()
                    && PendingResources.from(
                            context, "s3.create-bucket", archive.region(), "bucket", archive.bucket())) {
                return new Check.Pass(archive.bucket() + " is made by an earlier action of this step");
            }
            return home.equals(Optional.of(archive.region()))
                    ? new Check.Pass(archive.bucket() + " is in " + archive.region())
                    : new Check.Fail(
                            archive.bucket() + " is in " + home.orElse("no region"), "make it in " + archive.region());
        }));
        List<Target> targets;
        try {
            targets = targets(context);
        } catch (SdkException e) {
            checks.add(Check.unknown("What is to be saved can be read", Explained.of(e)));
            return checks;
        }
        for (var target : targets) {
            checks.add(Check.reading(
                    target.label() + " can be saved", () -> switch (new Definitions(context, region).of(target)) {
                        case Definition.Of of -> new Check.Pass(of.parts().size() + " files");
                        case Definition.Gone gone -> new Check.Pass("it is not there");
                        case Definition.Nothing nothing -> new Check.Pass(nothing.why());
                        case Definition.Unsaved unsaved -> new Check.Fail(unsaved.why(), unsaved.remedy());
                    }));
        }
        return checks;
    }

    @Override
    public Outputs run(ActionContext context, Progress progress) throws InterruptedException {
        require(context);
        var lacking = files(context).stream().filter(f -> !f.saved()).toList();
        var done = 0;
        for (var file : lacking) {
            call(file, RequestBody.fromBytes(file.part().bytes(context))).send(context, Progress.SILENT);
            progress.at((double) ++done / lacking.size(), done + " of " + lacking.size() + " files saved");
        }
        return Outputs.NONE;
    }

    @Override
    public List<Check> verify(ActionContext context) throws InterruptedException {
        var checks = new ArrayList<Check>();
        for (var target : targets(context)) {
            checks.add(archive.of(context, target));
        }
        return checks;
    }

    @Override
    public Undo undo(List<Fact> before) {
        return new Undo.None("the copies stay and harm nothing");
    }
}
