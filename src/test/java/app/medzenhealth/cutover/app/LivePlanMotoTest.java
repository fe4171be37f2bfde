package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.aws.LiveClients;
import app.medzenhealth.cutover.aws.Patience;
import app.medzenhealth.cutover.inventory.Observation;
import app.medzenhealth.cutover.inventory.candidate.Candidate;
import app.medzenhealth.cutover.inventory.candidate.ParameterCandidates;
import app.medzenhealth.cutover.monitor.CommandRunner;
import app.medzenhealth.cutover.monitor.DnsProber;
import app.medzenhealth.cutover.monitor.HttpProber;
import app.medzenhealth.cutover.monitor.SqlProber;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.plan.Variables;
import app.medzenhealth.cutover.rehearsal.RehearsedPerson;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import app.medzenhealth.cutover.session.Confirmation;
import app.medzenhealth.cutover.session.Demand;
import app.medzenhealth.cutover.session.Operator;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.session.Session;
import app.medzenhealth.cutover.session.SessionView.Mode;
import app.medzenhealth.cutover.session.SessionWorld;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.store.StateDirectory;
import app.medzenhealth.cutover.wire.FunctionZip;
import app.medzenhealth.cutover.wire.MotoServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;

/**
 * The shipped plan, live, on an account that has what the written plan names and nothing that only the rehearsal knows: every
 * step runs, or says what it needs and where that is set.
 */
@ExtendWith(MotoServer.Shared.class)
final class LivePlanMotoTest {
    private static final String IRELAND = "eu-west-1";
    private static final String FRANKFURT = "eu-central-1";
    private static final String TRUST =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":"
                    + "\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";

    @TempDir
    private Path folder;

    private final Plan plan = PlanFile.SHIPPED.plan();
    private final Operator lead = new Operator("lead@medzen");
    private final RehearsedPerson second = new RehearsedPerson("second@medzen");
    private final VirtualTime time = new VirtualTime(MedZenEstate.START);

    /** The account's own names, which nobody wrote down anywhere. */
    private static Map<String, String> seed(LiveClients clients) {
        var values = new LinkedHashMap<String, String>();
        for (var role : List.of("rds-s3-export-role", "lambda-execution-role", "pull-role", "run-role")) {
            clients.client(IamClient.class, "us-east-1")
                    .createRole(r -> r.roleName(role).assumeRolePolicyDocument(TRUST));
        }
        values.put("taskExecutionRole", "pull-role");
        values.put("taskRole", "run-role");
        for (var region : List.of(IRELAND, FRANKFURT)) {
            var kms = clients.client(KmsClient.class, region);
            var key = kms.createKey(k -> k.description("the account's own"))
                    .keyMetadata()
                    .keyId();
            kms.createAlias(a -> a.aliasName("alias/own-" + region).targetKeyId(key));
            var ec2 = clients.client(Ec2Client.class, region);
            var vpc = ec2.describeVpcs().vpcs().getFirst().vpcId();
            for (var group : List.of("db", "ecs", "dr")) {
                values.put(
                        group + region,
                        ec2.createSecurityGroup(g -> g.groupName("own-" + group)
                                        .description("own")
                                        .vpcId(vpc))
                                .groupId());
            }
            clients.client(RdsClient.class, region)
                    .createDBSubnetGroup(g -> g.dbSubnetGroupName("own-subnets")
                            .dbSubnetGroupDescription("own")
                            .subnetIds(ec2.describeSubnets().subnets().stream()
                                    .map(s -> s.subnetId())
                                    .toList()));
        }
        var rds = clients.client(RdsClient.class, IRELAND);
        rds.createDBParameterGroup(g -> g.dbParameterGroupName("own-postgres")
                .dbParameterGroupFamily("postgres15")
                .description("own"));
        rds.createDBInstance(i -> i.dbInstanceIdentifier("medzen-ehrbase-db")
                .engine("postgres")
                .engineVersion("15.4")
                .dbInstanceClass("db.t3.medium")
                .allocatedStorage(100)
                .masterUsername("ehrbase_admin")
                .masterUserPassword("moto-only-password")
                .backupRetentionPeriod(7)
                .storageEncrypted(true)
                .dbParameterGroupName("own-postgres"));
        for (var function : List.of("medzen-firebase-sync", "medzen-bedrock-ai-chat")) {
            clients.client(LambdaClient.class, IRELAND)
                    .createFunction(f -> f.functionName(function)
                            .runtime("nodejs22.x")
                            .role("arn:aws:iam::" + MotoServer.ACCOUNT + ":role/lambda-execution-role")
                            .handler("index.handler")
                            .code(c -> c.zipFile(FunctionZip.of("exports.handler = 1"))));
        }
        var dns = clients.client(Route53Client.class, "us-east-1");
        dns.createHostedZone(z -> z.name("medzenhealth.app")
                .callerReference("hidden")
                .hostedZoneConfig(c -> c.privateZone(true).comment("inside"))
                .vpc(v -> v.vpcRegion(IRELAND)
                        .vpcId(clients.client(Ec2Client.class, IRELAND)
                                .describeVpcs()
                                .vpcs()
                                .getFirst()
                                .vpcId())));
        var zone = dns.createHostedZone(z -> z.name("medzenhealth.app").callerReference("public"))
                .hostedZone()
                .id()
                .replace("/hostedzone/", "");
        dns.changeResourceRecordSets(c -> c.hostedZoneId(zone)
                .changeBatch(b -> b.changes(Change.builder()
                        .action("CREATE")
                        .resourceRecordSet(r -> r.name("ehr.medzenhealth.app.")
                                .type(RRType.CNAME)
                                .ttl(300L)
                                .resourceRecords(ResourceRecord.builder()
                                        .value("medzen-ehrbase-alb-554519184.eu-west-1.elb.amazonaws.com")
                                        .build()))
                        .build())));
        values.put("hostedZone", zone);
        values.put("snapshotKey", "alias/own-" + FRANKFURT);
        values.put("exportKey", "alias/own-" + IRELAND);
        values.put("irelandKey", "alias/own-" + IRELAND);
        values.put("exportBucket", "own-exports-558069890522");
        values.put("archiveBucket", "own-archive-558069890522");
        values.put("drillSubnetGroup", "own-subnets");
        values.put("irelandSubnetGroup", "own-subnets");
        values.put("drillSecurityGroup", values.get("db" + FRANKFURT));
        values.put("irelandParameterGroup", "own-postgres");
        values.put("windowDate", "2026-01-24");
        values.put("databaseName", "ehr");
        return values;
    }

    /** What can be reached from here: name servers of the zone, and nothing else. */
    private static DnsProber names(LiveClients clients, String zone) {
        return new DnsProber() {
            @Override
            public List<Answer> authoritative(String name, String type) {
                return List.of(resolver(name, type));
            }

            @Override
            public Answer resolver(String name, String type) {
                var servers = clients.client(Route53Client.class, "us-east-1")
                        .getHostedZone(q -> q.id(zone))
                        .delegationSet()
                        .nameServers();
                return type.equals("NS")
                        ? new Answer.Records("resolver", servers, Duration.ofHours(1))
                        : new Answer.NoAnswer("resolver", "not reachable from here");
            }
        };
    }

    private AppWiring open(LiveClients clients, String zone) throws Exception {
        var copy = Files.createDirectories(folder.resolve("copy"));
        CommandRunner commands = new CommandRunner() {
            @Override
            public Ended run(Command command, Consumer<String> output) {
                return new Ended.NotStarted("no program runs here");
            }

            @Override
            public Lookup find(Command command) {
                return new Lookup.Missing("not on this machine");
            }
        };
        SqlProber sql = new SqlProber() {
            @Override
            public Answer probe(String endpoint) {
                return new Answer.NoAnswer("no way into the network from here");
            }

            @Override
            public Counts counts(String endpoint) {
                return new Counts.Unknown("no way into the network from here");
            }
        };
        HttpProber http = request -> new HttpProber.Answer.NoAnswer("not reachable from here", Duration.ZERO);
        return new AppWiring(
                SessionChoice.named("live-moto"),
                plan,
                lead,
                new AppWiring.World(
                        new SessionWorld(
                                Mode.LIVE,
                                "aws",
                                plan.account(),
                                Optional.empty(),
                                plan.id(),
                                "",
                                Optional.of(copy.toString())),
                        clients,
                        time,
                        http,
                        names(clients, zone),
                        sql,
                        commands,
                        Files.createDirectories(folder.resolve("files")),
                        copy),
                Records.open(StateDirectory.at(folder.resolve("state")), "live-moto", time));
    }

    @Test
    void every_step_runs_or_says_what_it_needs_and_where_that_is_set(MotoServer moto) throws Exception {
        var credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create("testing", "testing"));
        var patience = new Patience(Duration.ofSeconds(20), Duration.ofSeconds(5), Duration.ofSeconds(30));
        try (var clients = new LiveClients(credentials, Optional.of(moto.endpoint()), patience)) {
            var values = seed(clients);
            var workplace = open(clients, values.get("hostedZone"));
            try {
                var session = workplace.session();
                everyMissingValueIsNamedBeforeItsPhaseBegins(session);
                theZonesAreToldApart(workplace);
                values.forEach((id, value) -> plan.parameter(id).ifPresent(p -> session.setParameter(id, value)));
                for (var none : plan.parameters()) {
                    if (none.count().maybeNone()) {
                        session.setNone(none.id(), lead, "Looked up: this account has none");
                    }
                }
                var outcomes = new LinkedHashMap<String, String>();
                for (var step : plan.sequence().flatMap(p -> p.steps().stream()).toList()) {
                    outcomes.put(step.id(), outcome(session, step));
                }
                outcomes.forEach((step, outcome) -> System.out.printf("%-8s %s%n", step, outcome));
                System.out.println(String.valueOf(outcomes.values().stream()
                        .collect(Collectors.groupingBy(o -> o.split(":")[0], TreeMap::new, Collectors.counting()))));
                assertThat(outcomes.values()).allMatch(o -> o.matches("(done|nothing to do|asks|says|person).*"));
                assertThat(outcomes)
                        .containsEntry("1.3", "done")
                        .containsEntry("1.4", "done")
                        .containsEntry("1.5a", "done");
                assertThat(outcomes.get("6.6")).startsWith("nothing to do");
            } finally {
                workplace.close();
            }
        }
    }

    private void everyMissingValueIsNamedBeforeItsPhaseBegins(Session session) {
        var view = session.view();
        for (var phase : view.phases()) {
            var wanted = phase.phase().steps().stream()
                    .flatMap(s -> s.actions().stream())
                    .flatMap(a -> Variables.in(a.with()).stream())
                    .flatMap(v -> plan.parameter(v).stream())
                    .filter(p -> p.value().isEmpty())
                    .toList();
            assertThat(phase.missing()).as(phase.phase().id()).containsAll(wanted);
        }
    }

    /** Public and private, with records and name servers: of two zones of one name, the person sees which is which. */
    private void theZonesAreToldApart(AppWiring workplace) {
        var found = new ParameterCandidates(workplace.guard().guarded(), plan, time)
                .of(plan.parameter("hostedZone").orElseThrow());
        assertThat(found).isInstanceOf(Observation.Known.class);
        var labels = ((Observation.Known<List<Candidate>>) found)
                .value().stream().map(Candidate::label).toList();
        assertThat(labels).hasSize(2).doesNotHaveDuplicates();
        assertThat(labels).anyMatch(l -> l.contains("private") && l.contains("inside"));
        assertThat(labels).anyMatch(l -> l.contains("public") && l.contains("name servers ns-"));
    }

    private String outcome(Session session, Step planned) throws InterruptedException {
        var id = planned.id();
        var view = session.view().step(id).orElseThrow();
        var asks = view.state() instanceof StepState.Locked l
                ? l.locks().stream()
                        .filter(k -> k.cause() instanceof StepState.Cause.Value)
                        .map(StepState.Lock::why)
                        .toList()
                : List.<String>of();
        var review = session.review(id);
        var open = review.checks().stream().filter(c -> !c.passed()).toList();
        if (!asks.isEmpty()) {
            return "asks: " + String.join("; ", asks);
        }
        var nothing = view.step().actions().stream().allMatch(a -> a.type().equals("nothing.to-do"));
        if (!open.isEmpty() && !nothing) {
            open.forEach(LivePlanMotoTest::isOfUse);
            return "says: " + open.size() + " × " + open.getFirst().title() + " — "
                    + open.getFirst().outcome().evidence();
        }
        if (view.state() instanceof StepState.Waiting) {
            return "person: " + view.step().title();
        }
        if (nothing) {
            return "nothing to do: " + review.parts().get(1).preview().summary();
        }
        if (view.state() instanceof StepState.Locked l) {
            return "says: " + l.locks().getFirst().why() + " — "
                    + l.locks().getFirst().opens();
        }
        try {
            session.run(new Confirmation(
                    id,
                    review.fingerprint(),
                    lead,
                    Demand.toRun(session.view(), view.step(), review).typed(),
                    Optional.empty()));
        } catch (Refusal r) {
            return "says: " + r.getMessage() + " — " + r.next();
        }
        return switch (session.view().step(id).orElseThrow().state()) {
            case StepState.Succeeded _ -> "done";
            case StepState.Failed f -> {
                goOn(session, id);
                yield "says: " + f.problem().happened() + " — " + f.problem().next();
            }
            case StepState.InDoubt d -> {
                session.decide(id, lead, Session.Decision.NOT_DONE, "The emulator cannot tell more about it");
                goOn(session, id);
                yield "says: " + d.evidence();
            }
            default -> "unfinished";
        };
    }

    /** What failed in the emulator is skipped, so that what comes after it is tried too. */
    private void goOn(Session session, String step) {
        TwoPeople.skip(session, lead, second, step, "The emulator does not go further than this");
    }

    /** A check that does not hold names its reason, and what is to be done, without a raw variable of a parameter. */
    private static void isOfUse(Check check) {
        assertThat(check.outcome().evidence()).isNotBlank();
        if (check.outcome() instanceof Check.Fail fail) {
            assertThat(fail.remedy()).isNotBlank();
        }
    }
}
