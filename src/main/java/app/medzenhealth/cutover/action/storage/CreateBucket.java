package app.medzenhealth.cutover.action.storage;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Change;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.CreatedBy;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.KeyCheck;
import app.medzenhealth.cutover.action.KmsKeys;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Preview;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.SessionNote;
import app.medzenhealth.cutover.action.Sightings;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.WritingAction;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.aws.LogDelivery;
import app.medzenhealth.cutover.plan.ActionSignature.Kind;
import app.medzenhealth.cutover.plan.Trait;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.PutBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.PutBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.PutBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.PutBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.PutPublicAccessBlockRequest;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;
import software.amazon.awssdk.services.s3.model.Tag;

/** A bucket in a region, versioned, encrypted and closed to the public. */
final class CreateBucket extends WritingAction {
    static final ActionType TYPE = ActionSpec.writes("s3.create-bucket", "Create a bucket")
            .requires(Kind.TEXT, "bucket")
            .accepts(Kind.TEXT, "kmsKey")
            .is(Trait.MAKES_BUCKET)
            .accepts(Kind.FLAG, "receivesLogs")
            .outputs("bucketArn")
            .sends(
                    "s3",
                    "CreateBucket",
                    "DeleteBucket",
                    "PutPublicAccessBlock",
                    "PutBucketTagging",
                    "PutBucketVersioning",
                    "PutBucketEncryption",
                    "PutBucketPolicy")
            .undoneBy("the bucket is deleted while it is empty")
            .script(StorageRecipes::create)
            .createdBy(CreateBucket::new);

    private static final String KMS = "aws:kms ";

    private final String region;
    private final String bucket;
    private final Optional<String> key;
    /** Whether CloudWatch Logs may export to it. */
    private final boolean receivesLogs;

    CreateBucket(Inputs inputs) {
        region = inputs.region();
        bucket = inputs.text("bucket");
        key = inputs.optional("kmsKey");
        receivesLogs = inputs.flag("receivesLogs");
    }

    @Override
    public Preview preview(ActionContext context) {
        var seen = read(context);
        var changes = new ArrayList<Change>();
        if (seen.home().isEmpty()) {
            changes.add(new Change(region, bucket, "bucket", Fact.ABSENT, "in " + region));
        }
        if (!seen.closed()) {
            changes.add(new Change(region, bucket, "public access", "not blocked", "blocked"));
        }
        if (!seen.versioned()) {
            changes.add(new Change(region, bucket, "versioning", "off", "on"));
        }
        if (!seen.encryption().equals(encryption())) {
            changes.add(new Change(region, bucket, "encryption", seen.encryption(), encryption()));
        }
        if (!seen.letsLogsIn()) {
            changes.add(new Change(region, bucket, "policy", "lets no log exports in", "lets log exports in"));
        }
        return new Preview(
                "Create bucket " + bucket + " in " + region,
                List.of(new Fact(bucket, "region", seen.home().orElse(Fact.ABSENT))),
                changes,
                calls(context, seen).stream().map(Call::planned).toList(),
                "The bucket can be deleted while it is empty.",
                Duration.ofMinutes(1),
                List.of());
    }

    @Override
    public List<Check> preflight(ActionContext context) throws InterruptedException {
        var checks = new ArrayList<Check>();
        if (key.isPresent()) {
            checks.add(Check.reading(
                    "KMS key of " + region + " is usable", () -> KeyCheck.usable(context, region, key.get())));
        }
        checks.add(Check.reading("Bucket name is free or ours", () -> {
            var seen = read(context);
            if (seen.home().isEmpty()) {
                return new Check.Pass(bucket + " does not exist yet");
            }
            if (!seen.home().get().equals(region)) {
                return new Check.Fail(bucket + " exists in " + seen.home().get(), "choose another name");
            }
            return ours(context, seen)
                    ? new Check.Pass(bucket + " was begun by this session")
                    : seen.missing(encryption()).isEmpty()
                            ? new Check.Pass(bucket + " exists and is as wanted; nothing is changed")
                            : new Check.Fail(
                                    bucket + " exists, was not made by this session, and is not "
                                            + String.join(", ", seen.missing(encryption())),
                                    "choose another name, or bring it to that state by hand");
        }));
        return List.copyOf(checks);
    }

    @Override
    public Outputs run(ActionContext context, Progress progress) throws InterruptedException {
        var calls = calls(context, read(context));
        if (!calls.isEmpty()) {
            require(context);
            if (read(context).home().isEmpty()) {
                sent(context).write(new Sent(context.time().instant()));
                new Sightings(context, region, "s3", "bucket").note(bucket);
            }
            for (var call : calls) {
                call.send(context, progress);
            }
        }
        return new Outputs(Map.of("bucketArn", "arn:aws:s3:::" + bucket));
    }

    @Override
    public List<Check> verify(ActionContext context) throws InterruptedException {
        return List.of(Check.reading("Bucket " + bucket + " is in " + region + ", versioned, encrypted, closed", () -> {
            var seen = read(context);
            if (!seen.home().equals(Optional.of(region))) {
                return new Check.Fail("region " + seen.home().orElse(Fact.ABSENT), "run the step again");
            }
            var missing = seen.missing(encryption());
            return missing.isEmpty()
                    ? new Check.Pass("in " + region + ", versioned, " + seen.encryption() + ", public access blocked")
                    : new Check.Fail("not " + String.join(", ", missing), "run the step again");
        }));
    }

    @Override
    public Undo undo(List<Fact> before) {
        var absent = before.contains(new Fact(bucket, "region", Fact.ABSENT));
        return absent
                ? new Undo.Inverse(new EmptyAndDeleteBucket(region, bucket, Optional.of(0)))
                : new Undo.None("the bucket was there before");
    }

    private record Seen(
            Optional<String> home,
            boolean closed,
            boolean versioned,
            String encryption,
            boolean letsLogsIn,
            Map<String, String> tags) {

        List<String> missing(String wanted) {
            var missing = new ArrayList<String>();
            if (!closed) {
                missing.add("closed to the public");
            }
            if (!versioned) {
                missing.add("versioned");
            }
            if (!encryption.equals(wanted)) {
                missing.add("encrypted with " + wanted);
            }
            if (!letsLogsIn) {
                missing.add("open to exports of CloudWatch Logs");
            }
            return missing;
        }
    }

    private Seen read(ActionContext context) {
        var s3 = S3.in(context, region);
        var home = s3.region(bucket);
        if (!home.equals(Optional.of(region))) {
            return new Seen(home, false, false, "", !receivesLogs, Map.of());
        }
        var letsLogsIn = !receivesLogs
                || LogDelivery.missing(s3.policy(bucket).orElse(null), region).isEmpty();
        return new Seen(
                home, s3.closed(bucket), s3.versioned(bucket), encryption(context, s3), letsLogsIn, s3.tags(bucket));
    }

    /** A bucket is tagged only after it was made: where that was interrupted, the note written before tells whose it is. */
    private boolean ours(ActionContext context, Seen seen) {
        return CreatedBy.isOurs(context, seen.tags())
                || seen.tags().isEmpty() && sent(context).read().isPresent();
    }

    private record Sent(Instant at) {}

    private SessionNote<Sent> sent(ActionContext context) {
        return SessionNote.in(context, "bucket-" + bucket + "-sent", Sent.class);
    }

    /** As the plan writes it, where it is the plan's key in another spelling. */
    private String encryption(ActionContext context, S3 s3) {
        var found = s3.encryption(bucket);
        return key.isPresent()
                        && found.startsWith(KMS)
                        && KmsKeys.same(context, region, found.substring(KMS.length()), key.get())
                ? encryption()
                : found;
    }

    private String encryption() {
        return key.map(k -> KMS + k).orElse("AES256");
    }

    private List<Call<S3Client, ?, ?>> calls(ActionContext context, Seen seen) {
        List<Call<S3Client, ?, ?>> calls = new ArrayList<>();
        if (seen.home().isEmpty()) {
            calls.add(create());
        }
        if (!CreatedBy.isOurs(context, seen.tags())
                && (seen.home().isEmpty() || sent(context).read().isPresent())) {
            calls.add(tag(context));
        }
        if (!seen.closed()) {
            calls.add(close());
        }
        if (!seen.versioned()) {
            calls.add(version());
        }
        if (!seen.encryption().equals(encryption())) {
            calls.add(encrypt());
        }
        if (!seen.letsLogsIn()) {
            calls.add(letLogsIn(context));
        }
        return calls;
    }

    Call<S3Client, ?, ?> create() {
        var request = CreateBucketRequest.builder().bucket(bucket);
        if (!region.equals("us-east-1")) {
            request.createBucketConfiguration(c -> c.locationConstraint(region));
        }
        return Call.of(S3Client.class, region, request.build(), S3Client::createBucket);
    }

    Call<S3Client, ?, ?> tag(ActionContext context) {
        var tags = CreatedBy.tags(context).entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(e -> Tag.builder().key(e.getKey()).value(e.getValue()).build())
                .toList();
        var request = PutBucketTaggingRequest.builder()
                .bucket(bucket)
                .tagging(t -> t.tagSet(tags))
                .build();
        return Call.of(S3Client.class, region, request, S3Client::putBucketTagging);
    }

    Call<S3Client, ?, ?> close() {
        var request = PutPublicAccessBlockRequest.builder()
                .bucket(bucket)
                .publicAccessBlockConfiguration(b -> b.blockPublicAcls(true)
                        .ignorePublicAcls(true)
                        .blockPublicPolicy(true)
                        .restrictPublicBuckets(true))
                .build();
        return Call.of(S3Client.class, region, request, S3Client::putPublicAccessBlock);
    }

    Call<S3Client, ?, ?> version() {
        var request = PutBucketVersioningRequest.builder()
                .bucket(bucket)
                .versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED))
                .build();
        return Call.of(S3Client.class, region, request, S3Client::putBucketVersioning);
    }

    Call<S3Client, ?, ?> letLogsIn(ActionContext context) {
        var request = PutBucketPolicyRequest.builder()
                .bucket(bucket)
                .policy(LogDelivery.policy(region, context.plan().account(), bucket))
                .build();
        return Call.of(S3Client.class, region, request, S3Client::putBucketPolicy);
    }

    boolean receivesLogs() {
        return receivesLogs;
    }

    private Call<S3Client, ?, ?> encrypt() {
        var request = PutBucketEncryptionRequest.builder()
                .bucket(bucket)
                .serverSideEncryptionConfiguration(c -> c.rules(ServerSideEncryptionRule.builder()
                        .bucketKeyEnabled(key.isPresent())
                        .applyServerSideEncryptionByDefault(d -> d.sseAlgorithm(
                                        key.isPresent() ? ServerSideEncryption.AWS_KMS : ServerSideEncryption.AES256)
                                .kmsMasterKeyID(key.orElse(null)))
                        .build()))
                .build();
        return Call.of(S3Client.class, region, request, S3Client::putBucketEncryption);
    }
}
