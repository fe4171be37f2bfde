package app.medzenhealth.cutover.rehearsal.world;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.monitor.CommandRunner.Command;
import app.medzenhealth.cutover.monitor.CommandRunner.Ended;
import app.medzenhealth.cutover.monitor.HttpProber;
import app.medzenhealth.cutover.monitor.SqlProber.Answer;
import app.medzenhealth.cutover.monitor.SqlProber.Sessions;
import app.medzenhealth.cutover.rehearsal.EmbeddedWorld;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.data.Database;
import app.medzenhealth.cutover.rehearsal.data.RdsState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.s3.S3Client;

class MedZenEstateTest {

    private final VirtualTime time = new VirtualTime(MedZenEstate.START);
    private final EmbeddedWorld world = MedZenEstate.create(time);

    private List<String> functions(String region) {
        return world.clients().client(LambdaClient.class, region).listFunctionsPaginator().functions().stream()
                .map(f -> f.functionName())
                .toList();
    }

    @Test
    void the_functions_are_those_of_the_written_plan() {
        assertThat(functions("eu-central-1"))
                .containsExactlyInAnyOrder(
                        "medzen-ai-chat-handler",
                        "medzen-meeting-manager",
                        "medzen-recording-handler",
                        "medzen-polly-tts",
                        "medzen-health-check",
                        "medzen-messaging-handler",
                        "medzen-transcription-processor");
        assertThat(functions("eu-west-1"))
                .containsExactlyInAnyOrder(
                        "medzen-medical-entity-extractor",
                        "medzen-firebase-sync",
                        "medzen-bedrock-ai-chat",
                        "medzen-auth-send-otp",
                        "medzen-sms-notification-handler",
                        "medzen-auth-verify-otp",
                        "medzen-data-retention-cleanup",
                        "medzen-compliance-monitor");
        assertThat(functions("af-south-1"))
                .containsExactlyInAnyOrderElementsOf(CapeTown.FUNCTIONS)
                .hasSize(6);
    }

    @Test
    void there_are_eleven_buckets_of_which_three_are_in_cape_town() {
        var buckets = world.clients()
                .client(S3Client.class, "eu-west-1")
                .listBucketsPaginator(r -> r.maxBuckets(3))
                .buckets();
        assertThat(buckets).hasSize(11);
        assertThat(buckets)
                .filteredOn(b -> b.bucketRegion().equals("af-south-1"))
                .hasSize(3);
    }

    @Test
    void ehrbase_answers_under_its_name_and_its_database_is_written_to() throws Exception {
        assertThat(world.http().probe(HttpProber.Request.get("https://ehr.medzenhealth.app/ehrbase/management/health")))
                .isInstanceOfSatisfying(HttpProber.Answer.Answered.class, a -> {
                    assertThat(a.status()).isEqualTo(200);
                    assertThat(a.body()).contains("UP");
                    assertThat(a.certificate().orElseThrow().names()).contains("ehr.medzenhealth.app");
                });
        assertThat(world.http()
                        .probe(HttpProber.Request.get(
                                "https://ehr.medzenhealth.app/ehrbase/rest/openehr/v1/definition/template/adl1.4")))
                .isInstanceOfSatisfying(
                        HttpProber.Answer.Answered.class,
                        a -> assertThat(a.status()).isEqualTo(401));
        var db = RdsState.of(world.estate(), "eu-west-1")
                .database("medzen-ehrbase-db")
                .orElseThrow();
        var before = lsn(db);
        time.advance(Duration.ofMinutes(1));
        assertThat(lsn(db)).isGreaterThan(before);
    }

    private String lsn(Database db) throws InterruptedException {
        return ((Answer.State) world.sql().probe(db.endpoint())).currentLsn();
    }

    @Test
    void the_log_stands_still_once_no_task_runs() throws Exception {
        var db = RdsState.of(world.estate(), "eu-west-1")
                .database("medzen-ehrbase-db")
                .orElseThrow();
        world.clients()
                .client(EcsClient.class, "eu-west-1")
                .updateService(r -> r.cluster("medzen-ehrbase-cluster")
                        .service("medzen-ehrbase")
                        .desiredCount(0));
        // The load balancer lets tasks go after 300 s, as long as nobody has set another delay.
        time.advance(Duration.ofMinutes(6));
        var fenced = lsn(db);
        time.advance(Duration.ofMinutes(10));
        assertThat(lsn(db)).isEqualTo(fenced);
        assertThat(((Answer.State) world.sql().probe(db.endpoint())).sessions()).isEqualTo(new Sessions.Counted(0));
    }

    @Test
    void the_stack_of_the_working_copy_can_be_deployed(@TempDir Path folder) throws Exception {
        world.workingCopy().writeTo(folder);
        var template = Files.readString(folder.resolve("aws-deployment/cloudformation/ehrbase-infrastructure.yaml"));
        var stacks = world.clients().client(CloudFormationClient.class, "eu-central-1");
        stacks.createChangeSet(r -> r.stackName("medzen-ehrbase-eu-central-1")
                .changeSetName("first")
                .changeSetType(ChangeSetType.CREATE)
                .templateBody(template)
                .capabilitiesWithStrings("CAPABILITY_NAMED_IAM"));
        time.advance(Duration.ofMinutes(1));
        stacks.executeChangeSet(r -> r.stackName("medzen-ehrbase-eu-central-1").changeSetName("first"));
        time.advance(Duration.ofMinutes(30));
        var stack = stacks.describeStacks(r -> r.stackName("medzen-ehrbase-eu-central-1"))
                .stacks()
                .getFirst();
        assertThat(stack.stackStatusAsString()).isEqualTo("CREATE_COMPLETE");
        assertThat(stack.outputs())
                .extracting(Output::outputKey)
                .containsExactlyInAnyOrder(
                        "DbSubnetGroup",
                        "DbSecurityGroup",
                        "ServiceSecurityGroup",
                        "Cluster",
                        "LoadBalancerName",
                        "LoadBalancerDns",
                        "LoadBalancerZone",
                        "TargetGroupName",
                        "Subnets");
        assertThat(stack.outputs())
                .filteredOn(o -> o.outputKey().equals("Subnets"))
                .first()
                .satisfies(o -> assertThat(o.outputValue()).isEqualTo("subnet-0fra1,subnet-0fra2"));
        assertThat(world.clients()
                        .client(RdsClient.class, "eu-central-1")
                        .describeDBSubnetGroups(r -> r.dbSubnetGroupName("medzen-ehrbase-db-subnets"))
                        .dbSubnetGroups())
                .hasSize(1);
    }

    @Test
    void the_working_copy_holds_the_hard_coded_endpoints(@TempDir Path folder) throws Exception {
        world.workingCopy().writeTo(folder);
        assertThat(folder.resolve("firebase/functions/index.js")).content().contains("medzen-ehrbase-alb-554519184");
        assertThat(folder.resolve("assets/environment_values/environment.json"))
                .content()
                .contains("af-south-1");
        assertThat(folder.resolve("test_complete_flow.sh").toFile().canExecute())
                .isTrue();
        try (var files = Files.walk(folder.resolve("lambda-deployment"))) {
            assertThat(files.filter(f -> f.endsWith("index.js"))).hasSize(9);
        }
    }

    private Ended run(Path folder, Duration timeout, List<String> output, String... arguments)
            throws InterruptedException {
        return world.commands().run(new Command(List.of(arguments), folder, Map.of(), timeout), output::add);
    }

    @Test
    void commands_print_take_time_and_end_with_their_code(@TempDir Path folder) throws Exception {
        world.workingCopy().writeTo(folder);
        var output = new ArrayList<String>();
        var before = time.instant();
        assertThat(run(folder, Duration.ofMinutes(5), output, "./test_complete_flow.sh"))
                .isInstanceOfSatisfying(
                        Ended.Exited.class, e -> assertThat(e.code()).isZero());
        assertThat(output).last().isEqualTo("All tests PASS");
        assertThat(time.instant()).isEqualTo(before.plusSeconds(74));
        assertThat(run(folder, Duration.ofSeconds(30), output, "./test_complete_flow.sh"))
                .isInstanceOf(Ended.TimedOut.class);
        assertThat(run(folder, Duration.ofMinutes(1), output, "./none.sh")).isInstanceOf(Ended.NotStarted.class);
        assertThat(run(folder, Duration.ofMinutes(1), output, "rm", "-rf", ".")).isInstanceOf(Ended.NotStarted.class);
    }

    @Test
    void the_old_way_to_configure_firebase_is_refused(@TempDir Path folder) throws Exception {
        var output = new ArrayList<String>();
        assertThat(run(folder, Duration.ofMinutes(1), output, "firebase", "functions:config:set", "ehrbase.url=x"))
                .isInstanceOfSatisfying(
                        Ended.Exited.class, e -> assertThat(e.code()).isEqualTo(1));
        assertThat(run(folder, Duration.ofMinutes(1), output, "firebase", "functions:log", "--limit", "100"))
                .isInstanceOfSatisfying(
                        Ended.Exited.class, e -> assertThat(e.code()).isEqualTo(1));
        assertThat(run(folder, Duration.ofMinutes(1), output, "npx", "supabase", "secrets", "set", "A=b"))
                .isInstanceOfSatisfying(
                        Ended.Exited.class, e -> assertThat(e.code()).isZero());
    }

    @Test
    void a_test_script_fails_where_ehrbase_does_not_answer(@TempDir Path folder) throws Exception {
        world.workingCopy().writeTo(folder);
        world.clients()
                .client(EcsClient.class, "eu-west-1")
                .updateService(r -> r.cluster("medzen-ehrbase-cluster")
                        .service("medzen-ehrbase")
                        .desiredCount(0));
        time.advance(Duration.ofMinutes(5));
        assertThat(run(folder, Duration.ofMinutes(5), new ArrayList<>(), "./test_complete_flow.sh"))
                .isInstanceOfSatisfying(
                        Ended.Exited.class, e -> assertThat(e.code()).isNotZero());
    }

    @Test
    void a_large_estate_has_thousands_of_resources() {
        var large = MedZenEstate.large(new VirtualTime(MedZenEstate.START), 2);
        assertThat(
                        large
                                .clients()
                                .client(LambdaClient.class, "eu-central-1")
                                .listFunctionsPaginator()
                                .functions()
                                .stream()
                                .count())
                .isEqualTo(2_007);
    }

    @Test
    void northwinds_api_answers_in_oregon_and_in_ohio_once_it_is_started_there() throws Exception {
        var clock = new VirtualTime(NorthwindEstate.START);
        var northwind = NorthwindEstate.create(clock);
        var plain = HttpProber.Request.get("https://api.northwind.example/health");
        assertThat(northwind.http().probe(plain))
                .isInstanceOfSatisfying(
                        HttpProber.Answer.Answered.class,
                        a -> assertThat(a.status()).isEqualTo(200));
        var ohio = new HttpProber.Request(
                "GET",
                plain.uri(),
                Map.of(),
                "",
                Duration.ofSeconds(5),
                Optional.of("parcels-east-444455556.us-east-2.elb.amazonaws.com"));
        assertThat(northwind.http().probe(ohio))
                .isInstanceOfSatisfying(
                        HttpProber.Answer.Answered.class,
                        a -> assertThat(a.status()).isEqualTo(503));
        northwind
                .clients()
                .client(EcsClient.class, "us-east-2")
                .updateService(r -> r.cluster("parcels").service("parcels-api").desiredCount(2));
        clock.advance(Duration.ofMinutes(5));
        assertThat(northwind.http().probe(ohio))
                .isInstanceOfSatisfying(
                        HttpProber.Answer.Answered.class,
                        a -> assertThat(a.status()).isEqualTo(200));
    }

    @Test
    void a_certificate_is_issued_when_its_records_are_in_the_zone() {
        var acm = world.clients().client(AcmClient.class, "eu-central-1");
        var route53 = world.clients().client(Route53Client.class, "us-east-1");
        var arn = acm.requestCertificate(r -> r.domainName("ehr.medzenhealth.app")
                        .subjectAlternativeNames("ehr-eu-central-1.medzenhealth.app"))
                .certificateArn();
        time.advance(Duration.ofSeconds(10));
        for (var option : acm.describeCertificate(r -> r.certificateArn(arn))
                .certificate()
                .domainValidationOptions()) {
            route53.changeResourceRecordSets(r -> r.hostedZoneId("Z08MEDZENZONE00001")
                    .changeBatch(b -> b.changes(Change.builder()
                            .action(ChangeAction.UPSERT)
                            .resourceRecordSet(set -> set.name(
                                            option.resourceRecord().name())
                                    .type("CNAME")
                                    .ttl(300L)
                                    .resourceRecords(ResourceRecord.builder()
                                            .value(option.resourceRecord().value())
                                            .build()))
                            .build())));
        }
        time.advance(Duration.ofMinutes(1));
        acm.describeCertificate(r -> r.certificateArn(arn));
        time.advance(Duration.ofMinutes(2));
        assertThat(acm.describeCertificate(r -> r.certificateArn(arn))
                        .certificate()
                        .statusAsString())
                .isEqualTo("ISSUED");
    }
}
