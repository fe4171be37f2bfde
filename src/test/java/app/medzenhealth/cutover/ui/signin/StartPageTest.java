package app.medzenhealth.cutover.ui.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.medzenhealth.cutover.aws.signin.ChangeSwitch.Leave;
import app.medzenhealth.cutover.aws.signin.DeviceCode;
import app.medzenhealth.cutover.aws.signin.Person;
import app.medzenhealth.cutover.aws.signin.ProfileEntry;
import app.medzenhealth.cutover.aws.signin.ProfileEntry.Kind;
import app.medzenhealth.cutover.aws.signin.SignInProblem;
import app.medzenhealth.cutover.aws.signin.WrongAccount;
import app.medzenhealth.cutover.ui.common.Appearance;
import app.medzenhealth.cutover.ui.common.Background;
import app.medzenhealth.cutover.ui.common.Console;
import app.medzenhealth.cutover.ui.common.HandMadeConsole;
import app.medzenhealth.cutover.ui.common.SceneTheme;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.PasswordField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class StartPageTest {
    private static final String ACCOUNT = "558069890522";
    private static final Instant NOW = Instant.parse("2026-01-21T02:00:00Z");

    private final Background background = new Background();
    private final Door door = new Door();
    private final List<Console> opened = new CopyOnWriteArrayList<>();
    private final List<URI> browsed = new CopyOnWriteArrayList<>();
    private final List<String> quit = new CopyOnWriteArrayList<>();
    private volatile Instant now = NOW;
    private Scene scene;
    private StartPage page;

    private interface Way {
        Console go(Person person) throws InterruptedException;
    }

    /** Lets in as a test wants it. */
    private static final class Door implements Entrance {
        private final List<String> tried = new CopyOnWriteArrayList<>();
        private volatile Optional<String> first = Optional.empty();
        private volatile Way way = person -> HandMadeConsole.midCutover();

        @Override
        public String account() {
            return ACCOUNT;
        }

        @Override
        public String plan() {
            return "MedZen";
        }

        @Override
        public Optional<String> endpoint() {
            return Optional.of("endpoint http://127.0.0.1:5000 — not AWS");
        }

        @Override
        public Optional<String> profile() {
            return first;
        }

        @Override
        public List<ProfileEntry> profiles() {
            return List.of(
                    new ProfileEntry("lead", Kind.ROLE, "role operator", true, Optional.of(ACCOUNT), Optional.empty()),
                    new ProfileEntry("other", Kind.KEYS, "keys", false, Optional.empty(), Optional.empty()),
                    new ProfileEntry(
                            "machine", Kind.REFUSED, "Ec2", false, Optional.empty(), Optional.of("a machine's")));
        }

        @Override
        public Console enter(String profile, Leave leave, Person person) throws InterruptedException {
            tried.add(profile + " " + leave);
            return way.go(person);
        }
    }

    @Start
    void open(Stage stage) {
        page = new StartPage(door, background, () -> now, browsed::add, opened::add, () -> quit.add("quit"));
        scene = new Scene(new StackPane(page), 980, 900);
        new SceneTheme(Appearance.STANDARD).dress(scene);
        stage.setScene(scene);
        stage.setX(0);
        stage.setY(0);
        stage.show();
    }

    @Stop
    void close() {
        page.close();
        background.close();
    }

    private void start(FxRobot robot) {
        robot.interact(page::start);
        await().until(() -> !door.first.isEmpty()
                || robot.lookup("#signin-profiles").tryQuery().isPresent());
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void untilShown(FxRobot robot, String id) {
        await().until(() -> robot.lookup(id).tryQuery().filter(Node::isVisible).isPresent());
        WaitForAsyncUtils.waitForFxEvents();
    }

    private String text(FxRobot robot, String id) {
        return robot.lookup(id).queryAs(Labeled.class).getText();
    }

    @Test
    void the_profile_of_the_plans_account_is_offered_and_enter_signs_in_to_read_only(FxRobot robot) {
        start(robot);
        await().until(() -> text(robot, "#signin-go").equals("Sign in with lead"));
        robot.clickOn("#signin-profiles").press(KeyCode.HOME).release(KeyCode.HOME);
        robot.press(KeyCode.ENTER).release(KeyCode.ENTER);
        await().until(() -> opened.size() == 1);
        assertThat(door.tried).containsExactly("lead READ_ONLY");
        assertThat(text(robot, "#endpoint")).contains("not AWS");
    }

    @Test
    void changes_are_allowed_only_when_chosen(FxRobot robot) {
        start(robot);
        await().until(() -> text(robot, "#signin-go").equals("Sign in with lead"));
        robot.clickOn("#leave-change").clickOn("#signin-go");
        await().until(() -> opened.size() == 1);
        assertThat(door.tried).containsExactly("lead CHANGES");
    }

    @Test
    void a_profile_of_a_machine_cannot_be_chosen(FxRobot robot) {
        start(robot);
        await().until(() -> text(robot, "#signin-go").equals("Sign in with lead"));
        robot.clickOn("#signin-profiles").press(KeyCode.END).release(KeyCode.END);
        assertThat(robot.lookup("#signin-go").queryButton().isDisabled()).isTrue();
        robot.press(KeyCode.ENTER).release(KeyCode.ENTER);
        assertThat(door.tried).isEmpty();
    }

    @Test
    void an_unknown_profile_is_said_and_the_list_offered(FxRobot robot) {
        door.first = Optional.of("nobody");
        start(robot);
        untilShown(robot, "#signin-problem");
        assertThat(texts(scene.getRoot())).anyMatch(t -> t.contains("There is no profile \"nobody\""));
        assertThat(door.tried).isEmpty();
    }

    @Test
    void the_code_is_asked_for_covered_sent_once_and_not_kept(FxRobot robot) {
        var codes = new CopyOnWriteArrayList<String>();
        door.first = Optional.of("lead");
        door.way = person -> {
            codes.add(person.mfaCode("arn:aws:iam::558069890522:mfa/lead", "lead"));
            return HandMadeConsole.midCutover();
        };
        start(robot);
        untilShown(robot, "#signin-code");
        var field = robot.lookup("#signin-code").queryAs(PasswordField.class);
        assertThat(scene.getFocusOwner()).isSameAs(field);
        robot.write("12345");
        assertThat(robot.lookup("#signin-code-send").queryButton().isDisabled()).isTrue();
        robot.write("6").press(KeyCode.ENTER).release(KeyCode.ENTER);
        await().until(() -> opened.size() == 1);
        assertThat(codes).containsExactly("123456");
        assertThat(field.getText()).isEmpty();
    }

    @Test
    void what_was_refused_is_said_in_words_and_one_can_try_again(FxRobot robot) {
        door.first = Optional.of("lead");
        door.way = person -> {
            throw new SignInProblem(
                    SignInProblem.Kind.MFA_CODE, "AWS did not take the MFA code", "wait for another code");
        };
        start(robot);
        untilShown(robot, "#signin-problem");
        assertThat(texts(scene.getRoot()))
                .contains(
                        "AWS did not take the MFA code",
                        "Nobody was signed in; nothing was read or changed.",
                        "Wait for another code.");
        door.way = person -> HandMadeConsole.midCutover();
        robot.clickOn("#signin-go");
        await().until(() -> opened.size() == 1);
    }

    @Test
    void the_code_of_a_single_sign_on_is_shown_its_page_opened_and_its_time_counted(FxRobot robot) {
        var confirmed = new CountDownLatch(1);
        door.first = Optional.of("other");
        door.way = person -> {
            person.visit(new DeviceCode(
                    "WDJB-MJHT", URI.create("https://device.sso/?user_code=WDJB-MJHT"), NOW.plusSeconds(600)));
            confirmed.await();
            return HandMadeConsole.midCutover();
        };
        start(robot);
        untilShown(robot, "#signin-user-code");
        assertThat(text(robot, "#signin-user-code")).isEqualTo("WDJB-MJHT");
        assertThat(browsed).containsExactly(URI.create("https://device.sso/?user_code=WDJB-MJHT"));
        now = NOW.plus(Duration.ofSeconds(535));
        await().until(() -> text(robot, "#signin-code-left").contains("01:05"));
        now = NOW.plus(Duration.ofSeconds(601));
        await().until(() -> text(robot, "#signin-code-left").contains("expired"));
        confirmed.countDown();
        await().until(() -> opened.size() == 1);
    }

    @Test
    void cancel_ends_the_waiting_and_goes_back_to_the_list(FxRobot robot) {
        var ended = new CopyOnWriteArrayList<String>();
        door.first = Optional.of("other");
        door.way = person -> {
            try {
                new CountDownLatch(1).await();
                return HandMadeConsole.midCutover();
            } finally {
                ended.add("ended");
            }
        };
        start(robot);
        untilShown(robot, "#signin-cancel");
        await().until(() -> door.tried.size() == 1);
        robot.clickOn("#signin-cancel");
        await().until(() -> ended.size() == 1);
        untilShown(robot, "#signin-go");
        assertThat(texts(scene.getRoot())).contains("Cancelled. Nobody was signed in.");
        assertThat(opened).isEmpty();
    }

    @Test
    void a_wrong_account_fills_the_window_and_leaves_two_ways_out(FxRobot robot) {
        door.first = Optional.of("other");
        door.way = person -> {
            throw new WrongAccount(ACCOUNT, "111122223333", "arn:aws:iam::111122223333:user/lead", "other");
        };
        start(robot);
        untilShown(robot, "#wrong-account");
        assertThat(texts(scene.getRoot()))
                .contains(ACCOUNT, "111122223333", "arn:aws:iam::111122223333:user/lead", "other", "Not done", "Next");
        Predicate<Node> usable = n -> n instanceof Control c && c.isFocusTraversable();
        assertThat(robot.from(scene.getRoot()).lookup(usable).<Node>queryAll().stream()
                        .map(Node::getId))
                .containsExactlyInAnyOrder("wrong-account-other", "wrong-account-quit");
        var stop = robot.lookup("#wrong-account").queryAs(Parent.class);
        assertThat(stop.getLayoutBounds().getWidth()).isEqualTo(scene.getWidth());
        assertThat(stop.getLayoutBounds().getHeight()).isEqualTo(scene.getHeight());
        robot.clickOn("#wrong-account-quit");
        assertThat(quit).hasSize(1);
        robot.clickOn("#wrong-account-other");
        untilShown(robot, "#signin-go");
        assertThat(door.tried).as("not tried again by itself").hasSize(1);
    }

    private static List<String> texts(Parent root) {
        var found = new ArrayList<String>();
        collect(root, found);
        return found;
    }

    private static void collect(Node node, List<String> found) {
        if (node instanceof Label || node instanceof Button) {
            found.add(((Labeled) node).getText());
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> collect(child, found));
        }
    }
}
