package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.plan.PlanArithmetic;
import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.plan.PlanText;
import java.nio.file.Path;
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
        return switch (PlanOption.read(file)) {
            case PlanReading.Read r -> {
                var plan = r.plan();
                out(
                        "%s: sound. %d phases, %d steps, digest %s.",
                        plan.id(),
                        plan.phases().size(),
                        plan.steps().count(),
                        r.digest().substring(0, 12));
                plan.findings().forEach(f -> out("finding %s: %s", f.id(), f.title()));
                PlanArithmetic.of(plan).sentences().forEach(s -> out("computed: %s", s));
                yield Exit.DONE;
            }
            case PlanReading.Refused r -> refused(r);
        };
    }

    @Command(name = "show", description = "Prints a plan's phases and steps.")
    int show(
            @Parameters(paramLabel = "FILE", arity = "0..1", description = "Default: the shipped plan.") @Nullable
                    Path file) {
        return switch (PlanOption.read(file)) {
            case PlanReading.Read r -> {
                PlanText.lines(r.plan())
                        .forEach(l -> spec.commandLine().getOut().println(l));
                yield Exit.DONE;
            }
            case PlanReading.Refused r -> refused(r);
        };
    }

    private int refused(PlanReading.Refused r) {
        r.problems().forEach(p -> spec.commandLine().getErr().println(p));
        spec.commandLine().getErr().println("The plan was refused; nothing was done.");
        return Exit.FAILED;
    }

    private void out(String format, Object... values) {
        spec.commandLine().getOut().println(format.formatted(values));
    }
}
