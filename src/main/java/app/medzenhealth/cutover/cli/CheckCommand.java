package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.app.Exit;
import app.medzenhealth.cutover.app.WhichSession;
import app.medzenhealth.cutover.app.WholePlanCheck;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Every step of the plan previewed and checked, in one go. Reads only. */
@Command(
        name = "check",
        description = "Asks every step of the plan what it would meet now. Reads only; the outcome is recorded.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private StateOption state = new StateOption();

    @Mixin
    private PlanOption plan = new PlanOption();

    @Mixin
    private LiveOptions live = new LiveOptions();

    @Option(
            names = "--live",
            paramLabel = "PROFILE",
            description = "Ask AWS with this profile instead of the embedded estate.")
    private @Nullable String profile;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Write it there too: flight-check.html and flight-check.json, which must not be there yet.")
    private @Nullable Path out;

    @Option(names = "--json", description = "As one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        if (live.elsewhere() && profile == null) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--endpoint-url is for --live: without it the embedded estate is asked");
        }
        var console = spec.commandLine();
        var checking = new WholePlanCheck(plan.chosen(), state.folder(), console.getErr());
        var report = profile == null
                ? checking.rehearsal()
                : checking.live(live.wishes(profile, Optional.empty(), WhichSession.LAST, Optional.empty()), profile);
        if (json) {
            console.getOut().println(report.json());
        } else {
            report.lines().forEach(console.getOut()::println);
        }
        console.getOut().flush();
        if (out != null) {
            WholePlanCheck.write(report, out);
        }
        return report.clear() ? Exit.DONE : Exit.FAILED;
    }
}
