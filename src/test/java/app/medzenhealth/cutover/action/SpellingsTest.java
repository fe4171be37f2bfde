package app.medzenhealth.cutover.action;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.aws.BucketHome;
import app.medzenhealth.cutover.aws.name.DnsName;
import app.medzenhealth.cutover.aws.name.FunctionName;
import app.medzenhealth.cutover.aws.name.LogGroupName;
import app.medzenhealth.cutover.aws.name.SecretName;
import app.medzenhealth.cutover.aws.name.ZoneId;
import app.medzenhealth.cutover.rehearsal.compute.SmallService;
import app.medzenhealth.cutover.rehearsal.data.KmsState;
import app.medzenhealth.cutover.rehearsal.traffic.Route53State;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetBucketLocationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLocationResponse;

/** One thing written in two ways is one thing: the same preview, and no second change after the first. */
class SpellingsTest {
    private static final String REGION = "eu-west-1";
    private static final String ACCOUNT = "558069890522";
    private static final String ECS = "arn:aws:ecs:eu-west-1:" + ACCOUNT + ":";
    private static final String LAMBDA = "arn:aws:lambda:eu-west-1:" + ACCOUNT + ":function:";

    @TempDir
    Path folder;

    private Workbench bench;
    private String key = "";

    /** An action, and one of its inputs in two spellings. {@code KEY} is the id of the key with the alias alias/data. */
    private enum Pair {
        DNS_NAME_WITH_DOT("dns.change", "", cname(), "name", "ehr.example.test", "EHR.Example.Test."),
        DNS_WILDCARD("dns.change", "", cname(), "name", "*.example.test", "\\052.example.test"),
        DNS_VALUE("dns.change", "", cname(), "value", "new.example.net", "New.Example.NET."),
        DNS_ZONE("dns.change", "", cname(), "zone", "Z1", "/hostedzone/Z1"),
        DNS_TTL_NAME(
                "dns.ttl",
                "",
                Map.of("zone", "Z1", "name", "", "type", "CNAME", "ttl", 30, "wait", false),
                "name",
                "ehr.example.test",
                "EHR.example.test."),
        ECS_CLUSTER(
                "ecs.scale", REGION, Map.of("service", "ehr", "desired", 1), "cluster", "main", ECS + "cluster/main"),
        ECS_SERVICE(
                "ecs.scale",
                REGION,
                Map.of("cluster", "main", "desired", 1),
                "service",
                "ehr",
                ECS + "service/main/ehr"),
        TRIGGER_FUNCTION(
                "triggers.switch",
                REGION,
                Map.of("state", "off"),
                "mappings",
                List.of("sync"),
                List.of(LAMBDA + "sync")),
        TRIGGER_FUNCTION_PARTIAL(
                "triggers.switch",
                REGION,
                Map.of("state", "off"),
                "mappings",
                List.of("sync"),
                List.of(ACCOUNT + ":function:sync")),
        DELETED_FUNCTION("lambda.delete", REGION, Map.of(), "functions", List.of("spare"), List.of(LAMBDA + "spare")),
        SNAPSHOT_OF("rds.create-snapshot", REGION, Map.of("snapshot", "backup-1"), "instance", "db", "DB"),
        SNAPSHOT_OF_ARN(
                "rds.create-snapshot",
                REGION,
                Map.of("snapshot", "backup-1"),
                "instance",
                "db",
                "arn:aws:rds:eu-west-1:" + ACCOUNT + ":db:db"),
        SNAPSHOT_NAME("rds.create-snapshot", REGION, Map.of("instance", "db"), "snapshot", "backup-1", "Backup-1"),
        DELETED_INSTANCE("rds.delete-instance", REGION, Map.of("keepAutomatedBackups", false), "instance", "db", "Db");

        private final String type;
        private final String region;
        private final Map<String, Object> with;
        private final String input;
        private final Object one;
        private final Object other;

        Pair(String type, String region, Map<String, Object> with, String input, Object one, Object other) {
            this.type = type;
            this.region = region;
            this.with = with;
            this.input = input;
            this.one = one;
            this.other = other;
        }

        private static Map<String, Object> cname() {
            return Map.of(
                    "zone", "Z1", "name", "ehr.example.test", "type", "CNAME", "value", "new.example.net", "ttl", 60);
        }

        private Map<String, Object> inputs(Object spelling) {
            var inputs = new HashMap<String, Object>(with);
            inputs.put(input, spelling);
            return inputs;
        }
    }

    @BeforeEach
    void a_world() {
        bench = new Workbench(folder);
        Route53State.of(bench.estate())
                .zone("Z1", "example.test.")
                .record("Z1", "ehr.example.test", RRType.CNAME, 300, "old.example.net")
                .record("Z1", "*.example.test", RRType.CNAME, 300, "old.example.net");
        new SmallService(bench.estate(), REGION).withDatabase().withTasks().withFunctions("sync", "spare");
        key = KmsState.of(bench.estate(), "eu-central-1").seed("alias/data", "data");
    }

    @ParameterizedTest
    @EnumSource
    void the_same_thing_in_another_spelling_is_the_same_preview_and_not_changed_twice(Pair pair) throws Exception {
        var one = bench.action(pair.type, pair.region, pair.inputs(pair.one));
        var other = bench.action(pair.type, pair.region, pair.inputs(pair.other));
        var first = bench.preview(one);

        assertThat(first.calls()).isNotEmpty();
        assertThat(bench.preview(other).facts()).isEqualTo(first.facts());
        assertThat(bench.preview(other).calls())
                .extracting(c -> c.operation())
                .isEqualTo(first.calls().stream().map(c -> c.operation()).toList());
        bench.carryOut(one);

        assertThat(bench.preview(other).calls()).isEmpty();
        assertThat(other.verify(bench.context())).isNotEmpty().allMatch(Check::passed);
    }

    @Test
    void an_alias_to_a_balancer_with_capitals_is_verified_and_not_sent_again() throws Exception {
        assertThat(DnsName.same(
                        "Clinic-EHR-ALB-77.eu-central-1.elb.amazonaws.com",
                        "clinic-ehr-alb-77.eu-central-1.elb.amazonaws.com."))
                .isTrue();
        Route53State.of(bench.estate()).record("Z1", "target.example.test", RRType.A, 60, "192.0.2.9");
        var alias = bench.action(
                "dns.change",
                "",
                Map.of(
                        "zone", "Z1",
                        "name", "www2.example.test",
                        "type", "A",
                        "aliasName", "Target.Example.TEST",
                        "aliasZone", "/hostedzone/Z1"));
        // The wildcard answers the name until it has a record of its own.
        bench.carryOut(alias);

        assertThat(bench.preview(alias).calls()).isEmpty();
        assertThat(bench.preview(alias).changes()).isEmpty();
    }

    @Test
    void a_bucket_key_is_the_same_by_alias_by_arn_and_by_id() throws Exception {
        var alias = bucket("alias/data");
        bench.carryOut(alias);

        for (var spelling : List.of(key, key.replaceFirst(".*/", ""))) {
            assertThat(bench.preview(bucket(spelling)).calls()).as(spelling).isEmpty();
            assertThat(bucket(spelling).verify(bench.context())).allMatch(Check::passed);
        }
    }

    private Action bucket(String kmsKey) {
        return bench.action("s3.create-bucket", "eu-central-1", Map.of("bucket", "archive", "kmsKey", kmsKey));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {"null,us-east-1", "'',us-east-1", "EU,eu-west-1", "eu-west-1,eu-west-1", "af-south-1,af-south-1"})
    void every_action_reads_a_buckets_region_alike(String constraint, String region) throws Exception {
        bench.stubs.answer(
                S3Client.class,
                GetBucketLocationRequest.class,
                "getBucketLocation",
                q -> GetBucketLocationResponse.builder()
                        .locationConstraint(constraint)
                        .build());
        var actions = List.of(
                bench.action(
                        "rds.export-snapshot",
                        region,
                        Map.of("snapshot", "s", "task", "t", "bucket", "old", "role", "r", "kmsKey", "k")),
                bench.action(
                        "s3.notifications",
                        region,
                        Map.of("bucket", "old", "function", "f", "events", List.of("s3:ObjectCreated:*"))),
                bench.action("logs.export", region, Map.of("groups", List.of("g"), "bucket", "old")));

        for (var action : actions) {
            assertThat(action.preflight(bench.context()))
                    .filteredOn(c -> c.outcome().evidence().contains("old is in"))
                    .singleElement()
                    .satisfies(c -> {
                        assertThat(c.passed()).isTrue();
                        assertThat(c.outcome().evidence()).contains(region);
                    });
        }
    }

    @Test
    void only_one_reader_knows_what_a_location_constraint_means() {
        var readers = new TreeSet<String>();
        for (var type : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("app.medzenhealth.cutover")) {
            if (!type.getPackageName().contains(".rehearsal")
                    && type.getMethodCallsFromSelf().stream()
                            .anyMatch(
                                    c -> c.getTargetOwner().getName().equals(GetBucketLocationResponse.class.getName())
                                            && c.getName().startsWith("locationConstraint"))) {
                readers.add(type.getName());
            }
        }
        assertThat(readers).containsExactly(BucketHome.class.getName());
    }

    @ParameterizedTest
    @CsvSource({
        "ehr.example.test, ehr.example.test.",
        "EHR.Example.TEST., ehr.example.test.",
        "*.example.test, \\052.example.test.",
        "\\052.example.test, \\052.example.test.",
        "a@b.example.test, a\\100b.example.test.",
        "a\\100b.example.test., a\\100b.example.test.",
        "\\141bc.example.test, abc.example.test.",
        "a\\056b.example.test, a\\056b.example.test.",
        "_acme.example.test, _acme.example.test."
    })
    void a_domain_name_has_one_form(String written, String absolute) {
        assertThat(DnsName.of(written).absolute()).isEqualTo(absolute);
        assertThat(DnsName.of(absolute)).isEqualTo(DnsName.of(written));
        assertThat(DnsName.of(DnsName.of(written).plain())).isEqualTo(DnsName.of(written));
    }

    @Test
    void functions_log_groups_secrets_and_zones_have_one_form() {
        assertThat(List.of("sync", LAMBDA + "sync", ACCOUNT + ":function:sync", "function:sync"))
                .allMatch(w -> FunctionName.of(w).equals(new FunctionName("sync", "")));
        assertThat(List.of("sync:live", LAMBDA + "sync:live"))
                .allMatch(w -> FunctionName.of(w).equals(new FunctionName("sync", "live")));
        assertThat(List.of(
                        "/aws/lambda/x",
                        "arn:aws:logs:eu-west-1:1:log-group:/aws/lambda/x",
                        "arn:aws:logs:eu-west-1:1:log-group:/aws/lambda/x:*"))
                .allMatch(w -> LogGroupName.of(w).equals("/aws/lambda/x"));
        assertThat(List.of("db/login", "arn:aws:secretsmanager:eu-west-1:1:secret:db/login-AbC123"))
                .allMatch(w -> SecretName.of(w).equals("db/login"));
        assertThat(List.of("Z1", "/hostedzone/Z1", "hostedzone/Z1"))
                .allMatch(w -> ZoneId.of(w).equals("Z1"));
    }
}
