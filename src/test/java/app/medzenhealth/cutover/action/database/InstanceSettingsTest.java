package app.medzenhealth.cutover.action.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.action.Action;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Bench;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.EveryMember;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.rehearsal.compute.Ec2State;
import app.medzenhealth.cutover.rehearsal.data.DatabaseOptions;
import app.medzenhealth.cutover.rehearsal.data.DatabaseSpec;
import app.medzenhealth.cutover.rehearsal.data.EmbeddedRds;
import app.medzenhealth.cutover.rehearsal.data.KmsState;
import app.medzenhealth.cutover.rehearsal.data.ParameterGroup;
import app.medzenhealth.cutover.rehearsal.data.RdsState;
import app.medzenhealth.cutover.rehearsal.data.SubnetGroup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** A new database is set up as the one that it takes over from, whatever AWS makes of it by itself. */
class InstanceSettingsTest {
    private static final String IRELAND = "eu-west-1";
    private static final String FRANKFURT = "eu-central-1";
    private static final String MAIN = "main-db";
    private static final String NEW = "new-db";

    @TempDir
    Path files;

    private Bench bench;

    @BeforeEach
    void start() {
        bench = new Bench(files);
        var key = KmsState.of(bench.estate, IRELAND).seed("alias/rds", "databases");
        KmsState.of(bench.estate, FRANKFURT).seed("alias/rds", "databases");
        var ireland = RdsState.of(bench.estate, IRELAND);
        ireland.seed(new ParameterGroup("pg", "postgres15", "ours", Map.of("rds.force_ssl", "1")));
        var options = new DatabaseOptions(
                true,
                true,
                60,
                "arn:aws:iam::558069890522:role/rds-monitoring-role",
                31,
                List.of("postgresql", "upgrade"),
                true,
                500,
                "rds-ca-rsa4096-g1");
        var made = ireland.seed(
                new DatabaseSpec(
                                MAIN,
                                "15.8",
                                "db.r6g.large",
                                100,
                                true,
                                key,
                                7,
                                "03:00-04:00",
                                "mon:02:00-mon:03:00",
                                "pg",
                                "subnets",
                                List.of("sg-1"),
                                true,
                                false)
                        .with(options),
                Duration.ofDays(400),
                RdsState.FRESH);
        bench.estate.tags().put(made.arn(), Map.of("Project", "MedZen"));
        RdsState.of(bench.estate, FRANKFURT)
                .seed(new SubnetGroup("subnets", "databases", "vpc-2", List.of("subnet-3", "subnet-4")));
        Ec2State.of(bench.estate, FRANKFURT)
                .vpc("vpc-2", "10.2.0.0/16")
                .securityGroup("sg-2", "databases", "databases", "vpc-2");
    }

    private Action replica(String instanceClass, Map<String, Object> differs) {
        return bench.make(Bench.use(
                "rds.create-replica",
                FRANKFURT,
                new HashMap<>(Map.of(
                        "sourceRegion",
                        IRELAND,
                        "source",
                        MAIN,
                        "instance",
                        NEW,
                        "class",
                        instanceClass,
                        "kmsKey",
                        "alias/rds",
                        "subnetGroup",
                        "subnets",
                        "securityGroups",
                        List.of("sg-2"),
                        "multiAz",
                        true,
                        "differs",
                        differs))));
    }

    private DBInstance read(String region, String name) {
        return new EmbeddedRds(bench.estate, region)
                .describeDBInstances(r -> r.dbInstanceIdentifier(name))
                .dbInstances()
                .getFirst();
    }

    @Test
    void a_replica_gets_what_its_source_is_set_to_though_aws_would_not_give_it() throws Exception {
        bench.carryOut(replica("db.r6g.large", Map.of()));

        var made = read(FRANKFURT, NEW);
        assertThat(made.deletionProtection()).isTrue();
        assertThat(made.monitoringInterval()).isEqualTo(60);
        assertThat(made.monitoringRoleArn()).endsWith("role/rds-monitoring-role");
        assertThat(made.performanceInsightsEnabled()).isTrue();
        assertThat(made.performanceInsightsRetentionPeriod()).isEqualTo(31);
        assertThat(made.enabledCloudwatchLogsExports()).containsExactly("postgresql", "upgrade");
        assertThat(made.iamDatabaseAuthenticationEnabled()).isTrue();
        assertThat(made.copyTagsToSnapshot()).isTrue();
        assertThat(made.maxAllocatedStorage()).isEqualTo(500);
        assertThat(made.caCertificateIdentifier()).isEqualTo("rds-ca-rsa4096-g1");
        assertThat(made.preferredMaintenanceWindow()).isEqualTo("mon:02:00-mon:03:00");
        assertThat(made.tagList())
                .anySatisfy(t -> assertThat(t.key() + "=" + t.value()).isEqualTo("Project=MedZen"));
    }

    @Test
    void what_the_plan_wants_otherwise_is_set_and_told() throws Exception {
        var action = replica(
                "db.r6g.large",
                Map.of("PreferredMaintenanceWindow", "sun:04:00-sun:05:00", "DeletionProtection", "false"));
        bench.carryOut(action);

        var made = read(FRANKFURT, NEW);
        assertThat(made.preferredMaintenanceWindow()).isEqualTo("sun:04:00-sun:05:00");
        assertThat(made.deletionProtection()).isFalse();
        assertThat(action.verify(bench.context()))
                .filteredOn(c -> c.title().startsWith("Every setting"))
                .singleElement()
                .satisfies(c -> assertThat(((Check.Pass) c.outcome()).evidence())
                        .contains("DeletionProtection false", "PreferredMaintenanceWindow sun:04:00-sun:05:00"));
    }

    @Test
    void what_somebody_changes_afterwards_fails_the_check_by_its_name() throws Exception {
        bench.carryOut(replica("db.r6g.large", Map.of()));
        new EmbeddedRds(bench.estate, FRANKFURT)
                .modifyDBInstance(r ->
                        r.dbInstanceIdentifier(NEW).deletionProtection(false).applyImmediately(true));

        var check = bench.make(Bench.use(
                "rds.check",
                FRANKFURT,
                Map.of(
                        "instance",
                        NEW,
                        "expect",
                        Map.of("status", "available"),
                        "like",
                        Map.of("instance", MAIN, "region", IRELAND),
                        "differs",
                        Map.of("BackupRetentionPeriod", "0"))));
        assertThat(check.verify(bench.context()))
                .filteredOn(c -> c.outcome() instanceof Check.Fail)
                .singleElement()
                .satisfies(c -> assertThat(((Check.Fail) c.outcome()).evidence())
                        .isEqualTo("DeletionProtection is false, not true"));
    }

    @Test
    void a_smaller_class_than_the_sources_is_refused_unless_the_plan_says_so() throws Exception {
        assertThat(Bench.open(replica("db.t3.medium", Map.of()).preflight(bench.context())))
                .singleElement()
                .asString()
                .contains("the plan makes it db.t3.medium, main-db is db.r6g.large");
        assertThat(Bench.open(replica("db.t3.medium", Map.of("DBInstanceClass", "db.t3.medium"))
                        .preflight(bench.context())))
                .isEmpty();
    }

    @Test
    void a_name_that_is_no_setting_is_refused_with_those_there_are() {
        assertThatThrownBy(() -> replica("db.r6g.large", Map.of("DeletionProtected", "true")))
                .isInstanceOf(ActionFailure.class)
                .hasMessageContaining("DeletionProtected is no setting");
        assertThatThrownBy(() -> replica("db.r6g.large", Map.of("DBInstanceArn", "x")))
                .isInstanceOf(ActionFailure.class);
    }

    @Test
    void the_way_back_lifts_the_protection_that_making_it_set() throws Exception {
        var action = replica("db.r6g.large", Map.of());
        var before = action.preview(bench.context());
        bench.carryOut(action);
        bench.carryOut(((Undo.Inverse) action.undo(before.facts())).action());
        assertThat(RdsState.of(bench.estate, FRANKFURT).databases()).isEmpty();
    }

    static Stream<String> settings() {
        return InstanceSettings.settings(DBInstance.builder().build()).keySet().stream();
    }

    /** Every member of the SDK's model, those of tomorrow too: it either differs by nature, or it is compared. */
    @ParameterizedTest
    @MethodSource("settings")
    void a_setting_that_the_other_one_lacks_is_found(String member) {
        var source = EveryMember.of(DBInstance.builder()).build();
        var lacking = source.toBuilder();
        SdkField<?> field = ((SdkPojo) lacking)
                .sdkFields().stream()
                        .filter(f -> f.memberName().equals(member))
                        .findFirst()
                        .orElseThrow();
        field.set(lacking, null);

        assertThat(new InstanceSettings(source, Map.of()).compared(source)).isInstanceOf(Check.Pass.class);
        assertThat(new InstanceSettings(source, Map.of()).compared(lacking.build()))
                .isInstanceOfSatisfying(
                        Check.Fail.class, f -> assertThat(f.evidence()).contains(member));
    }

    @Test
    void what_is_not_compared_is_a_member_of_the_model() {
        assertThat(DBInstance.builder().build().sdkFields().stream().map(SdkField::memberName))
                .containsAll(InstanceSettings.NO_SETTINGS.keySet());
    }
}
