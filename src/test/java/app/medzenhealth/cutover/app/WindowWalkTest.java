package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.audit.TrailProgress;
import app.medzenhealth.cutover.audit.TrailVerdict;
import app.medzenhealth.cutover.audit.Verifier;
import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.rehearsal.RehearsedLead;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import app.medzenhealth.cutover.session.SessionView.PhaseState;
import app.medzenhealth.cutover.store.StateDirectory;
import app.medzenhealth.cutover.ui.common.Appearance;
import app.medzenhealth.cutover.ui.common.Background;
import app.medzenhealth.cutover.ui.common.SceneTheme;
import app.medzenhealth.cutover.ui.shell.ConsoleWindow;
import app.medzenhealth.cutover.ui.shell.CssErrors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;

/** The real window on the real session and the embedded estate, clicked as a lead would click it. */
@ExtendWith(ApplicationExtension.class)
class WindowWalkTest {
    private RehearsalApp desk;
    private ConsoleWindow window;
    private CssErrors css;
    private Path folder;

    @Start
    void open(Stage stage) throws Exception {
        css = new CssErrors();
        folder = Files.createTempDirectory("cutover-walk");
        var time = new VirtualTime(MedZenEstate.START);
        var plan = ((PlanReading.Read) PlanFile.SHIPPED.read()).plan();
        desk = RehearsalApp.open(plan, StateDirectory.at(folder.resolve("state")), time, MedZenEstate.create(time));
        var console = WindowConsole.of(desk);
        // The walk takes no real time: whatever is waited for passes at once, also while the window lets the clock run
        // faster.
        desk.workplace().session().onChange(_ -> time.skipping());
        time.skipping();
        window = new ConsoleWindow(console, Screens.all(), new SceneTheme(Appearance.STANDARD), new Background());
        stage.setScene(window.scene(980, 940));
        stage.setX(0);
        stage.setY(0);
        window.start();
        stage.show();
    }

    @Stop
    void close() throws Exception {
        window.close();
        desk.close();
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private LeadsHand hand(FxRobot robot) {
        return new LeadsHand(robot, desk, window, LeadsHand.Watch.NOBODY);
    }

    @Test
    void phase_1_is_clicked_through_and_leaves_its_records(FxRobot robot) throws Exception {
        hand(robot).walk("1");

        var records = records();
        assertLeft(records, "1");
        assertThat(calls(records, "1.3")).contains("CreateDBSnapshot");
        assertThat(calls(records, "1.4")).contains("CopyDBSnapshot");
        assertThat(css.seen()).isEmpty();
        assertThat(verified()).isInstanceOf(TrailVerdict.Verified.class);
    }

    @Test
    void phase_5_is_clicked_through_with_typed_names_and_a_second_person_and_leaves_its_records(FxRobot robot)
            throws Exception {
        var lead = new RehearsedLead(desk.workplace().session(), desk.time(), desk.lead(), desk.second(), s -> {});
        lead.goUntil(v -> v.phases().stream().limit(4).allMatch(p -> p.state() == PhaseState.COMPLETE));

        hand(robot).walk("5");

        var records = records();
        assertLeft(records, "5");
        assertThat(calls(records, "5.6")).containsExactly("PromoteReadReplica");
        var promote = records.stream()
                .filter(r -> r.kind().equals("call.intent") && r.step().equals("5.6"))
                .findFirst()
                .orElseThrow();
        assertThat(promote.actor()).isEqualTo(desk.lead().name());
        assertThat(promote.data()).containsKeys("permit", "fingerprint", "request");
        assertThat(of(records, "approval.accepted", "5.6"))
                .singleElement()
                .satisfies(r -> assertThat(r.actor()).isEqualTo(desk.second().name()));
        assertThat(of(records, "step.confirm", "5.6"))
                .singleElement()
                .satisfies(r -> assertThat(r.data())
                        .containsEntry(
                                "typed",
                                hand(robot)
                                        .typed(desk.workplace()
                                                .session()
                                                .plan()
                                                .step("5.6")
                                                .orElseThrow())));
        assertThat(verified()).isInstanceOf(TrailVerdict.Verified.class);
    }

    // ---------------------------------------------------------------- what it left

    private List<AuditRecord> records() {
        return desk.workplace()
                .records()
                .trail()
                .records(1, Long.MAX_VALUE)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static List<AuditRecord> of(List<AuditRecord> records, String kind, String step) {
        return records.stream()
                .filter(r -> r.kind().equals(kind) && r.step().equals(step))
                .toList();
    }

    private static List<Object> calls(List<AuditRecord> records, String step) {
        return of(records, "call.intent", step).stream()
                .map(r -> r.data().get("operation"))
                .toList();
    }

    private void assertLeft(List<AuditRecord> records, String phase) {
        for (var step :
                desk.workplace().session().plan().phase(phase).orElseThrow().steps()) {
            assertThat(of(records, "step.review", step.id()))
                    .as("reviews of " + step.id())
                    .isNotEmpty();
            assertThat(of(records, "step.confirm", step.id()))
                    .as("confirmation of " + step.id())
                    .allSatisfy(r -> assertThat(r.actor()).isEqualTo(desk.lead().name()))
                    .isNotEmpty();
            assertThat(of(records, "step.succeeded", step.id()))
                    .as("end of " + step.id())
                    .hasSize(1);
            var intents = of(records, "call.intent", step.id()).stream()
                    .map(AuditRecord::seq)
                    .toList();
            assertThat(of(records, "call.outcome", step.id()).stream()
                            .map(r -> ((Number) r.data().get("intent")).longValue())
                            .toList())
                    .as("outcomes of " + step.id())
                    .containsExactlyInAnyOrderElementsOf(intents);
        }
    }

    private TrailVerdict verified() {
        return new Verifier(TrailProgress.SILENT).verify(folder.resolve("state"));
    }
}
