package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.monitor.JdkHttpProber;
import app.medzenhealth.cutover.network.Network;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.PlanReader;
import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.session.MessageView;
import app.medzenhealth.cutover.session.Posted.Outcome;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.session.Session;
import app.medzenhealth.cutover.session.SessionActions;
import app.medzenhealth.cutover.session.SessionView.Mode;
import app.medzenhealth.cutover.session.StepState;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Messages that are posted, to a server on this machine. */
class PostingTest {
    private static final String SECRET = "/services/T0000/B0000/kTheSecretPartOfIt";
    private static final String TEAM = "team-channel";
    private static final Path SHIPPED = Path.of("assets/plans/medzen-eu-central-1.yaml");

    @TempDir
    Path folder;

    private final Plan plan = PlanFile.SHIPPED.plan();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final List<String> types = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private volatile int status = 200;
    private volatile String answer = "ok";
    private volatile Runnable meanwhile = () -> {};

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            types.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Content-Type"));
            meanwhile.run();
            var bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private LiveOnEstate open(Mode mode) throws IOException, InterruptedException {
        var live = LiveOnEstate.open(plan, folder, mode, _ -> new JdkHttpProber(Network.of(Map.of(), Map.of())));
        live.session().webhooks().use(TEAM, address(server.getAddress().getPort()));
        return live;
    }

    private static String address(int port) {
        return "http://127.0.0.1:" + port + SECRET;
    }

    private static List<AuditRecord> records(LiveOnEstate live) {
        try (var all = live.workplace().records().trail().records(1, Long.MAX_VALUE)) {
            return all.filter(r -> r.kind().startsWith("message.")).toList();
        }
    }

    private static Outcome post(LiveOnEstate live) throws InterruptedException {
        var posting = live.session().posting("t-0-team");
        return live.session()
                .post("t-0-team", posting.fingerprint(), live.lead())
                .outcome();
    }

    private static MessageView view(LiveOnEstate live) {
        return live.session().view().messages().stream()
                .filter(m -> m.message().id().equals("t-0-team"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void what_was_read_is_posted_once_and_the_intent_is_in_the_trail_before_it() throws Exception {
        try (var live = open(Mode.LIVE)) {
            var before = new CopyOnWriteArrayList<String>();
            meanwhile = () -> records(live).forEach(r -> before.add(r.kind()));
            var posting = live.session().posting("t-0-team");
            assertThat(posting.host()).contains("127.0.0.1");
            assertThat(bodies).as("nothing is sent by reading it").isEmpty();

            assertThat(post(live)).isEqualTo(Outcome.DELIVERED);

            assertThat(bodies).containsExactly(posting.body());
            assertThat(types).containsExactly("POST " + SECRET + " application/json; charset=utf-8");
            assertThat(before).containsExactly("message.intent");
            var written = records(live);
            assertThat(written).extracting(AuditRecord::kind).containsExactly("message.intent", "message.outcome");
            assertThat(written.getFirst().step()).isEqualTo("5.2a");
            assertThat(written.getFirst().data())
                    .containsEntry("text", posting.text())
                    .containsEntry("host", "127.0.0.1")
                    .containsEntry("fingerprint", posting.fingerprint());
            assertThat(written.getLast().data())
                    .containsEntry("intent", written.getFirst().seq())
                    .containsEntry("outcome", "DELIVERED")
                    .containsEntry("detail", "status 200: ok");
            assertThat(view(live).posted().orElseThrow().outcome()).isEqualTo(Outcome.DELIVERED);
            assertThat(view(live).stated())
                    .as("nobody's word is replaced by it")
                    .isEmpty();
        }
        try (var live = open(Mode.LIVE)) {
            assertThat(view(live).posted().orElseThrow().outcome())
                    .as("kept over a restart")
                    .isEqualTo(Outcome.DELIVERED);
        }
    }

    @Test
    void the_address_is_in_no_record_and_in_no_file() throws Exception {
        answer = "no_service " + SECRET;
        status = 404;
        try (var live = open(Mode.LIVE)) {
            assertThat(post(live)).isEqualTo(Outcome.REFUSED);
            assertThat(records(live).getLast().data().get("detail").toString())
                    .startsWith("status 404: no_service ")
                    .contains("redacted");
            var wrong = "https://exa mple.com" + SECRET;
            assertThatThrownBy(() -> live.session().webhooks().use(TEAM, wrong))
                    .isInstanceOf(Refusal.class)
                    .hasMessageNotContaining(SECRET)
                    .hasNoCause();
            assertThat(live.session().webhooks().toString()).doesNotContain(SECRET);
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain("kTheSecretPartOfIt");
            }
        }
    }

    @Test
    void only_a_sealed_way_leads_out_of_this_machine() throws Exception {
        try (var live = open(Mode.LIVE)) {
            var webhooks = live.session().webhooks();
            for (var wrong : List.of(
                    "http://hooks.example.com/x",
                    "ftp://127.0.0.1/x",
                    "https:///x",
                    "https://user:word@hooks.example.com/x",
                    "nothing of the kind")) {
                assertThatThrownBy(() -> webhooks.use(TEAM, wrong)).as(wrong).isInstanceOf(Refusal.class);
            }
            webhooks.use(TEAM, "https://hooks.example.com/x");
            assertThat(webhooks.host(TEAM)).contains("hooks.example.com");
        }
    }

    @Test
    void a_webhook_that_does_not_take_it_is_said_and_stops_nothing() throws Exception {
        try (var live = open(Mode.LIVE)) {
            for (var refused : List.of(302, 400, 410, 500)) {
                status = refused;
                assertThat(post(live)).as("status " + refused).isEqualTo(Outcome.REFUSED);
            }
            assertThat(bodies).as("one request each, no redirect followed").hasSize(4);
            assertThat(live.session().view().step("5.2a").orElseThrow().state()).isInstanceOf(StepState.Locked.class);

            server.stop(0);
            assertThat(post(live)).isEqualTo(Outcome.UNKNOWN);
        }
    }

    /**
     * Its connector answers 200 where its channel did not take the card, and says so in the body: msteams-docs, connectors-using.md,
     * “Rate limiting for connectors”.
     */
    @Test
    void an_error_that_teams_answers_with_200_is_none_that_was_delivered() throws Exception {
        var text = Files.readString(SHIPPED).replaceFirst("kind: slack", "kind: teams");
        var teams = (PlanReading.Read)
                new PlanReader(SessionActions.signatures()).read(SHIPPED, text.getBytes(StandardCharsets.UTF_8));
        try (var live = LiveOnEstate.open(
                teams.plan(), folder, Mode.LIVE, _ -> new JdkHttpProber(Network.of(Map.of(), Map.of())))) {
            live.session().webhooks().use(TEAM, address(server.getAddress().getPort()));
            answer = "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 429";
            assertThat(post(live)).isEqualTo(Outcome.REFUSED);
            answer = "1";
            assertThat(post(live)).isEqualTo(Outcome.DELIVERED);
            assertThat(bodies).hasSize(2).allMatch(b -> b.contains("application/vnd.microsoft.card.adaptive"));
        }
    }

    @Test
    @Timeout(40)
    void a_webhook_that_hangs_costs_one_request_of_ten_seconds_and_nobody_waits_for_it() throws Exception {
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                var live = open(Mode.LIVE)) {
            var accepted = new CountDownLatch(1);
            var connections = new CopyOnWriteArrayList<Object>();
            Thread.ofPlatform().daemon().start(() -> {
                while (!silent.isClosed()) {
                    try {
                        connections.add(silent.accept());
                        accepted.countDown();
                    } catch (IOException e) {
                        return;
                    }
                }
            });
            live.session().webhooks().use(TEAM, address(silent.getLocalPort()));
            var begun = System.nanoTime();
            var outcome = CompletableFuture.supplyAsync(() -> {
                try {
                    return post(live);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(accepted.await(5, TimeUnit.SECONDS)).isTrue();

            var asked = System.nanoTime();
            live.session().note(live.lead(), "Going on");
            assertThat(live.session().view().step("5.2a")).isPresent();
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(2));
            assertThatThrownBy(() -> post(live)).isInstanceOf(Refusal.class).hasMessageContaining("being posted");
            assertThat(view(live).posted().orElseThrow().outcome()).isEqualTo(Outcome.SENT);

            assertThat(outcome.get(20, TimeUnit.SECONDS)).isEqualTo(Outcome.UNKNOWN);
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isBetween(Duration.ofSeconds(9), Duration.ofSeconds(14));
            assertThat(connections).hasSize(1);
        }
    }

    @Test
    void nothing_is_posted_that_was_not_read_or_while_everything_is_on_hold_or_from_an_emulator() throws Exception {
        try (var live = open(Mode.LIVE)) {
            var session = live.session();
            assertThatThrownBy(() -> session.post("t-0-team", "0".repeat(64), live.lead()))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("not what you have read");
            session.hold(live.lead());
            assertThatThrownBy(() -> post(live)).isInstanceOf(Refusal.class).hasMessageContaining("On hold");
            session.release(live.lead());
            assertThatThrownBy(() -> session.posting("t-minus-7-email"))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("names no webhook");
            assertThat(records(live)).isEmpty();
            assertThat(bodies).isEmpty();
        }
    }

    @Test
    void an_emulator_is_nothing_to_tell_people_of() throws Exception {
        try (var live = open(Mode.EMULATOR)) {
            assertThatThrownBy(() -> post(live)).isInstanceOf(Refusal.class).hasMessageContaining("emulator");
            assertThat(bodies).isEmpty();
        }
    }

    @Test
    void messages_are_due_by_the_window_and_by_what_has_happened() throws Exception {
        try (var live = open(Mode.LIVE)) {
            var session = live.session();
            assertThat(session.view().messages()).allMatch(m -> m.due().isEmpty() && !m.now());
            session.setParameter("windowDate", "2026-01-24");
            assertThat(due(session, "t-minus-7-email")).isEqualTo(Instant.parse("2026-01-17T02:00:00Z"));
            assertThat(due(session, "t-0-team")).isEqualTo(Instant.parse("2026-01-24T02:00:00Z"));
            assertThat(due(session, "t-plus-1")).isEqualTo(Instant.parse("2026-01-25T02:00:00Z"));
            live.time().advance(Duration.between(live.time().instant(), Instant.parse("2026-01-17T02:00:00Z")));
            assertThat(session.view().messages())
                    .filteredOn(MessageView::now)
                    .extracting(m -> m.message().id())
                    .containsExactly("t-minus-7-email", "t-minus-7-status", "t-minus-7-briefing");
        }
    }

    private static Instant due(Session session, String message) {
        return session.view().messages().stream()
                .filter(m -> m.message().id().equals(message))
                .findFirst()
                .flatMap(MessageView::due)
                .orElseThrow();
    }
}
