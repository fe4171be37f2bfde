package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import app.medzenhealth.cutover.session.FlightCheck;
import app.medzenhealth.cutover.store.StateDirectory;
import app.medzenhealth.cutover.ui.common.Appearance;
import app.medzenhealth.cutover.ui.common.Background;
import app.medzenhealth.cutover.ui.common.Place;
import app.medzenhealth.cutover.ui.common.SceneTheme;
import app.medzenhealth.cutover.ui.shell.ConsoleWindow;
import app.medzenhealth.cutover.ui.shell.ScreenPainter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ListView;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The flight check from the window: asked, shown, recorded as the command does it, and kept as a page. */
class FlightWindowTest {
    @TempDir
    private Path folder;

    @BeforeAll
    static void javaFx() {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        ScreenPainter.startUp();
    }

    private static void press(Scene scene, String button) {
        ScreenPainter.picture(scene);
        ((ButtonBase) scene.lookup(button)).fire();
        ScreenPainter.picture(scene);
    }

    @Test
    void every_step_is_asked_shown_and_recorded_and_nothing_is_sent() throws Exception {
        var time = new VirtualTime(MedZenEstate.START);
        var world = MedZenEstate.create(time);
        try (var desk =
                RehearsalApp.open(PlanFile.SHIPPED.plan(), StateDirectory.at(folder.resolve("state")), time, world)) {
            var before = world.estate().ledger().entries().size();
            var console = WindowConsole.of(desk);
            time.skipping();
            var answers = ScreenPainter.onFx(() -> {
                try (var window = new ConsoleWindow(
                        console,
                        Screens.all(),
                        new SceneTheme(Appearance.STANDARD),
                        new Background(Runnable::run, Runnable::run))) {
                    var scene = window.scene(1400, 900);
                    window.refreshNow();
                    window.navigator().go(Place.PLAN, Optional.empty());
                    press(scene, "#plan-flight-check");
                    assertThat(scene.lookup("#flight-copy").isDisabled())
                            .as("before it")
                            .isTrue();
                    press(scene, "#flight-ask");
                    assertThat(scene.lookup("#flight-copy").isDisabled())
                            .as("after it")
                            .isFalse();
                    return ((ListView<?>) scene.lookup("#flight-answers"))
                            .getItems().stream()
                                    .map(FlightCheck.Answer.class::cast)
                                    .toList();
                }
            });
            var plan = desk.workplace().session().plan();
            assertThat(answers).hasSize((int) plan.steps().count());
            assertThat(answers.stream().takeWhile(FlightCheck.Answer::today))
                    .as("what can be cleared away now comes first")
                    .hasSize((int)
                            answers.stream().filter(FlightCheck.Answer::today).count());
            assertThat(world.estate().ledger().entries()).hasSize(before);
            var records = new ArrayList<AuditRecord>();
            desk.workplace().records().memory().backwards(records::add);
            assertThat(records).filteredOn(r -> r.kind().equals("plan.check")).hasSize(1);

            var flight = console.flight().orElseThrow();
            var check = flight.check(Progress.SILENT);
            var page = flight.page(check);
            assertThat(Files.readString(page)).contains("Flight check of");
            assertThat(page.resolveSibling("flight-check.json")).hasContent(check.json());
            assertThat(flight.page(check)).as("once is enough").isEqualTo(page);
        }
    }
}
