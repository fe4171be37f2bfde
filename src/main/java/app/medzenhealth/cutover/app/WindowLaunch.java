package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.audit.TrailUnavailable;
import app.medzenhealth.cutover.aws.signin.Machine;
import app.medzenhealth.cutover.concurrent.Threads;
import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.store.StoreProblem;
import app.medzenhealth.cutover.ui.common.Appearance;
import app.medzenhealth.cutover.ui.common.Console;
import app.medzenhealth.cutover.ui.common.SceneTheme;
import app.medzenhealth.cutover.ui.shell.Gui;
import app.medzenhealth.cutover.ui.shell.PassphraseQuestion;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Opens the window, and returns when somebody has closed it. */
public final class WindowLaunch {
    private final PlanReading.Read plan;
    private final StateFolder state;
    private final Optional<Path> statusPage;

    /**
     * @param statusPage the folder that a status page is written into, if one is
     * @throws Refusal if the plan does not pass its check, with every problem
     */
    public WindowLaunch(PlanFile plan, StateFolder state, Optional<Path> statusPage) {
        this.plan = plan.chosen();
        this.statusPage = statusPage;
        this.state = state.typedIn(new Typed());
    }

    /** Whoever opened a window has no eye on the terminal. */
    private static final class Typed implements GivenPassphrase.Typing {
        @Override
        public Optional<char[]> ask(String words) {
            return Display.isSeen() ? answer(new PassphraseQuestion.Open(words)) : Optional.empty();
        }

        @Override
        public Optional<char[]> askAgain(String words) {
            return Display.isSeen() ? answer(new PassphraseQuestion.Again(words)) : Optional.empty();
        }

        @Override
        public Optional<char[]> askOrNone(String words) {
            return Display.isSeen() ? answer(new PassphraseQuestion.Choose(words)) : Optional.of(new char[0]);
        }
    }

    private static Optional<char[]> answer(PassphraseQuestion question) {
        var closed = new CountDownLatch(1);
        var answer = new AtomicReference<Optional<char[]>>(Optional.empty());
        Gui.launch(question, new SceneTheme(Appearance.STANDARD), answer::set, closed::countDown);
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return answer.get();
    }

    private interface Opening {
        void open() throws InterruptedException;
    }

    /** @param goOnWith id of the rehearsal to go on with; empty: the window asks, or {@code which} says */
    public void rehearse(Optional<String> goOnWith, WhichSession which) throws InterruptedException {
        seen(() -> {
            var folder = state.open(StateFolder.REHEARSAL);
            try (var rehearsals = new Rehearsals(plan, folder, goOnWith)) {
                statusPage.ifPresent(rehearsals::statusPage);
                var closed = new CountDownLatch(1);
                var theme = new StoredAppearance(folder).theme();
                if (rehearsals.asks() && goOnWith.isEmpty() && which == WhichSession.LAST) {
                    Gui.launch(rehearsals, Screens.all(), theme, WindowLaunch::read, closed::countDown);
                } else {
                    var console = goOnWith.isEmpty() ? rehearsals.beginAnew() : rehearsals.goOn();
                    Gui.launch(console, Screens.all(), theme, closed::countDown);
                    read(console);
                }
                closed.await();
            }
        });
    }

    /**
     * @param asked made where a refusal of it is shown in the window as well
     * @param notices receives what must be known of the session that goes on, as sentences
     */
    public void live(Supplier<LiveWishes> asked, Consumer<String> notices) throws InterruptedException {
        seen(() -> {
            var wishes = asked.get();
            var folder = state.open(StateFolder.live(wishes.endpoint()));
            try (var door = new LiveSignIn(plan, wishes, folder, Machine.here())) {
                statusPage.ifPresent(door::statusPage);
                door.choice().notices().forEach(notices);
                var closed = new CountDownLatch(1);
                Gui.launch(
                        door,
                        Screens.all(),
                        new StoredAppearance(folder).theme(),
                        WindowLaunch::read,
                        closed::countDown);
                closed.await();
            }
        });
    }

    /** Whoever clicked an icon sees no terminal. */
    private static void seen(Opening window) throws InterruptedException {
        try {
            window.open();
        } catch (StoreProblem | TrailUnavailable | Refusal e) {
            if (Display.isSeen()) {
                var closed = new CountDownLatch(1);
                Gui.launch(Failure.of(e).words(), new SceneTheme(Appearance.STANDARD), closed::countDown);
                closed.await();
            }
            throw e;
        }
    }

    /** The first readings, beside the window. */
    private static void read(Console console) {
        Threads.start("first readings", () -> {
            try {
                console.inventory().refresh();
                console.audit().verify();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
