package app.medzenhealth.cutover.ui.signin;

import app.medzenhealth.cutover.aws.signin.ChangeSwitch.Leave;
import app.medzenhealth.cutover.aws.signin.Person;
import app.medzenhealth.cutover.aws.signin.ProfileEntry;
import app.medzenhealth.cutover.aws.signin.SignInProblem;
import app.medzenhealth.cutover.aws.signin.WrongAccount;
import app.medzenhealth.cutover.session.SessionView.Mode;
import app.medzenhealth.cutover.ui.common.Background;
import app.medzenhealth.cutover.ui.common.Console;
import app.medzenhealth.cutover.ui.common.Labels;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** What a live window begins with. At a wrong account nothing of it is left but the way out. */
public final class StartPage extends StackPane {
    private final Entrance entrance;
    private final Consumer<Console> opened;
    private final Runnable quit;
    private final SignInPane pane;
    private final RadioButton reads = new RadioButton("Only read");
    private final RadioButton changes = new RadioButton("Read, and change what I confirm step by step");
    private final VBox card = new VBox();

    /** @param opened receives the session, on the JavaFX thread */
    public StartPage(
            Entrance entrance,
            Background background,
            InstantSource clock,
            Browser browser,
            Consumer<Console> opened,
            Runnable quit) {
        this.entrance = entrance;
        this.opened = opened;
        this.quit = quit;
        this.pane = new SignInPane(background, clock, browser, new Way());
        getStyleClass().addAll("screen", "start-page");
        VBox.setVgrow(pane, Priority.ALWAYS);
        card.setId("start");
        card.getStyleClass().addAll("panel", "start-card");
        pane.add(leave(), quitButton());
        card.getChildren().addAll(head(), pane);
        card.setMaxHeight(USE_PREF_SIZE);
        getChildren().setAll(card);
    }

    /** Reads the profiles, and begins where one was named. */
    public void start() {
        pane.start(entrance.profile());
    }

    /** Ends what is under way. */
    public void close() {
        pane.close();
    }

    private VBox head() {
        var mode = Labels.whole(entrance.mode().name(), "pill", entrance.mode() == Mode.LIVE ? "bad" : "warn");
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        var top = new HBox(Labels.whole("Cutover Console", "product"), gap);
        entrance.endpoint().ifPresent(e -> top.getChildren().add(EndpointBadge.of(e)));
        top.getChildren().add(mode);
        top.getStyleClass().add("row");
        top.setAlignment(Pos.CENTER_LEFT);
        var head = new VBox(
                top,
                Labels.wrapped("Sign in to account " + entrance.account(), "h1"),
                Labels.wrapped(
                        entrance.plan() + ". Nothing is read or changed before you sign in. Keys stay in memory.",
                        "muted"));
        head.getStyleClass().add("rows");
        head.setMinHeight(USE_PREF_SIZE);
        return head;
    }

    private VBox leave() {
        var group = new ToggleGroup();
        reads.setId("leave-read");
        reads.setToggleGroup(group);
        reads.setSelected(true);
        changes.setId("leave-change");
        changes.setToggleGroup(group);
        var box = new VBox(
                Labels.wrapped("What may this session do?", "h3"),
                reads,
                changes,
                Labels.wrapped(
                        "Can be changed later under Credentials; recorded. Root and machine credentials are never"
                                + " used.",
                        "caption",
                        "muted"));
        box.getStyleClass().addAll("rows", "start-part");
        box.setMinHeight(USE_PREF_SIZE);
        return box;
    }

    private Button quitButton() {
        var leave = new Button("Quit");
        leave.setId("signin-quit");
        leave.setMinWidth(USE_PREF_SIZE);
        leave.setOnAction(_ -> quit.run());
        return leave;
    }

    private final class Way implements SignInPane.Target {
        private final AtomicReference<Optional<Console>> made = new AtomicReference<>(Optional.empty());

        @Override
        public String account() {
            return entrance.account();
        }

        @Override
        public List<ProfileEntry> profiles() {
            return entrance.profiles();
        }

        @Override
        public void enter(String profile, Person person) throws InterruptedException {
            var wanted = changes.isSelected() ? Leave.CHANGES : Leave.READ_ONLY;
            made.set(Optional.of(entrance.enter(profile, wanted, person)));
        }

        @Override
        public void entered() {
            made.get().ifPresent(opened);
        }

        @Override
        public boolean refused(SignInProblem problem) {
            if (problem instanceof WrongAccount wrong) {
                getChildren().setAll(new WrongAccountPage(wrong, StartPage.this::again, quit));
                return true;
            }
            return false;
        }
    }

    private void again() {
        getChildren().setAll(card);
        pane.start(Optional.empty());
    }
}
