package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.app.Display;
import app.medzenhealth.cutover.app.Exit;
import app.medzenhealth.cutover.app.LiveWishes;
import app.medzenhealth.cutover.app.WhichSession;
import app.medzenhealth.cutover.app.WindowLaunch;
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

    @Mixin
    private LiveOptions live = new LiveOptions();

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
            names = "--status-page",
            paramLabel = "DIR",
            description = "Writes status.html into this folder every half minute: one signed page for people outside.")
    private @Nullable Path statusPage;

    @Override
    public Integer call() throws Exception {
        var window = new WindowLaunch(plan.chosen(), state.folder(), Optional.ofNullable(statusPage));
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
        return live.wishes(with, Optional.ofNullable(goOnWith), which(), Optional.ofNullable(forgotten));
    }
}
