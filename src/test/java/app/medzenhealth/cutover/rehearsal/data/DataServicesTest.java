package app.medzenhealth.cutover.rehearsal.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.aws.Operations;
import app.medzenhealth.cutover.rehearsal.EmbeddedClients;
import app.medzenhealth.cutover.rehearsal.Estate;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.account.AccountClient;
import software.amazon.awssdk.services.account.model.RegionOptStatus;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.acm.model.CertificateDetail;
import software.amazon.awssdk.services.costexplorer.CostExplorerClient;
import software.amazon.awssdk.services.costexplorer.model.Granularity;
import software.amazon.awssdk.services.costexplorer.model.GroupDefinition;
import software.amazon.awssdk.services.costexplorer.model.GroupDefinitionType;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.TagFilter;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Event;
import software.amazon.awssdk.services.s3.model.LambdaFunctionConfiguration;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ReplicaRegionType;
import software.amazon.awssdk.services.secretsmanager.model.StatusType;
import software.amazon.awssdk.services.servicequotas.ServiceQuotasClient;
import software.amazon.awssdk.services.sts.StsClient;

class DataServicesTest {

    private static final String IRELAND = "eu-west-1";
    private static final String FRANKFURT = "eu-central-1";
    private static final String CAPE_TOWN = "af-south-1";

    private final VirtualTime time = new VirtualTime(Instant.parse("2026-01-12T08:00:00Z"));
    private final Estate estate = new Estate(time, "558069890522", Set.of(IRELAND, FRANKFURT, CAPE_TOWN));
    private final EmbeddedClients clients = new EmbeddedClients(estate, Operations::isRead);

    DataServicesTest() {
        DataServices.register(clients);
    }

    private static void refused(String code, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        AwsServiceException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
    }

    @Test
    void a_bucket_asked_in_the_wrong_region_says_where_it_is() {
        S3State.of(estate).seed("recordings", CAPE_TOWN, Duration.ofDays(1));
        var ireland = clients.client(S3Client.class, IRELAND);
        assertThatThrownBy(() -> ireland.headBucket(r -> r.bucket("recordings")))
                .isInstanceOfSatisfying(S3Exception.class, e -> {
                    assertThat(e.statusCode()).isEqualTo(301);
                    assertThat(e.awsErrorDetails().sdkHttpResponse().firstMatchingHeader("x-amz-bucket-region"))
                            .contains(CAPE_TOWN);
                });
        assertThat(ireland.getBucketLocation(r -> r.bucket("recordings")).locationConstraintAsString())
                .isEqualTo(CAPE_TOWN);
        assertThat(clients.client(S3Client.class, CAPE_TOWN)
                        .headBucket(r -> r.bucket("recordings"))
                        .bucketRegion())
                .isEqualTo(CAPE_TOWN);
        refused("NoSuchBucket", () -> ireland.headBucket(r -> r.bucket("nowhere")));
    }

    @Test
    void buckets_of_all_regions_are_listed_with_their_region_where_pages_are_asked_for() {
        for (var name : List.of("a-bucket", "b-bucket", "c-bucket", "d-bucket")) {
            S3State.of(estate).seed(name, name.startsWith("a") ? CAPE_TOWN : IRELAND, Duration.ofDays(1));
        }
        var pages = clients.client(S3Client.class, FRANKFURT).listBucketsPaginator(r -> r.maxBuckets(100));
        assertThat(pages.buckets())
                .extracting(b -> b.name() + " " + b.bucketRegion())
                .containsExactly(
                        "a-bucket af-south-1", "b-bucket eu-west-1", "c-bucket eu-west-1", "d-bucket eu-west-1");
    }

    @Test
    void a_bucket_is_made_only_in_the_region_that_was_asked() {
        var frankfurt = clients.client(S3Client.class, FRANKFURT);
        refused("IllegalLocationConstraintException", () -> frankfurt.createBucket(r -> r.bucket("new-one")));
        refused(
                "IllegalLocationConstraintException",
                () -> frankfurt.createBucket(
                        r -> r.bucket("new-one").createBucketConfiguration(c -> c.locationConstraint(IRELAND))));
        frankfurt.createBucket(
                r -> r.bucket("new-one").createBucketConfiguration(c -> c.locationConstraint(FRANKFURT)));
        refused(
                "BucketAlreadyOwnedByYou",
                () -> frankfurt.createBucket(
                        r -> r.bucket("new-one").createBucketConfiguration(c -> c.locationConstraint(FRANKFURT))));
        assertThat(frankfurt
                        .getPublicAccessBlock(r -> r.bucket("new-one"))
                        .publicAccessBlockConfiguration()
                        .blockPublicAcls())
                .isTrue();
    }

    @Test
    void a_bucket_goes_only_when_every_version_marker_and_upload_is_gone() {
        S3State.of(estate)
                .seed("full", CAPE_TOWN, Duration.ofDays(9))
                .versioned()
                .seed("k1", 10, time.instant())
                .seed("k1", 11, time.instant())
                .seed("k2", 12, time.instant())
                .deleted("k2")
                .seedUpload("k3", time.instant());
        var s3 = clients.client(S3Client.class, CAPE_TOWN);
        assertThat(s3.listObjectsV2Paginator(r -> r.bucket("full")).contents())
                .extracting(o -> o.key())
                .containsExactly("k1");
        refused("BucketNotEmpty", () -> s3.deleteBucket(r -> r.bucket("full")));

        estate.pageSize(2);
        var pages = s3.listObjectVersionsPaginator(r -> r.bucket("full"));
        for (var page : pages) {
            var all = new ArrayList<ObjectIdentifier>();
            page.versions()
                    .forEach(v -> all.add(ObjectIdentifier.builder()
                            .key(v.key())
                            .versionId(v.versionId())
                            .build()));
            page.deleteMarkers()
                    .forEach(v -> all.add(ObjectIdentifier.builder()
                            .key(v.key())
                            .versionId(v.versionId())
                            .build()));
            s3.deleteObjects(r -> r.bucket("full").delete(d -> d.objects(all)));
        }
        assertThat(s3.listObjectVersions(r -> r.bucket("full")).hasVersions()).isTrue();
        assertThat(s3.listObjectVersions(r -> r.bucket("full")).versions()).isEmpty();
        refused("BucketNotEmpty", () -> s3.deleteBucket(r -> r.bucket("full")));
        s3.listMultipartUploadsPaginator(r -> r.bucket("full"))
                .uploads()
                .forEach(u -> s3.abortMultipartUpload(
                        r -> r.bucket("full").key(u.key()).uploadId(u.uploadId())));
        s3.deleteBucket(r -> r.bucket("full"));
        refused("NoSuchBucket", () -> s3.headBucket(r -> r.bucket("full")));
    }

    @Test
    void an_object_in_an_archive_is_neither_read_nor_copied() {
        S3State.of(estate)
                .seed("from", CAPE_TOWN, Duration.ofDays(9))
                .seedArchived("a/b", 4_000, estate.now().minus(Duration.ofDays(5)));
        S3State.of(estate).seed("to", FRANKFURT, Duration.ofDays(9));
        var capeTown = clients.client(S3Client.class, CAPE_TOWN);
        assertThat(capeTown.listObjectsV2(r -> r.bucket("from")).contents())
                .singleElement()
                .satisfies(o -> assertThat(o.storageClassAsString()).isEqualTo("GLACIER"));

        refused(
                "InvalidObjectState",
                () -> capeTown.getObjectAsBytes(r -> r.bucket("from").key("a/b")));
        refused(
                "ObjectNotInActiveTierError",
                () -> clients.client(S3Client.class, FRANKFURT)
                        .copyObject(r -> r.sourceBucket("from")
                                .sourceKey("a/b")
                                .destinationBucket("to")
                                .destinationKey("a/b")));
    }

    @Test
    void objects_are_written_read_and_copied_across_regions() {
        S3State.of(estate).seed("from", CAPE_TOWN, Duration.ofDays(9));
        S3State.of(estate).seed("to", FRANKFURT, Duration.ofDays(9)).versioned();
        clients.client(S3Client.class, CAPE_TOWN)
                .putObject(r -> r.bucket("from").key("a/b"), RequestBody.fromString("content"));
        var frankfurt = clients.client(S3Client.class, FRANKFURT);
        frankfurt.copyObject(r ->
                r.sourceBucket("from").sourceKey("a/b").destinationBucket("to").destinationKey("a/b"));
        assertThat(frankfurt.getObjectAsBytes(r -> r.bucket("to").key("a/b")).asString(StandardCharsets.UTF_8))
                .isEqualTo("content");
        assertThat(frankfurt.headObject(r -> r.bucket("to").key("a/b")).versionId())
                .isNotNull();
        refused("NoSuchKey", () -> frankfurt.headObject(r -> r.bucket("to").key("none")));
        frankfurt.deleteObject(r -> r.bucket("to").key("a/b"));
        refused("NoSuchKey", () -> frankfurt.headObject(r -> r.bucket("to").key("a/b")));
    }

    @Test
    void a_bucket_notifies_only_functions_of_its_own_region_and_each_write_replaces_all() {
        S3State.of(estate).seed("data", IRELAND, Duration.ofDays(9));
        S3State.of(estate).functions(arn -> arn.endsWith(":function:known"));
        var s3 = clients.client(S3Client.class, IRELAND);
        refused("InvalidArgument", () -> notify(s3, FRANKFURT, "known"));
        refused("InvalidArgument", () -> notify(s3, IRELAND, "unknown"));
        notify(s3, IRELAND, "known");
        assertThat(s3.getBucketNotificationConfiguration(r -> r.bucket("data")).lambdaFunctionConfigurations())
                .hasSize(1);
        s3.putBucketNotificationConfiguration(r -> r.bucket("data").notificationConfiguration(n -> {}));
        assertThat(s3.getBucketNotificationConfiguration(r -> r.bucket("data")).lambdaFunctionConfigurations())
                .isEmpty();
    }

    private void notify(S3Client s3, String region, String function) {
        s3.putBucketNotificationConfiguration(r -> r.bucket("data")
                .notificationConfiguration(n -> n.lambdaFunctionConfigurations(LambdaFunctionConfiguration.builder()
                        .events(Event.S3_OBJECT_CREATED)
                        .lambdaFunctionArn(estate.arn("lambda", region, "function:" + function))
                        .build())));
    }

    @Test
    void encryption_and_versioning_of_a_bucket_are_what_was_set() {
        S3State.of(estate).seed("data", IRELAND, Duration.ofDays(9));
        var s3 = clients.client(S3Client.class, IRELAND);
        assertThat(s3.getBucketVersioning(r -> r.bucket("data")).status()).isNull();
        s3.putBucketVersioning(r -> r.bucket("data").versioningConfiguration(v -> v.status("Enabled")));
        s3.putBucketEncryption(r -> r.bucket("data")
                .serverSideEncryptionConfiguration(e -> e.rules(ServerSideEncryptionRule.builder()
                        .applyServerSideEncryptionByDefault(
                                d -> d.sseAlgorithm("aws:kms").kmsMasterKeyID("alias/mine"))
                        .build())));
        assertThat(s3.getBucketVersioning(r -> r.bucket("data")).statusAsString())
                .isEqualTo("Enabled");
        assertThat(s3.getBucketEncryption(r -> r.bucket("data"))
                        .serverSideEncryptionConfiguration()
                        .rules()
                        .getFirst()
                        .applyServerSideEncryptionByDefault()
                        .kmsMasterKeyID())
                .isEqualTo("alias/mine");
        refused("NoSuchTagSet", () -> s3.getBucketTagging(r -> r.bucket("data")));
    }

    @Test
    void a_protected_table_is_deleted_only_after_its_protection() {
        DynamoState.of(estate, CAPE_TOWN).seed("t", "id", 4, Duration.ofDays(1), DynamoState.Protection.ON);
        var dynamo = clients.client(DynamoDbClient.class, CAPE_TOWN);
        refused("ValidationException", () -> dynamo.deleteTable(r -> r.tableName("t")));
        dynamo.updateTable(r -> r.tableName("t").deletionProtectionEnabled(false));
        refused("ResourceInUseException", () -> dynamo.deleteTable(r -> r.tableName("t")));
        time.advance(Duration.ofSeconds(6));
        var backup = dynamo.createBackup(r -> r.tableName("t").backupName("b"))
                .backupDetails()
                .backupArn();
        dynamo.deleteTable(r -> r.tableName("t"));
        assertThat(dynamo.describeTable(r -> r.tableName("t")).table().tableStatusAsString())
                .isEqualTo("DELETING");
        time.advance(Duration.ofMinutes(1));
        refused("ResourceNotFoundException", () -> dynamo.describeTable(r -> r.tableName("t")));
        assertThat(dynamo.describeBackup(r -> r.backupArn(backup))
                        .backupDescription()
                        .backupDetails()
                        .backupStatusAsString())
                .isEqualTo("AVAILABLE");
        assertThat(dynamo.listBackups().backupSummaries()).hasSize(1);
        refused(
                "TableNotFoundException",
                () -> dynamo.createBackup(r -> r.tableName("t").backupName("c")));
    }

    @Test
    void a_secrets_replica_has_the_same_name_in_the_other_region_and_comes_in_sync() {
        var arn = SecretsState.of(estate, IRELAND).seed("db/password", "d", "not a real one", Duration.ofDays(3));
        var ireland = clients.client(SecretsManagerClient.class, IRELAND);
        ireland.replicateSecretToRegions(r -> r.secretId("db/password")
                .addReplicaRegions(ReplicaRegionType.builder().region(FRANKFURT).build()));
        assertThat(ireland.describeSecret(r -> r.secretId(arn))
                        .replicationStatus()
                        .getFirst()
                        .status())
                .isEqualTo(StatusType.IN_PROGRESS);
        time.advance(Duration.ofMinutes(1));
        assertThat(ireland.describeSecret(r -> r.secretId(arn))
                        .replicationStatus()
                        .getFirst()
                        .status())
                .isEqualTo(StatusType.IN_SYNC);
        var frankfurt = clients.client(SecretsManagerClient.class, FRANKFURT);
        assertThat(frankfurt.describeSecret(r -> r.secretId("db/password"))).satisfies(copy -> {
            assertThat(copy.arn()).isEqualTo(arn.replace(IRELAND, FRANKFURT));
            assertThat(copy.primaryRegion()).isEqualTo(IRELAND);
        });
        // Seen of AWS with a replica and with its primary: github.com/rebuy-de/aws-nuke/issues/1127.
        refused("InvalidParameterException", () -> frankfurt.deleteSecret(r -> r.secretId("db/password")));
        refused(
                "InvalidParameterException",
                () -> ireland.replicateSecretToRegions(r -> r.secretId("db/password")
                        .addReplicaRegions(
                                ReplicaRegionType.builder().region(FRANKFURT).build())));
        refused("InvalidParameterException", () -> ireland.deleteSecret(r -> r.secretId("db/password")));
        ireland.removeRegionsFromReplication(r -> r.secretId("db/password").removeReplicaRegions(FRANKFURT));
        ireland.deleteSecret(r -> r.secretId("db/password").recoveryWindowInDays(7L));
        assertThat(ireland.listSecrets().secretList()).isEmpty();
        ireland.restoreSecret(r -> r.secretId("db/password"));
        assertThat(ireland.listSecrets().secretList()).hasSize(1);
    }

    /** docs.aws.amazon.com/secretsmanager/latest/userguide/replicate-secrets_troubleshoot.html. */
    @Test
    void a_replica_that_cannot_be_made_is_accepted_and_told_as_failed() {
        SecretsState.of(estate, IRELAND).seed("db/password", "d", "not a real one", Duration.ofDays(3));
        SecretsState.of(estate, FRANKFURT).seed("db/password", "another", "not a real one", Duration.ofDays(3));
        var ireland = clients.client(SecretsManagerClient.class, IRELAND);
        ireland.replicateSecretToRegions(r -> r.secretId("db/password")
                .addReplicaRegions(ReplicaRegionType.builder().region(FRANKFURT).build()));
        time.advance(Duration.ofMinutes(1));
        assertThat(ireland.describeSecret(r -> r.secretId("db/password")).replicationStatus())
                .singleElement()
                .satisfies(copy -> {
                    assertThat(copy.status()).isEqualTo(StatusType.FAILED);
                    assertThat(copy.statusMessage()).contains("same name");
                });
        assertThat(clients.client(SecretsManagerClient.class, FRANKFURT)
                        .describeSecret(r -> r.secretId("db/password"))
                        .description())
                .isEqualTo("another");
        ireland.removeRegionsFromReplication(r -> r.secretId("db/password").removeReplicaRegions(FRANKFURT));
        ireland.replicateSecretToRegions(r -> r.secretId("db/password")
                .addReplicaRegions(ReplicaRegionType.builder()
                        .region(FRANKFURT)
                        .kmsKeyId("alias/none")
                        .build())
                .forceOverwriteReplicaSecret(true));
        time.advance(Duration.ofMinutes(1));
        assertThat(ireland.describeSecret(r -> r.secretId("db/password"))
                        .replicationStatus()
                        .getFirst()
                        .statusMessage())
                .contains("KMS key");
    }

    @Test
    void a_certificate_is_issued_once_its_records_can_be_seen() {
        var records = new HashMap<String, String>();
        AcmState.of(estate, FRANKFURT).names((name, value) -> value.equals(records.get(name)));
        var acm = clients.client(AcmClient.class, FRANKFURT);
        var arn = acm.requestCertificate(r -> r.domainName("ehr.example")
                        .subjectAlternativeNames("ehr-2.example")
                        .idempotencyToken("one"))
                .certificateArn();
        assertThat(acm.requestCertificate(r -> r.domainName("ehr.example").idempotencyToken("one"))
                        .certificateArn())
                .isEqualTo(arn);
        assertThat(certificate(acm, arn).domainValidationOptions().getFirst().resourceRecord())
                .isNull();
        time.advance(Duration.ofSeconds(6));
        var options = certificate(acm, arn).domainValidationOptions();
        assertThat(options).hasSize(2);
        records.put(
                plain(options.getFirst().resourceRecord().name()),
                plain(options.getFirst().resourceRecord().value()));
        time.advance(Duration.ofMinutes(5));
        assertThat(certificate(acm, arn).statusAsString()).isEqualTo("PENDING_VALIDATION");
        records.put(
                plain(options.getLast().resourceRecord().name()),
                plain(options.getLast().resourceRecord().value()));
        time.advance(Duration.ofSeconds(1));
        certificate(acm, arn);
        time.advance(Duration.ofSeconds(80));
        assertThat(certificate(acm, arn).statusAsString()).isEqualTo("ISSUED");
        assertThat(AcmState.of(estate, FRANKFURT).issued(arn)).isPresent();
        AcmState.of(estate, FRANKFURT).use(used -> List.of("arn:of:a:listener"));
        refused("ResourceInUseException", () -> acm.deleteCertificate(r -> r.certificateArn(arn)));
    }

    private static CertificateDetail certificate(AcmClient acm, String arn) {
        return acm.describeCertificate(r -> r.certificateArn(arn)).certificate();
    }

    private static String plain(String dotted) {
        return dotted.substring(0, dotted.length() - 1);
    }

    @Test
    void a_key_is_found_by_alias_arn_or_id_and_can_be_scheduled_away_and_back() {
        var kms = clients.client(KmsClient.class, FRANKFURT);
        var key = kms.createKey(r -> r.description("d")).keyMetadata();
        kms.createAlias(r -> r.aliasName("alias/mine").targetKeyId(key.keyId()));
        refused(
                "AlreadyExistsException",
                () -> kms.createAlias(r -> r.aliasName("alias/mine").targetKeyId(key.keyId())));
        for (var reference :
                List.of(key.keyId(), key.arn(), "alias/mine", estate.arn("kms", FRANKFURT, "alias/mine"))) {
            assertThat(kms.describeKey(r -> r.keyId(reference)).keyMetadata().arn())
                    .isEqualTo(key.arn());
        }
        refused(
                "NotFoundException",
                () -> clients.client(KmsClient.class, IRELAND).describeKey(r -> r.keyId(key.arn())));
        kms.scheduleKeyDeletion(r -> r.keyId(key.keyId()).pendingWindowInDays(7));
        assertThat(KmsState.of(estate, FRANKFURT).usable("alias/mine")).isEmpty();
        refused("KMSInvalidStateException", () -> kms.enableKeyRotation(r -> r.keyId(key.keyId())));
        kms.cancelKeyDeletion(r -> r.keyId(key.keyId()));
        refused("DisabledException", () -> kms.enableKeyRotation(r -> r.keyId(key.keyId())));
        kms.enableKey(r -> r.keyId(key.keyId()));
        assertThat(KmsState.of(estate, FRANKFURT).usable("alias/mine")).contains(key.arn());
    }

    @Test
    void who_calls_and_what_they_may_is_told() {
        var role = IamState.of(estate).add("cutover-operator", "ec2.amazonaws.com");
        IamState.of(estate).deny("rds:PromoteReadReplica");
        assertThat(clients.client(StsClient.class, IRELAND).getCallerIdentity().arn())
                .isEqualTo("arn:aws:sts::558069890522:assumed-role/cutover-operator/lead");
        var iam = clients.client(IamClient.class, "us-east-1");
        var results = iam.simulatePrincipalPolicyPaginator(r -> r.policySourceArn(role)
                        .actionNames(
                                "rds:CreateDBSnapshot",
                                "rds:PromoteReadReplica",
                                "s3:ListAllMyBuckets",
                                "ecs:UpdateService"))
                .evaluationResults();
        assertThat(results)
                .filteredOn(r -> !r.evalDecisionAsString().equals("allowed"))
                .singleElement()
                .satisfies(r -> assertThat(r.evalActionName()).isEqualTo("rds:PromoteReadReplica"));
        refused(
                "InvalidInput",
                () -> iam.simulatePrincipalPolicy(
                        r -> r.policySourceArn("arn:aws:sts::558069890522:assumed-role/cutover-operator/lead")
                                .actionNames("rds:X")));
        refused("NoSuchEntity", () -> iam.getRole(r -> r.roleName("none")));
    }

    @Test
    void regions_and_quotas_are_told() {
        var account = clients.client(AccountClient.class, "us-east-1");
        assertThat(account.getRegionOptStatus(r -> r.regionName(CAPE_TOWN)).regionOptStatus())
                .isEqualTo(RegionOptStatus.ENABLED);
        assertThat(account.getRegionOptStatus(r -> r.regionName(IRELAND)).regionOptStatus())
                .isEqualTo(RegionOptStatus.ENABLED_BY_DEFAULT);
        estate.faults().disable(CAPE_TOWN);
        assertThat(account.getRegionOptStatus(r -> r.regionName(CAPE_TOWN)).regionOptStatus())
                .isEqualTo(RegionOptStatus.DISABLED);
        QuotaState.of(estate, IRELAND).apply("rds/L-7B6409FD", 3);
        var quotas = clients.client(ServiceQuotasClient.class, IRELAND);
        assertThat(quotas.getServiceQuota(r -> r.serviceCode("rds").quotaCode("L-7B6409FD"))
                        .quota()
                        .value())
                .isEqualTo(3);
        refused(
                "NoSuchResourceException",
                () -> quotas.getServiceQuota(r -> r.serviceCode("rds").quotaCode("L-0")));
    }

    @Test
    void the_bill_ends_with_what_was_deleted_and_is_known_a_day_late() {
        DynamoState.of(estate, CAPE_TOWN).seed("t", "id", 4, Duration.ofDays(1), DynamoState.Protection.OFF);
        CostState.of(estate)
                .pays(CAPE_TOWN, "Amazon DynamoDB", 304.375, e -> e.operation().equals("DeleteTable"));
        CostState.of(estate).pays(IRELAND, "AWS Lambda", 50, e -> false);
        time.advance(Duration.ofHours(16));
        clients.client(DynamoDbClient.class, CAPE_TOWN).deleteTable(r -> r.tableName("t"));
        time.advance(Duration.ofDays(5));
        var days = new TreeMap<String, Double>();
        var costs = clients.client(CostExplorerClient.class, "us-east-1");
        String token = null;
        do {
            var from = token;
            var page = costs.getCostAndUsage(
                    r -> r.timePeriod(p -> p.start("2026-01-11").end("2026-01-18"))
                            .granularity(Granularity.DAILY)
                            .metrics("UnblendedCost")
                            .nextPageToken(from)
                            .groupBy(GroupDefinition.builder()
                                    .type(GroupDefinitionType.DIMENSION)
                                    .key("REGION")
                                    .build()));
            for (var day : page.resultsByTime()) {
                day.groups().stream()
                        .filter(g -> g.keys().contains(CAPE_TOWN))
                        .forEach(g -> days.put(
                                day.timePeriod().start(),
                                Double.parseDouble(
                                        g.metrics().get("UnblendedCost").amount())));
            }
            token = page.nextPageToken();
        } while (token != null);
        assertThat(days.keySet()).containsExactly("2026-01-11", "2026-01-12");
        assertThat(days.values()).allSatisfy(usd -> assertThat(usd).isBetween(9.9, 10.1));
        refused(
                "ValidationException",
                () -> costs.getCostAndUsage(
                        r -> r.timePeriod(p -> p.start("2026-01-18").end("2026-01-11"))
                                .granularity(Granularity.DAILY)));
    }

    @Test
    void the_tagging_service_sees_only_what_is_tagged_in_its_region() {
        S3State.of(estate).seed("data", IRELAND, Duration.ofDays(9));
        var ireland = clients.client(ResourceGroupsTaggingApiClient.class, IRELAND);
        var function = estate.arn("lambda", IRELAND, "function:f");
        var elsewhere = estate.arn("lambda", FRANKFURT, "function:f");
        var answer = ireland.tagResources(
                r -> r.resourceARNList("arn:aws:s3:::data", function, elsewhere).tags(Map.of("retire", "yes")));
        assertThat(answer.failedResourcesMap()).containsOnlyKeys(elsewhere);
        assertThat(ireland.getResourcesPaginator(r ->
                                r.tagFilters(TagFilter.builder().key("retire").build()))
                        .resourceTagMappingList())
                .extracting(m -> m.resourceARN())
                .containsExactlyInAnyOrder("arn:aws:s3:::data", function);
        assertThat(ireland.getResources(r -> r.resourceTypeFilters("lambda:function"))
                        .resourceTagMappingList())
                .hasSize(1);
        ireland.untagResources(r -> r.resourceARNList(function).tagKeys("retire"));
        assertThat(ireland.getResources(r -> r.tagFilters(
                                TagFilter.builder().key("retire").values("yes").build()))
                        .resourceTagMappingList())
                .hasSize(1);
    }
}
