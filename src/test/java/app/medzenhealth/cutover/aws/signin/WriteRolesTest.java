package app.medzenhealth.cutover.aws.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.audit.Redactor;
import app.medzenhealth.cutover.aws.Guard;
import app.medzenhealth.cutover.aws.MemoryTrail;
import app.medzenhealth.cutover.aws.PermitBook;
import app.medzenhealth.cutover.aws.PlannedCalls;
import app.medzenhealth.cutover.aws.Refused;
import app.medzenhealth.cutover.aws.signin.AwsFront.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DeleteDbSnapshotRequest;

class WriteRolesTest {
    private static final String ACCOUNT = "558069890522";
    private static final String ROLE = "arn:aws:iam::558069890522:role/cutover-phase-6";
    private static final String POLICY =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"rds:Delete*\",\"Resource\":\"*\"}]}";
    private static final DeleteDbSnapshotRequest DELETE =
            DeleteDbSnapshotRequest.builder().dbSnapshotIdentifier("old").build();

    @TempDir
    private Path home;

    private final MemoryTrail trail = new MemoryTrail();
    private final MovingClock clock = new MovingClock();
    private AwsFront aws;
    private Access access;
    private Guard guard;
    private PermitBook permits;

    @BeforeEach
    void signedIn() throws Exception {
        aws = new AwsFront()
                .callers(Map.of("AKIDBASE", "arn:aws:iam::558069890522:user/lead"))
                .on(
                        "DescribeDBSnapshots",
                        a -> Answer.xml(
                                "<DescribeDBSnapshotsResponse><DescribeDBSnapshotsResult/></DescribeDBSnapshotsResponse>"))
                .on(
                        "DeleteDBSnapshot",
                        a -> Answer.xml(
                                "<DeleteDBSnapshotResponse><DeleteDBSnapshotResult/></DeleteDBSnapshotResponse>"))
                .on(
                        "AssumeRole",
                        a -> AwsFront.session(
                                "AssumeRole",
                                "AKIDWRITE",
                                clock.instant().plus(Duration.ofHours(1)).toString()));
        Files.createDirectories(home.resolve(".aws"));
        Files.writeString(home.resolve(".aws/config"), """
                [profile base]
                aws_access_key_id = AKIDBASE
                aws_secret_access_key = secretOfBase
                """);
        access = new SignIn(
                        ACCOUNT,
                        "eu-central-1",
                        Optional.of(aws.uri()),
                        new Machine(Map.of(), home),
                        new Redactor(),
                        (kind, data) -> trail.append("console", kind, "", data),
                        clock)
                .enter("base", new Recorded());
        permits = new PermitBook(clock);
        var writers = new WriteRoles(
                access,
                clock,
                step -> step.startsWith("6.")
                        ? Optional.of(new WriteRoles.Use(ROLE, "cutover-6", POLICY))
                        : Optional.empty());
        guard = new Guard(access.clients(), ACCOUNT, permits, trail, clock, (s, r) -> true, writers);
    }

    @AfterEach
    void stop() {
        access.close();
        aws.close();
    }

    private RdsClient rds() {
        return guard.guarded().client(RdsClient.class, "eu-central-1");
    }

    private void permit(String step) {
        permits.issue(
                "run", ACCOUNT, "", PlannedCalls.of("eu-central-1", DELETE), step, "", "lead", Duration.ofHours(9));
    }

    @Test
    void a_change_is_sent_under_the_phases_role_with_its_policy_and_reads_are_not() {
        permit("6.1");
        permit("6.1");
        rds().describeDBSnapshots();
        rds().deleteDBSnapshot(DELETE);
        rds().deleteDBSnapshot(DELETE);

        assertThat(aws.asked("AssumeRole")).singleElement().satisfies(a -> {
            assertThat(a.field("RoleArn")).isEqualTo(ROLE);
            assertThat(a.field("Policy")).isEqualTo(POLICY);
        });
        assertThat(aws.asked("DescribeDBSnapshots").getFirst().authorization()).contains("AKIDBASE");
        assertThat(aws.asked("DeleteDBSnapshot"))
                .allMatch(a -> a.authorization().contains("AKIDWRITE"));
        assertThat(trail.records("signin.role").getFirst().data()).containsEntry("policy", POLICY);
    }

    @Test
    void the_role_is_taken_again_before_it_ends() {
        permit("6.1");
        permit("6.1");
        rds().deleteDBSnapshot(DELETE);
        clock.pass(Duration.ofMinutes(56));
        rds().deleteDBSnapshot(DELETE);
        assertThat(aws.asked("AssumeRole")).hasSize(2);
    }

    @Test
    void a_phase_without_a_role_of_its_own_writes_as_who_is_signed_in() {
        permit("1.1");
        rds().deleteDBSnapshot(DELETE);
        assertThat(aws.asked("AssumeRole")).isEmpty();
        assertThat(aws.asked("DeleteDBSnapshot").getFirst().authorization()).contains("AKIDBASE");
    }

    @Test
    void where_the_role_cannot_be_taken_nothing_is_sent() {
        aws.on("AssumeRole", a -> Answer.refusal("AccessDenied", "not authorized to perform: sts:AssumeRole"));
        permit("6.1");
        assertThatThrownBy(() -> rds().deleteDBSnapshot(DELETE))
                .isInstanceOf(Refused.class)
                .hasMessageContaining(ROLE)
                .hasMessageContaining("Nothing was sent");
        assertThat(aws.asked("DeleteDBSnapshot")).isEmpty();
        assertThat(trail.records("call.intent")).isEmpty();
        assertThat(trail.records("call.refused")).hasSize(1);
    }
}
