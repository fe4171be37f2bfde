package app.medzenhealth.cutover.rehearsal.world;

import app.medzenhealth.cutover.monitor.CommandRunner;
import app.medzenhealth.cutover.rehearsal.Estate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Local programs as they would answer: prints as they do, in virtual time, and ends with their exit code. */
final class EmbeddedCommands implements CommandRunner {

    private final Estate estate;
    private final List<Program> programs;

    /** A program that the rehearsal knows. */
    interface Program {

        /** What it would do. Null: these arguments are not for it. */
        @Nullable
        Run run(List<String> arguments) throws InterruptedException;

        /** The same, for a program that does something to the folder it runs in. */
        default @Nullable Run run(List<String> arguments, Path folder) throws InterruptedException {
            return run(arguments);
        }
    }

    /** @param lines printed one after the other, evenly over {@code takes} */
    record Run(int exit, Duration takes, List<String> lines) {
        Run {
            lines = List.copyOf(lines);
        }

        static Run of(int exit, Duration takes, String... lines) {
            return new Run(exit, takes, List.of(lines));
        }
    }

    EmbeddedCommands(Estate estate, List<Program> programs) {
        this.estate = estate;
        this.programs = List.copyOf(programs);
    }

    @Override
    public Ended run(Command command, Consumer<String> output) throws InterruptedException {
        var arguments = command.arguments();
        if (arguments.isEmpty()) {
            return new Ended.NotStarted("The command is empty");
        }
        if (!Files.isDirectory(command.directory())) {
            return new Ended.NotStarted("There is no folder " + command.directory());
        }
        var program = arguments.getFirst();
        if (program.contains("/")) {
            var file = command.directory().resolve(program).normalize();
            if (!Files.isRegularFile(file)) {
                return new Ended.NotStarted("There is no file " + file);
            }
        }
        for (var candidate : programs) {
            var run = candidate.run(arguments, command.directory());
            if (run != null) {
                return play(run, command.timeout(), output);
            }
        }
        return new Ended.NotStarted("The rehearsal does not know the program " + program);
    }

    @Override
    public Lookup find(Command command) {
        var name = command.arguments().getFirst();
        return !name.contains("/") || Files.isRegularFile(command.directory().resolve(name))
                ? new Lookup.Found(name)
                : new Lookup.Missing("there is no file " + name);
    }

    private Ended play(Run run, Duration timeout, Consumer<String> output) throws InterruptedException {
        var late = run.takes().compareTo(timeout) > 0;
        var step = run.takes().dividedBy(Math.max(1, run.lines().size()));
        var passed = Duration.ZERO;
        for (var line : run.lines()) {
            if (passed.plus(step).compareTo(timeout) > 0) {
                break;
            }
            estate.time().sleep(step);
            passed = passed.plus(step);
            output.accept(line);
        }
        estate.time().sleep((late ? timeout : run.takes()).minus(passed));
        if (late) {
            return new Ended.TimedOut(timeout);
        }
        return new Ended.Exited(run.exit(), run.takes());
    }
}
