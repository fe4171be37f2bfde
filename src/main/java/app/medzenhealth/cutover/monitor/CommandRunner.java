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

    record Command(List<String> arguments, Path directory, Map<String, String> environment, Duration timeout) {}

    sealed interface Ended {
        record Exited(int code, Duration took) implements Ended {}

        record TimedOut(Duration after) implements Ended {}

        record NotStarted(String reason) implements Ended {}
    }
}
