package app.medzenhealth.cutover.wire;

import static app.medzenhealth.cutover.wire.MotoWorld.CAPE_TOWN;
import static app.medzenhealth.cutover.wire.MotoWorld.FRANKFURT;
import static app.medzenhealth.cutover.wire.MotoWorld.IRELAND;
import static app.medzenhealth.cutover.wire.WireBench.use;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.StillWaiting;
import app.medzenhealth.cutover.aws.LiveClients;
import app.medzenhealth.cutover.aws.Patience;
import app.medzenhealth.cutover.plan.ActionUse;
import app.medzenhealth.cutover.rehearsal.EmbeddedWorld;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import app.medzenhealth.cutover.wire.HttpMessage.Request;
import app.medzenhealth.cutover.wire.HttpMessage.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.rds.RdsClient;

/**
 * What ends badly in AWS ends the wait at once, in words; what merely takes longer than anybody waits is unknown, not failed. The
 * estate answers over the wire, and its answers are changed there to what AWS says when something has gone wrong.
 */
class TerminalStatesTest {

    @TempDir
    Path folder;

    private final AtomicBoolean begun = new AtomicBoolean();
    private EmbeddedWorld world;
    private VirtualTime time;
    private Wire wire;
    private LiveClients raw;
    private WireBench bench;
    private String trigger = "";
    private UnaryOperator<String> change = text -> text;

    @BeforeEach
    void anEstateOnTheWire() throws IOException {
        time = new VirtualTime(MedZenEstate.START);
        world = MedZenEstate.create(time);
        var estate = new EstateBackend(world.clients());
        wire = new Wire(request -> changed(request, estate.answer(request)), EstateBackend::throttled);
        raw = new LiveClients(
                StaticCredentialsProvider.create(PlanRun.CREDENTIALS),
                Optional.of(wire.endpoint()),
                new Patience(Duration.ofSeconds(10), Duration.ofMinutes(2), Duration.ofMinutes(4)));
        bench = new WireBench(raw, time, folder, new WireBench.Probers(world.http(), world.dns(), world.sql()));
        Files.createDirectories(bench.workingCopy());
        world.workingCopy().writeTo(bench.workingCopy());
    }

    @AfterEach
    void close() throws IOException {
        raw.close();
        wire.close();
    }

    /** From the call named {@code operation} on, answers are changed. */
    private void after(String operation, UnaryOperator<String> how) {
        trigger = operation;
        change = how;
    }

    private Response changed(Request request, Response answer) {
        if (!begun.get()) {
            begun.set(!trigger.isEmpty()
                    && (request.text().contains("Action=" + trigger + "&")
                            || request.header("X-Amz-Target").orElse("").endsWith("." + trigger)));
            return answer;
        }
        return new Response(
                answer.status(), answer.headers(), change.apply(answer.text()).getBytes(StandardCharsets.UTF_8));
    }

    private static UnaryOperator<String> element(String name, String value) {
        return text ->
                text.replaceAll("<" + name + ">[^<]*</" + name + ">", "<" + name + ">" + value + "</" + name + ">");
    }

    private static UnaryOperator<String> member(String name, String value) {
        return text -> text.replaceAll("\"" + name + "\":\"[^\"]*\"", "\"" + name + "\":\"" + value + "\"");
    }

    /** It fails in words, and does not take up the whole time that it may. */
    private void fails(String step, ActionUse use, String words) {
        var from = time.instant();
        assertThatThrownBy(() -> bench.run(step, WireBench.make(use)))
                .isInstanceOf(ActionFailure.class)
                .hasMessageContaining(words)
                .satisfies(e -> assertThat(((ActionFailure) e).notDone()).isNotBlank())
                .satisfies(e -> assertThat(((ActionFailure) e).next()).isNotBlank());
        assertThat(Duration.between(from, time.instant())).isLessThan(Duration.ofMinutes(2));
    }

    private static ActionUse snapshot() {
        return use(
                "rds.create-snapshot", IRELAND, Map.of("instance", "medzen-ehrbase-db", "snapshot", "medzen-backup"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed", "incompatible-restore", "deleting"})
    void a_snapshot(String status) {
        after("CreateDBSnapshot", element("Status", status));
        fails("1.3", snapshot(), status);
    }

    @Test
    void a_snapshot_that_takes_longer_than_the_wait_is_unknown_and_goes_on_later() throws Exception {
        after("CreateDBSnapshot", element("Status", "creating"));
        assertThatThrownBy(() -> bench.run("1.3", WireBench.make(snapshot())))
                .isInstanceOf(StillWaiting.class)
                .hasMessageContaining("continues in AWS");
        change = text -> text;
        bench.run("1.3", WireBench.make(snapshot()));
        assertThat(wire.passed().stream().filter(p -> p.request().text().contains("Action=CreateDBSnapshot&")))
                .hasSize(1);
    }

    @Test
    void a_snapshot_that_may_no_longer_be_read_is_unknown() {
        trigger = "CreateDBSnapshot";
        change = text -> {
            throw new IllegalStateException("the proxy of this test answers 500");
        };
        assertThatThrownBy(() -> bench.run("1.3", WireBench.make(snapshot())))
                .isInstanceOf(StillWaiting.class)
                .hasMessageContaining("can no longer be read");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "failed",
                "storage-full",
                "insufficient-capacity",
                "restore-error",
                "incompatible-network",
                "incompatible-parameters",
                "incompatible-option-group",
                "incompatible-something-new",
                "inaccessible-encryption-credentials",
                "deleting"
            })
    void an_instance(String status) throws Exception {
        bench.run("1.3", WireBench.make(snapshot()));
        after("RestoreDBInstanceFromDBSnapshot", element("DBInstanceStatus", status));
        var subnets = raw.client(RdsClient.class, IRELAND)
                .describeDBSubnetGroups()
                .dbSubnetGroups()
                .getFirst()
                .dbSubnetGroupName();
        fails(
                "7.6",
                use(
                        "rds.restore-snapshot",
                        IRELAND,
                        Map.of(
                                "snapshot",
                                "medzen-backup",
                                "instance",
                                "medzen-drill",
                                "class",
                                "db.t3.medium",
                                "subnetGroup",
                                subnets,
                                "securityGroups",
                                List.of("sg-0a1ehrbasedb"),
                                "multiAz",
                                false)),
                status.equals("deleting") ? "being deleted" : status);
    }

    @Test
    void a_secrets_replica() {
        after("ReplicateSecretToRegions", member("Status", "Failed"));
        fails(
                "2.1",
                use(
                        "secret.replicate",
                        FRANKFURT,
                        Map.of("secret", "medzen/ehrbase/db-password", "sourceRegion", IRELAND)),
                "Replication failed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED", "DELETE_COMPLETE"})
    void a_stack(String status) {
        after("ExecuteChangeSet", element("StackStatus", status));
        fails(
                "2.2",
                use(
                        "cfn.deploy",
                        FRANKFURT,
                        Map.of(
                                "stack", "medzen-ehrbase-eu-central-1",
                                "template", "aws-deployment/cloudformation/ehrbase-infrastructure.yaml",
                                "parameters", Map.of("ProjectName", "medzen", "Environment", "production"),
                                "capabilities", List.of("CAPABILITY_NAMED_IAM"),
                                "tags", Map.of("Project", "MedZen"),
                                "forbid", List.of("AWS::RDS::DBInstance"))),
                status.equals("DELETE_COMPLETE") ? "does not exist any more" : status);
    }

    @Test
    void a_stack_whose_deletion_fails() {
        after("DeleteStack", element("StackStatus", "DELETE_FAILED"));
        assertThatThrownBy(() -> bench.run(
                        "6.3",
                        WireBench.make(use("cfn.delete", CAPE_TOWN, Map.of("stack", "medzen-chime-sdk-af-south-1")))))
                .isInstanceOf(ActionFailure.class)
                .hasMessageContaining("DELETE_FAILED");
    }

    @Test
    void a_certificate() {
        after("RequestCertificate", member("Status", "FAILED"));
        fails(
                "2.1",
                use(
                        "acm.request-certificate",
                        FRANKFURT,
                        Map.of(
                                "domain", "ehr.medzenhealth.app",
                                "alternatives", List.of("ehr-eu-central-1.medzenhealth.app"),
                                "zone", "Z08MEDZENZONE00001")),
                "FAILED");
    }

    @Test
    void a_deployment_of_containers() {
        after(
                "UpdateService",
                text -> text.replaceAll("\"rolloutState\":\"[^\"]*\"", "\"rolloutState\":\"FAILED\"")
                        .replaceAll(
                                "\"status\":\"PRIMARY\"(?!,\"rolloutState)",
                                "\"status\":\"PRIMARY\",\"rolloutState\":\"FAILED\",\"rolloutStateReason\":\"tasks failed to start\""));
        fails(
                "7.6c",
                use(
                        "ecs.scale",
                        IRELAND,
                        Map.of("cluster", "medzen-ehrbase-cluster", "service", "medzen-ehrbase", "desired", 3)),
                "failed");
    }
}
