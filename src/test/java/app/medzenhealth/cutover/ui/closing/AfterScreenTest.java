package app.medzenhealth.cutover.ui.closing;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.monitor.soak.HealthyTime;
import app.medzenhealth.cutover.monitor.soak.SignalSpan;
import app.medzenhealth.cutover.monitor.soak.SignalSpan.Said;
import app.medzenhealth.cutover.monitor.soak.SoakHour;
import app.medzenhealth.cutover.monitor.soak.Track;
import app.medzenhealth.cutover.session.Closing;
import app.medzenhealth.cutover.session.ClosingLine;
import app.medzenhealth.cutover.session.ClosingLine.Part;
import app.medzenhealth.cutover.session.DailyCheck;
import app.medzenhealth.cutover.session.Ended;
import app.medzenhealth.cutover.session.SessionView.Tick;
import app.medzenhealth.cutover.session.SoakReading;
import app.medzenhealth.cutover.ui.common.Appearance;
import app.medzenhealth.cutover.ui.common.Background;
import app.medzenhealth.cutover.ui.common.HandMadeConsole;
import app.medzenhealth.cutover.ui.common.HandMadeInventory;
import app.medzenhealth.cutover.ui.common.HandMadeView;
import app.medzenhealth.cutover.ui.common.Place;
import app.medzenhealth.cutover.ui.common.SceneTheme;
import app.medzenhealth.cutover.ui.common.ShownWords;
import app.medzenhealth.cutover.ui.mission.MissionScreen;
import app.medzenhealth.cutover.ui.shell.ConsoleWindow;
import app.medzenhealth.cutover.ui.shell.ScreenEntry;
import app.medzenhealth.cutover.ui.shell.ScreenPainter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import org.junit.jupiter.api.Test;

/** {@code -Dafter.pictures=FOLDER} keeps a picture of each state. */
public class AfterScreenTest {
    private static final Instant SINCE = HandMadeView.NOW.minus(Duration.ofHours(77));
    private static final ClosingLine MET =
            new ClosingLine(Part.CRITERIA, "C14", "met, measured", "7 days of stable operation — 168 h healthy");
    private static final ClosingLine NOT_SHOWN =
            new ClosingLine(Part.CRITERIA, "C17", "not shown", "User feedback positive");
    public static final Closing CLOSING = new Closing(
            Closing.Outcome.WITH_EXCEPTIONS,
            HandMadeView.NOW,
            "Nothing is left to do: 114 of 115 steps done, 1 skipped.",
            List.of(
                    new ClosingLine(Part.DOWNTIME, "In all", "measured in part", "5 min 25 s of 8 min announced"),
                    MET,
                    NOT_SHOWN,
                    new ClosingLine(
                            Part.CRITERIA, "C6", "cannot be met", "Cost savings of $500-800/month — 290 in all"),
                    new ClosingLine(Part.REMAINS, "af-south-1", "NEARLY EMPTY", "swept: 2 table backups"),
                    new ClosingLine(Part.COST, "By the bill", "open until 2026-03-08", "February 2026 is not over")));

    private interface Looks {
        void at(Scene scene, HandMadeConsole console);
    }

    private static List<DailyCheck> days(int said) {
        return IntStream.rangeClosed(1, 7)
                .mapToObj(day -> new DailyCheck(
                        day,
                        SINCE.plus(Duration.ofDays(day - 1L)),
                        SINCE.plus(Duration.ofDays(day)),
                        day <= said
                                ? Optional.of(
                                        new Tick("Ann", SINCE.plus(Duration.ofDays(day)), "alarms quiet, no calls"))
                                : Optional.empty()))
                .toList();
    }

    /** Healthy but for an hour without data, and a breach of half an hour in the second day. */
    private static SoakReading reading() {
        var now = HandMadeView.NOW;
        var breach = SINCE.plus(Duration.ofMinutes(30 * 60 + 20));
        var gap = SINCE.plus(Duration.ofHours(60));
        var tracks = List.of(
                new Track(
                        "AWS/ApplicationELB HTTPCode_ELB_5XX_Count LoadBalancer=x Sum of RequestCount < 0.01",
                        List.of(
                                new SignalSpan(SINCE, breach, Said.GOOD),
                                new SignalSpan(breach, breach.plusSeconds(1800), Said.BREACH),
                                new SignalSpan(breach.plusSeconds(1800), gap, Said.GOOD),
                                new SignalSpan(gap.plusSeconds(3600), now, Said.GOOD))),
                new Track("alarm medzen-ehrbase-ecs-tasks", List.of(new SignalSpan(SINCE, now, Said.GOOD))));
        var hours = SoakHour.of(SINCE, now, 240, tracks);
        return new SoakReading(
                now,
                SINCE,
                Duration.ofHours(168),
                HealthyTime.of(SINCE, now, tracks),
                hours,
                2,
                "CloudWatch, eu-central-1, every 5 min");
    }

    private static void shown(HandMadeView made, Optional<SoakReading> soak, String name, Looks looks)
            throws Exception {
        ScreenPainter.startUp();
        var view = made.view();
        var console = new HandMadeConsole(view, HandMadeInventory.threeRegions());
        soak.ifPresent(console::soaked);
        if (view.over()) {
            console.closable(CLOSING);
        }
        for (var shade : Appearance.Shade.values()) {
            ScreenPainter.onFx(() -> {
                try (var window = new ConsoleWindow(
                        console,
                        List.of(
                                new ScreenEntry(Place.MISSION, MissionScreen::new),
                                new ScreenEntry(Place.AFTER, AfterScreen::new)),
                        new SceneTheme(Appearance.STANDARD.withShade(shade)),
                        new Background(Runnable::run, Runnable::run))) {
                    var scene = window.scene(1400, 900);
                    window.refreshNow();
                    window.navigator().go(Place.AFTER);
                    ScreenPainter.picture(scene);
                    looks.at(scene, console);
                    var folder = System.getProperty("after.pictures");
                    if (folder != null) {
                        // What was just shown is laid out first.
                        ScreenPainter.picture(scene);
                        ScreenPainter.paint(scene, Path.of(folder, name + "-" + shade + ".png"));
                    }
                    return true;
                }
            });
        }
    }

    @Test
    void before_production_moves_there_are_no_hours_and_the_end_says_why() throws Exception {
        shown(HandMadeView.midCutover(), Optional.empty(), "before", (scene, console) -> {
            assertThat(ShownWords.in(scene.lookup("#soak"))).contains("Production has not moved");
            assertThat(((Button) scene.lookup("#soak-read")).isDisabled()).isTrue();
            ((Button) scene.lookup("#end-read")).fire();
            assertThat(ShownWords.in(scene.lookup("#end")))
                    .contains("Not at its end", "The migration is not at its end");
            assertThat(((Button) scene.lookup("#end-close")).isDisabled()).isTrue();
            assertThat(console.told()).doesNotContain("soak");
        });
    }

    @Test
    void each_hour_says_by_its_sign_what_it_is_and_each_day_who_has_looked() throws Exception {
        shown(HandMadeView.midCutover().daily(days(2)), Optional.of(reading()), "soak", (scene, console) -> {
            var soak = ShownWords.in(scene.lookup("#soak"));
            assertThat(console.told()).contains("soak");
            assertThat(soak)
                    .as("45 h 10 min since the breach, less the hour that nobody knows")
                    .contains("45 h 10 min", "healthy of 168 h")
                    .contains("The count began anew")
                    .contains("1 h are unknown since then: they stop the count, and do not begin it anew")
                    .contains("1 hour with a breach", "breach: HTTPCode_ELB_5XX_Count")
                    .contains("Ann, ", "alarms quiet, no calls", "nobody has looked yet", "begins later")
                    .contains("✓ healthy", "○ healthy, before a breach", "✗ breach", "? unknown", "· to come");
            assertThat(scene.getRoot().lookupAll(".soak-cell")).hasSize(240);
            assertThat(signs(scene))
                    .as("30 before, the breach, then what counts")
                    .startsWith("○".repeat(30) + "✗" + "✓".repeat(29) + "?" + "✓".repeat(16) + "·");
        });
    }

    @Test
    void a_days_check_is_written_down_in_words_of_ones_own_and_left_without_effect() throws Exception {
        shown(HandMadeView.midCutover().daily(days(2)), Optional.of(reading()), "soak-asks", (scene, console) -> {
            ((Button) scene.lookup("#soak-check-3")).fire();
            var asked = scene.lookup("#daily-check");
            assertThat(ShownWords.in(asked)).contains("Daily check of day 3", "Record the check");
            assertThat(((Button) scene.lookup("#daily-check-do")).isDisabled())
                    .as("nothing is written yet")
                    .isTrue();
            ((Button) scene.lookup("#daily-check-cancel")).fire();
            assertThat(scene.lookup("#daily-check")).isNull();
            assertThat(console.told()).doesNotContain("checkDay");
        });
    }

    private static String signs(Scene scene) {
        return scene.getRoot().lookupAll(".soak-cells-row").stream()
                .flatMap(r -> ((Parent) r).getChildrenUnmodifiable().stream())
                .map(c -> ((Labeled) c).getText())
                .collect(Collectors.joining());
    }

    @Test
    void at_the_end_what_is_signed_is_read_first_and_each_criterion_says_how_it_is_known() throws Exception {
        shown(HandMadeView.midCutover().over().daily(days(7)), Optional.of(reading()), "end", (scene, console) -> {
            assertThat(((Button) scene.lookup("#end-close")).isDisabled()).isTrue();
            ((Button) scene.lookup("#end-read")).fire();
            assertThat(((Button) scene.lookup("#end-close")).isDisabled()).isFalse();
            assertThat(ShownWords.in(scene.lookup("#standing-criteria")))
                    .contains("C14", "met, measured", "C17", "not shown", "C6", "cannot be met");
            assertThat(ShownWords.in(scene.lookup("#standing-cost"))).contains("open until 2026-03-08");
            assertThat(ShownWords.in(scene.lookup("#end"))).contains("Migrated, with exceptions", "not all as planned");
        });
    }

    @Test
    void a_closed_session_says_so_offers_nothing_and_is_at_rest() throws Exception {
        var ended = new Ended(
                HandMadeView.NOW,
                CLOSING.outcome().words(),
                CLOSING.headline(),
                "lead",
                "Bea",
                "Thank you all",
                CLOSING.lines());
        shown(
                HandMadeView.midCutover().over().daily(days(6)).ended(ended),
                Optional.of(reading()),
                "closed",
                (scene, console) -> {
                    assertThat(ShownWords.in(scene.lookup("#end")))
                            .contains("Closed", "Migrated, with exceptions", "by lead", "Signed by Bea")
                            .contains("Thank you all", "nothing changes any more");
                    assertThat(scene.lookup("#end-close").isVisible()).isFalse();
                    assertThat(scene.lookup("#soak-check-7")).isNull();
                    var hold = (Button) scene.lookup("#hold");
                    assertThat(hold.getText()).isEqualTo("Closed");
                    assertThat(hold.isDisabled()).isTrue();
                    assertThat(scene.lookup("#fact-way-back").isVisible()).isFalse();
                    assertThat(ShownWords.in(scene.lookup("#closed-banner"))).contains("The session is closed");
                });
    }
}
