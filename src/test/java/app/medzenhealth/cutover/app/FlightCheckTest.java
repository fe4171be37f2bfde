package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.rehearsal.EmbeddedWorld;
import app.medzenhealth.cutover.rehearsal.InjectedFault;
import app.medzenhealth.cutover.rehearsal.InjectedFault.Effect;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import app.medzenhealth.cutover.session.FlightCheck;
import app.medzenhealth.cutover.session.FlightCheck.Answer;
import app.medzenhealth.cutover.session.FlightCheck.Verdict;
import app.medzenhealth.cutover.store.StateDirectory;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

final class FlightCheckTest {
    @TempDir
    private Path folder;

    @Test
    void every_step_has_an_answer_and_nothing_is_sent_kept_or_begun() throws Exception {
        var world = world();
        try (var app = open(world)) {
            var session = app.workplace().session();
            var before = world.estate().ledger().entries().size();
            var steps = session.view().phases();
            var told = new ArrayList<String>();

            var check = session.flightCheck(new Progress() {
                @Override
                public void at(double fraction, String text) {
                    assertThat(fraction).isBetween(0.0, 1.0);
                    told.add(text);
                }

                @Override
                public void line(String text) {}
            });

            var plan = session.plan();
            assertThat(check.answers())
                    .extracting(Answer::step)
                    .containsExactlyElementsOf(plan.steps().map(Step::id).toList());
            assertThat(told).hasSize(check.answers().size() + 1);
            assertThat(world.estate().ledger().entries()).hasSize(before);
            assertThat(session.view().phases()).isEqualTo(steps);
            var kinds = new ArrayList<AuditRecord>();
            app.workplace().records().memory().backwards(r -> kinds.add(r));
            assertThat(kinds)
                    .extracting(AuditRecord::kind)
                    .contains("plan.check")
                    .doesNotContain("step.mint", "step.review", "call.intent");
            assertThat(kinds)
                    .filteredOn(r -> r.kind().equals("plan.check"))
                    .singleElement()
                    .satisfies(r -> {
                        assertThat(r.data()).containsEntry("sha256", check.digest());
                        assertThat(DigestUtils.sha256Hex(check.json())).isEqualTo(check.digest());
                    });
            assertThat(answer(check, "1.3").verdict()).isEqualTo(Verdict.READY);
            assertThat(answer(check, "1.3").calls())
                    .singleElement()
                    .asString()
                    .startsWith("aws rds create-db-snapshot");
            assertThat(answer(check, "2.4").verdict()).isEqualTo(Verdict.COMES_LATER);
            assertThat(answer(check, "2.4").outputs()).contains("2.3.endpoint");
            assertThat(answer(check, "5.1b").today()).isFalse();
            assertThat(answer(check, "7.1").verdict()).isEqualTo(Verdict.BY_PERSON);
            assertThat(check.today()).isEmpty();
        }
    }

    @Test
    void what_may_not_be_read_is_unknown_with_its_reason_and_the_other_steps_are_asked_all_the_same() throws Exception {
        var world = world();
        world.estate().faults().add(InjectedFault.always("rds", "*", "eu-west-1", Effect.ACCESS_DENIED));
        try (var app = open(world)) {
            var check = app.workplace().session().flightCheck(Progress.SILENT);
            assertThat(answer(check, "1.3").verdict()).isEqualTo(Verdict.UNKNOWN);
            assertThat(answer(check, "1.3").today()).isTrue();
            assertThat(answer(check, "1.3").open())
                    .anyMatch(c -> c.outcome() instanceof Check.Unknown u
                            && u.evidence().contains("AccessDenied"));
            assertThat(answer(check, "3.1").verdict()).isEqualTo(Verdict.READY);
            assertThat(new FlightReport(check).lines()).contains("To be cleared away now:");
        }
    }

    @Test
    void it_is_written_for_people_and_programs_and_replaces_nothing() throws Exception {
        var check = hostile();
        WholePlanCheck.write(new FlightReport(check), folder);
        var page = Files.readString(folder.resolve("flight-check.html"));
        assertThat(page).contains("&lt;script&gt;").doesNotContain("<script").doesNotContain("\u202e");
        var tree = JsonMapper.builder()
                .build()
                .readTree(folder.resolve("flight-check.json").toFile());
        assertThat(tree.get("steps")).hasSize(1);
        assertThat(DigestUtils.sha256Hex(Files.readAllBytes(folder.resolve("flight-check.json"))))
                .isEqualTo(check.digest());
        assertThatThrownBy(() -> WholePlanCheck.write(new FlightReport(check), folder))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(Files.readString(folder.resolve("flight-check.html"))).isEqualTo(page);
    }

    /** Texts that somebody else wrote. */
    private static FlightCheck hostile() {
        var answer = new Answer(
                "1",
                "1.1",
                "Read <script>alert(1)</script>",
                Verdict.UNKNOWN,
                List.of("a: b → c"),
                List.of("aws sts get-caller-identity"),
                List.of(Check.unknown("Name", "\u202eno answer & no reason")),
                List.of("A value"),
                List.of(),
                List.of(),
                true);
        return new FlightCheck("plan", "session", "world", Instant.EPOCH, "somebody", List.of(answer));
    }

    private static Answer answer(FlightCheck check, String step) {
        return check.answers().stream()
                .filter(a -> a.step().equals(step))
                .findFirst()
                .orElseThrow();
    }

    private EmbeddedWorld world() {
        return MedZenEstate.create(new VirtualTime(MedZenEstate.START));
    }

    private RehearsalApp open(EmbeddedWorld world) throws InterruptedException {
        return RehearsalApp.open(
                PlanFile.SHIPPED.plan(), StateDirectory.at(folder), new VirtualTime(MedZenEstate.START), world);
    }
}
