package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.app.DatabaseLogin;
import app.medzenhealth.cutover.app.Display;
import app.medzenhealth.cutover.app.Exit;
import app.medzenhealth.cutover.app.LiveWishes;
import app.medzenhealth.cutover.app.WhichSession;
import app.medzenhealth.cutover.app.WindowLaunch;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
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
        var window = new WindowLaunch(plan.chosen(), state.folder());
        var missing = Display.missing();
        if (missing.isPresent()) {
            return withoutDisplay(missing.get());
        }
        if (profile == null) {
            window.rehearse(Optional.ofNullable(goOnWith), which());
        } else {
            var with = profile;
            window.live(() -> wishes(with), spec.commandLine().getErr()::println);
        }
        return Exit.DONE;
    }

    private WhichSession which() {
        return anew ? WhichSession.ANEW : WhichSession.LAST;
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

    private LiveWishes wishes(String with) {
        return new LiveWishes(
                Optional.of(with).filter(p -> !p.isBlank()),
                Optional.ofNullable(endpoint),
                Optional.ofNullable(workingCopy),
                Optional.ofNullable(goOnWith),
                which(),
                DatabaseLogin.of(
                        new DatabaseLogin.Given(
                                Optional.ofNullable(databaseUser),
                                Optional.ofNullable(databasePassword),
                                Optional.ofNullable(tunnels)),
                        System.getenv()),
                Optional.ofNullable(forgotten),
                Optional.ofNullable(operator).orElse(System.getProperty("user.name", "operator")));
    }
}
