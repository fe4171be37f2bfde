package app.medzenhealth.cutover.concurrent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The one place where programs of this machine are started: from a list of arguments, without a shell, with nothing to read and with
 * no variable that the caller does not name.
 */
public final class ChildProcess {

    /** What becomes of what a program prints. */
    public enum Prints {
        OUTPUT_AND_ERRORS,
        OUTPUT_WITHOUT_ERRORS,
        NOTHING
    }

    private ChildProcess() {}

    /**
     * @param folder to start in; empty: the console's own
     * @param environment all of it
     * @throws IOException if it cannot be started
     */
    public static Process start(
            List<String> arguments, Optional<Path> folder, Map<String, String> environment, Prints prints)
            throws IOException {
        var builder = new ProcessBuilder(arguments);
        folder.map(Path::toFile).ifPresent(builder::directory);
        switch (prints) {
            case OUTPUT_AND_ERRORS -> builder.redirectErrorStream(true);
            case OUTPUT_WITHOUT_ERRORS -> builder.redirectError(ProcessBuilder.Redirect.DISCARD);
            case NOTHING ->
                builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD);
        }
        builder.environment().clear();
        builder.environment().putAll(environment);
        var process = builder.start();
        process.getOutputStream().close();
        return process;
    }
}
