package app.medzenhealth.cutover.concurrent;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The one place where programs of this machine are started: from a list of arguments, without a shell, with nothing to read and with
 * no variable that the caller does not name.
 */
public final class ChildProcess {
    /** A program that is found starts in a moment; a slow disk takes longer. */
    private static final Duration STARTING = Duration.ofSeconds(30);

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

    /**
     * The same for a program that is not trusted with more than is named. Where the system cannot hold it to that, nothing is started.
     *
     * @throws IOException if it cannot be started, or not be confined
     */
    public static Process startConfined(
            List<String> arguments, Path folder, Map<String, String> environment, Prints prints, Confinement to)
            throws IOException, InterruptedException {
        var started = new CompletableFuture<Process>();
        // What a thread has lost it never gets back: it is made for this one program.
        Thread.ofPlatform().daemon().name("starts " + arguments.getFirst()).start(() -> {
            try {
                Landlock.restrictThisThread(to);
                started.complete(start(arguments, Optional.of(folder), environment, prints));
            } catch (IOException | RuntimeException | LinkageError e) {
                started.completeExceptionally(e);
            }
        });
        try {
            return started.get(STARTING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            var cause = Objects.requireNonNullElse(e.getCause(), e);
            throw new IOException(String.valueOf(cause.getMessage()), cause);
        } catch (TimeoutException e) {
            endOnceStarted(started);
            throw new IOException("it did not start within " + STARTING.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            endOnceStarted(started);
            throw e;
        }
    }

    /** By its number: the thread that started it may look at no process. */
    private static void endOnceStarted(CompletableFuture<Process> started) {
        started.whenComplete((process, _) -> {
            if (process != null) {
                ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly);
            }
        });
    }
}
