package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.audit.PageSeal;
import app.medzenhealth.cutover.audit.PageSeal.Verdict;
import app.medzenhealth.cutover.audit.VerifierKey;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.PlanVariant;
import app.medzenhealth.cutover.rehearsal.RehearsedLead;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import app.medzenhealth.cutover.session.Session;
import app.medzenhealth.cutover.session.SessionView.Mode;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.store.StateDirectory;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.commons.codec.digest.DigestUtils;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page that people outside of the team see, through a rehearsed night. */
class StatusPageTest {
    private static final Instant MADE = Instant.parse("2026-12-01T10:20:30.123Z");
    private static final int MOST_BYTES = 100 * 1024;

    @TempDir
    Path folder;

    private final VirtualTime time = new VirtualTime(MedZenEstate.START);

    private RehearsalApp open(Plan plan) throws InterruptedException {
        return RehearsalApp.open(plan, StateDirectory.at(folder.resolve("state")), time, MedZenEstate.create(time));
    }

    private static String page(Session session) {
        return new String(new StatusPage(session.view(), MADE, false).html(), StandardCharsets.UTF_8);
    }

    private static StatusPage.Service service(Session session) {
        return new StatusPage(session.view(), MADE, false).service();
    }

    @Test
    void it_follows_the_night_from_planned_to_back_in_service() throws Exception {
        try (var desk = open(PlanFile.SHIPPED.plan())) {
            var session = desk.workplace().session();
            var lead = new RehearsedLead(session, time, desk.lead(), desk.second(), _ -> {});
            assertThat(service(session)).isEqualTo(StatusPage.Service.PLANNED);
            assertThat(page(session))
                    .contains("8 minutes at most", "Nothing yet.", "This is a rehearsal. No service is touched.")
                    .doesNotContain("<dt>Time without service</dt>");

            lead.goUntil(v -> v.step("5.3").orElseThrow().state() instanceof StepState.Ready);
            assertThat(service(session)).isEqualTo(StatusPage.Service.OPEN);
            assertThat(page(session))
                    .contains("Saturday, January 24, 2026, 02:00–04:00 UTC")
                    .as("what was announced on the status page, as it was worded")
                    .contains("<h3>Maintenance has begun</h3>", "For a few minutes records cannot be read or written.");

            lead.goUntil(v -> v.step("5.3").orElseThrow().state() instanceof StepState.Succeeded);
            assertThat(service(session)).isEqualTo(StatusPage.Service.OUT);
            assertThat(page(session))
                    .contains("Services are not available.", "So far for ", "8 minutes were announced");

            lead.goUntil(v -> v.step("5.8").orElseThrow().state() instanceof StepState.Succeeded);
            time.advance(Duration.ofMinutes(2));
            session.refresh();
            assertThat(service(session)).isEqualTo(StatusPage.Service.BACK);
            assertThat(page(session)).contains("Services are back.", "<dt>Time without service</dt>");
            nothingInside(session, page(session));
        }
    }

    /** Whoever reads it is outside. */
    private static void nothingInside(Session session, String page) {
        assertThat(page)
                .doesNotContain(session.plan().account())
                .doesNotContain(session.view().session())
                .doesNotContain("arn:", "medzen-ehrbase", "sg-0", "5.8", "lead@");
    }

    @Test
    void a_move_that_was_taken_back_is_said_to_be() throws Exception {
        try (var desk = open(PlanFile.SHIPPED.plan())) {
            var session = desk.workplace().session();
            var lead = new RehearsedLead(session, time, desk.lead(), desk.second(), _ -> {});
            lead.goUntil(v -> v.step("5.3").orElseThrow().state() instanceof StepState.Succeeded);
            for (var step : session.view().wayBackNow().orElseThrow().steps()) {
                assertThat(lead.carryOut(session.view().step(step.step().id()).orElseThrow()))
                        .isEmpty();
            }
            time.advance(Duration.ofMinutes(2));
            session.refresh();

            assertThat(service(session)).isEqualTo(StatusPage.Service.RETURNED);
            assertThat(page(session)).contains("Services are back. The move was taken back.");
        }
    }

    @Test
    void it_can_be_read_without_a_script_by_everybody_and_runs_none_but_its_own() throws Exception {
        var evil = "</title><script>alert(1)</script>\u202e\u0000&";
        var shipped = PlanFile.SHIPPED.plan();
        var messages = new ArrayList<Plan.Message>();
        for (var i = 0; i < 200; i++) {
            messages.add(new Plan.Message("m" + i, "T-0", "status page", evil, "<b>" + "long ".repeat(4_000), ""));
        }
        messages.addAll(shipped.messages());
        try (var desk =
                open(PlanVariant.of(shipped).company(evil).messages(messages).plan())) {
            var session = desk.workplace().session();
            new RehearsedLead(session, time, desk.lead(), desk.second(), _ -> {})
                    .goUntil(v -> v.step("1.9").orElseThrow().state() instanceof StepState.Succeeded);
            var bytes = new StatusPage(session.view(), MADE, false).html();
            var page = new String(bytes, StandardCharsets.UTF_8);

            assertThat(bytes).hasSizeLessThan(MOST_BYTES);
            assertThat(page).doesNotContain("<script>alert", "\u202e", "\u0000");
            assertThat(Pattern.compile("<script").matcher(page).results().count())
                    .isEqualTo(1);
            for (var part : new String[] {"style", "script"}) {
                var text =
                        page.substring(page.indexOf("<" + part + ">") + part.length() + 2, page.indexOf("</" + part));
                assertThat(page)
                        .as("the page's own " + part + ", and no other, may run")
                        .contains(part + "-src 'sha256-"
                                + Base64.getEncoder()
                                        .encodeToString(DigestUtils.sha256(text.getBytes(StandardCharsets.UTF_8)))
                                + "'");
            }
            assertThat(page)
                    .contains("<html lang=\"en\">", "width=device-width", "<main>", "<h1>", "role=\"status\"")
                    .contains("<noscript>", "datetime=\"2026-12-01T10:20:30Z\"")
                    .doesNotContain("http://", "https://", "src=", "url(");
            wellFormed(page);
        }
    }

    /** Every element is closed, in the order in which it was opened. */
    private static void wellFormed(String page) throws Exception {
        var xml = page.substring(page.indexOf("<html"))
                .replaceAll("(?s)<(style|script)>.*?</\\1>", "")
                .replaceAll("<meta ([^>]*)>", "<meta $1/>")
                .replace(" hidden>", " hidden=\"\">");
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void it_is_written_whole_and_signed_while_the_session_runs_and_a_last_time_at_its_end() throws Exception {
        var place = folder.resolve("public");
        var file = place.resolve("status.html");
        VerifierKey key;
        try (var live = LiveOnEstate.open(PlanFile.SHIPPED.plan(), folder, Mode.LIVE, w -> w.http())) {
            key = live.workplace().records().trail().verifier();
            var before = Instant.now();
            live.workplace().statusPage(place);
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> Files.exists(file));
            var page = Files.readAllBytes(file);
            assertThat(PageSeal.check(page, key))
                    .isInstanceOfSatisfying(
                            Verdict.Sound.class, s -> assertThat(s.made()).isBetween(before, Instant.now()));
            assertThat(new String(page, StandardCharsets.UTF_8))
                    .contains("http-equiv=\"refresh\" content=\"30\"", "Another follows every half minute.")
                    .doesNotContain("rehearsal");
            try (var all = Files.list(place)) {
                assertThat(all).as("nothing half-written is left").containsExactly(file);
            }
        }
        var last = Files.readAllBytes(file);
        assertThat(PageSeal.check(last, key)).isInstanceOf(Verdict.Sound.class);
        assertThat(new String(last, StandardCharsets.UTF_8))
                .contains("It is the last one")
                .doesNotContain("http-equiv=\"refresh\"");
    }

    @Test
    void one_other_bit_another_key_and_a_page_without_a_seal_are_found() throws Exception {
        byte[] page;
        VerifierKey key;
        VerifierKey other;
        try (var live = LiveOnEstate.open(PlanFile.SHIPPED.plan(), folder);
                var another = LiveOnEstate.open(PlanFile.SHIPPED.plan(), Files.createDirectory(folder.resolve("b")))) {
            page = live.workplace()
                    .records()
                    .trail()
                    .sealed(new StatusPage(live.session().view(), MADE, false).html(), MADE);
            key = live.workplace().records().trail().verifier();
            other = another.workplace().records().trail().verifier();
        }
        assertThat(PageSeal.check(page, key)).isEqualTo(new Verdict.Sound(MADE));
        assertThat(PageSeal.check(page, other)).isInstanceOf(Verdict.Altered.class);
        var file = Files.write(folder.resolve("page.html"), page);
        var line = Files.writeString(folder.resolve("key.vkey"), key.line() + "\n");
        assertThat(PageEvidence.of(file, line, MADE.plusSeconds(95)))
                .isEqualTo(new PageEvidence("sound: made at " + MADE + ", 95 s ago", Exit.DONE));
        var wrong = Files.writeString(folder.resolve("other.vkey"), other.line() + "\n");
        assertThat(PageEvidence.of(file, wrong, MADE).exitCode()).isEqualTo(Exit.TAMPERED);
        assertThat(PageEvidence.of(line, line, MADE).exitCode()).isEqualTo(Exit.CANNOT_BE_VERIFIED);
        for (var i = 0; i < page.length; i++) {
            var altered = page.clone();
            altered[i] ^= 1;
            assertThat(PageSeal.check(altered, key)).as("bit of byte " + i).isNotInstanceOf(Verdict.Sound.class);
        }
        assertThat(PageSeal.check("<html></html>\n".getBytes(StandardCharsets.UTF_8), key))
                .isEqualTo(new Verdict.NoSeal());
        assertThat(PageSeal.check(new byte[0], key)).isEqualTo(new Verdict.NoSeal());
    }

    @Test
    void a_folder_that_cannot_be_written_stops_nothing_and_is_said_once() throws Exception {
        var blocked = Files.writeString(folder.resolve("blocked"), "no folder");
        try (var live = LiveOnEstate.open(PlanFile.SHIPPED.plan(), folder)) {
            live.workplace().statusPage(blocked);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> live.session().view().resumption().isPresent());
            assertThat(live.session().view().resumption().orElseThrow())
                    .contains("status page", "could not be written");
            live.session().note(live.lead(), "Going on");
        }
        assertThat(Files.readString(blocked)).isEqualTo("no folder");
    }
}
