package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.plan.ActionUse;
import app.medzenhealth.cutover.plan.RequiredFact;
import app.medzenhealth.cutover.plan.Trait;
import app.medzenhealth.cutover.session.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** What was made and tried days before works on patients' data from the cutover on: it is read again right before it is set going. */
class SwitchedOnTest {
    private static final String FRANKFURT = "eu-central-1";
    private static final String CLEANUP = "medzen-data-retention-cleanup";
    private static final String NIGHTLY = "medzen-data-retention-nightly";

    /** Where what each kind of action of phases 2 to 4 made is read again, or why phase 5 sets nothing of it going. */
    private static final Map<String, String> READ_AGAIN = Map.ofEntries(
            Map.entry("alarms.topic", "p5-pre-4 asks before the fence whether the alarms tell it"),
            Map.entry("kms.create-key", "5.6: “Its key is usable”, of the promoted database"),
            Map.entry("secret.replicate", "5.3, required fact"),
            Map.entry("rds.create-parameter-group", "5.3 and 5.6: settings like those of the old primary"),
            Map.entry("acm.request-certificate", "5.7: the production name is answered under a valid certificate"),
            Map.entry("cfn.deploy", "5.7 and 5.8: what answers behind its load balancer"),
            Map.entry("rds.create-replica", "5.3, 5.5 and 5.6: required facts, and parity to the byte"),
            Map.entry("ecs.register-task", "5.7 and 5.8: ecs.serves compares with the revision registered"),
            Map.entry("elb.create-listener", "5.7 and 5.8: http.check through it"),
            Map.entry("ecs.create-service", "5.7 and 5.8: ecs.serves and targets that are healthy"),
            Map.entry("dns.change", "5.7 asks the load balancer itself, and 5.8 sets the production name"),
            Map.entry("ecs.scale", "a drill's, or read again as 5.7"),
            Map.entry("service.clear", "takes a drill away"),
            Map.entry("rds.restore-snapshot", "a drill's"),
            Map.entry("rds.promote", "a drill's"),
            Map.entry("rds.delete-instance", "takes a drill away"),
            Map.entry("rds.create-snapshot", "a copy that is kept; nothing is set going by it"),
            Map.entry("dns.remove", "takes a drill away"),
            Map.entry("lambda.copy-layers", "5.10: settings of 4.2 name its layers"),
            Map.entry("lambda.deploy", "5.10, required fact"),
            Map.entry("events.create-rules", "5.10, required fact"),
            Map.entry("lambda.permissions", "5.10, required fact"),
            Map.entry("lambda.invoke", "a try"),
            Map.entry("s3.create-bucket", "Cape Town's copies: asked again at each deletion of phase 6"),
            Map.entry("s3.copy-objects", "Cape Town's copies: asked again at each deletion of phase 6"),
            Map.entry("command.run", "the working copy is audited again in 6.5"));

    @TempDir
    static Path folder;

    private static PreparedStates states;

    @BeforeAll
    static void prepare() throws Exception {
        states = new PreparedStates(folder, List.of("5.2", "5.9"));
    }

    @Test
    void every_kind_of_thing_that_phases_2_to_4_make_is_read_again_or_is_set_going_by_nothing() {
        var plan = PreparedStates.SHIPPED.plan();
        var writing = ActionTable.types().stream()
                .filter(t -> t.signature().writes())
                .map(t -> t.name())
                .collect(Collectors.toSet());
        assertThat(Stream.of("2", "3", "4")
                        .flatMap(p -> plan.phase(p).orElseThrow().steps().stream())
                        .flatMap(s -> s.actions().stream())
                        .map(ActionUse::type)
                        .filter(writing::contains)
                        .distinct())
                .isNotEmpty()
                .allSatisfy(type -> assertThat(READ_AGAIN).containsKey(type));
        var cutover = plan.phase("5").orElseThrow();
        READ_AGAIN.forEach((type, where) -> {
            if (where.endsWith("required fact")) {
                var step = plan.step(where.substring(0, where.indexOf(','))).orElseThrow();
                assertThat(RequiredFact.of(plan, cutover, step))
                        .as(type)
                        .anyMatch(f -> f.use().type().equals(type));
            }
        });
        assertThat(plan.rollbacks().getLast().procedure().steps().stream()
                        .filter(s -> s.does(Trait.SWITCHES_TRIGGERS) && s.id().equals("rollback-full.8"))
                        .flatMap(s ->
                                RequiredFact.of(plan, plan.rollbacks().getLast().procedure(), s).stream())
                        .map(RequiredFact::step))
                .as("on the way back, too")
                .contains("rollback-full.2b", "rollback-full.2c");
    }

    private interface OtherHand {
        void does(LambdaClient lambda, EventBridgeClient events) throws Exception;
    }

    @Test
    void nothing_that_another_hand_has_replaced_is_switched_on() throws Exception {
        Map<String, OtherHand> hands = new LinkedHashMap<>();
        hands.put("its code", (lambda, events) -> {
            var code = SdkBytes.fromByteArray(zip());
            lambda.updateFunctionCode(u -> u.functionName(CLEANUP).zipFile(code));
        });
        hands.put(
                "a variable",
                (lambda, events) -> lambda.updateFunctionConfiguration(
                        u -> u.functionName(CLEANUP).environment(e -> e.variables(Map.of("RETENTION_DAYS", "1")))));
        hands.put(
                "its memory",
                (lambda, events) -> lambda.updateFunctionConfiguration(
                        u -> u.functionName(CLEANUP).memorySize(3008)));
        hands.put(
                "its layers",
                (lambda, events) -> lambda.updateFunctionConfiguration(
                        u -> u.functionName("medzen-compliance-monitor").layers(List.of())));
        hands.put("another target besides", (lambda, events) -> {
            var own = events.listTargetsByRule(q -> q.rule(NIGHTLY)).targets().getFirst();
            events.putTargets(p -> p.rule(NIGHTLY)
                    .targets(Target.builder()
                            .id("another")
                            .arn(own.arn().replace(CLEANUP, "medzen-ai-chat-handler"))
                            .build()));
        });
        hands.put(
                "another schedule",
                (lambda, events) -> events.putRule(p ->
                        p.name(NIGHTLY).scheduleExpression("rate(1 minute)").state(RuleState.DISABLED)));
        hands.put(
                "no permission",
                (lambda, events) ->
                        lambda.removePermission(r -> r.functionName(CLEANUP).statementId(NIGHTLY)));
        var silent = new ArrayList<String>();
        for (var hand : hands.entrySet()) {
            try (var desk = PreparedStates.open(states.after("5.9"))) {
                var session = desk.workplace().session();
                var reviewed = session.review("5.10");
                assertThat(Looks.open(reviewed)).isEmpty();
                var clients = desk.world().clients();
                hand.getValue()
                        .does(
                                clients.client(LambdaClient.class, FRANKFURT),
                                clients.client(EventBridgeClient.class, FRANKFURT));
                desk.time().advance(Duration.ofMinutes(2));
                var before = Looks.changes(desk);

                assertThatThrownBy(() -> TwoPeople.run(desk, reviewed))
                        .as(hand.getKey())
                        .isInstanceOf(Refusal.class);
                var again = session.review("5.10");
                if (Looks.open(again).isEmpty()) {
                    silent.add(hand.getKey());
                    continue;
                }
                assertThatThrownBy(() -> TwoPeople.run(desk, again))
                        .as(hand.getKey())
                        .isInstanceOf(Refusal.class);
                assertThat(Looks.changes(desk)).as(hand.getKey()).isEqualTo(before);
            }
        }
        assertThat(silent).isEmpty();
    }

    @Test
    void what_nobody_has_touched_is_switched_on() throws Exception {
        try (var desk = PreparedStates.open(states.after("5.9"))) {
            var session = desk.workplace().session();
            TwoPeople.run(desk, session.review("5.10"));
            assertThat(session.view().step("5.10").orElseThrow().state().settled())
                    .isTrue();
        }
    }

    @Test
    void users_are_not_cut_off_while_the_password_is_not_where_the_new_tasks_log_in_by_it() throws Exception {
        try (var desk = PreparedStates.open(states.after("5.2"))) {
            var session = desk.workplace().session();
            var reviewed = session.review("5.3");
            desk.world()
                    .clients()
                    .client(SecretsManagerClient.class, "eu-west-1")
                    .removeRegionsFromReplication(
                            r -> r.secretId("medzen/ehrbase/db-password").removeReplicaRegions(FRANKFURT));
            var before = Looks.changes(desk);
            assertThatThrownBy(() -> TwoPeople.run(desk, reviewed)).isInstanceOf(Refusal.class);
            assertThat(Looks.open(session.review("5.3"))).isNotEmpty();
            assertThat(Looks.changes(desk)).isEqualTo(before);
        }
    }

    private static byte[] zip() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("index.mjs"));
            zip.write("export const handler = async () => 'everything deleted';".getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        }
        return bytes.toByteArray();
    }
}
