package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.wire.Relay;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Whether a cold inventory always ends: many of them, each a process of its own that meets the SDK's classes for the first time, on
 * few processors, with and without the archive of classes, against a server on loopback that answers at once and through relays
 * that pass its answers on badly. Prints what each did; ends with 1 if any did not end, or ended otherwise than it should.
 *
 * <p>Options: {@code -Druns=N} of each kind against the server that answers (10), {@code -Dbroken=N} through each relay (2),
 * {@code -Dcores=1,2}, {@code -Datonce=N} of those that only wait (8). Argument: the jar that packaging made; without, the classes.
 */
public final class ColdInventories {

    /** Past the scan's own last end, and the sign-in's before it. */
    static final Duration HANGS = Duration.ofMinutes(8);

    private static final Duration SLOW = Duration.ofSeconds(25);
    private static final Path ANSWERS = Path.of("packaging/prepare-answers.jsonl");

    /** How the classes come. */
    enum Classes {
        ARCHIVE,
        JAR,
        FOLDERS
    }

    /** @param code of its exit; -1 if it did not end */
    record Run(int code, Duration took, String output) {

        boolean hung() {
            return code < 0;
        }

        /** Everything known, and nothing in any other way than by an answer. */
        boolean complete() {
            return code == 0 && !output.contains("\"timeout");
        }
    }

    private final List<String> java;
    private final Path home;

    /** @param classes what to start: {@code -jar FILE}, or the class path */
    private ColdInventories(List<String> java, Path home) {
        this.java = java;
        this.home = home;
    }

    /** Those that start from the class path of this JVM. */
    static ColdInventories fromClasses(Path home) throws IOException {
        return new ColdInventories(command(Classes.FOLDERS, ""), configured(home));
    }

    private static List<String> command(Classes classes, String jar) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var flags = List.of("-Dcutover.prepared=yes", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
        return switch (classes) {
            case ARCHIVE -> List.of(java, "-jar", jar);
            case JAR ->
                Stream.of(List.of(java), flags, List.of("-jar", jar))
                        .flatMap(List::stream)
                        .toList();
            case FOLDERS ->
                Stream.of(
                                List.of(java),
                                flags,
                                List.of(
                                        "--enable-native-access=ALL-UNNAMED",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        "app.medzenhealth.cutover.cli.Main"))
                        .flatMap(List::stream)
                        .toList();
        };
    }

    private static Path configured(Path home) throws IOException {
        Files.writeString(home.resolve("config"), """
                [profile lead]
                region = eu-central-1
                aws_access_key_id = testing
                aws_secret_access_key = testing
                """);
        return home;
    }

    /** The server that answers what packaging recorded, and nothing there where nothing was. */
    static RecordedAnswers server() throws IOException {
        return new RecordedAnswers(ANSWERS, PlanFile.SHIPPED.plan().account());
    }

    /**
     * One inventory of all regions, from its start to its end.
     *
     * @param cores to run on; 0 for all
     */
    Run run(URI endpoint, int cores) throws IOException, InterruptedException {
        var output = Files.createTempFile(home, "inventory", ".json");
        var command = new ArrayList<String>();
        if (cores > 0) {
            command.addAll(List.of("taskset", "-c", cores == 1 ? "0" : "0-" + (cores - 1)));
        }
        command.addAll(java);
        command.addAll(List.of("inventory", "--live", "lead", "--endpoint-url", endpoint.toString(), "--json"));
        command.addAll(List.of("--state", home.resolve("state").toString()));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().put("AWS_EC2_METADATA_DISABLED", "true");
        builder.environment().put("AWS_CONFIG_FILE", home.resolve("config").toString());
        builder.environment().put("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
        var from = System.nanoTime();
        var process = builder.start();
        try {
            var ended = process.waitFor(HANGS.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                stacks(process);
            }
            var took = Duration.ofNanos(System.nanoTime() - from);
            return new Run(ended ? process.exitValue() : -1, took, Files.readString(output));
        } finally {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            Files.delete(output);
        }
    }

    /** Where it hangs, on our own error stream. */
    private static void stacks(Process process) throws IOException, InterruptedException {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        new ProcessBuilder(jcmd, Long.toString(process.pid()), "Thread.print", "-l")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        Path.of("target", "hangs-" + process.pid() + ".txt").toFile()))
                .start()
                .waitFor(60, TimeUnit.SECONDS);
    }

    public static void main(String[] args) throws Exception {
        var jar = args.length > 0 ? args[0] : "";
        var kinds = jar.isEmpty() ? List.of(Classes.FOLDERS) : List.of(Classes.ARCHIVE, Classes.JAR);
        var pinned = Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder).resolve("taskset")));
        var cores = pinned
                ? Arrays.stream(System.getProperty("cores", "1,2").split(","))
                        .map(Integer::valueOf)
                        .toList()
                : List.of(0);
        var out = System.out;
        var bad = false;
        try (var server = server()) {
            for (var kind : kinds) {
                var home = configured(Files.createTempDirectory("cold-inventories"));
                var cold = new ColdInventories(command(kind, jar), home);
                for (int on : cores) {
                    var runs = cold.many(Integer.getInteger("runs", 10), 1, server.endpoint(), on);
                    bad |= !told(out, kind + " " + on, "answers", runs, Run::complete);
                }
                for (var mode : Relay.Mode.values()) {
                    int most = Integer.getInteger("broken", 2);
                    // The first connection is the sign-in's.
                    for (var before : mode == Relay.Mode.WELL ? new int[] {} : new int[] {0, 1}) {
                        try (var relay = new Relay(server.endpoint(), mode, SLOW, before)) {
                            var runs =
                                    cold.many(most, Integer.getInteger("atonce", 8), relay.endpoint(), cores.getLast());
                            var where = before == 0 ? " from the sign-in on" : " after the sign-in";
                            bad |= !told(out, kind + " " + cores.getLast(), mode + where, runs, run -> !run.hung());
                        }
                    }
                }
            }
        }
        System.exit(bad ? 1 : 0);
    }

    private List<Run> many(int runs, int atOnce, URI endpoint, int cores) throws Exception {
        var threads = Executors.newFixedThreadPool(atOnce);
        try {
            Callable<Run> one = () -> run(endpoint, cores);
            var under = new ArrayList<Future<Run>>();
            for (var i = 0; i < runs; i++) {
                under.add(threads.submit(one));
            }
            var ended = new ArrayList<Run>();
            for (var run : under) {
                ended.add(run.get());
            }
            return ended;
        } finally {
            threads.shutdownNow();
        }
    }

    private static boolean told(PrintStream out, String kind, String mode, List<Run> runs, Predicate<Run> right) {
        if (runs.isEmpty()) {
            return true;
        }
        var took = runs.stream().map(Run::took).sorted().toList();
        var hangs = runs.stream().filter(Run::hung).count();
        var wrong = runs.stream().filter(right.negate()).toList();
        out.printf(
                Locale.ROOT,
                "%s, %s: %d runs, %d hangs, %d wrong, median %.1f s, longest %.1f s, exits %s%n",
                kind.toLowerCase(Locale.ROOT).replaceFirst(" 0$", "").replaceFirst("(\\d+)$", "on $1"),
                mode.toLowerCase(Locale.ROOT),
                runs.size(),
                hangs,
                wrong.size(),
                took.get(took.size() / 2).toMillis() / 1e3,
                took.getLast().toMillis() / 1e3,
                runs.stream().map(Run::code).distinct().sorted().toList());
        wrong.stream()
                .filter(run -> !run.hung())
                .limit(1)
                .forEach(run -> out.println("  for example: "
                        + run.output
                                .substring(0, Math.min(600, run.output.length()))
                                .strip()));
        out.flush();
        return wrong.isEmpty();
    }
}
