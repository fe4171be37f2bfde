package app.medzenhealth.cutover.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.app.EveryScreen;
import app.medzenhealth.cutover.inventory.Observation;
import app.medzenhealth.cutover.inventory.ServicePlace;
import app.medzenhealth.cutover.inventory.ServiceScan;
import app.medzenhealth.cutover.inventory.UnfinishedInventory;
import app.medzenhealth.cutover.ui.common.Appearance;
import app.medzenhealth.cutover.ui.common.Background;
import app.medzenhealth.cutover.ui.common.HandMadeConsole;
import app.medzenhealth.cutover.ui.common.HandMadeView;
import app.medzenhealth.cutover.ui.common.InventoryFeed;
import app.medzenhealth.cutover.ui.common.Place;
import app.medzenhealth.cutover.ui.common.SceneTheme;
import app.medzenhealth.cutover.ui.common.Tone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.paint.Color;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Shape;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** Unknown is never zero, and never well: what the screens say before anything was read from AWS. */
@ExtendWith(ApplicationExtension.class)
class BeforeFirstReadingTest {
    /** A number of things, where it is no part of a time, a version, an address or another number. */
    private static final Pattern ZERO = Pattern.compile("(?<![\\w.:,–-])0(?![\\w.:,–])");
    /** What the session itself knows without AWS: steps and ticks that are done, and lines of its log. */
    private static final Pattern OF_THE_SESSION =
            Pattern.compile("(.* · )?0 of \\d+( (done|·|services read).*)?|\\d\\d:\\d\\d:\\d\\d .*");
    /** The change window is open by the clock, which nobody has to read in AWS. */
    private static final Pattern CLOCK = Pattern.compile("(\\d+ [A-Z][a-z]{2} )?\\d\\d:\\d\\d:\\d\\d");

    private static final List<String> REGIONS = List.of("eu-central-1", "eu-west-1", "af-south-1");
    private static final List<ServicePlace> ASKED = REGIONS.stream()
            .flatMap(r -> List.of(new ServicePlace(r, "lambda"), new ServicePlace(r, "rds")).stream())
            .toList();

    @Start
    void start(Stage stage) {}

    private static InventoryFeed.Latest reading(UnfinishedInventory so) {
        return new InventoryFeed.Latest(
                1,
                Optional.empty(),
                Optional.empty(),
                Optional.of(so),
                Optional.of(new InventoryFeed.Scanning(so.done(), so.of(), "af-south-1 lambda")));
    }

    private static UnfinishedInventory begun() {
        return UnfinishedInventory.begun(ASKED, List.of());
    }

    private static ServiceScan empty(String region) {
        return new ServiceScan(
                region,
                "lambda",
                "ListFunctions",
                new Observation.Known<>(List.of(), HandMadeView.NOW, Duration.ofMillis(40)));
    }

    private static void walk(Node node, Consumer<Node> visitor) {
        if (!node.isVisible()) {
            return;
        }
        visitor.accept(node);
        if (node instanceof Parent p) {
            p.getChildrenUnmodifiable().forEach(c -> walk(c, visitor));
        }
    }

    private static void look(Place place, String when, Parent root, List<String> wrong) {
        walk(root, n -> {
            if (n instanceof Labeled l && l.getText() != null) {
                var text = l.getText();
                if (ZERO.matcher(text).find() && !OF_THE_SESSION.matcher(text).matches()) {
                    wrong.add(when + ", " + place + ": " + text);
                }
                if (l.getStyleClass().contains(Tone.OK.styleClass())
                        && text.chars().anyMatch(Character::isLetterOrDigit)
                        && !CLOCK.matcher(text).matches()) {
                    wrong.add(when + ", " + place + ", green: " + text);
                }
            } else if (n.getStyleClass().contains("region-dot")
                    && n.getStyleClass().contains(Tone.OK.styleClass())) {
                wrong.add(when + ", " + place + ", a green mark on the map");
            }
        });
    }

    private static List<String> looked(FxRobot robot, String when, InventoryFeed.Latest latest) {
        var wrong = new ArrayList<String>();
        var console = new HandMadeConsole(HandMadeView.fresh().view(), latest) {
            @Override
            public Optional<Verdict> lastVerdict() {
                return Optional.empty();
            }
        };
        var made = new ConsoleWindow[1];
        var scenes = new Scene[1];
        robot.interact(() -> {
            made[0] = new ConsoleWindow(
                    console,
                    EveryScreen.entries(),
                    new SceneTheme(Appearance.STANDARD),
                    new Background(Runnable::run, Runnable::run));
            scenes[0] = made[0].scene(1600, 1000);
        });
        for (var place : Place.values()) {
            robot.interact(() -> {
                made[0].navigator().go(place);
                ScreenPainter.picture(scenes[0]);
            });
            WaitForAsyncUtils.waitForFxEvents();
            robot.interact(() -> {
                ScreenPainter.picture(scenes[0]);
                look(place, when, scenes[0].getRoot(), wrong);
            });
        }
        robot.interact(made[0]::close);
        return wrong;
    }

    @Test
    void no_screen_says_zero_or_shows_green_before_the_first_reading(FxRobot robot) {
        var wrong = new ArrayList<String>();
        wrong.addAll(looked(robot, "not begun", InventoryFeed.Latest.NOTHING));
        wrong.addAll(looked(robot, "begun", reading(begun())));
        wrong.addAll(looked(robot, "one empty answer of six", reading(begun().with(empty("af-south-1")))));
        assertThat(wrong).isEmpty();
    }

    /** What is made while it is laid out is drawn in that very picture. */
    @Test
    void no_mark_of_the_map_is_drawn_before_it_has_its_colour(FxRobot robot) {
        var black = new ArrayList<String>();
        robot.interact(() -> {
            var made = new ConsoleWindow(
                    HandMadeConsole.midCutover(),
                    EveryScreen.entries(),
                    new SceneTheme(Appearance.STANDARD),
                    new Background(Runnable::run, Runnable::run));
            var scene = made.scene(1600, 1000);
            var root = scene.getRoot();
            // As a pulse does: styled once, then laid out.
            root.applyCss();
            root.layout();
            var marks = new HashSet<>(root.lookupAll("#region-map .region-dot"));
            marks.addAll(root.lookupAll("#region-map .graticule"));
            marks.stream()
                    .map(Shape.class::cast)
                    .filter(s ->
                            Color.BLACK.equals(s.getFill()) && s instanceof Circle || Color.BLACK.equals(s.getStroke()))
                    .map(s -> String.valueOf(s.getStyleClass()))
                    .forEach(black::add);
            assertThat(marks).hasSizeGreaterThan(10);
            made.close();
        });
        assertThat(black).isEmpty();
    }
}
