package app.medzenhealth.cutover.aws.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.medzenhealth.cutover.audit.Redactor;
import app.medzenhealth.cutover.aws.AwsError;
import app.medzenhealth.cutover.aws.AwsErrors;
import app.medzenhealth.cutover.aws.MemoryTrail;
import app.medzenhealth.cutover.aws.signin.SignInProblem.Kind;
import app.medzenhealth.cutover.monitor.CommandRunner;
import app.medzenhealth.cutover.monitor.DatabaseStandIn;
import app.medzenhealth.cutover.monitor.HttpProber;
import app.medzenhealth.cutover.monitor.HttpProber.Answer;
import app.medzenhealth.cutover.monitor.JdkHttpProber;
import app.medzenhealth.cutover.monitor.PostgresSqlProber;
import app.medzenhealth.cutover.monitor.ProcessCommandRunner;
import app.medzenhealth.cutover.monitor.SqlProber;
import app.medzenhealth.cutover.network.CompanyProxy;
import app.medzenhealth.cutover.network.Network;
import app.medzenhealth.cutover.network.OwnAuthority;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.StsClient;

/** Sign-in, AWS and HTTP checks from within a company's network: everything goes through its proxy, which inspects TLS. */
class CompanyNetworkTest {
    private static final String STS = "sts.eu-central-1.amazonaws.com";
    private static final String LEAD = "arn:aws:iam::558069890522:user/lead";

    private static final String[] NAMES = {
        STS,
        "sts.eu-west-1.amazonaws.com",
        "sts.eu-west-2.amazonaws.com",
        "sts.eu-west-3.amazonaws.com",
        "sts.eu-north-1.amazonaws.com",
        "rds.eu-central-1.amazonaws.com",
        "ehr.example.test",
        "localhost"
    };

    @TempDir
    private static Path shared;

    private static OwnAuthority authority;

    @TempDir
    private Path home;

    private final Redactor redactor = new Redactor();
    private final MemoryTrail trail = new MemoryTrail();
    private AwsFront aws;
    private HttpsServer inspected;
    private CompanyProxy proxy;
    private DatabaseStandIn database;

    @BeforeAll
    static void theCompanysAuthority() throws Exception {
        authority = new OwnAuthority(shared, NAMES);
    }

    @BeforeEach
    void aCompany() throws Exception {
        aws = new AwsFront();
        aws.callers(Map.of("AKIDBASE", LEAD));
        inspected = authority.serve(aws::answer);
        proxy = new CompanyProxy(inspected.getAddress().getPort());
        database = new DatabaseStandIn(authority.sockets());
    }

    @AfterEach
    void stop() throws IOException {
        aws.close();
        inspected.stop(0);
        proxy.close();
        database.close();
    }

    private SignIn signIn(String more, Map<String, String> environment) throws IOException {
        Files.createDirectories(home.resolve(".aws"));
        Files.writeString(
                home.resolve(".aws/config"),
                "[profile base]\naws_access_key_id = AKIDBASE\naws_secret_access_key = secretOfBase\n" + more);
        return new SignIn(
                "558069890522",
                "eu-central-1",
                Optional.empty(),
                new Machine(environment, home),
                redactor,
                (kind, data) -> trail.append("console", kind, "", data),
                new MovingClock());
    }

    private Map<String, String> behind(String variable, String login, Path bundle) {
        var environment = new HashMap<String, String>();
        environment.put(variable, "http://" + login + proxy.address());
        if (bundle != null) {
            environment.put("AWS_CA_BUNDLE", bundle.toString());
        }
        return environment;
    }

    private SignInProblem refused(String more, Map<String, String> environment) throws IOException {
        var signIn = signIn(more, environment);
        return catchThrowableOfType(SignInProblem.class, () -> signIn.enter("base", new Recorded()));
    }

    @Test
    void aws_is_reached_through_the_proxy_of_either_spelling_with_the_companys_authority() throws Exception {
        for (var variable : new String[] {"HTTPS_PROXY", "https_proxy"}) {
            try (var access = signIn("", behind(variable, "", authority.pem())).enter("base", new Recorded())) {
                assertThat(access.standing().arn()).isEqualTo(LEAD);
            }
        }
        assertThat(proxy.asked()).hasSize(2).containsOnly("CONNECT " + STS + ":443 HTTP/1.1");
    }

    @Test
    void the_bundle_of_the_profile_counts_and_without_any_the_setting_to_use_is_said() throws Exception {
        try (var access = signIn("ca_bundle = " + authority.pem() + "\n", behind("HTTPS_PROXY", "", null))
                .enter("base", new Recorded())) {
            assertThat(access.standing().arn()).isEqualTo(LEAD);
        }
        var problem = refused("", behind("HTTPS_PROXY", "", null));
        assertThat(problem.kind()).isEqualTo(Kind.NETWORK);
        assertThat(problem.happened()).contains("issued by “CN=Acme Inspection CA”, which this machine does not trust");
        assertThat(problem.next()).contains("AWS_CA_BUNDLE", "ca_bundle of the profile", "-Djavax.net.ssl.trustStore");
        var missing = refused("ca_bundle = /nowhere/ca.pem\n", behind("HTTPS_PROXY", "", null));
        assertThat(missing.happened())
                .isEqualTo("ca_bundle of profile \"base\" names /nowhere/ca.pem, which does not exist");
    }

    @Test
    void a_proxy_that_wants_a_sign_in_gets_it_and_its_password_is_in_no_word_of_ours() throws Exception {
        proxy.wants("lead:p@ss:word1");
        try (var access = signIn("", behind("HTTPS_PROXY", "lead:p%40ss%3Aword1@", authority.pem()))
                .enter("base", new Recorded())) {
            assertThat(access.standing().arn()).isEqualTo(LEAD);
        }
        assertThat(redactor.text("it was p@ss:word1")).doesNotContain("p@ss:word1");

        var before = proxy.asked().size();
        var none = refused("", behind("HTTPS_PROXY", "", authority.pem()));
        assertThat(none.kind()).isEqualTo(Kind.NETWORK);
        assertThat(none.happened())
                .isEqualTo("The proxy at " + proxy.address() + " (HTTPS_PROXY) asks for a sign-in (407)");
        assertThat(none.next())
                .isEqualTo("give user and password: HTTPS_PROXY=http://USER:PASSWORD@" + proxy.address());
        assertThat(proxy.asked())
                .as("not repeated: users are locked out for that")
                .hasSize(before + 1);

        var wrong = refused("", behind("HTTPS_PROXY", "lead:wrongWord@", authority.pem()));
        assertThat(wrong.happened()).contains("does not take the user and password given (407)");
        assertThat(wrong.happened() + wrong.next() + trail.records()).doesNotContain("wrongWord");
        assertThat(aws.asked()).as("AWS was asked once only").hasSize(1);
    }

    @Test
    void a_proxy_may_be_spoken_to_over_tls_itself() throws Exception {
        try (var secured = new CompanyProxy(inspected.getAddress().getPort(), authority.door())) {
            var url = "https://lead:secret@localhost:" + secured.address().replaceFirst(".*:", "");
            secured.wants("lead:secret");
            var environment =
                    Map.of("HTTPS_PROXY", url, "AWS_CA_BUNDLE", authority.pem().toString());
            try (var access = signIn("", environment).enter("base", new Recorded())) {
                assertThat(access.standing().arn()).isEqualTo(LEAD);
            }
            assertThat(secured.asked()).containsExactly("CONNECT " + STS + ":443 HTTP/1.1");
            assertThat(refused("", Map.of("HTTPS_PROXY", url)).happened())
                    .contains("issued by “CN=Acme Inspection CA”");
        }
    }

    @Test
    void what_the_proxy_says_is_never_said_to_be_aws() throws Exception {
        proxy.refuses("HTTP/1.1 407 Who are you\r\nProxy-Authenticate: Negotiate\r\nProxy-Authenticate: NTLM");
        assertThat(refused("", behind("HTTPS_PROXY", "", null)).happened())
                .contains("The proxy at ", "asks for a sign-in by Negotiate or NTLM");
        proxy.refuses("HTTP/1.1 403 Blocked by\u0007 policy");
        assertThat(refused("", behind("HTTPS_PROXY", "", null)).happened())
                .endsWith("refuses connections to " + STS + ":443 (403 Blocked by policy)");
        proxy.refuses("HTTP/1.1 503 Service Unavailable");
        assertThat(refused("", behind("HTTPS_PROXY", "", null)).happened())
                .endsWith("could not reach " + STS + ":443 (503 Service Unavailable)");
        proxy.refuses("SSH-2.0-OpenSSH_9.6");
        assertThat(refused("", behind("HTTPS_PROXY", "", null)).happened()).endsWith("or is not a web proxy");
        proxy.close();
        assertThat(refused("", behind("HTTPS_PROXY", "", null)).happened())
                .contains("The proxy at " + proxy.address() + " (HTTPS_PROXY) could not be reached");
        assertThat(refused("", Map.of("HTTPS_PROXY", "socks5://127.0.0.1:1")).happened())
                .isEqualTo("HTTPS_PROXY names a proxy of the kind socks5, and only http and https are understood");
    }

    @Test
    void clients_of_aws_say_the_same_and_that_nothing_was_sent() throws Exception {
        try (var access = signIn("", behind("HTTPS_PROXY", "", authority.pem())).enter("base", new Recorded())) {
            proxy.refuses("HTTP/1.1 407 Who are you\r\nProxy-Authenticate: Basic realm=x\r\nConnection: close");
            var other = access.clients().client(StsClient.class, "eu-central-1");
            var failure = catchThrowableOfType(SdkException.class, other::getCallerIdentity);
            var error = AwsErrors.explain(failure);
            assertThat(error.kind()).isEqualTo(AwsError.Kind.NETWORK);
            assertThat(error.fate()).isEqualTo(AwsError.Fate.NOT_SENT);
            assertThat(error.words()).contains("The proxy at ", "asks for a sign-in (407)", "HTTPS_PROXY=");
            proxy.refuses("HTTP/1.1 504 Gateway Timeout");
            var open = AwsErrors.explain(catchThrowableOfType(SdkException.class, other::getCallerIdentity));
            assertThat(open.fate()).as("repeated, and no attempt got through").isEqualTo(AwsError.Fate.NOT_SENT);
        }
    }

    @Test
    void an_emulator_on_this_machine_is_never_asked_through_a_proxy() throws Exception {
        Files.createDirectories(home.resolve(".aws"));
        Files.writeString(
                home.resolve(".aws/config"),
                "[profile base]\naws_access_key_id = AKIDBASE\naws_secret_access_key = secretOfBase\n");
        for (var name : new String[] {"HTTPS_PROXY", "HTTP_PROXY", "http_proxy"}) {
            var signIn = new SignIn(
                    "558069890522",
                    "eu-central-1",
                    Optional.of(aws.uri()),
                    new Machine(behind(name, "", null), home),
                    redactor,
                    (kind, data) -> {},
                    new MovingClock());
            try (var access = signIn.enter("base", new Recorded())) {
                assertThat(access.standing().arn()).isEqualTo(LEAD);
            }
        }
        assertThat(proxy.asked()).isEmpty();
    }

    @Test
    void http_checks_go_the_same_way() throws Exception {
        try (var access = signIn("", behind("HTTPS_PROXY", "", authority.pem())).enter("base", new Recorded())) {
            var prober = new JdkHttpProber(access.network());
            assertThat(prober.probe(HttpProber.Request.get("https://ehr.example.test/health")))
                    .isInstanceOf(Answer.Answered.class);
            var beside = new HttpProber.Request(
                    "GET",
                    URI.create("https://ehr.example.test/health"),
                    Map.of(),
                    "",
                    Duration.ofSeconds(10),
                    Optional.of("alb-1.eu-central-1.elb.amazonaws.com"));
            assertThat(prober.probe(beside)).isInstanceOf(Answer.Answered.class);
            assertThat(proxy.asked())
                    .endsWith(
                            "CONNECT ehr.example.test:443 HTTP/1.1",
                            "CONNECT alb-1.eu-central-1.elb.amazonaws.com:443 HTTP/1.1");
            proxy.wants("lead:secret");
            assertThat(prober.probe(HttpProber.Request.get("https://ehr.example.test/health")))
                    .isInstanceOfSatisfying(
                            Answer.NoAnswer.class,
                            a -> assertThat(a.reason()).contains("The proxy at ", "asks for a sign-in (407)"));
        }
        try (var access = signIn("ca_bundle = " + authority.pem() + "\n", behind("HTTPS_PROXY", "lead:secret@", null))
                .enter("base", new Recorded())) {
            assertThat(new JdkHttpProber(access.network())
                            .probe(HttpProber.Request.get("https://ehr.example.test/health")))
                    .as("the profile's bundle counts for checks as well")
                    .isInstanceOf(Answer.Answered.class);
        }
    }

    /** An inspecting network, by its authority, and a database under that. */
    private record Side(Path pem, int database) {}

    /** Whether each gets through, in this order: AWS, a page, a database, and a command, which is to trust this side. */
    private List<Boolean> reached(Access access, String freshRegion, Given given, Side side) throws Exception {
        boolean answered;
        try {
            access.clients().client(StsClient.class, freshRegion).getCallerIdentity();
            answered = true;
        } catch (SdkException e) {
            // Both authorities have one name, so the one's signature is looked for under the other's key.
            assertThat(AwsErrors.explain(e).words()).containsPattern("does not trust|signature check failed");
            answered = false;
        }
        var seen = new CopyOnWriteArrayList<String>();
        given.commands()
                .run(new CommandRunner.Command(List.of("env"), home, Map.of(), Duration.ofSeconds(30)), seen::add);
        // The company's proxy is beyond the console's gate, which is all that a program is told of.
        assertThat(seen)
                .anyMatch(line -> line.startsWith("https_proxy=http://127.0.0.1:"))
                .noneMatch(line -> line.contains(proxy.address()));
        return List.of(
                answered,
                given.pages().probe(HttpProber.Request.get("https://ehr.example.test/health"))
                        instanceof Answer.Answered,
                given.databases().probe("localhost:" + side.database()) instanceof SqlProber.Answer.State,
                seen.containsAll(List.of("AWS_CA_BUNDLE=" + side.pem(), "NODE_EXTRA_CA_CERTS=" + side.pem())));
    }

    /** What is made once, when the session is opened, and kept. */
    private record Given(JdkHttpProber pages, PostgresSqlProber databases, ProcessCommandRunner commands) {
        Given(Network network, Path home) {
            this(
                    new JdkHttpProber(network),
                    new PostgresSqlProber(
                            new PostgresSqlProber.Login(
                                    "lead", () -> "s3cret", "ehrbase", "verify-full", Duration.ofSeconds(5)),
                            network),
                    new ProcessCommandRunner(home.resolve("homes"), network, secret -> {}));
        }
    }

    @Test
    void after_signing_in_with_another_profile_its_authorities_count_for_all_at_once(@TempDir Path elsewhere)
            throws Exception {
        var others = new OwnAuthority(elsewhere, NAMES);
        var second = others.serve(aws::answer);
        var signIn = signIn(
                "ca_bundle = " + authority.pem() + "\n[profile other]\naws_access_key_id = AKIDBASE\n"
                        + "aws_secret_access_key = secretOfBase\nca_bundle = " + others.pem() + "\n",
                behind("HTTPS_PROXY", "", null));
        try (var access = signIn.enter("base", new Recorded());
                var there = new DatabaseStandIn(others.sockets())) {
            var given = new Given(access.network(), home);
            var first = new Side(authority.pem(), database.port());
            var other = new Side(others.pem(), there.port());
            assertThat(reached(access, "eu-central-1", given, first)).containsOnly(true);
            assertThat(reached(access, "eu-west-1", given, other)).containsExactly(true, true, false, false);

            proxy.leadsTo(second.getAddress().getPort());
            assertThat(reached(access, "eu-west-2", given, other)).containsOnly(false);
            access.again("other", new Recorded());
            assertThat(reached(access, "eu-west-3", given, other)).containsOnly(true);

            // With the first profile's authorities nobody gets in here: what counted before counts on.
            assertThatThrownBy(() -> access.again("base", new Recorded())).isInstanceOf(SignInProblem.class);
            assertThat(reached(access, "eu-north-1", given, other)).containsOnly(true);
        } finally {
            second.stop(0);
        }
    }

    @Test
    void plain_http_is_passed_on_by_http_proxy_with_its_whole_address() throws Exception {
        var site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        site.start();
        try (var plain = new CompanyProxy(site.getAddress().getPort())) {
            var prober = new JdkHttpProber(
                    new Machine(Map.of("HTTP_PROXY", "http://lead:secret@" + plain.address()), home).network());
            var ask = HttpProber.Request.get("http://health.example.test/up?x=1");
            assertThat(prober.probe(ask)).isInstanceOf(Answer.Answered.class);
            assertThat(plain.asked()).containsExactly("GET http://health.example.test/up?x=1 HTTP/1.1");
            plain.wants("lead:other");
            assertThat(prober.probe(ask))
                    .isInstanceOfSatisfying(
                            Answer.NoAnswer.class,
                            a -> assertThat(a.reason())
                                    .contains("does not take the user and password")
                                    .doesNotContain("secret"));
        } finally {
            site.stop(0);
        }
    }

    @Test
    void a_proxy_that_says_nothing_ends_in_time() throws Exception {
        try (var silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            var ask = new HttpProber.Request(
                    "GET",
                    URI.create("https://ehr.example.test/"),
                    Map.of(),
                    "",
                    Duration.ofMillis(300),
                    Optional.empty());
            var prober = new JdkHttpProber(
                    new Machine(Map.of("HTTPS_PROXY", "http://127.0.0.1:" + silent.getLocalPort()), home).network());
            assertThat(prober.probe(ask)).isInstanceOf(Answer.NoAnswer.class);
        }
    }
}
