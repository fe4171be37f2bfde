package app.medzenhealth.cutover.action.security;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.aws.BucketHome;
import app.medzenhealth.cutover.aws.BucketKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * What is encrypted with a key, and is lost for good with it. KMS asks nobody: "Deleting a KMS key is destructive and potentially
 * dangerous", and "AWS KMS does not store information about this use" (AWS KMS Developer Guide, "Deleting AWS KMS keys",
 * "Determining past usage of a KMS key": docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html). So each service that this
 * console gives a key to is asked, in the key's region: databases, their snapshots and retained backups, buckets, secrets, functions.
 */
record EncryptedBy(ActionContext context, String region, String alias, KeyMetadata key) {
    private static final int MOST_NAMED = 6;

    Check.Outcome outcome() {
        var found = new ArrayList<String>();
        found.addAll(databases());
        found.addAll(buckets());
        found.addAll(secrets());
        found.addAll(functions());
        return found.isEmpty()
                ? new Check.Pass("no database, snapshot, bucket, secret or function of " + region + " names it")
                : new Check.Fail(
                        found.size() + ", for example "
                                + String.join(", ", found.subList(0, Math.min(MOST_NAMED, found.size()))),
                        "keep the key: with it all of this can never be read again");
    }

    private boolean isIt(@Nullable String named) {
        return named != null
                && (named.equals(key.arn())
                        || named.equals(key.keyId())
                        || named.equals(alias)
                        || named.endsWith(":" + alias));
    }

    private List<String> databases() {
        var rds = context.clients().client(RdsClient.class, region);
        var found = new ArrayList<String>();
        rds.describeDBInstancesPaginator().dbInstances().stream()
                .filter(i -> isIt(i.kmsKeyId()))
                .forEach(i -> found.add("the database " + i.dbInstanceIdentifier()));
        rds.describeDBSnapshotsPaginator().dbSnapshots().stream()
                .filter(s -> isIt(s.kmsKeyId()))
                .forEach(s -> found.add("the snapshot " + s.dbSnapshotIdentifier()));
        rds.describeDBInstanceAutomatedBackupsPaginator().dbInstanceAutomatedBackups().stream()
                .filter(b -> isIt(b.kmsKeyId()))
                .forEach(b -> found.add("automated backups of " + b.dbInstanceIdentifier()));
        return found;
    }

    private List<String> buckets() {
        var s3 = context.clients().client(S3Client.class, region);
        return s3.listBucketsPaginator(q -> {}).buckets().stream()
                .map(Bucket::name)
                .filter(b -> BucketHome.of(s3, b).filter(region::equals).isPresent())
                .filter(b -> BucketKey.of(s3, b).filter(this::isIt).isPresent())
                .map(b -> "the bucket " + b)
                .toList();
    }

    private List<String> secrets() {
        return context
                .clients()
                .client(SecretsManagerClient.class, region)
                .listSecretsPaginator(q -> q.includePlannedDeletion(true))
                .stream()
                .flatMap(page -> page.secretList().stream())
                .filter(s -> isIt(s.kmsKeyId()))
                .map(s -> "the secret " + s.name())
                .toList();
    }

    private List<String> functions() {
        return context.clients().client(LambdaClient.class, region).listFunctionsPaginator(q -> {}).functions().stream()
                .filter(f -> isIt(f.kmsKeyArn()))
                .map(f -> "the function " + f.functionName())
                .toList();
    }
}
