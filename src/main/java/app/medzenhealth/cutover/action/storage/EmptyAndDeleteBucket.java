package app.medzenhealth.cutover.action.storage;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Await;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Change;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Deletion;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.ObjectKeys;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Preview;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.Showing;
import app.medzenhealth.cutover.action.Sightings;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.WritingAction;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.action.deletion.DeletionFacts;
import app.medzenhealth.cutover.action.deletion.Target;
import app.medzenhealth.cutover.plan.ActionSignature.Kind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Deletes a bucket with everything in it: unfinished uploads, all versions and delete markers, then the bucket. */
final class EmptyAndDeleteBucket extends WritingAction {
    static final ActionType TYPE = ActionSpec.writes("s3.empty-and-delete-bucket", "Empty and delete a bucket")
            .requires(Kind.TEXT, "bucket")
            .accepts(Kind.NUMBER, "expectObjects")
            .accepts(Kind.TEXT, "copiedTo", "prefix", "decidedIn")
            .accepts(Kind.REGION, "copiedToRegion")
            .deletes("bucket")
            .ofWhatNobodyUses("decidedIn")
            .sends("s3", "AbortMultipartUpload", "DeleteBucket", "DeleteObjects")
            .besides("s3:DeleteObjectVersion")
            .readsCopies()
            .neverUndone("deleted objects cannot be brought back")
            .keeps("copiedTo")
            .script(StorageRecipes::delete)
            .createdBy(EmptyAndDeleteBucket::new);

    /** The most that DeleteObjects takes in one request. */
    private static final int BATCH = 1000;

    private static final String LABEL = "s3/bucket/";

    private final String region;
    private final String bucket;
    private final Optional<Integer> expectObjects;
    /** What its objects must be shown to be copied to before they go. */
    private final Optional<Copies> copies;

    private record Copies(String region, String bucket, String prefix) {}

    private final DeletionFacts facts;

    /** The step in which a person states, by the bucket's name, that its older versions may go without a copy. */
    private final Optional<String> decidedIn;

    EmptyAndDeleteBucket(Inputs inputs) {
        region = inputs.region();
        bucket = inputs.text("bucket");
        expectObjects = inputs.optionalNumber("expectObjects");
        decidedIn = inputs.optional("decidedIn");
        if (inputs.optional("copiedTo").filter(bucket::equals).isPresent()) {
            throw new ActionFailure(
                    "Bucket " + bucket + " is named as the place of its own copy",
                    "nothing was read or deleted",
                    "name the bucket that its objects were copied to");
        }
        copies = inputs.optional("copiedTo")
                .map(to -> new Copies(inputs.text("copiedToRegion"), to, CopyObjects.prefix(inputs, bucket)));
        facts = DeletionFacts.of(inputs);
    }

    /** @param expectObjects the most current objects it may hold; empty: any number */
    EmptyAndDeleteBucket(String region, String bucket, Optional<Integer> expectObjects) {
        this.region = region;
        this.bucket = bucket;
        this.expectObjects = expectObjects;
        this.copies = Optional.empty();
        this.decidedIn = Optional.empty();
        this.facts = DeletionFacts.NONE;
    }

    @Override
    public Preview preview(ActionContext context) {
        var seen = read(context);
        return new Preview(
                "Delete bucket " + bucket + " in " + region + " with everything in it",
                List.of(
                        new Fact(bucket, "region", seen.home().orElse(Fact.ABSENT)),
                        new Fact(bucket, "objects", String.valueOf(seen.objects())),
                        new Fact(
                                bucket,
                                "versions",
                                String.valueOf(seen.versions().size()))),
                seen.home().isEmpty()
                        ? List.of()
                        : List.of(
                                new Change(
                                        region,
                                        bucket,
                                        "versions and delete markers",
                                        String.valueOf(seen.versions().size()),
                                        "0"),
                                new Change(
                                        region,
                                        bucket,
                                        "unfinished uploads",
                                        String.valueOf(seen.uploads().size()),
                                        "0"),
                                new Change(region, bucket, "bucket", "in " + region, Fact.ABSENT)),
                calls(seen).stream().map(Call::planned).toList(),
                "Cannot be undone; what was copied elsewhere stays there.",
                Duration.ofMinutes(2),
                warnings(context, seen),
                seen.home().equals(Optional.of(region))
                        ? List.of(Deletion.of(region, LABEL + bucket).holding(held(seen)))
                        : List.of());
    }

    private static String held(Seen seen) {
        return Deletion.counted(seen.objects(), "object") + ", " + Deletion.size(seen.bytes()) + "; "
                + Deletion.counted(seen.versions().size(), "version") + " with delete markers"
                + (seen.uploads().isEmpty()
                        ? ""
                        : "; " + Deletion.counted(seen.uploads().size(), "unfinished upload"));
    }

    private List<String> warnings(ActionContext context, Seen seen) {
        if (seen.home().isEmpty()) {
            return sightings(context).warning(bucket).stream().toList();
        }
        var warnings = new ArrayList<String>();
        warnings.add("The bucket's name becomes free for anyone.");
        if (copies.isEmpty()) {
            warnings.add("The plan names no copy: whether anything of it is kept elsewhere is not looked at.");
        } else if (!seen.older().isEmpty()) {
            warnings.add("No copy is made of older versions and of deleted objects: " + shown(seen.older()) + ".");
        }
        return warnings;
    }

    private static String shown(List<ObjectVersion> older) {
        return older.size() + (older.size() == 1 ? " version" : " versions") + ", "
                + older.stream()
                        .map(ObjectVersion::size)
                        .filter(Objects::nonNull)
                        .mapToLong(s -> s)
                        .sum()
                + " bytes, among them of "
                + older.stream().map(ObjectVersion::key).distinct().limit(3).collect(Collectors.joining(", "));
    }

    private Check.Outcome olderDecided(ActionContext context) {
        var older = read(context).older();
        if (older.isEmpty()) {
            return new Check.Pass("there is none that holds something else than the current object");
        }
        return decidedIn
                .flatMap(step -> context.attestations()
                        .attestation(step)
                        .filter(a -> a.names(bucket))
                        .<Check.Outcome>map(a -> new Check.Pass(
                                shown(older) + "; " + a.person() + " stated in step " + step + " that they may go")))
                .orElseGet(() -> new Check.Fail(
                        shown(older) + ", of which no copy is made"
                                + decidedIn
                                        .map(s -> ", and nobody has stated in step " + s + " that they may go")
                                        .orElse(""),
                        "copy what is needed of them, and delete these versions in the bucket"
                                + decidedIn
                                        .map(s -> ", or let somebody state in step " + s
                                                + " that they may go, by the bucket's name")
                                        .orElse("")));
    }

    private String olderKept(ActionContext context) {
        return decidedIn
                .filter(_ -> !read(context).older().isEmpty())
                .map(step -> "older versions: no copy, as stated in step " + step)
                .orElse("");
    }

    private Sightings sightings(ActionContext context) {
        return new Sightings(context, region, "s3", "bucket");
    }

    @Override
    public List<Check> preflight(ActionContext context) throws InterruptedException {
        var checks = new ArrayList<Check>();
        checks.add(Check.reading("Bucket is in " + region, () -> {
            var home = S3.in(context, region).region(bucket);
            if (home.isEmpty()) {
                return new Check.Pass(bucket + " is gone already");
            }
            return home.get().equals(region)
                    ? new Check.Pass("it is")
                    : new Check.Fail("it is in " + home.get(), "correct the plan: buckets have a region");
        }));
        checks.add(Check.reading("It holds no more than was expected", () -> {
            var seen = read(context);
            var evidence = seen.objects() + " objects";
            return expectObjects.isEmpty() || seen.objects() <= expectObjects.get()
                    ? new Check.Pass(evidence)
                    : new Check.Fail(
                            evidence + ", expected at most " + expectObjects.get(),
                            "find out what was added, and copy it first");
        }));
        checks.add(Check.reading("Its objects and the bucket can be deleted", () -> {
            var s3 = S3.in(context, region);
            return s3.region(bucket).equals(Optional.of(region))
                    ? BucketLocks.outcome(context.time().instant(), s3, bucket)
                    : new Check.Pass("it is not in " + region);
        }));
        if (copies.isPresent() && S3.in(context, region).region(bucket).equals(Optional.of(region))) {
            var to = copies.get();
            var prefix = to.prefix().isEmpty() ? "" : to.prefix() + (to.prefix().endsWith("/") ? "" : "/");
            checks.add(CopyObjects.proven(
                            context, to.region(), bucket, to.bucket(), to.prefix(), CopyProof.Standard.LAST)
                    .showingIfPassed(
                            Showing.Matter.COPY, LABEL + bucket, "each object in s3://" + to.bucket() + "/" + prefix));
            checks.add(Check.reading(
                    "What is written to " + to.bucket() + " can be read",
                    () -> new ObjectKeys(context, to.region(), to.bucket())
                            .byDefault()
                            .<Check.Outcome>map(lost -> lost)
                            .orElseGet(() -> new Check.Pass("the key of " + to.bucket() + " can be used"))));
            checks.add(Check.reading("No older version goes without a copy or a word", () -> olderDecided(context))
                    .showingIfPassed(Showing.Matter.COPY, LABEL + bucket, olderKept(context)));
        }
        checks.addAll(Check.of(
                "The bucket can be read",
                () -> S3.in(context, region).region(bucket).equals(Optional.of(region))
                        ? facts.checks(context, Target.of(region, "s3", "bucket", bucket))
                        : List.of()));
        return checks;
    }

    /** What is still there of a part of the keys is what was reviewed, and each of its objects is still shown to be copied. */
    private List<Check> unchanged(ActionContext context, KeyRange range, Set<S3.Held> reviewed)
            throws InterruptedException {
        var checks = new ArrayList<Check>();
        checks.add(Check.reading("Nothing was written to " + bucket + " since the review", () -> {
            var now = S3.in(context, region).versions(bucket, range);
            var others = now.stream()
                    .filter(v -> !reviewed.contains(v))
                    .map(S3.Held::key)
                    .distinct()
                    .toList();
            return Check.passIf(
                    others::isEmpty,
                    others.isEmpty() ? now.size() + " versions" : "written since: " + String.join(", ", others),
                    "find out who writes to it, and copy it once more");
        }));
        if (copies.isPresent()) {
            var to = copies.get();
            checks.add(Check.reading(
                    "Every object of " + bucket + " is still in " + to.bucket(),
                    () -> CopyObjects.judged(CopyProof.of(
                            context,
                            to.region(),
                            bucket,
                            to.bucket(),
                            to.prefix(),
                            CopyProof.Standard.LAST,
                            Optional.of(range)))));
        }
        return checks;
    }

    @Override
    public Outputs run(ActionContext context, Progress progress) throws InterruptedException {
        var seen = read(context);
        if (seen.home().isPresent()) {
            require(context);
            sightings(context).note(bucket);
        }
        var reviewed = Set.copyOf(seen.versions());
        var parts = parts(seen);
        for (var call : calls(seen)) {
            if (call.request() instanceof DeleteObjectsRequest) {
                var part = parts.removeFirst();
                DeletionFacts.require(unchanged(
                        context,
                        new KeyRange(part.getFirst().key(), part.getLast().key()),
                        reviewed));
            }
            if (call.send(context, progress) instanceof DeleteObjectsResponse answer && answer.hasErrors()) {
                var first = answer.errors().getFirst();
                throw new ActionFailure(
                        answer.errors().size() + " versions were not deleted, first " + first.key() + ": "
                                + first.code(),
                        "the bucket was not deleted",
                        "clear the cause, review the step again and run it");
            }
        }
        var s3 = S3.in(context, region);
        Await.until(
                context,
                progress,
                Duration.ofMinutes(10),
                Duration.ofSeconds(5),
                () -> s3.region(bucket).isEmpty()
                        ? new Await.Reached(bucket + " is gone")
                        : new Await.StillGoing(bucket + " is still listed"));
        Sightings.requireSeen(verify(context));
        return Outputs.NONE;
    }

    @Override
    public List<Check> verify(ActionContext context) throws InterruptedException {
        var title = "Bucket " + bucket + " is gone";
        return List.of(Check.reading(
                title,
                () -> S3.in(context, region).region(bucket).isEmpty()
                        ? sightings(context).gone(bucket)
                        : new Check.Fail("it is still there", "run the step again")));
    }

    @Override
    public Undo undo(List<Fact> before) {
        return new Undo.None("deleted objects cannot be brought back");
    }

    private record Seen(
            Optional<String> home,
            int objects,
            long bytes,
            List<S3.Held> versions,
            List<ObjectVersion> older,
            List<MultipartUpload> uploads,
            Versions keeps) {}

    private enum Versions {
        NONE,
        SOME
    }

    /** As many as one request takes, by key. */
    private static ArrayDeque<List<S3.Held>> parts(Seen seen) {
        var parts = new ArrayDeque<List<S3.Held>>();
        for (var from = 0; from < seen.versions().size(); from += BATCH) {
            parts.add(seen.versions().subList(from, Math.min(seen.versions().size(), from + BATCH)));
        }
        return parts;
    }

    private Seen read(ActionContext context) {
        var s3 = S3.in(context, region);
        var home = s3.region(bucket);
        if (!home.equals(Optional.of(region))) {
            return new Seen(home, 0, 0, List.of(), List.of(), List.of(), Versions.NONE);
        }
        var versions = s3.versions(bucket);
        var objects = s3.objects(bucket, "");
        return new Seen(
                home,
                objects.size(),
                objects.values().stream()
                        .map(S3Object::size)
                        .filter(Objects::nonNull)
                        .mapToLong(s -> s)
                        .sum(),
                versions.all(),
                versions.older(),
                s3.uploads(bucket),
                s3.unversioned(bucket) ? Versions.NONE : Versions.SOME);
    }

    private List<Call<S3Client, ?, ?>> calls(Seen seen) {
        List<Call<S3Client, ?, ?>> calls = new ArrayList<>();
        if (!seen.home().equals(Optional.of(region))) {
            return calls;
        }
        seen.uploads().forEach(u -> calls.add(abort(u)));
        parts(seen).forEach(part -> calls.add(delete(part, seen.keeps())));
        calls.add(Call.of(
                S3Client.class,
                region,
                DeleteBucketRequest.builder().bucket(bucket).build(),
                S3Client::deleteBucket));
        return calls;
    }

    /**
     * A version is deleted by its id, and stays what it is. Where none are kept, what is written at the last moment has the same
     * key: there S3 deletes only what has the entity tag that was reviewed (DeleteObjects: ETag, "makes the request method
     * conditional"; it is compared with the current version, User Guide, "How to perform conditional deletes").
     */
    private static ObjectIdentifier identifier(S3.Held held, Versions keeps) {
        return keeps == Versions.NONE && held.tag() != null
                ? ObjectIdentifier.builder().key(held.key()).eTag(held.tag()).build()
                : held.identifier();
    }

    private Call<S3Client, ?, ?> abort(MultipartUpload upload) {
        var request = AbortMultipartUploadRequest.builder()
                .bucket(bucket)
                .key(upload.key())
                .uploadId(upload.uploadId())
                .build();
        return Call.of(S3Client.class, region, request, S3Client::abortMultipartUpload);
    }

    private Call<S3Client, ?, ?> delete(List<S3.Held> versions, Versions keeps) {
        var request = DeleteObjectsRequest.builder()
                .bucket(bucket)
                .delete(d -> d.objects(
                                versions.stream().map(v -> identifier(v, keeps)).toList())
                        .quiet(true))
                .build();
        return Call.of(S3Client.class, region, request, S3Client::deleteObjects);
    }
}
