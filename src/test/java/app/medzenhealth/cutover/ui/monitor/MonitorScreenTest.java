package app.medzenhealth.cutover.ui.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.monitor.watch.AlarmPlace;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.ui.common.Appearance;
import app.medzenhealth.cutover.ui.common.Background;
import app.medzenhealth.cutover.ui.common.HandMadeConsole;
import app.medzenhealth.cutover.ui.common.HandMadeInventory;
import app.medzenhealth.cutover.ui.common.HandMadeMonitor;
import app.medzenhealth.cutover.ui.common.HandMadeView;
import app.medzenhealth.cutover.ui.common.Place;
import app.medzenhealth.cutover.ui.common.SceneTheme;
import app.medzenhealth.cutover.ui.common.ShownWords;
import app.medzenhealth.cutover.ui.shell.ConsoleWindow;
import app.medzenhealth.cutover.ui.shell.CssErrors;
import app.medzenhealth.cutover.ui.shell.CutText;
import app.medzenhealth.cutover.ui.shell.ScreenEntry;
import app.medzenhealth.cutover.ui.shell.ScreenPainter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The screen of metrics, logs and alarms in each state that it may be in; drawn into {@code target/monitor}. */
class MonitorScreenTest {
    private static final Plan PLAN = HandMadeMonitor.shipped();

    private interface Looks {
        void at(Scene scene, ConsoleWindow window) throws Exception;
    }

    @BeforeAll
    static void startUp() {
        ScreenPainter.startUp();
    }

    private static HandMadeConsole console() {
        return new HandMadeConsole(HandMadeView.midCutover().view(), HandMadeInventory.threeRegions());
    }

    private static HandMadeMonitor midCutover() {
        return HandMadeMonitor.midCutover(PLAN.monitoring().metrics(), AlarmPlace.of(PLAN), HandMadeView.NOW);
    }

    private static void shown(HandMadeConsole console, Appearance looks, int width, int height, Looks at)
            throws Exception {
        ScreenPainter.onFx(() -> {
            var css = new CssErrors();
            try (var window = new ConsoleWindow(
                    console,
                    List.of(new ScreenEntry(Place.MONITOR, MonitorScreen::new)),
                    new SceneTheme(looks),
                    new Background(Runnable::run, Runnable::run))) {
                var scene = window.scene(width, height);
                window.refreshNow();
                window.navigator().go(Place.MONITOR);
                ScreenPainter.picture(scene);
                at.at(scene, window);
                assertThat(css.seen()).isEmpty();
                return true;
            }
        });
    }

    private static void shown(HandMadeConsole console, Looks at) throws Exception {
        shown(console, Appearance.STANDARD, 1600, 1000, at);
    }

    private static <T extends Node> T find(Scene in, String id, Class<T> type) {
        return type.cast(in.lookup("#" + id));
    }

    private static ListView<?> list(Scene in) {
        return (ListView<?>) in.lookup("#monitor-log-lines");
    }

    @Test
    void each_row_says_its_value_its_limit_its_source_its_age_and_what_is_not_known() throws Exception {
        var console = console();
        shown(console.monitored(midCutover()), (scene, _) -> {
            assertThat(ShownWords.in(find(scene, "metric-rds-cpu", Parent.class)))
                    .contains("93 %", "outside its limit", "below 80 %", "AWS/RDS", "112 values", "newest");
            assertThat(ShownWords.in(find(scene, "metric-api-5xx", Parent.class)))
                    .contains("not known", "Throttling: rate exceeded");
            assertThat(ShownWords.in(find(scene, "metric-health-checks", Parent.class)))
                    .contains("not known", "no value in the time shown");
            assertThat(find(scene, "metric-rds-cpu", Parent.class).getAccessibleText())
                    .contains(
                            "Frankfurt: 93 %, does not hold: below 80 %",
                            "by CloudWatch AWS/RDS in eu-central-1", "56 values, 4 minutes missing");
            assertThat(find(scene, "monitor-metrics-note", Label.class).getText())
                    .contains("not known", "read just now");
        });
    }

    @Test
    void a_line_is_drawn_in_as_many_pieces_as_its_gaps_leave_and_a_gap_is_hatched() throws Exception {
        var console = console();
        shown(console.monitored(midCutover()), (scene, _) -> {
            var chart = (ChartPane) find(scene, "metric-rds-cpu", Parent.class).lookup(".metric-chart");
            assertThat(chart.pieces()).containsExactly(3L, 3L);
            assertThat(chart.lookupAll(".metric-gap")).hasSize(2);
            assertThat(chart.lookupAll(".metric-limit")).hasSize(1);
        });
    }

    @Test
    void raised_alarms_come_first_with_why_and_each_says_whether_anybody_is_told() throws Exception {
        var console = console();
        shown(console.monitored(midCutover()), (scene, _) -> {
            var alarms = ShownWords.in(find(scene, "monitor-alarms", Parent.class));
            assertThat(alarms)
                    .contains("1 raised", "1 not there", "1 tells nobody")
                    .contains("tells nobody: medzen-alarms has 1 subscriptions and none is confirmed")
                    .contains("medzen-alarms tells night@medzenhealth.app")
                    .contains("its past is not known: Throttling: rate exceeded");
            assertThat(alarms.indexOf("ALARM, 10 min")).isPositive().isLessThan(alarms.indexOf("OK, "));
        });
    }

    @Test
    void lines_are_filtered_marked_and_stopped_and_what_comes_meanwhile_is_counted() throws Exception {
        var console = console();
        var feed = midCutover();
        shown(console.monitored(feed), (scene, _) -> {
            var list = list(scene);
            assertThat(list.getItems()).hasSize(3);
            assertThat(ShownWords.in(find(scene, "monitor-logs", Parent.class)))
                    .contains("ehrbase-ie: there is no such log group", "rds-fra: its name has no value yet");
            find(scene, "monitor-log-filter", TextField.class).setText("warn|error");
            assertThat(list.getItems()).hasSize(2);
            find(scene, "monitor-log-ehrbase-fra", ToggleButton.class).fire();
            assertThat(list.getItems()).isEmpty();
            find(scene, "monitor-log-ehrbase-fra", ToggleButton.class).fire();
            Event.fireEvent(
                    scene.lookup("#monitor"),
                    new KeyEvent(KeyEvent.KEY_PRESSED, "p", "p", KeyCode.P, false, false, false, false));
            assertThat(find(scene, "monitor-log-pause", ToggleButton.class).isSelected())
                    .isTrue();
            feed.write(HandMadeMonitor.FRANKFURT, "ERROR while it was stopped");
            assertThat(list.getItems()).hasSize(2);
            find(scene, "monitor-log-pause", ToggleButton.class).fire();
            assertThat(list.getItems()).hasSize(3);
        });
    }

    @Test
    void the_whole_of_a_chosen_line_is_shown_and_the_list_stops() throws Exception {
        var console = console();
        shown(console.monitored(midCutover()), (scene, _) -> {
            var list = list(scene);
            list.getSelectionModel().select(2);
            assertThat(find(scene, "monitor-log-whole", Label.class).getText())
                    .contains("/aws/ecs/medzen-ehrbase in eu-central-1", "a long sentence a long sentence");
            assertThat(find(scene, "monitor-log-pause", ToggleButton.class).isSelected())
                    .isTrue();
        });
    }

    @Test
    void it_is_read_only_while_it_is_on_show_and_again_when_somebody_asks() throws Exception {
        var console = console();
        var feed = midCutover();
        ScreenPainter.onFx(() -> {
            try (var window = new ConsoleWindow(
                    console.monitored(feed),
                    List.of(new ScreenEntry(Place.MONITOR, MonitorScreen::new)),
                    new SceneTheme(Appearance.STANDARD),
                    new Background(Runnable::run, Runnable::run))) {
                var screen = new MonitorScreen(window.desk());
                screen.activate();
                assertThat(feed.looked()).isTrue();
                assertThat(screen.readAgain()).isTrue();
                assertThat(feed.reads()).isOne();
                screen.deactivate();
                return true;
            }
        });
        assertThat(feed.looked()).isFalse();
    }

    @Test
    void every_state_is_drawn_in_both_shades_and_in_large_text_without_cut_words() throws Exception {
        var cut = new ArrayList<String>();
        var states = List.of("mid-cutover", "unread", "refused", "nobody");
        for (var state : states) {
            for (var looks : Stream.of(Appearance.Shade.values())
                    .flatMap(s -> Stream.of(
                            Appearance.STANDARD.withShade(s),
                            Appearance.STANDARD.withShade(s).withTextPercent(Appearance.LARGEST)))
                    .toList()) {
                var console = console();
                var rows = PLAN.monitoring().metrics();
                var alarms = AlarmPlace.of(PLAN);
                switch (state) {
                    case "mid-cutover" -> console.monitored(midCutover());
                    case "unread" -> console.monitored(HandMadeMonitor.unread(rows, alarms, HandMadeView.NOW));
                    case "refused" -> console.monitored(HandMadeMonitor.refused(rows, alarms, HandMadeView.NOW));
                    default -> {}
                }
                var name = state + "-" + looks.shade() + "-" + looks.textPercent();
                shown(console, looks, 1600, 1000, (scene, _) -> {
                    ScreenPainter.paint(scene, Path.of("target/monitor/" + name + ".png"));
                    CutText.below(scene.getRoot()).forEach(t -> cut.add(name + ": " + t));
                });
            }
        }
        assertThat(cut).isEmpty();
    }
}
