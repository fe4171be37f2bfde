package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.app.Exit;
import app.medzenhealth.cutover.app.PlanFile;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code plan check FILE} and {@code plan show FILE}. */
@Command(
        name = "plan",
        description = "Checks a plan file, or shows its phases and steps.",
        mixinStandardHelpOptions = true)
final class PlanCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "say “plan check FILE” or “plan show FILE”");
    }

    @Command(name = "check", description = "Says what is wrong with a plan file, with line, path and remedy.")
    int check(
            @Parameters(paramLabel = "FILE", arity = "0..1", description = "Default: the shipped plan.") @Nullable
                    Path file) {
        return print(new PlanFile(Optional.ofNullable(file)).check());
    }

    @Command(name = "show", description = "Prints a plan's phases and steps.")
    int show(
            @Parameters(paramLabel = "FILE", arity = "0..1", description = "Default: the shipped plan.") @Nullable
                    Path file) {
        return print(new PlanFile(Optional.ofNullable(file)).show());
    }

    private int print(PlanFile.Report report) {
        return switch (report) {
            case PlanFile.Report.Sound sound -> {
                sound.lines().forEach(spec.commandLine().getOut()::println);
                yield Exit.DONE;
            }
            case PlanFile.Report.Refused refused -> {
                refused.problems().forEach(spec.commandLine().getErr()::println);
                spec.commandLine().getErr().println("The plan was refused; nothing was done.");
                yield Exit.FAILED;
            }
        };
    }
}
