package app.medzenhealth.cutover.aws.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.medzenhealth.cutover.audit.Redactor;
import app.medzenhealth.cutover.aws.MemoryTrail;
import app.medzenhealth.cutover.aws.signin.AwsFront.Answer;
import app.medzenhealth.cutover.aws.signin.SignInProblem.Kind;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sts.StsClient;

class SignInTest {
    private static final String ACCOUNT = "558069890522";
    private static final String LEAD = "arn:aws:sts::558069890522:assumed-role/operator/lead";

    @TempDir
    private Path home;

    private final MemoryTrail trail = new MemoryTrail();
    private final MovingClock clock = new MovingClock();
    private final Redactor redactor = new Redactor();
    private AwsFront aws;

    @BeforeEach
    void aFront() throws IOException {
        aws = new AwsFront();
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    private SignIn signIn(String config) throws IOException {
        return signIn(config, Map.of("PATH", System.getenv("PATH")), aws.uri());
    }

    private SignIn signIn(String config, Map<String, String> environment, URI endpoint) throws IOException {
        Files.createDirectories(home.resolve(".aws"));
        Files.writeString(home.resolve(".aws/config"), config);
        return new SignIn(
                ACCOUNT,
                "eu-central-1",
                Optional.of(endpoint),
                new Machine(environment, home),
                redactor,
                (kind, data) -> trail.append("console", kind, "", data),
                clock);
    }

    private Access enter(String config, String profile, Person person) throws IOException, InterruptedException {
        return signIn(config).enter(profile, person);
    }

    private SignInProblem refused(String config, String profile, Person person) throws IOException {
        var signIn = signIn(config);
        return catchThrowableOfType(SignInProblem.class, () -> signIn.enter(profile, person));
    }

    private String in(Duration time) {
        return clock.instant().plus(time).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static final String KEYS = """
            [profile base]
            aws_access_key_id = AKIDBASE
            aws_secret_access_key = secretOfBase
            """;

    @Test
    void keys_sign_in_at_the_regional_endpoint_and_never_end() throws Exception {
        aws.callers(Map.of("AKIDBASE", "arn:aws:iam::558069890522:user/lead"));
        try (var access = enter(KEYS, "base", new Recorded())) {
            assertThat(access.standing().arn()).isEqualTo("arn:aws:iam::558069890522:user/lead");
            assertThat(access.standing().keysEnd()).isEmpty();
        }
        assertThat(aws.asked()).allMatch(a -> a.authorization().contains("/eu-central-1/sts/"));
        assertThat(trail.records("signin.done").getFirst().data())
                .containsEntry("profile", "base")
                .containsEntry("way", "access keys")
                .containsEntry("account", ACCOUNT);
    }

    @Test
    void a_role_is_taken_by_way_of_its_source_with_what_the_profile_says() throws Exception {
        aws.callers(Map.of("AKIDROLE", LEAD))
                .on("AssumeRole", a -> AwsFront.session("AssumeRole", "AKIDROLE", in(Duration.ofHours(1))));
        try (var access = enter(KEYS + """
                [profile lead]
                role_arn = arn:aws:iam::558069890522:role/operator
                source_profile = base
                external_id = for-medzen
                role_session_name = lead
                duration_seconds = 1800
                """, "lead", new Recorded())) {
            var who = access.standing();
            assertThat(who.arn()).isEqualTo(LEAD);
            assertThat(who.way()).isEqualTo("assumes a role");
            assertThat(who.keysEnd()).isPresent();
            assertThat(who.renews()).isTrue();
            assertThat(who.lasts()).as("its source never ends").isEmpty();
        }
        assertThat(aws.asked("AssumeRole")).singleElement().satisfies(a -> {
            assertThat(a.authorization()).contains("Credential=AKIDBASE/");
            assertThat(a.field("ExternalId")).isEqualTo("for-medzen");
            assertThat(a.field("RoleSessionName")).isEqualTo("lead");
            assertThat(a.field("DurationSeconds")).isEqualTo("1800");
        });
    }

    private static final String MFA = KEYS + """
            [profile lead]
            role_arn = arn:aws:iam::558069890522:role/operator
            source_profile = base
            mfa_serial = arn:aws:iam::558069890522:mfa/lead
            """;

    @Test
    void the_code_of_a_device_is_asked_for_and_shown_to_aws() throws Exception {
        aws.callers(Map.of("AKIDROLE", LEAD))
                .on("AssumeRole", a -> AwsFront.session("AssumeRole", "AKIDROLE", in(Duration.ofHours(1))));
        var person = new Recorded(" 123456 ");
        try (var access = enter(MFA, "lead", person)) {
            assertThat(access.standing().way()).isEqualTo("assumes a role + MFA");
            assertThat(access.standing().renews()).isFalse();
            assertThat(access.standing().lasts()).isEqualTo(access.standing().keysEnd());
        }
        assertThat(person.serials()).containsExactly("arn:aws:iam::558069890522:mfa/lead");
        assertThat(aws.asked("AssumeRole").getFirst().field("TokenCode")).isEqualTo("123456");
        assertThat(redactor.text("the code was 123456")).doesNotContain("123456");
    }

    @Test
    void a_wrong_code_is_said_to_be_one() throws Exception {
        aws.on(
                "AssumeRole",
                a -> Answer.refusal(
                        "AccessDenied", "MultiFactorAuthentication failed with invalid MFA one time pass code."));
        var problem = refused(MFA, "lead", new Recorded("000000"));
        assertThat(problem.kind()).isEqualTo(Kind.MFA_CODE);
        assertThat(problem.next()).contains("another code");
        assertThat(trail.records("signin.failed")).hasSize(1);
    }

    @Test
    void a_user_who_must_show_a_device_gets_a_session_of_twelve_hours() throws Exception {
        aws.callers(Map.of("AKIDUSER", "arn:aws:iam::558069890522:user/lead"))
                .on("GetSessionToken", a -> AwsFront.session("GetSessionToken", "AKIDUSER", in(Duration.ofHours(12))));
        try (var access =
                enter(KEYS + "mfa_serial = arn:aws:iam::558069890522:mfa/lead\n", "base", new Recorded("654321"))) {
            assertThat(access.standing().way()).isEqualTo("access keys + MFA");
        }
        assertThat(aws.asked("GetSessionToken").getFirst().field("DurationSeconds"))
                .isEqualTo("43200");
    }

    private static final String SSO = """
            [profile sso]
            sso_session = medzen
            sso_account_id = 558069890522
            sso_role_name = Operator
            [sso-session medzen]
            sso_start_url = https://medzen.awsapps.com/start
            sso_region = eu-central-1
            """;

    private void portal() {
        aws.callers(Map.of("AKIDSSO", LEAD))
                .on("/client/register", a -> Answer.json("{\"clientId\":\"c1\",\"clientSecret\":\"secretOfClient\"}"))
                .on("/device_authorization", a -> Answer.json("""
                        {"deviceCode":"codeOfDevice","userCode":"WDJB-MJHT","verificationUri":"https://device.sso/",
                        "verificationUriComplete":"https://device.sso/?user_code=WDJB-MJHT","expiresIn":600,"interval":1}"""))
                .on(
                        "/federation/credentials",
                        a -> Answer.json("""
                        {"roleCredentials":{"accessKeyId":"AKIDSSO","secretAccessKey":"secretOfSso","sessionToken":"tokenOfSso",
                        "expiration":%d}}""".formatted(
                                clock.instant().plus(Duration.ofHours(1)).toEpochMilli())));
    }

    private static Answer pending() {
        return Answer.jsonRefusal(400, "AuthorizationPendingException", "authorization_pending");
    }

    private static Answer token() {
        return Answer.json("{\"accessToken\":\"tokenOfPortal\",\"tokenType\":\"Bearer\",\"expiresIn\":28800}");
    }

    @Test
    void single_sign_on_shows_a_code_asks_until_it_is_confirmed_and_slows_down_when_told() throws Exception {
        portal();
        var times = new AtomicInteger();
        aws.on("/token", a -> switch (times.incrementAndGet()) {
            case 1, 2, 4 -> pending();
            case 3 -> Answer.jsonRefusal(400, "SlowDownException", "slow_down");
            default -> token();
        });
        var person = new Recorded();
        try (var access = enter(SSO, "sso", person)) {
            assertThat(access.standing().arn()).isEqualTo(LEAD);
            assertThat(access.standing().renews()).isTrue();
            assertThat(access.standing().lasts().orElseThrow())
                    .as("as long as the portal's token")
                    .isAfter(clock.instant().plus(Duration.ofHours(7)));
        }
        assertThat(person.visits()).singleElement().satisfies(code -> {
            assertThat(code.code()).isEqualTo("WDJB-MJHT");
            assertThat(code.page()).hasToString("https://device.sso/?user_code=WDJB-MJHT");
        });
        assertThat(clock.sleeps()).extracting(Duration::toSeconds).containsExactly(1L, 1L, 1L, 6L, 6L);
        assertThat(aws.asked("/device_authorization").getFirst().body()).contains("https://medzen.awsapps.com/start");
        for (var secret :
                new String[] {"tokenOfPortal", "secretOfClient", "codeOfDevice", "secretOfSso", "tokenOfSso"}) {
            assertThat(redactor.text("a " + secret + " b")).doesNotContain(secret);
        }
        assertThat(Files.exists(home.resolve(".aws/sso")))
                .as("nothing is written")
                .isFalse();
    }

    @Test
    void a_code_that_nobody_confirms_expires() throws Exception {
        portal();
        aws.on("/token", a -> pending());
        var person = new Recorded().onVisit(() -> clock.pass(Duration.ofSeconds(590)));
        assertThat(refused(SSO, "sso", person).kind()).isEqualTo(Kind.SSO_EXPIRED);
        aws.on("/token", a -> Answer.jsonRefusal(400, "ExpiredTokenException", "expired_token"));
        assertThat(refused(SSO, "sso", new Recorded()).kind()).isEqualTo(Kind.SSO_EXPIRED);
    }

    @Test
    void a_request_refused_on_the_page_is_said_to_be() throws Exception {
        portal();
        aws.on("/token", a -> Answer.jsonRefusal(400, "AccessDeniedException", "access_denied"));
        assertThat(refused(SSO, "sso", new Recorded()).kind()).isEqualTo(Kind.SSO_DENIED);
    }

    @Test
    void turning_away_ends_the_asking() throws Exception {
        portal();
        aws.on("/token", a -> pending());
        var signIn = signIn(SSO);
        var person = new Recorded().onVisit(() -> Thread.currentThread().interrupt());
        assertThat(catchThrowableOfType(InterruptedException.class, () -> signIn.enter("sso", person)))
                .isNotNull();
        assertThat(aws.asked("/token")).isEmpty();
        assertThat(trail.records()).isEmpty();
    }

    private Path cached(String expires) throws Exception {
        var folder = Files.createDirectories(home.resolve(".aws/sso/cache"));
        var name = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-1").digest("medzen".getBytes(StandardCharsets.UTF_8)));
        return Files.writeString(folder.resolve(name + ".json"), """
                {"startUrl":"https://medzen.awsapps.com/start","region":"eu-central-1","accessToken":"tokenOfCli",
                "expiresAt":"%s"}""".formatted(expires));
    }

    @Test
    void a_token_of_the_aws_cli_is_used_while_it_is_good_and_never_changed() throws Exception {
        portal();
        var file = cached(in(Duration.ofHours(2)));
        var before = Files.readString(file);
        var person = new Recorded();
        enter(SSO, "sso", person).close();
        assertThat(person.visits()).isEmpty();
        assertThat(aws.asked("/token")).isEmpty();
        assertThat(file).hasContent(before);
        assertThat(redactor.text("tokenOfCli")).doesNotContain("tokenOfCli");
    }

    @Test
    void an_old_token_of_the_aws_cli_or_one_that_the_portal_refuses_leads_to_a_code() throws Exception {
        portal();
        aws.on("/token", a -> token());
        cached(in(Duration.ofHours(-1)));
        var first = new Recorded();
        enter(SSO, "sso", first).close();
        assertThat(first.visits()).hasSize(1);

        cached(in(Duration.ofHours(2)));
        var good = new AtomicInteger();
        aws.on(
                "/federation/credentials",
                a -> good.getAndIncrement() == 0
                        ? Answer.jsonRefusal(401, "UnauthorizedException", "Session token not found or invalid")
                        : Answer.json("""
                        {"roleCredentials":{"accessKeyId":"AKIDSSO","secretAccessKey":"secretOfSso",
                        "sessionToken":"tokenOfSso","expiration":%d}}""".formatted(
                                clock.instant().plus(Duration.ofHours(1)).toEpochMilli())));
        var second = new Recorded();
        enter(SSO, "sso", second).close();
        assertThat(second.visits()).hasSize(1);
    }

    @Test
    void a_role_that_the_portal_does_not_give_is_named() throws Exception {
        portal();
        aws.on("/token", a -> token())
                .on("/federation/credentials", a -> Answer.jsonRefusal(403, "ForbiddenException", "No access"));
        var problem = refused(SSO, "sso", new Recorded());
        assertThat(problem.kind()).isEqualTo(Kind.NOT_PERMITTED);
        assertThat(problem.happened()).contains("Operator", ACCOUNT);
    }

    private String program(String script) throws IOException {
        var file = home.resolve("keys program.sh");
        Files.writeString(file, "#!/bin/sh\n" + script);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return "[profile tool]\ncredential_process = \"" + file + "\" --for 'b lead'\n";
    }

    @Test
    void a_program_gives_keys_and_is_asked_again_when_they_end() throws Exception {
        aws.callers(Map.of("AKIDTOOL", LEAD));
        var config = program("""
                [ "$2" = "b lead" ] || exit 9
                echo '{"Version":1,"AccessKeyId":"AKIDTOOL","SecretAccessKey":"secretOfTool","SessionToken":"t0ken","Expiration":"%s"}'
                """.formatted(in(Duration.ofHours(1))));
        try (var access = enter(config, "tool", new Recorded())) {
            assertThat(access.standing().renews()).isTrue();
        }
        assertThat(redactor.text("secretOfTool t0ken")).doesNotContain("secretOfTool", "t0ken");
    }

    @Test
    void a_program_that_fails_is_named_with_its_exit_code_and_without_what_it_said() throws Exception {
        var exit = refused(program("echo secretOfTool; echo secretOfTool >&2; exit 3\n"), "tool", new Recorded());
        assertThat(exit.kind()).isEqualTo(Kind.PROGRAM);
        assertThat(exit.happened()).contains("exit code 3").doesNotContain("secretOfTool");
        assertThat(refused(program("echo secretOfTool\n"), "tool", new Recorded())
                        .happened())
                .contains("did not print JSON")
                .doesNotContain("secretOfTool");
        assertThat(refused(program("echo '{\"Version\":1,\"AccessKeyId\":\"A\"}'\n"), "tool", new Recorded())
                        .happened())
                .contains("no SecretAccessKey");
        assertThat(refused("[profile tool]\ncredential_process = /no/such/program\n", "tool", new Recorded())
                        .happened())
                .contains("could not be started");
    }

    @Test
    void a_program_that_does_not_end_is_stopped() throws Exception {
        program("sleep 600\n");
        var program = new CredentialProgram(
                new Machine(Map.of("PATH", System.getenv("PATH")), home),
                new SecretSink(redactor),
                Duration.ofMillis(200));
        var problem = catchThrowableOfType(
                SignInProblem.class,
                () -> program.run(
                        new Way.Program(
                                "tool", List.of(home.resolve("keys program.sh").toString())),
                        new Recorded()));
        assertThat(problem.happened()).contains("was stopped");
    }

    @Test
    void what_a_program_leaves_running_is_not_waited_for() throws Exception {
        aws.callers(Map.of("AKIDTOOL", LEAD));
        var pid = home.resolve("agent.pid");
        var config = program("""
                sleep 600 &
                echo $! > '%s'
                echo '{"Version":1,"AccessKeyId":"AKIDTOOL","SecretAccessKey":"secretOfTool"}'
                """.formatted(pid));
        try {
            enter(config, "tool", new Recorded()).close();
        } finally {
            var agent = ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                    .orElseThrow();
            assertThat(agent.isAlive()).as("it still holds the output open").isTrue();
            agent.destroyForcibly();
        }
    }

    @Test
    void a_program_starts_in_the_folder_that_the_console_was_started_in() throws Exception {
        aws.callers(Map.of("AKIDTOOL", LEAD));
        var config = program("""
                [ "$(pwd -P)" = "%s" ] || exit 9
                echo '{"Version":1,"AccessKeyId":"AKIDTOOL","SecretAccessKey":"secretOfTool"}'
                """.formatted(Path.of("").toRealPath()));
        enter(config, "tool", new Recorded()).close();
    }

    @Test
    void the_environment_is_a_profile_of_its_own() throws Exception {
        aws.callers(Map.of("AKIDENV", LEAD));
        var signIn = signIn(
                "",
                Map.of(
                        "AWS_ACCESS_KEY_ID", "AKIDENV",
                        "AWS_SECRET_ACCESS_KEY", "secretOfEnv",
                        "AWS_SESSION_TOKEN", "tokenOfEnv",
                        "AWS_CREDENTIAL_EXPIRATION", in(Duration.ofMinutes(20))),
                aws.uri());
        try (var access = signIn.enter("env", new Recorded())) {
            assertThat(access.standing().lasts()).isPresent();
        }
        assertThat(refused("", "env", new Recorded()).happened()).contains("no AWS_ACCESS_KEY_ID");
    }

    @Test
    void another_account_and_the_root_user_are_refused_and_recorded() throws Exception {
        aws.callers(Map.of("AKIDBASE", "arn:aws:iam::111122223333:user/lead"));
        var wrong = (WrongAccount) refused(KEYS, "base", new Recorded());
        assertThat(wrong.expected()).isEqualTo(ACCOUNT);
        assertThat(wrong.found()).isEqualTo("111122223333");
        aws.callers(Map.of("AKIDBASE", "arn:aws:iam::558069890522:root"));
        assertThat(refused(KEYS, "base", new Recorded()).kind()).isEqualTo(Kind.ROOT);
        assertThat(trail.records("signin.refused"))
                .extracting(r -> r.data().get("principal"))
                .containsExactly("arn:aws:iam::111122223333:user/lead", "arn:aws:iam::558069890522:root");
        assertThat(trail.records("signin.done")).isEmpty();
    }

    @Test
    void signing_in_again_takes_only_the_same_principal() throws Exception {
        aws.callers(Map.of("AKIDBASE", LEAD, "AKIDOTHER", "arn:aws:sts::558069890522:assumed-role/operator/somebody"));
        try (var access = enter(KEYS + """
                [profile other]
                aws_access_key_id = AKIDOTHER
                aws_secret_access_key = secretOfOther
                """, "base", new Recorded())) {
            var problem = catchThrowableOfType(SignInProblem.class, () -> access.again("other", new Recorded()));
            assertThat(problem.kind()).isEqualTo(Kind.OTHER_PRINCIPAL);
            assertThat(access.standing().arn()).isEqualTo(LEAD);
            assertThat(access.keys().accessKeyId()).isEqualTo("AKIDBASE");
            assertThat(trail.records("signin.refused")).hasSize(1);
            access.again("base", new Recorded());
            assertThat(trail.last().data()).containsEntry("again", true);
        }
    }

    @Test
    void keys_that_need_no_person_are_renewed_before_they_end_and_clients_go_on() throws Exception {
        var number = new AtomicInteger();
        aws.callers(Map.of("AKIDROLE1", LEAD, "AKIDROLE2", LEAD))
                .on(
                        "AssumeRole",
                        a -> AwsFront.session(
                                "AssumeRole", "AKIDROLE" + number.incrementAndGet(), in(Duration.ofHours(1))));
        try (var access = enter(KEYS + """
                [profile lead]
                role_arn = arn:aws:iam::558069890522:role/operator
                source_profile = base
                """, "lead", new Recorded())) {
            var sts = access.clients().client(StsClient.class, "eu-central-1");
            clock.pass(Duration.ofMinutes(50));
            sts.getCallerIdentity();
            assertThat(number).hasValue(1);
            clock.pass(Duration.ofMinutes(7));
            sts.getCallerIdentity();
            assertThat(number).hasValue(2);
            assertThat(aws.asked("GetCallerIdentity").getLast().authorization()).contains("AKIDROLE2");
        }
    }

    @Test
    void a_renewal_that_becomes_somebody_else_is_refused_and_the_old_keys_stay() throws Exception {
        var number = new AtomicInteger();
        aws.callers(Map.of("AKIDROLE1", LEAD, "AKIDROLE2", "arn:aws:sts::558069890522:assumed-role/other/lead"))
                .on(
                        "AssumeRole",
                        a -> AwsFront.session(
                                "AssumeRole", "AKIDROLE" + number.incrementAndGet(), in(Duration.ofHours(1))));
        try (var access = enter(KEYS + """
                [profile lead]
                role_arn = arn:aws:iam::558069890522:role/operator
                source_profile = base
                """, "lead", new Recorded())) {
            clock.pass(Duration.ofMinutes(57));
            assertThat(access.keys().accessKeyId()).isEqualTo("AKIDROLE1");
            assertThat(trail.records("signin.refused")).hasSize(1);
            assertThat(access.keys().accessKeyId()).isEqualTo("AKIDROLE1");
            assertThat(trail.records("signin.refused"))
                    .as("not asked at every call")
                    .hasSize(1);
        }
    }

    @Test
    void what_aws_and_the_network_refuse_is_said_in_words() throws Exception {
        aws.on("GetCallerIdentity", a -> Answer.refusal("InvalidClientTokenId", "The security token is invalid."));
        assertThat(refused(KEYS, "base", new Recorded()).kind()).isEqualTo(Kind.INVALID_KEYS);
        aws.on("GetCallerIdentity", a -> Answer.refusal("ExpiredToken", "The security token is expired"));
        assertThat(refused(KEYS, "base", new Recorded()).kind()).isEqualTo(Kind.EXPIRED);
        var role = KEYS + "[profile lead]\nrole_arn = arn:aws:iam::558069890522:role/operator\nsource_profile = base\n";
        aws.on(
                "AssumeRole",
                a -> Answer.refusal(
                        "AccessDenied",
                        "User: arn:aws:iam::558069890522:user/x is not authorized to perform: sts:AssumeRole on resource: "
                                + "arn:aws:iam::558069890522:role/operator"));
        assertThat(refused(role, "lead", new Recorded()).happened())
                .contains("may not take the role arn:aws:iam::558069890522:role/operator");
        int nobody;
        try (var socket = new ServerSocket(0)) {
            nobody = socket.getLocalPort();
        }
        var offline = signIn(KEYS, Map.of(), URI.create("http://127.0.0.1:" + nobody));
        assertThat(catchThrowableOfType(SignInProblem.class, () -> offline.enter("base", new Recorded()))
                        .kind())
                .isEqualTo(Kind.NETWORK);
        assertThat(refused("[profile x\n", "x", new Recorded()).kind()).isEqualTo(Kind.BROKEN_FILE);
        assertThat(refused(KEYS, "nobody", new Recorded()).kind()).isEqualTo(Kind.NO_SUCH_PROFILE);
    }

    @Test
    void a_clock_that_is_off_is_said_with_by_how_much() throws Exception {
        clock.pass(Duration.ofMinutes(20));
        aws.on("GetCallerIdentity", a -> Answer.refusal("SignatureDoesNotMatch", "Signature not yet current"));
        var problem = refused(KEYS, "base", new Recorded());
        assertThat(problem.kind()).isEqualTo(Kind.CLOCK);
        assertThat(problem.happened()).contains("20 min ahead");
    }
}
