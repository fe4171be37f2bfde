package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.audit.TrailUnavailable;
import app.medzenhealth.cutover.aws.signin.Machine;
import app.medzenhealth.cutover.concurrent.Threads;
import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.session.FreeText;
import app.medzenhealth.cutover.session.Operator;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.session.Session;
import app.medzenhealth.cutover.store.StoreProblem;
import app.medzenhealth.cutover.ui.common.Appearance;
import app.medzenhealth.cutover.ui.common.Console;
import app.medzenhealth.cutover.ui.common.Look;
import app.medzenhealth.cutover.ui.shell.Gui;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The window: in rehearsal unless told otherwise. */
@Command(name = "gui", description = "Opens the window (default).", mixinStandardHelpOptions = true)
final class GuiCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private StateOption state = new StateOption();

    @Mixin
    private PlanOption plan = new PlanOption();

    @Option(
            names = "--live",
            paramLabel = "PROFILE",
            arity = "0..1",
            fallbackValue = "",
            description = "Work on AWS with this profile; without a name, choose one in the window.")
    private @Nullable String profile;

    @Option(
            names = "--endpoint-url",
            paramLabel = "URL",
            description = "With --live: this endpoint instead of AWS; loopback only.")
    private @Nullable URI endpoint;

    @Option(
            names = "--working-copy",
            paramLabel = "DIR",
            description = "With --live: the project's working copy. Default: the session's last one, else this folder.")
    private @Nullable Path workingCopy;

    @Option(
            names = "--db-user",
            paramLabel = "NAME",
            description = "With --live: read databases as this user. Default: PGUSER.")
    private @Nullable String databaseUser;

    @Option(
            names = "--db-password",
            interactive = true,
            arity = "0",
            description = "With --live: ask for that user's password here; kept in memory only. Default: PGPASSWORD.")
    private @Nullable String databasePassword;

    @Option(
            names = "--db-tunnel",
            paramLabel = "DB=HOST:PORT",
            description =
                    "With --live: ways to databases through a tunnel, by instance or host, with commas between them."
                            + " Default: CUTOVER_PGTUNNEL.")
    private @Nullable String tunnels;

    @Option(
            names = "--continue",
            paramLabel = "SESSION",
            description = "Go on with this session. Live: although the plan's text has changed since.")
    private @Nullable String goOnWith;

    @Option(
            names = "--new",
            description =
                    "Start a new rehearsal without asking. With --live: a new session on an emulator that was restarted.")
    private boolean anew;

    @Option(
            names = "--forgotten",
            paramLabel = "WHY",
            description =
                    "With --live: go on with the session although its emulator has forgotten what it made. Recorded.")
    private @Nullable String forgotten;

    @Option(
            names = "--operator",
            paramLabel = "NAME",
            description = "With --live: your name in the audit trail. Default: the user's.")
    private @Nullable String operator;

    @Override
    public Integer call() throws Exception {
        var chosen = plan.chosen();
        var missing = Display.missing();
        if (missing.isPresent()) {
            return withoutDisplay(missing.get());
        }
        try {
            return profile == null ? rehearse(chosen) : live(chosen, profile);
        } catch (StoreProblem | TrailUnavailable | Refusal e) {
            if (Display.isSeen()) {
                // Whoever clicked an icon sees no terminal.
                var closed = new CountDownLatch(1);
                Gui.launch(sentences(e), new Look(Appearance.STANDARD), closed::countDown);
                closed.await();
            }
            throw e;
        }
    }

    private int withoutDisplay(String missing) throws Exception {
        var err = spec.commandLine().getErr();
        if (profile != null) {
            err.println("The window cannot be opened: " + missing + ". Live work needs the window; nothing was done.");
            return Exit.CANNOT_RUN_HERE;
        }
        err.println("The window cannot be opened: " + missing + ". The rehearsal runs in the terminal instead.");
        var arguments = new ArrayList<>(List.of("rehearse"));
        arguments.addAll(state.arguments());
        arguments.addAll(plan.arguments());
        if (goOnWith != null) {
            arguments.addAll(List.of("--continue", goOnWith));
        }
        return spec.commandLine().getParent().execute(arguments.toArray(String[]::new));
    }

    private static String sentences(RuntimeException e) {
        return e instanceof Refusal r
                ? r.getMessage() + ". Nothing was done. Next: " + r.next() + "."
                : String.valueOf(e.getMessage());
    }

    private int rehearse(PlanReading.Read chosen) throws InterruptedException {
        var folder = state.open("rehearsal");
        var rehearsals = new Rehearsals(chosen, folder, Optional.ofNullable(goOnWith));
        try (rehearsals) {
            var closed = new CountDownLatch(1);
            var look = new KeptAppearance(folder).look();
            if (rehearsals.asks() && goOnWith == null && !anew) {
                Gui.launch(rehearsals, Screens.all(), look, GuiCommand::read, closed::countDown);
            } else {
                var console = goOnWith == null ? rehearsals.beginAnew() : rehearsals.goOn();
                Gui.launch(console, Screens.all(), look, closed::countDown);
                read(console);
            }
            closed.await();
        }
        return Exit.DONE;
    }

    private int live(PlanReading.Read chosen, String with) throws InterruptedException {
        var wishes = new LiveSignIn.Wishes(
                chosen,
                Optional.of(with).filter(p -> !p.isBlank()),
                Optional.ofNullable(endpoint),
                Optional.ofNullable(workingCopy),
                Optional.ofNullable(goOnWith),
                anew ? LiveSignIn.Beginning.ANEW : LiveSignIn.Beginning.LAST,
                databases(),
                Optional.ofNullable(forgotten).map(GuiCommand::reason),
                new Operator(Optional.ofNullable(operator).orElse(System.getProperty("user.name", "operator"))));
        var folder = state.open(StateOption.live(wishes.endpoint()));
        try (var door = new LiveSignIn(wishes, folder, Machine.here())) {
            door.choice().notices().forEach(spec.commandLine().getErr()::println);
            var closed = new CountDownLatch(1);
            Gui.launch(door, Screens.all(), new KeptAppearance(folder).look(), GuiCommand::read, closed::countDown);
            closed.await();
        }
        return Exit.DONE;
    }

    private static String reason(String words) {
        var reason = FreeText.REASON.accept(words);
        if (reason.length() < Session.SHORTEST_REASON) {
            throw new Refusal(
                    "--forgotten needs a written reason", "say in a sentence why the session goes on all the same");
        }
        return reason;
    }

    private DatabaseLogin databases() {
        var given = new DatabaseLogin.Given(
                Optional.ofNullable(databaseUser), Optional.ofNullable(databasePassword), Optional.ofNullable(tunnels));
        try {
            return DatabaseLogin.of(given, System.getenv());
        } catch (IllegalArgumentException e) {
            throw new Refusal(
                    String.valueOf(e.getMessage()),
                    "write --db-tunnel or CUTOVER_PGTUNNEL as medzen-ehrbase-db=127.0.0.1:15432");
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
