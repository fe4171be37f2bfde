package app.medzenhealth.cutover.wire;

import static app.medzenhealth.cutover.wire.MotoWorld.FRANKFURT;
import static app.medzenhealth.cutover.wire.MotoWorld.IRELAND;
import static app.medzenhealth.cutover.wire.WireBench.use;
import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.aws.AwsError;
import app.medzenhealth.cutover.aws.AwsErrors;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Databases, their copies and keys, against the emulator. */
class MotoDatabaseActionsTest extends MotoActions {

    @Test
    void a_snapshot_is_taken_copied_across_with_a_key_of_the_target_and_restored_there() throws Exception {
        world.database();
        var key = world.key(FRANKFURT, "alias/medzen-ehrbase");
        world.subnetGroup(FRANKFURT, "drill");
        var group = world.securityGroup(FRANKFURT, "drill");

        bench.carryOut(
                "1.3",
                use(
                        "rds.create-snapshot",
                        IRELAND,
                        Map.of("instance", "medzen-ehrbase-db", "snapshot", "medzen-backup")));
        assertThat(sent("CreateDBSnapshot").region()).isEqualTo(IRELAND);

        bench.carryOut(
                "1.4",
                use(
                        "rds.copy-snapshot",
                        FRANKFURT,
                        Map.of(
                                "sourceRegion",
                                IRELAND,
                                "sourceSnapshot",
                                "medzen-backup",
                                "snapshot",
                                "medzen-backup",
                                "kmsKey",
                                key)));
        var copy = sent("CopyDBSnapshot");
        assertThat(copy.region()).isEqualTo(FRANKFURT);
        assertThat(copy.decoded())
                .contains("SourceDBSnapshotIdentifier=arn:aws:rds:eu-west-1:558069890522:snapshot:medzen-backup")
                .contains("KmsKeyId=" + key)
                .contains("PreSignedUrl=https://rds.eu-west-1.amazonaws.com")
                .contains("%2Feu-west-1%2Frds%2Faws4_request");

        bench.carryOut(
                "1.8",
                use(
                        "rds.restore-snapshot",
                        FRANKFURT,
                        Map.of(
                                "snapshot", "medzen-backup",
                                "instance", "medzen-drill",
                                "class", "db.t3.medium",
                                "subnetGroup", "drill",
                                "securityGroups", List.of(group),
                                "multiAz", false)));
        bench.carryOut(
                "1.8d",
                use(
                        "rds.delete-instance",
                        FRANKFURT,
                        Map.of("instance", "medzen-drill", "keepAutomatedBackups", false)));
        assertThat(world.rds(FRANKFURT).describeDBInstances().dbInstances()).isEmpty();
    }

    @Test
    void a_snapshot_is_exported_to_a_bucket_of_its_own_region() throws Exception {
        world.database();
        var key = world.key(IRELAND, "alias/export");
        world.role("rds-s3-export-role", "export.rds.amazonaws.com");
        bench.carryOut(
                "1.3",
                use(
                        "rds.create-snapshot",
                        IRELAND,
                        Map.of("instance", "medzen-ehrbase-db", "snapshot", "medzen-backup")));
        bench.carryOut("1.5a", use("s3.create-bucket", IRELAND, Map.of("bucket", "medzen-exports", "kmsKey", key)));
        bench.carryOut(
                "1.5",
                use(
                        "rds.export-snapshot",
                        IRELAND,
                        Map.of(
                                "snapshot", "medzen-backup",
                                "task", "export-1",
                                "bucket", "medzen-exports",
                                "role", "rds-s3-export-role",
                                "kmsKey", key)));
        assertThat(sent("StartExportTask").decoded())
                .contains("SourceArn=arn:aws:rds:eu-west-1:558069890522:snapshot:medzen-backup")
                .contains("IamRoleArn=arn:aws:iam::558069890522:role/rds-s3-export-role")
                .contains("KmsKeyId=" + key);
    }

    @Test
    void a_replica_across_regions_names_its_source_by_arn_and_has_a_key_of_its_own_region() throws Exception {
        world.database();
        var key = world.key(FRANKFURT, "alias/medzen-ehrbase");
        world.subnetGroup(FRANKFURT, "ehrbase");
        // The emulator looks for the subnet group where the source is; AWS where the replica is.
        world.subnetGroup(IRELAND, "ehrbase");
        var group = world.securityGroup(FRANKFURT, "ehrbase");
        var replica = WireBench.make(use(
                "rds.create-replica",
                FRANKFURT,
                Map.of(
                        "sourceRegion",
                        IRELAND,
                        "source",
                        "medzen-ehrbase-db",
                        "instance",
                        "medzen-ehrbase-db-eu-central-1",
                        "class",
                        "db.t3.medium",
                        "kmsKey",
                        key,
                        "subnetGroup",
                        "ehrbase",
                        "securityGroups",
                        List.of(group),
                        "multiAz",
                        false)));
        try {
            bench.run("2.3", replica);
        } catch (SdkException e) {
            // The emulator cannot make a replica of another region's instance: it fails with status 500, which leaves
            // the fate
            // of the call open. The estate can, and the whole plan is run on that one.
            assertThat(AwsErrors.explain(e).fate()).isEqualTo(AwsError.Fate.UNKNOWN);
        }
        var create = sent("CreateDBInstanceReadReplica");
        assertThat(create.region()).isEqualTo(FRANKFURT);
        assertThat(create.decoded())
                .contains("SourceDBInstanceIdentifier=arn:aws:rds:eu-west-1:558069890522:db:medzen-ehrbase-db")
                .contains("KmsKeyId=" + key)
                .contains("DBSubnetGroupName=ehrbase")
                .contains("PreSignedUrl=https://rds.eu-west-1.amazonaws.com");
    }

    @Test
    void a_key_a_secrets_replica_and_a_parameter_group_are_made() throws Exception {
        world.database();
        world.clients
                .client(SecretsManagerClient.class, IRELAND)
                .createSecret(b -> b.name("medzen/ehrbase/db-password").secretString("moto-only-secret"));
        bench.carryOut(
                "2.1",
                use("kms.create-key", FRANKFURT, Map.of("alias", "alias/medzen-ehrbase", "description", "EHRbase")));
        bench.carryOut(
                "2.1",
                use(
                        "secret.replicate",
                        FRANKFURT,
                        Map.of("secret", "medzen/ehrbase/db-password", "sourceRegion", IRELAND)));
        bench.carryOut(
                "2.1",
                use(
                        "rds.create-parameter-group",
                        FRANKFURT,
                        Map.of(
                                "name",
                                "medzen-ehrbase-pg15",
                                "copyFrom",
                                "medzen-ehrbase-pg15",
                                "sourceRegion",
                                IRELAND)));
        assertThat(sentTo(r -> r.text().contains("moto-only-secret"))).isEmpty();
        assertThat(sentTo(r -> r.header("X-Amz-Target").orElse("").endsWith("GetSecretValue")))
                .isEmpty();
    }
}
