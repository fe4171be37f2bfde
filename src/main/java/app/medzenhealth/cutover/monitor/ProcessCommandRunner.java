package app.medzenhealth.cutover.monitor;

import app.medzenhealth.cutover.concurrent.ChildEnvironment;
import app.medzenhealth.cutover.concurrent.ChildProcess;
import app.medzenhealth.cutover.concurrent.Deadline;
import app.medzenhealth.cutover.concurrent.ProgramOutput;
import app.medzenhealth.cutover.network.Network;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Runs commands of this machine as child processes.
 *
 * <p>The child's environment is made from nothing: the few variables by which a program finds its way about the machine, the proxies and
 * the authorities that the console uses, no credential files, and what the command states. What changes AWS goes through the guard, not
 * through a script.
 */
public final class ProcessCommandRunner implements CommandRunner {

    private static final Duration LAST_BREATH = Duration.ofSeconds(2);

    private final Path empty;
    private final Network network;
    private final Supplier<Map<String, String>> own;

    /**
     * @param empty a file that does not exist or is empty; stands in for the AWS configuration and credential files
     * @param network by which the console itself reaches others, and by which its commands do
     */
    public ProcessCommandRunner(Path empty, Network network) {
        this(empty, network, System::getenv);
    }

    /** @param own the console's environment; programs named without a folder are looked for on its path */
    ProcessCommandRunner(Path empty, Network network, Supplier<Map<String, String>> own) {
        this.empty = empty;
        this.network = network;
        this.own = own;
    }

    @Override
    public Ended run(Command command, Consumer<String> output) throws InterruptedException {
        var begun = System.nanoTime();
        Process process;
        try {
            process = ChildProcess.start(
                    command.arguments(),
                    Optional.of(command.directory()),
                    environment(command),
                    ChildProcess.Prints.OUTPUT_AND_ERRORS);
        } catch (IOException e) {
            return new Ended.NotStarted(String.valueOf(e.getMessage()));
        }
        try {
            var end = Deadline.in(command.timeout());
            read(new ProgramOutput(process, end), output);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return process.waitFor(end.left().toNanos(), TimeUnit.NANOSECONDS)
                    ? new Ended.Exited(process.exitValue(), Duration.ofNanos(System.nanoTime() - begun))
                    : new Ended.TimedOut(command.timeout());
        } finally {
            kill(process);
        }
    }

    /** As the system does: by path from the command's folder, or else on this process's own PATH (OpenJDK, childproc.c). */
    @Override
    public Lookup find(Command command) {
        var name = command.arguments().getFirst();
        if (name.contains("/")) {
            var file = command.directory().resolve(name);
            return runnable(file)
                    ? new Lookup.Found(file.normalize().toString())
                    : new Lookup.Missing("there is no program that may be run at " + file.normalize());
        }
        var searched = own.get().getOrDefault("PATH", ":/bin:/usr/bin");
        for (var folder : searched.split(File.pathSeparator, -1)) {
            // An empty entry means the folder in which the program is started (POSIX, Environment Variables, PATH).
            var file = command.directory().resolve(folder).resolve(name);
            if (runnable(file)) {
                return new Lookup.Found(file.toString());
            }
        }
        return new Lookup.Missing(name + " is in no folder of PATH (" + searched + ")");
    }

    private static boolean runnable(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }

    private Map<String, String> environment(Command command) {
        var environment = new TreeMap<>(ChildEnvironment.of(own.get()));
        environment.put("AWS_SHARED_CREDENTIALS_FILE", empty.toString());
        environment.put("AWS_CONFIG_FILE", empty.toString());
        environment.put("AWS_EC2_METADATA_DISABLED", "true");
        environment.putAll(network.variables());
        environment.putAll(command.environment());
        return environment;
    }

    private static void read(InputStream stream, Consumer<String> output) {
        try (var lines = new BoundedLines(stream, StandardCharsets.UTF_8)) {
            for (var line = lines.next(); line.isPresent(); line = lines.next()) {
                output.accept(line.get());
            }
        } catch (IOException e) {
            output.accept("(output ended: " + e.getMessage() + ")");
        }
    }

    /** Ends a process and what it started; children first collected, because a dead parent no longer names them. */
    private static void kill(Process process) {
        if (!process.isAlive()) {
            return;
        }
        var tree = new ArrayList<ProcessHandle>(process.descendants().toList());
        tree.addFirst(process.toHandle());
        tree.forEach(ProcessHandle::destroyForcibly);
        var interrupted = Thread.interrupted();
        var end = Deadline.in(LAST_BREATH);
        for (var handle : tree) {
            try {
                handle.onExit().get(end.left().toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (ExecutionException | TimeoutException e) {
                // It has been told to end, and nothing more can be done about it.
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
