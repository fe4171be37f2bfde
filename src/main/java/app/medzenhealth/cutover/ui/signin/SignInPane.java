package app.medzenhealth.cutover.ui.signin;

import app.medzenhealth.cutover.aws.signin.DeviceCode;
import app.medzenhealth.cutover.aws.signin.Person;
import app.medzenhealth.cutover.aws.signin.ProfileEntry;
import app.medzenhealth.cutover.aws.signin.SignInProblem;
import app.medzenhealth.cutover.session.StepState.Problem;
import app.medzenhealth.cutover.ui.common.Background;
import app.medzenhealth.cutover.ui.common.Blank;
import app.medzenhealth.cutover.ui.common.ErrorReport;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.ProblemPane;
import app.medzenhealth.cutover.ui.common.Tone;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressBar;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** From a list of profiles to being signed in: the choice, what is asked on the way, what went wrong. */
public final class SignInPane extends VBox {
    private final Background background;
    private final InstantSource clock;
    private final Browser browser;
    private final Target target;
    private final ListView<ProfileEntry> profiles = new ListView<>();
    private final Button go = new Button("Sign in", new Icon(Feather.LOG_IN));
    private final Button cancel = new Button("Cancel");
    private final Label progress = Labels.wrapped("", "muted");
    private final VBox asked = new VBox();
    private final VBox trouble = new VBox();
    private final VBox between = new VBox();
    private final HBox aside = new HBox();
    private final Timeline ticking = new Timeline(new KeyFrame(Duration.seconds(1), _ -> tick()));
    private Runnable stop = () -> {};
    private @Nullable DeviceCodePane device;
    private long attempt;

    /** Where it leads. */
    public interface Target {
        /** Account of the plan. */
        String account();

        /** May block. */
        List<ProfileEntry> profiles();

        /** Blocks until signed in. */
        void enter(String profile, Person person) throws InterruptedException;

        /** Signed in; on the JavaFX thread. */
        void entered();

        /**
         * Not signed in; on the JavaFX thread.
         *
         * @return whether it is shown elsewhere
         */
        default boolean refused(SignInProblem problem) {
            return false;
        }
    }

    public SignInPane(Background background, InstantSource clock, Browser browser, Target target) {
        this.background = background;
        this.clock = clock;
        this.browser = browser;
        this.target = target;
        getStyleClass().add("sign-in");
        profiles.setId("signin-profiles");
        profiles.setCellFactory(_ -> new ProfileCell(target.account()));
        profiles.setAccessibleText("Profiles");
        profiles.setPlaceholder(Blank.loading("Reading the profiles", "", -1));
        profiles.getStyleClass().add("profiles");
        VBox.setVgrow(profiles, Priority.ALWAYS);
        profiles.setOnKeyPressed(e -> {
            if (e.getCode() == KeyCode.ENTER && !go.isDisabled()) {
                go.fire();
                e.consume();
            }
        });
        go.setId("signin-go");
        go.getStyleClass().add("primary");
        go.setMinWidth(USE_PREF_SIZE);
        go.setDisable(true);
        go.setOnAction(_ -> chosen().ifPresent(p -> begin(p.name())));
        profiles.getSelectionModel().selectedItemProperty().subscribe(p -> offer(Optional.ofNullable(p)));
        cancel.setId("signin-cancel");
        cancel.setMinWidth(USE_PREF_SIZE);
        cancel.setOnAction(_ -> stop());
        progress.setId("signin-progress");
        asked.getStyleClass().add("rows");
        asked.setMinHeight(USE_PREF_SIZE);
        trouble.setMinHeight(USE_PREF_SIZE);
        between.setMinHeight(USE_PREF_SIZE);
        for (var part : List.of(asked, trouble, between)) {
            part.managedProperty().bind(Bindings.isNotEmpty(part.getChildren()));
        }
        ticking.setCycleCount(Animation.INDEFINITE);
        choose();
    }

    /**
     * More to be settled with the choice of a profile.
     *
     * @param question under the list
     * @param button at the other end of the line of buttons, at all times
     */
    public void add(Node question, Node button) {
        between.getChildren().setAll(question);
        aside.getChildren().setAll(button);
    }

    /** Reads the profiles, and begins with the named one where there is one. */
    public void start(Optional<String> first) {
        read(list -> show(list, first));
    }

    /** Reads the profiles, and only points at the named one. */
    public void point(String profile) {
        read(list -> {
            profiles.getItems().setAll(list);
            list.stream()
                    .filter(p -> p.name().equals(profile))
                    .findFirst()
                    .ifPresent(p -> profiles.getSelectionModel().select(p));
        });
    }

    private void read(Consumer<List<ProfileEntry>> then) {
        background.<List<ProfileEntry>>run("Reading the profiles", target::profiles, then, p -> {
            profiles.setPlaceholder(Blank.unknown("The profiles could not be read", ""));
            trouble.getChildren().setAll(new ProblemPane(p));
        });
    }

    private void show(List<ProfileEntry> list, Optional<String> first) {
        profiles.setPlaceholder(Blank.empty(
                "There is no profile",
                "Make one with “aws configure sso” or “aws configure”, then try again. AWS_CONFIG_FILE and"
                        + " AWS_SHARED_CREDENTIALS_FILE are honoured."));
        profiles.getItems().setAll(list);
        var named = list.stream()
                .filter(p -> first.filter(p.name()::equals).isPresent())
                .findFirst();
        named.or(() -> list.stream().filter(this::likely).findFirst())
                .ifPresent(p -> profiles.getSelectionModel().select(p));
        profiles.requestFocus();
        if (named.isPresent()) {
            begin(named.get().name());
        } else {
            first.ifPresent(name -> problem(new SignInProblem(
                    SignInProblem.Kind.NO_SUCH_PROFILE,
                    "There is no profile \"" + name + "\" in the AWS config or credentials file",
                    "choose one of the list")));
        }
    }

    private boolean likely(ProfileEntry profile) {
        return profile.refused().isEmpty()
                && profile.account().filter(target.account()::equals).isPresent();
    }

    private Optional<ProfileEntry> chosen() {
        return Optional.ofNullable(profiles.getSelectionModel().getSelectedItem());
    }

    private void offer(Optional<ProfileEntry> profile) {
        go.setDisable(profile.isEmpty() || profile.get().refused().isPresent());
        go.setText(profile.map(p -> "Sign in with " + p.name()).orElse("Sign in"));
    }

    /** Begins at once. */
    public void begin(String profile) {
        var mine = ++attempt;
        trouble.getChildren().clear();
        asked.getChildren().clear();
        progress.setText("Signing in with " + profile);
        var bar = new ProgressBar(ProgressBar.INDETERMINATE_PROGRESS);
        bar.setMaxWidth(Double.MAX_VALUE);
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        var foot = new HBox(aside, gap, cancel);
        foot.getStyleClass().add("row");
        getChildren().setAll(Labels.wrapped("Signing in with profile " + profile, "h3"), bar, progress, asked, foot);
        cancel.requestFocus();
        ticking.play();
        var person = new WindowPerson(background, shown(mine));
        stop = background.stoppable(
                "Signing in",
                () -> {
                    try {
                        target.enter(profile, person);
                        background.later(() -> entered(mine));
                    } catch (SignInProblem problem) {
                        background.later(() -> ended(mine, problem));
                    } catch (RuntimeException e) {
                        background.later(() -> ended(mine, e));
                    }
                },
                () -> {});
    }

    private void entered(long which) {
        if (which == attempt) {
            choose();
        }
        target.entered();
    }

    private WindowPerson.Shown shown(long which) {
        return new WindowPerson.Shown() {
            @Override
            public void progress(String text) {
                if (which == attempt) {
                    progress.setText(text);
                }
            }

            @Override
            public void askCode(String serial, CompletableFuture<String> answer) {
                if (which == attempt) {
                    var prompt = new CodePrompt(serial, code -> {
                        asked.getChildren().clear();
                        answer.complete(code);
                    });
                    asked.getChildren().setAll(prompt);
                    prompt.focus();
                }
            }

            @Override
            public void device(DeviceCode code) {
                if (which == attempt) {
                    var pane = new DeviceCodePane(code, browser);
                    device = pane;
                    asked.getChildren().setAll(pane);
                    tick();
                    browser.open(code.page());
                }
            }
        };
    }

    private void tick() {
        if (device != null) {
            device.at(clock.instant());
        }
    }

    private void ended(long which, RuntimeException failure) {
        if (which != attempt) {
            return;
        }
        choose();
        if (failure instanceof SignInProblem problem) {
            if (!target.refused(problem)) {
                problem(problem);
            }
        } else {
            trouble.getChildren().setAll(new ProblemPane(ErrorReport.of(failure)));
        }
    }

    private void problem(SignInProblem problem) {
        trouble.getChildren().setAll(new ProblemPane(said(problem)));
        trouble.getChildren().getFirst().setId("signin-problem");
    }

    static Problem said(SignInProblem problem) {
        return new Problem(
                "signin-" + problem.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                problem.happened(),
                "Nobody was signed in; nothing was read or changed.",
                problem.next().substring(0, 1).toUpperCase(Locale.ROOT)
                        + problem.next().substring(1) + ".");
    }

    /** Ends what is under way and goes back to the choice. */
    public void stop() {
        stop.run();
        attempt++;
        choose();
        trouble.getChildren()
                .setAll(new HBox(
                        new Icon(Feather.INFO, Tone.NEUTRAL),
                        Labels.wrapped("Cancelled. Nobody was signed in.", "muted")));
        trouble.getChildren().getFirst().getStyleClass().add("row");
    }

    private void choose() {
        stop = () -> {};
        ticking.stop();
        device = null;
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        var foot = new HBox(aside, gap, go);
        foot.getStyleClass().add("row");
        getChildren().setAll(trouble, profiles, between, foot);
    }

    /** Lets the list be used for something else: ends what is under way without a word. */
    public void close() {
        attempt++;
        stop.run();
        ticking.stop();
    }
}
