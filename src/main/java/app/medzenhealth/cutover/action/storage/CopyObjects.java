package app.medzenhealth.cutover.action.storage;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Change;
import app.medzenhealth.cutover.action.Check;
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
import app.medzenhealth.cutover.action.storage.CopyProof.Standard;
import app.medzenhealth.cutover.aws.UnreadableAnswer;
import app.medzenhealth.cutover.plan.ActionSignature.Kind;
import app.medzenhealth.cutover.plan.Trait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectStorageClass;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Copies the current objects of a bucket into another, in the region it acts in: what is not there, and what has changed since it
 * was copied. What is newer at its new place than at the old one is never overwritten.
 */
final class CopyObjects extends WritingAction {
    static final ActionType TYPE = ActionSpec.writes("s3.copy-objects", "Copy a bucket's objects")
            .requires(Kind.TEXT, "from", "to")
            .accepts(Kind.TEXT, "prefix", "compare")
            .outputs("copied")
            .is(Trait.ONLY_ADDS, Trait.SAVES, Trait.COPIES_OBJECTS)
            .sends("s3", "CopyObject")
            .besides("s3:GetObject", "s3:GetObjectTagging", "s3:GetObjectVersion", "s3:PutObjectTagging")
            .usesKey()
            .neverUndone("the copies stay and harm nothing")
            .script(StorageRecipes::copy)
            .createdBy(CopyObjects::new);

    /** The most that CopyObject takes; larger objects need a multipart copy. */
    private static final long MOST_BYTES = 5L << 30;

    /** Objects of these classes must be restored before they can be read (CopyObject: InvalidObjectState). */
    private static final Set<ObjectStorageClass> ARCHIVED =
            Set.of(ObjectStorageClass.GLACIER, ObjectStorageClass.DEEP_ARCHIVE);

    private final String region;
    private final String from;
    private final String to;
    private final String prefix;
    private final Standard standard;

    CopyObjects(Inputs inputs) {
        region = inputs.region();
        from = inputs.text("from");
        to = inputs.text("to");
        prefix = prefix(inputs, from);
        standard = standard(inputs);
    }

    /** Objects of several buckets may go into one archive: their bucket's name keeps them apart. */
    static String prefix(Inputs inputs, String from) {
        return inputs.has("prefix") ? inputs.optional("prefix").orElse("") : from + "/";
    }

    private static Standard standard(Inputs inputs) {
        return switch (inputs.optional("compare").orElse("content")) {
            case "content" -> Standard.CONTENT;
            case "size-and-date" -> Standard.SIZE_AND_DATE;
            default ->
                throw new ActionFailure("compare is content or size-and-date", "nothing was sent", "correct the plan");
        };
    }

    @Override
    public Preview preview(ActionContext context) {
        var seen = read(context);
        var missing = seen.toCopy();
        var warnings = new ArrayList<String>();
        warnings.add(
                "Only current versions are copied, with their tags and metadata; access lists, locks and the storage"
                        + " class are not.");
        older(context).ifPresent(warnings::add);
        if (!seen.unproven().isEmpty()) {
            warnings.add(seen.unproven().size() + " objects are not shown to be copies and are not overwritten, first "
                    + seen.unproven().getFirst() + ".");
        }
        return new Preview(
                "Copy " + missing.size() + " of " + seen.source().size() + " objects from " + from + " to " + to,
                List.of(new Fact(from, "objects", String.valueOf(seen.source().size()))),
                List.of(new Change(
                        region,
                        to,
                        "objects of " + from,
                        String.valueOf(seen.source().size() - seen.open().size()),
                        String.valueOf(seen.source().size() - seen.unproven().size()))),
                missing.stream().map(o -> call(o).planned()).toList(),
                "The copies can be deleted; the source is not touched.",
                Duration.ofSeconds(30).plusMillis(200L * missing.size()),
                warnings);
    }

    private Optional<String> older(ActionContext context) {
        var s3 = S3.in(context, region);
        var home = s3.region(from);
        if (home.isEmpty()) {
            return Optional.empty();
        }
        var there = S3.in(context, home.get());
        var versions = there.versions(from);
        var former = versions.objects().size() - there.objects(from, "").size();
        return former == 0 && versions.markers().isEmpty()
                ? Optional.empty()
                : Optional.of(former + " older versions and "
                        + versions.markers().size() + " delete markers of " + from + " stay behind.");
    }

    @Override
    public List<Check> preflight(ActionContext context) throws InterruptedException {
        return List.of(
                Check.reading("Source bucket can be read", () -> {
                    var seen = read(context);
                    var large = seen.toCopy().stream()
                            .filter(o -> o.size() > MOST_BYTES)
                            .map(S3Object::key)
                            .toList();
                    return large.isEmpty()
                            ? new Check.Pass(seen.source().size() + " objects in " + from)
                            : new Check.Fail("larger than 5 GiB: " + String.join(", ", large), "copy them by hand");
                }),
                Check.reading("What is to be copied can be read at once", () -> {
                    var archived = read(context).toCopy().stream()
                            .filter(o -> ARCHIVED.contains(o.storageClass()))
                            .map(o -> o.key() + " is in " + o.storageClassAsString())
                            .toList();
                    return archived.isEmpty()
                            ? new Check.Pass("nothing of it is archived")
                            : new Check.Fail(String.join(", ", archived), "restore them first (RestoreObject)");
                }),
                Check.reading("Destination bucket is in " + region, () -> {
                    var home = S3.in(context, region).region(to);
                    if (home.isEmpty() && PendingResources.from(context, "s3.create-bucket", region, "bucket", to)) {
                        return new Check.Pass(to + " is made by an earlier action of this step");
                    }
                    return home.equals(Optional.of(region))
                            ? new Check.Pass(to + " is in " + region)
                            : new Check.Fail(to + " is in " + home.orElse("no region"), "create it in " + region);
                }));
    }

    @Override
    public Outputs run(ActionContext context, Progress progress) throws InterruptedException {
        var seen = read(context);
        var missing = seen.toCopy();
        if (!missing.isEmpty()) {
            require(context);
        }
        var ledger = CopyLedger.of(context, from, to, prefix);
        var done = 0;
        for (var object : missing) {
            ledger.asked(object.key(), object.eTag(), seen.lying(object.key()));
            var answer = call(object).send(context, Progress.SILENT);
            ledger.copied(
                    object.key(),
                    object.eTag(),
                    UnreadableAnswer.part(answer, a -> a.copyObjectResult()).eTag(),
                    answer.versionId());
            done++;
            progress.at((double) done / missing.size(), done + " of " + missing.size() + " objects copied");
        }
        return new Outputs(Map.of("copied", String.valueOf(seen.source().size())));
    }

    @Override
    public List<Check> verify(ActionContext context) throws InterruptedException {
        return List.of(Check.reading(title(from, to), () -> {
            var seen = read(context);
            settle(context, seen);
            return judged(seen);
        }));
    }

    /**
     * Notes what has come to lie where a copy was asked for and its answer was lost: right after the copying it is that copy; a
     * deletion later could not tell it from what somebody else has put there since.
     */
    private void settle(ActionContext context, CopyProof.Seen seen) {
        var ledger = CopyLedger.of(context, from, to, prefix);
        seen.standings().forEach((key, standing) -> {
            var object = seen.source().get(key);
            var lies = seen.lying(key);
            if (standing instanceof CopyStanding.Same(CopyStanding.Measure by)
                    && by == CopyStanding.Measure.ASKED
                    && object != null
                    && lies != null) {
                ledger.copied(key, object.eTag(), lies, null);
            }
        });
    }

    private static String title(String from, String to) {
        return "Every object of " + from + " is in " + to + " with the same content";
    }

    /** Whether what a bucket holds now is in another one. */
    static Check proven(ActionContext context, String region, String from, String to, String prefix, Standard standard)
            throws InterruptedException {
        return Check.reading(title(from, to), () -> {
            return judged(CopyProof.of(context, region, from, to, prefix, standard));
        });
    }

    static Check.Outcome judged(CopyProof.Seen seen) {
        var open = seen.open();
        return open.isEmpty()
                ? new Check.Pass(seen.evidence())
                : new Check.Fail(
                        open.size() + " of " + seen.evidence() + " are not shown to be there, first " + open.getFirst(),
                        "run the step again; what lies there and is not a copy, compare by hand, then delete it there"
                                + " to have it copied, or let the plan say compare: size-and-date");
    }

    @Override
    public Undo undo(List<Fact> before) {
        return new Undo.None("the copies stay and harm nothing; the source is not touched");
    }

    private CopyProof.Seen read(ActionContext context) {
        return CopyProof.of(context, region, from, to, prefix, standard);
    }

    /** What was reviewed is what is copied: another content is refused (CopyObject: x-amz-copy-source-if-match). */
    private Call<S3Client, CopyObjectRequest, CopyObjectResponse> call(S3Object object) {
        var request = CopyObjectRequest.builder()
                .sourceBucket(from)
                .sourceKey(object.key())
                .copySourceIfMatch(object.eTag())
                .destinationBucket(to)
                .destinationKey(prefix + object.key())
                .build();
        return Call.of(S3Client.class, region, request, S3Client::copyObject);
    }
}
