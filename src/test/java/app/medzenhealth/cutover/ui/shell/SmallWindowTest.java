package app.medzenhealth.cutover.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.ui.audit.AuditScreen;
import app.medzenhealth.cutover.ui.common.Appearance;
import app.medzenhealth.cutover.ui.common.Appearance.Shade;
import app.medzenhealth.cutover.ui.common.Background;
import app.medzenhealth.cutover.ui.common.HandMadeConsole;
import app.medzenhealth.cutover.ui.common.HandMadeInventory;
import app.medzenhealth.cutover.ui.common.HandMadeMonitor;
import app.medzenhealth.cutover.ui.common.HandMadeView;
import app.medzenhealth.cutover.ui.common.Place;
import app.medzenhealth.cutover.ui.common.SceneTheme;
import app.medzenhealth.cutover.ui.cutover.CutoverScreen;
import app.medzenhealth.cutover.ui.inventory.InventoryScreen;
import app.medzenhealth.cutover.ui.mission.MissionScreen;
import app.medzenhealth.cutover.ui.monitor.MonitorScreen;
import app.medzenhealth.cutover.ui.phases.PhasesScreen;
import app.medzenhealth.cutover.ui.plan.PlanScreen;
import app.medzenhealth.cutover.ui.settings.SettingsScreen;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javafx.scene.Parent;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.Test;

class SmallWindowTest {
    private static final List<ScreenEntry> SCREENS = List.of(
            new ScreenEntry(Place.MISSION, MissionScreen::new),
            new ScreenEntry(Place.PHASES, PhasesScreen::new),
            new ScreenEntry(Place.CUTOVER, CutoverScreen::new),
            new ScreenEntry(Place.MONITOR, MonitorScreen::new),
            new ScreenEntry(Place.INVENTORY, InventoryScreen::new),
            new ScreenEntry(Place.AUDIT, AuditScreen::new),
            new ScreenEntry(Place.PLAN, PlanScreen::new),
            new ScreenEntry(Place.SETTINGS, SettingsScreen::new));

    private record Size(int width, int height) {}

    private static final List<Size> SIZES = List.of(new Size(900, 600), new Size(1280, 800), new Size(1600, 1000));

    @Test
    void every_screen_can_be_read_in_a_small_window_and_in_large_text() throws Exception {
        ScreenPainter.startUp();
        var found = new TreeMap<String, List<String>>();
        var drawn = 0;
        for (var size : SIZES) {
            for (int percent : List.of(Appearance.SMALLEST, Appearance.LARGEST)) {
                found.putAll(ScreenPainter.onFx(() -> faults(size, percent)));
                drawn += SCREENS.size();
            }
        }
        found.forEach((where, faults) -> faults.forEach(f -> System.out.println(where + ": " + f)));
        System.out.println(drawn + " pictures, " + found.size() + " with faults");
        assertThat(found).isEmpty();
    }

    @Test
    void the_brake_is_whole_whatever_stands_beside_it() throws Exception {
        ScreenPainter.startUp();
        var worst = new ArrayList<HandMadeView>();
        worst.add(HandMadeView.midCutover().pastTheLastWayBack());
        worst.add(HandMadeView.midCutover().pastTheLastWayBack().held());
        worst.add(HandMadeView.midCutover().pastTheLastWayBack().live());
        var cut = new ArrayList<String>();
        for (var view : worst) {
            for (int width : List.of(900, 960, 1100, 1280)) {
                for (int percent : List.of(100, 120, Appearance.LARGEST)) {
                    ScreenPainter.onFx(() -> {
                        try (var window = new ConsoleWindow(
                                new Elsewhere(view.view()),
                                SCREENS,
                                new SceneTheme(new Appearance(Shade.LIGHT, percent)),
                                new Background(Runnable::run, Runnable::run))) {
                            var scene = window.scene(width, 600);
                            window.refreshNow();
                            ScreenPainter.picture(scene);
                            var bar = (Region) scene.lookup(".top-bar");
                            for (var part : bar.getChildrenUnmodifiable()) {
                                var end = part.localToScene(part.getLayoutBounds())
                                        .getMaxX();
                                if (part.isManaged() && end > width) {
                                    cut.add(part.getId() + " ends at " + end + " of " + width + ", " + percent + " %");
                                }
                            }
                            cut.addAll(CutText.below((Parent) scene.lookup("#hold")));
                        }
                        return "";
                    });
                }
            }
        }
        assertThat(cut).isEmpty();
    }

    /** With an endpoint, which takes much room. */
    private static final class Elsewhere extends HandMadeConsole {
        Elsewhere(SessionView view) {
            super(view, HandMadeInventory.threeRegions());
        }

        @Override
        public Optional<String> endpoint() {
            return Optional.of("endpoint http://127.0.0.1:5000 — not AWS");
        }
    }

    private static Map<String, List<String>> faults(Size size, int percent) throws Exception {
        var found = new TreeMap<String, List<String>>();
        try (var window = new ConsoleWindow(
                HandMadeConsole.midCutover().monitored(HandMadeMonitor.midCutover()),
                SCREENS,
                new SceneTheme(new Appearance(percent == Appearance.LARGEST ? Shade.LIGHT : Shade.DARK, percent)),
                new Background(Runnable::run, Runnable::run))) {
            var scene = window.scene(size.width(), size.height());
            window.refreshNow();
            for (var screen : SCREENS) {
                window.navigator().go(screen.place());
                ScreenPainter.picture(scene);
                var where = screen.place().id() + " " + size.width() + "×" + size.height() + " " + percent + " %";
                var faults = new ArrayList<>(Crowding.in(scene));
                if (!((ToggleButton) scene.lookup("#go-" + screen.place().id())).isSelected()) {
                    faults.add("not marked in the navigation");
                }
                if (!faults.isEmpty()) {
                    found.put(where, faults);
                }
            }
        }
        return found;
    }
}
