package app.medzenhealth.cutover.monitor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Runs a local program from an argument list, never through a shell. */
public interface CommandRunner {

    /** @param output receives each line of standard output and error as it comes */
    Ended run(Command command, Consumer<String> output) throws InterruptedException;

    /** The program that {@link #run} would start, looked up in the same way. Starts nothing. */
    default Lookup find(Command command) {
        return new Lookup.Found(command.arguments().getFirst());
    }

    /** What a command's first argument names. */
    sealed interface Lookup {
        /** @param where its path, or what stands for one */
        record Found(String where) implements Lookup {}

        /** @param reason where it was looked for */
        record Missing(String reason) implements Lookup {}
    }

    record Command(List<String> arguments, Path directory, Map<String, String> environment, Duration timeout) {}

    sealed interface Ended {
        record Exited(int code, Duration took) implements Ended {}

        record TimedOut(Duration after) implements Ended {}

        record NotStarted(String reason) implements Ended {}
    }
}
