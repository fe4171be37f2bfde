package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.audit.ExportRequest;
import app.medzenhealth.cutover.audit.Selection;
import app.medzenhealth.cutover.audit.TrailExport;
import app.medzenhealth.cutover.audit.TrailExport.Format;
import app.medzenhealth.cutover.audit.TrailProgress;
import app.medzenhealth.cutover.audit.TrailVerdict;
import app.medzenhealth.cutover.audit.Verifier;
import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.rehearsal.RehearsedLead;
import app.medzenhealth.cutover.session.Closing;
import app.medzenhealth.cutover.session.ClosingLine;
import app.medzenhealth.cutover.session.ClosingLine.Part;
import app.medzenhealth.cutover.session.Ended;
import app.medzenhealth.cutover.session.Operator;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.session.Session;
import app.medzenhealth.cutover.session.SessionControl;
import app.medzenhealth.cutover.session.SignOff;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.store.StateDirectory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.parser.PdfTextExtractor;

/** A session comes to an end: it is read how it stands, two people sign it, and from then on nothing of it changes. */
class SessionEndTest {
    /** They only show, or change nothing that is kept. */
    private static final Set<String> STILL_READ = Set.of("view", "onChange", "approvers", "soak");

    @TempDir
    Path folder;

    private static final PlanReading.Read SHIPPED = (PlanReading.Read) PlanFile.SHIPPED.read();

    private StateDirectory state() {
        return StateDirectory.at(folder.resolve("state"));
    }

    private static RehearsedLead lead(RehearsalApp desk) {
        return new RehearsedLead(desk.workplace().session(), desk.time(), desk.lead(), desk.second(), _ -> {});
    }

    private static List<AuditRecord> records(RehearsalApp desk, String kind) {
        try (var all = desk.workplace().records().trail().records(1, Long.MAX_VALUE)) {
            return all.filter(r -> r.kind().equals(kind)).toList();
        }
    }

    @Test
    void a_migration_is_closed_by_two_people_and_stays_closed() throws Exception {
        Ended ended;
        try (var desk = RehearsalApp.begin(SHIPPED, state())) {
            var session = desk.workplace().session();
            lead(desk).goUntil(v -> v.step("3.1").orElseThrow().state() instanceof StepState.Ready);
            assertThatThrownBy(session::closing)
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("not at its end")
                    .hasMessageContaining("steps are open");
            assertThatThrownBy(() -> session.checkDay(1, desk.lead(), "quiet", ""))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("has not begun");
            assertThat(lead(desk).goThrough().complete()).isTrue();

            assertThat(session.view().daily())
                    .hasSize(7)
                    .allSatisfy(d -> assertThat(d.said()).isPresent());
            assertThat(records(desk, "soak.daily"))
                    .hasSize(7)
                    .allSatisfy(r -> assertThat(r.actor()).isEqualTo(desk.lead().name()));

            session.hold(desk.lead());
            assertThatThrownBy(session::closing).isInstanceOf(Refusal.class).hasMessageContaining("on hold");
            session.release(desk.lead());

            var closing = session.closing();
            assertThat(closing.of(Part.CRITERIA)).extracting(ClosingLine::name).contains("C1", "C6", "C14");
            assertThat(closing.of(Part.CRITERIA))
                    .filteredOn(l -> l.name().equals("C14"))
                    .singleElement()
                    .satisfies(l -> assertThat(l.standing()).isEqualTo("met, measured"));
            assertThat(closing.of(Part.CRITERIA))
                    .filteredOn(l -> l.name().equals("C9"))
                    .singleElement()
                    .satisfies(l ->
                            assertThat(l.standing()).as("nobody has stated it").isEqualTo("not shown"));
            assertThat(closing.of(Part.DOWNTIME)).extracting(ClosingLine::name).contains("In all", "Attempt 1");
            assertThat(closing.of(Part.COST))
                    .extracting(ClosingLine::standing)
                    .anySatisfy(s -> assertThat(s).startsWith("open until 2026-"));

            signing(desk, session, closing);
            ended = session.view().ended().orElseThrow();
            refusesEverything(session, desk.lead());
        }
        try (var desk = RehearsalApp.resume(
                SHIPPED,
                state(),
                RehearsalApp.last(SHIPPED, state(), Optional.empty()).orElseThrow())) {
            var session = desk.workplace().session();
            assertThat(session.view().ended()).as("after a restart").contains(ended);
            assertThat(session.view().sentence()).startsWith("The session is closed: migrated");
            assertThat(session.view().nextStep()).isEmpty();
            refusesEverything(session, desk.lead());
            assertThat(records(desk, Ended.KIND))
                    .singleElement()
                    .satisfies(r -> assertThat(r.data())
                            .containsEntry("approvedBy", desk.second().name())
                            .containsEntry("note", "Thank you all"));
            reports(desk);
        }
    }

    /** {@code -Dend.reports=FOLDER} keeps the report of the closed migration. */
    private void reports(RehearsalApp desk) throws Exception {
        var to = Path.of(System.getProperty("end.reports", folder.toString()));
        var export = new TrailExport(desk.workplace().records().trail(), Optional.of(SHIPPED.plan()));
        for (var format : List.of(Format.PDF, Format.HTML, Format.BUNDLE)) {
            export.write(
                    new ExportRequest(
                            format,
                            Selection.EVERYTHING,
                            to.resolve("report." + format.extension()),
                            TrailProgress.SILENT),
                    desk.lead().name());
        }
        assertThat(new Verifier(TrailProgress.SILENT).verify(to.resolve("report.zip")))
                .isInstanceOf(TrailVerdict.Verified.class);
        try (var reader = new PdfReader(Files.readAllBytes(to.resolve("report.pdf")))) {
            var text = new PdfTextExtractor(reader);
            assertThat(text.getTextFromPage(1).replaceAll("\\s+", " "))
                    .contains("REHEARSAL", "Migrated", "Users were led to the new side on")
                    .contains("Did it work", "What users felt", "Phases: planned, and as they took place")
                    .contains(
                            "Downtime by attempt and part",
                            "Attempt 1",
                            "People and roles",
                            desk.lead().name())
                    .contains("Success criteria", "C14", "met, measured", "Decisions, with who and why")
                    .contains(
                            "Cost, and what remains",
                            "open until 2026-",
                            "Sign-off",
                            desk.second().name());
            assertThat(text.getTextFromPage(2))
                    .as("the board's part takes one page")
                    .contains("For the auditor");
        }
        assertThat(Files.readString(to.resolve("report.html")))
                .contains("<h2>Success criteria", "What the second person signed", "Inventory before and after")
                .doesNotContain("<script", "http://", "src=");
    }

    private static void signing(RehearsalApp desk, Session session, Closing closing) throws InterruptedException {
        var alone = SignOff.of(closing, "Thank you all", desk.lead());
        assertThatThrownBy(() -> session.close(alone))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("two people");
        var response = desk.second().respond(session.challenge(alone));
        var other = SignOff.of(closing, "Another note", desk.lead()).signed(response);
        assertThatThrownBy(() -> session.close(other))
                .as("they did not sign for these words")
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("another reviewed state");
        session.note(desk.lead(), "a note changes nothing that was signed");
        session.attestCriterion("C9", desk.lead(), "41 ms from Vienna");
        assertThatThrownBy(() -> session.close(alone.signed(response)))
                .as("it was not attested when it was signed")
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("not as you have read it");
        var again = SignOff.of(session.closing(), "Thank you all", desk.lead());
        session.close(again.signed(desk.second().respond(session.challenge(again))));
        var before = records(desk, Ended.KIND);
        assertThat(before).hasSize(1);
        assertThat(records(desk, "checkpoint").getLast().data()).containsEntry("reason", "session closed");
    }

    /** Whatever a person at the console can ask for: also what will be added some day. */
    private static void refusesEverything(SessionControl session, Operator lead) {
        var refused = Arrays.stream(SessionControl.class.getMethods())
                .filter(m -> !Modifier.isStatic(m.getModifiers()))
                .filter(m -> !STILL_READ.contains(m.getName()))
                .toList();
        assertThat(refused).hasSizeGreaterThan(25);
        for (var method : refused) {
            assertThat(thrown(session, method, lead))
                    .as(method.toString())
                    .isInstanceOf(Refusal.class)
                    .hasMessageStartingWith("The session is closed");
        }
    }

    private static @Nullable Object argument(Class<?> type, Operator lead) {
        return type == String.class
                ? "1.1"
                : type == Operator.class ? lead : type == int.class ? Integer.valueOf(1) : null;
    }

    private static Throwable thrown(SessionControl session, Method method, Operator lead) {
        try {
            method.invoke(
                    session,
                    Arrays.stream(method.getParameterTypes())
                            .map(type -> argument(type, lead))
                            .toArray());
            return new AssertionError("it was done");
        } catch (InvocationTargetException e) {
            return e.getCause();
        } catch (ReflectiveOperationException e) {
            return e;
        }
    }
}
