package app.medzenhealth.cutover.monitor;

import app.medzenhealth.cutover.concurrent.ChildEnvironment;
import app.medzenhealth.cutover.concurrent.ChildProcess;
import app.medzenhealth.cutover.concurrent.Confinement;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Runs commands of this machine as child processes.
 *
 * <p>The child's environment is made from nothing: a fixed path, language and time zone, an empty home that goes with it, a proxy
 * and the authorities that the console uses, no credential files, what the command states, and of the console's own environment what the
 * command names. It connects to the hosts that are stated, by way of a gate of this console. Where the system can hold it to that, it
 * reaches no other file, no other host and no service of this machine. What changes AWS goes through the guard, not through a script.
 */
public final class ProcessCommandRunner implements CommandRunner {

    private static final Duration LAST_BREATH = Duration.ofSeconds(2);
    private static final String AGENT = "SSH_AUTH_SOCK";

    /** Where programs that are named without a folder are looked for, whatever the console's own path is. */
    private static final List<String> PATH = List.of("/usr/local/bin", "/usr/bin", "/bin", "/opt/homebrew/bin");

    /** Programs, libraries, certificates and what names are resolved by (hier(7)). */
    private static final List<Path> SYSTEM = paths(
            "/usr",
            "/bin",
            "/sbin",
            "/lib",
            "/lib32",
            "/lib64",
            "/libx32",
            "/opt",
            "/nix/store",
            System.getProperty("java.home"));

    private static final List<Path> FACTS = paths(
            "/etc",
            // Not what processes are: the console's own environment is among them.
            "/proc/cpuinfo",
            "/proc/meminfo",
            "/proc/stat",
            "/proc/uptime",
            "/proc/loadavg",
            "/proc/version",
            "/proc/filesystems",
            "/proc/sys",
            "/sys/fs/cgroup",
            "/sys/devices/system/cpu",
            "/run/systemd/resolve",
            "/run/resolvconf",
            "/run/NetworkManager/resolv.conf");
    private static final List<Path> DEVICES =
            paths("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom", "/dev/tty");

    private final Path homes;
    private final Network network;
    private final Supplier<Map<String, String>> own;
    private final Consumer<String> secrets;
    private final Confinement.Strength strength;

    /**
     * @param homes where each program gets an empty home
     * @param network by which the console itself reaches others, and by which its commands do
     * @param secrets told of the credentials that are handed over, which a program may print
     */
    public ProcessCommandRunner(Path homes, Network network, Consumer<String> secrets) {
        this(homes, network, secrets, System::getenv);
    }

    /** @param own the console's environment */
    ProcessCommandRunner(Path homes, Network network, Consumer<String> secrets, Supplier<Map<String, String>> own) {
        this(homes, network, secrets, own, Confinement.strength());
    }

    /**
     * @param own the console's environment
     * @param strength how far this machine can hold a program
     */
    ProcessCommandRunner(
            Path homes,
            Network network,
            Consumer<String> secrets,
            Supplier<Map<String, String>> own,
            Confinement.Strength strength) {
        this.strength = strength;
        this.homes = homes;
        this.network = network;
        this.own = own;
        this.secrets = secrets;
    }

    @Override
    public Ended run(Command command, Consumer<String> output) throws InterruptedException {
        var begun = System.nanoTime();
        if (!(find(command) instanceof Lookup.Found found)) {
            return new Ended.NotStarted(((Lookup.Missing) find(command)).reason());
        }
        var unheld = unheld(command);
        if (unheld.isPresent()) {
            return new Ended.NotStarted(unheld.get());
        }
        var arguments = new ArrayList<>(command.arguments());
        arguments.set(0, found.where());
        // The gate speaks from threads of its own.
        Consumer<String> lines = line -> {
            synchronized (output) {
                output.accept(line);
            }
        };
        try (var home = CommandHome.in(homes);
                var gate = HostGate.open(network, command.hosts(), lines)) {
            return run(command, arguments, home, gate, begun, lines);
        } catch (IOException e) {
            return new Ended.NotStarted(String.valueOf(e.getMessage()));
        }
    }

    private Ended run(
            Command command,
            List<String> arguments,
            CommandHome home,
            HostGate gate,
            long begun,
            Consumer<String> output)
            throws IOException, InterruptedException {
        var environment = environment(command, home, gate);
        var process = ChildProcess.startConfined(
                arguments,
                command.directory(),
                environment,
                ChildProcess.Prints.OUTPUT_AND_ERRORS,
                confinement(command, home, gate));
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

    /** A program that nothing holds may read credentials and reach AWS, which no guard and no record would see. */
    @Override
    public Optional<String> unheld(Command command) {
        return switch (strength) {
            case FILES_AND_PORTS -> Optional.empty();
            case FILES ->
                command.hosts().isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                "this system can keep a program from files and from every connection, but not to those that a"
                                        + " step states: that takes Linux 6.7 or newer");
            case NONE ->
                Optional.of(
                        "this system cannot hold a program to the working copy and to the hosts that a step states: it could read"
                                + " your credentials and reach AWS, and no record would tell. That takes Linux 6.7 or newer");
        };
    }

    @Override
    public String held(Command command) {
        var agent = command.credentials().contains(AGENT) && !Confinement.holdsSocketFiles()
                ? " With your ssh agent it may talk to other services of this machine through their socket files, too: Linux before"
                        + " 7.1 holds no program to one of them."
                : "";
        return switch (strength) {
            case FILES_AND_PORTS ->
                "The system holds it to the working copy and to what the step states: it can read no other file of yours, change no"
                        + " other file, and connect to no other host." + agent;
            case FILES ->
                "The system holds it to the working copy: it can read no other file of yours, change no other file, and connect to"
                        + " nobody." + agent;
            case NONE -> "Nothing would hold it on this system, so it is not started here.";
        };
    }

    /** By path from the command's folder, or else in the fixed folders of programs. */
    @Override
    public Lookup find(Command command) {
        var name = command.arguments().getFirst();
        var absent = command.credentials().stream()
                .filter(c -> own.get().getOrDefault(c, "").isEmpty())
                .toList();
        if (!absent.isEmpty()) {
            return new Lookup.Missing("it asks for " + String.join(", ", absent)
                    + ", which the environment of the console does not have");
        }
        if (name.equals("git")) {
            var problem = GitSettings.problem(command.directory(), command.copy());
            if (problem.isPresent()) {
                return new Lookup.Missing(problem.get());
            }
        }
        if (name.contains("/")) {
            var file = command.directory().resolve(name).normalize();
            return runnable(file) ? found(file) : new Lookup.Missing("there is no program that may be run at " + file);
        }
        for (var folder : PATH) {
            var file = Path.of(folder).resolve(name);
            if (runnable(file)) {
                return found(file);
            }
        }
        return new Lookup.Missing(name + " is in none of the folders " + String.join(", ", PATH));
    }

    private static Lookup found(Path file) {
        try {
            return new Lookup.Found(file.toString(), digest(file));
        } catch (IOException e) {
            return new Lookup.Missing(file + " cannot be read: " + e.getMessage());
        }
    }

    private static String digest(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return DigestUtils.sha256Hex(in);
        }
    }

    private static boolean runnable(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }

    private Map<String, String> environment(Command command, CommandHome home, HostGate gate) {
        var environment = new TreeMap<>(ChildEnvironment.bare(own.get()));
        environment.put("PATH", String.join(File.pathSeparator, PATH));
        environment.put("LANG", "C.UTF-8");
        environment.put("TZ", "UTC");
        environment.putAll(home.variables());
        var none = home.root().resolve("no-credentials").toString();
        environment.put("AWS_SHARED_CREDENTIALS_FILE", none);
        environment.put("AWS_CONFIG_FILE", none);
        environment.put("AWS_EC2_METADATA_DISABLED", "true");
        environment.putAll(network.variables());
        environment.putAll(gate.variables());
        if (command.arguments().getFirst().equals("git")) {
            environment.putAll(GitSettings.variables(
                    command.credentials().contains(AGENT) ? knownHosts() : Optional.empty(), gate.ssh()));
        }
        environment.putAll(command.environment());
        for (var name : command.credentials()) {
            var value = own.get().getOrDefault(name, "");
            environment.put(name, value);
            if (!name.equals(AGENT)) {
                secrets.accept(value);
            }
        }
        return environment;
    }

    private static Optional<Path> knownHosts() {
        return Optional.of(Path.of(System.getProperty("user.home"), ".ssh", "known_hosts"))
                .filter(Files::isRegularFile);
    }

    private Confinement confinement(Command command, CommandHome home, HostGate gate) {
        var readable = new ArrayList<>(FACTS);
        network.bundle().ifPresent(readable::add);
        var agent = command.credentials().contains(AGENT);
        if (agent) {
            knownHosts().ifPresent(readable::add);
        }
        var writable = new ArrayList<>(DEVICES);
        writable.add(command.copy());
        writable.add(home.root());
        return new Confinement(
                List.copyOf(readable),
                SYSTEM,
                List.copyOf(writable),
                // Nobody could hold it to them.
                strength == Confinement.Strength.FILES ? Set.of() : gate.ports(),
                agent ? Optional.of(Path.of(own.get().getOrDefault(AGENT, ""))) : Optional.empty());
    }

    private static List<Path> paths(String... names) {
        return Stream.of(names).map(Path::of).toList();
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
        // Asked anew: the thread that started it may look at no process, and so knows this one by its number only.
        var tree = new ArrayList<ProcessHandle>();
        ProcessHandle.of(process.pid()).ifPresent(handle -> {
            tree.add(handle);
            handle.descendants().forEach(tree::add);
        });
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
