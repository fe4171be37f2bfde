package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.app.Exit;
import app.medzenhealth.cutover.app.RemainingSteps;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Saves the remaining steps as scripts. */
@Command(
        name = "break-glass",
        description =
                "Saves the remaining steps as a folder of aws CLI commands, for the day on which there is no console.",
        mixinStandardHelpOptions = true)
final class BreakGlassCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private StateOption state = new StateOption();

    @Mixin
    private PlanOption plan = new PlanOption();

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "A new or empty folder.")
    private Path out = Path.of("");

    @Option(names = "--phase", paramLabel = "N", description = "Only this phase; may be repeated.")
    private Set<String> phases = new LinkedHashSet<>();

    @Override
    public Integer call() throws Exception {
        var writer = spec.commandLine().getOut();
        new RemainingSteps(plan.chosen(), state.folder()).save(phases, out).forEach(writer::println);
        writer.flush();
        return Exit.DONE;
    }
}
