package app.medzenhealth.cutover.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.medzenhealth.cutover.app.EstateApp;
import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.audit.Redactor;
import app.medzenhealth.cutover.aws.Clients;
import app.medzenhealth.cutover.aws.signin.Access;
import app.medzenhealth.cutover.aws.signin.Again;
import app.medzenhealth.cutover.aws.signin.DeviceCode;
import app.medzenhealth.cutover.aws.signin.Machine;
import app.medzenhealth.cutover.aws.signin.Person;
import app.medzenhealth.cutover.aws.signin.SignIn;
import app.medzenhealth.cutover.aws.signin.SignInProblem;
import app.medzenhealth.cutover.rehearsal.RehearsedLead;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.wire.HttpMessage.Request;
import app.medzenhealth.cutover.wire.HttpMessage.Response;
import app.medzenhealth.cutover.wire.protocol.RequestReader;
import app.medzenhealth.cutover.wire.protocol.ResponseWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Credentials that AWS stops taking while a session waits for AWS: real clients, real sign-in, every request on loopback. */
class ExpiredCredentialsTest {

    private static final String STEP = "1.3";
    private static final String LEAD = "arn:aws:sts::558069890522:assumed-role/cutover-operator/lead";
    private static final Map<String, String> CALLERS = Map.of(
            "AKIDFIRST", LEAD,
            "AKIDSECOND", LEAD,
            "AKIDCODE1", LEAD,
            "AKIDCODE2", LEAD,
            "AKIDOTHER", "arn:aws:sts::558069890522:assumed-role/cutover-operator/somebody");

    @TempDir
    Path folder;

    private final Set<String> over = ConcurrentHashMap.newKeySet();
    private final List<String> signIns = new CopyOnWriteArrayList<>();
    private final List<String> codes = new CopyOnWriteArrayList<>();
    private volatile String endsFor = "AKIDFIRST";
    private volatile Predicate<String> ends = operation -> false;
    private EstateApp desk;
    private Wire wire;
    private Access access;

    @BeforeEach
    void signedInBeforeTheFirstSnapshot() throws Exception {
        keys("AKIDFIRST");
        desk = EstateApp.open(folder.resolve("state"), estate -> {
            var backend = new EstateBackend(estate);
            wire = new Wire(request -> answer(backend, request), EstateBackend::throttled);
            access = signIn().enter("lead", Person.nobody());
            return new OverTheWire(access.clients(), estate);
        });
        assertThat(desk.lead(s -> {}).goUntil(v -> v.next().filter(STEP::equals).isPresent()))
                .isEqualTo(new RehearsedLead.Outcome(false, Optional.of("as far as asked")));
        wire.forget();
    }

    /** The scan before the step reads all of the estate, which is not what this is about. */
    private record OverTheWire(Clients wire, Clients estate) implements Clients {
        @Override
        public <C extends SdkClient> C client(Class<C> type, String region) {
            return type == RdsClient.class || type == StsClient.class
                    ? wire.client(type, region)
                    : estate.client(type, region);
        }
    }

    @AfterEach
    void close() throws IOException {
        desk.close();
        access.close();
        wire.close();
    }

    @Test
    void a_wait_whose_credentials_expire_asks_for_a_sign_in_and_goes_on_after_it() throws Exception {
        endWhenReadFor(3, "DescribeDBSnapshots");
        carryOut();

        assertThat(state())
                .isInstanceOfSatisfying(
                        StepState.InDoubt.class,
                        d -> assertThat(d.evidence())
                                .contains("is creating")
                                .contains("The credentials have expired: sign in again")
                                .contains("It continues in AWS and will be checked again"));
        assertThat(kinds()).contains("step.waiting").doesNotContain("step.failed", "step.doubt");

        desk.session().lookAgain(STEP);
        assertThat(state())
                .isInstanceOfSatisfying(
                        StepState.InDoubt.class, d -> assertThat(d.evidence()).contains("sign in again"));

        keys("AKIDSECOND");
        access.again("lead", Person.nobody());
        desk.session().lookAgain(STEP);

        assertThat(state()).isInstanceOf(StepState.Succeeded.class);
        assertThat(kinds()).doesNotContain("step.failed");
        assertThat(made()).isEqualTo(1);
        assertThat(signedWith("DescribeDBSnapshots")).contains("AKIDFIRST").endsWith("AKIDSECOND");
        assertThat(signIns).containsExactly("signin.done", "signin.done");
        assertThat(wire.broken()).isEmpty();
    }

    @Test
    void results_that_cannot_be_read_any_more_ask_for_a_sign_in_and_are_read_after_it() throws Exception {
        endWhenVerified();
        carryOut();

        assertThat(kinds()).contains("action.end", "step.doubt").doesNotContain("step.failed", "step.succeeded");
        assertThat(state())
                .isInstanceOfSatisfying(
                        StepState.InDoubt.class,
                        d -> assertThat(d.evidence())
                                .contains("It was carried out")
                                .contains("The credentials have expired: sign in again"));
        assertThat(ended("step.doubt"))
                .as("at once")
                .isBefore(ended("action.end").plusSeconds(60));

        desk.session().lookAgain(STEP);
        assertThat(state())
                .isInstanceOfSatisfying(
                        StepState.InDoubt.class, d -> assertThat(d.evidence()).contains("sign in again"));

        keys("AKIDSECOND");
        access.again("lead", Person.nobody());
        desk.session().lookAgain(STEP);

        assertThat(state()).isInstanceOf(StepState.Succeeded.class);
        assertThat(kinds()).doesNotContain("step.failed");
        assertThat(made()).isEqualTo(1);
        assertThat(desk.session().view().step(STEP).orElseThrow().outputs()).isNotEmpty();
        assertThat(wire.broken()).isEmpty();
    }

    /** As it is for most people: the role lasts an hour, and each time the device is asked. */
    @Test
    void a_role_by_mfa_that_ends_on_the_way_asks_for_the_next_code_and_nothing_is_lost() throws Exception {
        role();
        access.again("role", new Codes("111111"));
        assertThat(access.standing().again()).isInstanceOf(Again.Lasts.class);
        var since = new AtomicInteger();
        endsFor = "AKIDCODE1";
        ends = asked -> made() > 0 && asked.equalsIgnoreCase("DescribeDBSnapshots") && since.incrementAndGet() >= 3;
        carryOut();
        assertThat(state())
                .isInstanceOfSatisfying(
                        StepState.InDoubt.class, d -> assertThat(d.evidence()).contains("sign in again"));

        access.again("role", new Codes("222222"));
        desk.session().lookAgain(STEP);

        assertThat(state()).isInstanceOf(StepState.Succeeded.class);
        assertThat(kinds()).doesNotContain("step.failed");
        assertThat(made()).as("nothing is done twice").isEqualTo(1);
        assertThat(codes).containsExactly("111111", "222222");
        assertThat(signedWith("DescribeDBSnapshots")).contains("AKIDCODE1").endsWith("AKIDCODE2");
        assertThat(wire.broken()).isEmpty();
    }

    /** A person who reads codes off a device. */
    private record Codes(String code) implements Person {
        @Override
        public String mfaCode(String serial, String profile) {
            return code;
        }

        @Override
        public void visit(DeviceCode shown) {
            throw new IllegalStateException("there is no portal");
        }

        @Override
        public void progress(String text) {}
    }

    private void role() throws IOException {
        Files.writeString(folder.resolve(".aws/config"), """
                [profile base]
                aws_access_key_id = AKIDSECOND
                aws_secret_access_key = secretOfBase
                [profile role]
                role_arn = arn:aws:iam::558069890522:role/cutover-operator
                source_profile = base
                mfa_serial = arn:aws:iam::558069890522:mfa/lead
                """);
    }

    @Test
    void somebody_else_may_not_go_on_with_a_wait() throws Exception {
        endWhenReadFor(3, "DescribeDBSnapshots");
        carryOut();

        var refused = catchThrowableOfType(SignInProblem.class, () -> access.again("other", Person.nobody()));

        assertThat(refused.kind()).isEqualTo(SignInProblem.Kind.OTHER_PRINCIPAL);
        assertThat(refused.happened()).contains(LEAD);
        assertThat(signIns).containsExactly("signin.done", "signin.refused");
        desk.session().lookAgain(STEP);
        assertThat(state()).isInstanceOf(StepState.InDoubt.class);
        assertThat(made()).isEqualTo(1);
        assertThat(wire.passed())
                .filteredOn(p -> p.request().accessKey().equals("AKIDOTHER"))
                .as("asked who it is, and used for nothing else")
                .allMatch(p -> p.request().service().equals("sts"));
    }

    private void carryOut() throws InterruptedException {
        desk.lead(s -> {}).carryOut(desk.session().view().step(STEP).orElseThrow());
    }

    /** The keys are over with this reading after the snapshot was asked for. */
    private void endWhenReadFor(int times, String operation) {
        var since = new AtomicInteger();
        ends = asked -> made() > 0 && asked.equalsIgnoreCase(operation) && since.incrementAndGet() >= times;
    }

    /** The keys are over with the first reading after the step's last action has ended. */
    private void endWhenVerified() {
        ends = asked -> made() > 0 && kinds().contains("action.end");
    }

    private Instant ended(String kind) {
        return desk.records().stream()
                .filter(r -> r.step().equals(STEP) && r.kind().equals(kind))
                .map(r -> Instant.parse(r.at()))
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    private long made() {
        return wire.passed().stream()
                .filter(p -> p.request().text().contains("Action=CreateDBSnapshot&"))
                .count();
    }

    private StepState state() {
        return desk.session().view().step(STEP).orElseThrow().state();
    }

    /** Of the step's records. */
    private List<String> kinds() {
        return desk.records().stream()
                .filter(r -> r.step().equals(STEP))
                .map(AuditRecord::kind)
                .toList();
    }

    private List<String> signedWith(String operation) {
        return wire.passed().stream()
                .map(Wire.Passed::request)
                .filter(r -> r.text().contains("Action=" + operation + "&"))
                .map(Request::accessKey)
                .toList();
    }

    private Response answer(EstateBackend backend, Request request) throws Exception {
        var operation = RequestReader.operation(request);
        if (ends.test(operation.name())) {
            over.add(endsFor);
        }
        if (over.contains(request.accessKey())) {
            return ResponseWriter.refusal(
                    operation,
                    EstateBackend.refusal(
                            403, "ExpiredToken", "The security token included in the request is expired"));
        }
        if (operation.name().equals("AssumeRole")) {
            return ResponseWriter.write(operation, taken(request));
        }
        return operation.name().equals("GetCallerIdentity")
                ? ResponseWriter.write(
                        operation,
                        GetCallerIdentityResponse.builder()
                                .account("558069890522")
                                .arn(CALLERS.get(request.accessKey()))
                                .userId("X")
                                .build())
                : backend.answer(request);
    }

    private AssumeRoleResponse taken(Request request) {
        codes.add(request.text().replaceFirst("(?s).*TokenCode=(\\d+).*", "$1"));
        return AssumeRoleResponse.builder()
                .credentials(c -> c.accessKeyId("AKIDCODE" + codes.size())
                        .secretAccessKey("secretOfRole")
                        .sessionToken("tokenOfRole")
                        .expiration(MedZenEstate.START.plusSeconds(3600)))
                .build();
    }

    private SignIn signIn() {
        return new SignIn(
                "558069890522",
                "eu-central-1",
                Optional.of(wire.endpoint()),
                new Machine(Map.of(), folder),
                new Redactor(),
                (kind, data) -> signIns.add(kind),
                new VirtualTime(MedZenEstate.START));
    }

    /** As a person does who gets new ones from the access portal. */
    private void keys(String id) throws IOException {
        var config = Files.createDirectories(folder.resolve(".aws")).resolve("config");
        Files.writeString(config, """
                [profile lead]
                aws_access_key_id = %s
                aws_secret_access_key = secretOf%s
                aws_session_token = tokenOf%s
                [profile other]
                aws_access_key_id = AKIDOTHER
                aws_secret_access_key = secretOfOther
                aws_session_token = tokenOfOther
                """.formatted(id, id, id));
    }
}
