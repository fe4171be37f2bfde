package app.medzenhealth.cutover.action.storage;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.deletion.DeletionRecipes;
import app.medzenhealth.cutover.action.script.Command;
import app.medzenhealth.cutover.action.script.Jmes;
import app.medzenhealth.cutover.action.script.Script;
import app.medzenhealth.cutover.action.script.Shell;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Buckets as commands. */
final class StorageRecipes {
    private static final String VERSIONS =
            "{Objects: not_null(%s, `[]`)[].{Key: Key, VersionId: VersionId}, Quiet: `true`}";

    private StorageRecipes() {}

    private static Command s3(String region, String operation, String bucket) {
        return Command.aws(region, "s3api", operation, "--bucket", bucket);
    }

    /** Its answer is empty even for a bucket that is there, so that it is put beside a word. */
    private static Command home(String region, String bucket) {
        return s3(region, "get-bucket-location", bucket).asking(Jmes.bucketRegion());
    }

    static void create(ActionContext context, Inputs with, Script script) {
        var region = with.region();
        var bucket = with.text("bucket");
        var action = new CreateBucket(with);
        script.unless(home(region, bucket), bucket + " exists already", s -> s.run(Command.of(action.create())));
        script.expect("region of " + bucket, region, home(region, bucket));
        List.of(action.tag(context), action.close(), action.version()).forEach(call -> script.run(Command.of(call)));
        if (action.receivesLogs()) {
            script.run(Command.of(action.letLogsIn(context)));
        }
        // Written out, because the SDK hides the key's name where it shows a request.
        var key = with.optional("kmsKey");
        var by = new LinkedHashMap<String, Object>();
        by.put("SSEAlgorithm", key.isPresent() ? "aws:kms" : "AES256");
        key.ifPresent(k -> by.put("KMSMasterKeyID", k));
        var rule = new LinkedHashMap<String, Object>();
        rule.put("ApplyServerSideEncryptionByDefault", by);
        rule.put("BucketKeyEnabled", key.isPresent());
        script.run(s3(region, "put-bucket-encryption", bucket)
                .json("--server-side-encryption-configuration", Map.of("Rules", List.of(rule))));
        script.expect(
                "versions are kept",
                "Enabled",
                s3(region, "get-bucket-versioning", bucket).asking("Status"));
        script.expect(
                "it is closed to the public",
                "true",
                s3(region, "get-public-access-block", bucket)
                        .asking("PublicAccessBlockConfiguration.RestrictPublicBuckets"));
        script.expect(
                "it is encrypted",
                key.isPresent() ? "aws:kms" : "AES256",
                s3(region, "get-bucket-encryption", bucket)
                        .asking("ServerSideEncryptionConfiguration.Rules[0]"
                                + ".ApplyServerSideEncryptionByDefault.SSEAlgorithm"));
    }

    /** The CLI's own synchronisation copies what is missing, large objects in parts, and may be started again. */
    static void copy(ActionContext context, Inputs with, Script script) {
        var region = with.region();
        var from = with.text("from");
        var to = with.text("to") + "/" + prefix(with);
        script.when(
                s3(region, "list-object-versions", from)
                        .with("--max-items", "1")
                        .asking("not_null(Versions, `[]`)[0].Key"),
                from + " holds nothing",
                s -> {
                    var home = s.value("HOME_OF_SOURCE", "region of " + from, home(region, from));
                    s.run(sync(from, to, home, region));
                    s.say(
                            "Only current versions are copied, not older ones. The CLI takes size and date for the content: an object"
                                    + " of the same size that is older than its copy is left. A second look must find nothing to copy:");
                    s.show(sync(from, to, home, region).with("--dryrun"));
                    s.attest("The second look listed nothing to copy");
                });
    }

    private static String prefix(Inputs with) {
        return with.has("prefix") ? with.optional("prefix").orElse("") : with.text("from") + "/";
    }

    private static Command sync(String from, String to, String home, String region) {
        return Command.aws(
                region, "s3", "sync", "s3://" + from, "s3://" + to, "--source-region", home, "--no-progress");
    }

    static void delete(ActionContext context, Inputs with, Script script) {
        var region = with.region();
        var bucket = with.text("bucket");
        script.when(home(region, bucket), bucket + " is gone already", s -> {
            s.expect("region of " + bucket, region, home(region, bucket));
            s.show(s3(region, "list-object-versions", bucket)
                    .asking("[length(not_null(Versions, `[]`)), length(not_null(DeleteMarkers, `[]`))]"));
            copied(context, with, bucket, s);
            DeletionRecipes.facts(with, s, List.of(bucket));
            s.destructive(
                    bucket,
                    "deletes the bucket " + bucket + " with every object and every version (their numbers are above);"
                            + " its name becomes free for anyone");
            uploads(s, region, bucket);
            batches(s, region, bucket, "Versions", "versions");
            batches(s, region, bucket, "DeleteMarkers", "delete markers");
            s.run(s3(region, "delete-bucket", bucket));
        });
        script.untilGone(bucket, Duration.ofSeconds(5), Duration.ofMinutes(5), home(region, bucket));
    }

    /** The comparison takes every object's content, as {@link CopyProof} knows it; a script asks a person instead. */
    private static void copied(ActionContext context, Inputs with, String bucket, Script script) {
        with.optional("copiedTo")
                .ifPresentOrElse(
                        to -> script.attest("The console compares each object of " + bucket + " with its copy in " + to
                                + " before it deletes; this script does not. You have compared them: every object has its copy there,"
                                + " with the same content. Older versions and deleted objects have no copy there, and "
                                + with.optional("decidedIn")
                                        .map(step -> "a named person has stated in step " + step
                                                + ", by the bucket's name, that they may go: "
                                                + context.attestations().told(step, List.of(bucket)))
                                        .orElse("nobody needs them")),
                        () -> script.say("The plan names no copy of " + bucket
                                + ": whether anything of it is kept elsewhere is not looked at."));
    }

    static void uploads(Script script, String region, String bucket) {
        var list = script.keep(
                "uploads.txt",
                s3(region, "list-multipart-uploads", bucket).asking("not_null(Uploads, `[]`)[].[Key, UploadId]"));
        script.eachPair(
                list,
                s -> s.run(s3(region, "abort-multipart-upload", bucket)
                        .with("--key", Shell.variable("KEY"), "--upload-id", Shell.variable("UPLOAD"))));
    }

    /** A key may hold any character, so that keys go from file to file and never through the shell. */
    static void batches(Script script, String region, String bucket, String which, String words) {
        var page = s3(region, "list-object-versions", bucket).with("--no-paginate", "--max-keys", "1000");
        script.whilePresent(
                page.asking("not_null(" + which + ", `[]`)[0].VersionId"),
                1_000,
                "page of " + words + " of " + bucket,
                s -> {
                    var file = s.keep(
                            "versions.json", page.with("--query", VERSIONS.formatted(which), "--output", "json"));
                    s.run(s3(region, "delete-objects", bucket).with("--delete", "file://" + file));
                });
    }
}
