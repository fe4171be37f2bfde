package app.medzenhealth.cutover.audit;

import app.medzenhealth.cutover.cli.Main;
import app.medzenhealth.cutover.session.TablesFromRecords;
import app.medzenhealth.cutover.store.Passphrase;
import app.medzenhealth.cutover.store.StateDirectory;
import app.medzenhealth.cutover.store.Store;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.sqlite.SQLiteConfig;

/**
 * Measures the trail against bare SQLite, in one run on one disk:
 *
 * <pre>mvn -q test-compile exec:exec -Dexec.classpathScope=test -Dmain.class=app.medzenhealth.cutover.audit.TrailBenchmark \
 *     -Dcutover.args="append 4000"</pre>
 *
 * Arguments: {@code append N} (durable appends, alternating in blocks with the same row inserted into a bare database with WAL and
 * synchronous=FULL), {@code verify N} (a database of N records, as many sessions of
 * a rehearsal leave them), {@code export N} (as a bundle, then verified), {@code stream N}
 * (exported and verified by processes with a heap of 256 MB); without arguments the first three with 10,000, 1,000,000 and 100,000. The
 * processor time is printed beside the time on the clock: on a machine that is busy with other things only the former says much.
 */
public final class TrailBenchmark {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-12T08:00:00Z"));
    private static final int BLOCK = 200;
    private static final int WARM_UP = 50;
    private static final List<String> SMALL = List.of("-Xmx256m");

    private final Path folder;

    private TrailBenchmark(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] args) throws Exception {
        if (args.length > 1 && args[0].endsWith("-in")) {
            switch (args[0]) {
                case "export-in" -> exportIn(Path.of(args[1]), Path.of(args[2]));
                default -> verifyIn(Path.of(args[1]));
            }
            return;
        }
        var folder = Files.createTempDirectory(Path.of(System.getProperty("benchmark.folder", "target")), "benchmark");
        try {
            var benchmark = new TrailBenchmark(folder);
            if (args.length == 0) {
                benchmark.run("append", 10_000);
                benchmark.run("export", 100_000);
                benchmark.run("verify", 1_000_000);
            }
            for (var i = 0; i + 1 < args.length; i += 2) {
                benchmark.run(args[i], Integer.parseInt(args[i + 1]));
            }
        } finally {
            try (var all = Files.walk(folder)) {
                all.sorted(Comparator.reverseOrder()).forEach(TrailBenchmark::delete);
            }
        }
    }

    private static void delete(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(String what, int count) throws Exception {
        switch (what) {
            case "append" -> append(count);
            case "verify" -> verify(count);
            case "export" -> export(count);
            case "stream" -> stream(count);
            default -> throw new IllegalArgumentException("append, verify, export or stream, not " + what);
        }
    }

    private void append(int count) throws SQLException {
        try (var store = Store.open(StateDirectory.at(folder.resolve("append")), CLOCK);
                var trail =
                        DurableTrail.open(store, SigningKey.of(store.directory()), "benchmark", CLOCK, new Redactor());
                var bare = new Bare(folder.resolve("bare.db"))) {
            var row = Jcs.bytes(trail.append("lead@medzenhealth.app", "call.intent", "5.3", data(0)));
            var leaf = new Sha256().leaf(row);
            var blocks = Math.max(2, count / BLOCK);
            var ratios = new double[blocks];
            long ours = 0;
            long theirs = 0;
            long oursBusy = 0;
            long theirsBusy = 0;
            // In blocks by turns, so that whatever else the disk does hits both alike; the first blocks warm up.
            var data = IntStream.range(0, BLOCK).mapToObj(TrailBenchmark::data).toList();
            for (var block = -WARM_UP; block < blocks; block++) {
                var busy = thread();
                var start = System.nanoTime();
                for (var i = 0; i < BLOCK; i++) {
                    bare.insert(row, leaf);
                }
                var middle = System.nanoTime();
                var middleBusy = thread();
                for (var i = 0; i < BLOCK; i++) {
                    trail.append("lead@medzenhealth.app", "call.intent", "5.3", data.get(i));
                }
                var end = System.nanoTime();
                if (block >= 0) {
                    ratios[block] = (double) (middle - start) / (end - middle);
                    theirs += middle - start;
                    ours += end - middle;
                    theirsBusy += middleBusy - busy;
                    oursBusy += thread() - middleBusy;
                }
            }
            Arrays.sort(ratios);
            print(
                    "append: %,.0f/s durable; bare SQLite %,.0f/s; %.0f %% of it (median of %d blocks %.0f %%); goal 80 %%;"
                            + " processor per record %.0f µs and %.0f µs",
                    blocks * BLOCK / (ours / 1e9),
                    blocks * BLOCK / (theirs / 1e9),
                    100.0 * theirs / ours,
                    blocks,
                    100 * ratios[blocks / 2],
                    oursBusy / 1e3 / blocks / BLOCK,
                    theirsBusy / 1e3 / blocks / BLOCK);
        }
    }

    /** As {@code audit verify} does, in a process of its own that begins cold: records, what is kept beside them, and the key. */
    private void verify(int count) throws Exception {
        var state = folder.resolve("verify");
        fill(state, count);
        print("verify: goal 1,000,000 in 10 s");
        child(List.of(), "verify-in", state.toString());
    }

    private void export(int count) throws Exception {
        var state = folder.resolve("export");
        fill(state, count);
        try (var store = Store.open(StateDirectory.at(state), CLOCK);
                var trail = DurableTrail.open(
                        store, SigningKey.of(store.directory()), "benchmark", CLOCK, new Redactor())) {
            var bundle = folder.resolve("bundle.zip");
            var before = processor();
            var start = System.nanoTime();
            new TrailExport(trail, Optional.empty())
                    .write(ExportRequest.everything(TrailExport.Format.BUNDLE, bundle), "lead@medzenhealth.app");
            print(
                    "export: %,d records, %,d MB, in %.1f s (processor %.1f s); goal 100,000 in 15 s",
                    count, Files.size(bundle) >> 20, seconds(start), processor(before));
            before = processor();
            start = System.nanoTime();
            var verdict = new Verifier(TrailProgress.SILENT).verify(bundle);
            print(
                    "verify of that bundle: %.1f s (processor %.1f s): exit code %d",
                    seconds(start), processor(before), verdict.exitCode());
        }
    }

    /**
     * Exports N records as a bundle in a process of its own with a small heap, and verifies the bundle in another: if memory grew with
     * the trail, they would not end.
     */
    private void stream(int count) throws Exception {
        var state = folder.resolve("stream");
        fill(state, count);
        var bundle = folder.resolve("stream.zip");
        child(SMALL, "export-in", state.toString(), bundle.toString());
        print("(bundle of %,d MB)", Files.size(bundle) >> 20);
        child(SMALL, "verify-in", bundle.toString());
        child(SMALL, "verify-in", state.toString());
    }

    private static void child(List<String> options, String... arguments) throws Exception {
        var command = new ArrayList<String>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(options);
        command.add(TrailBenchmark.class.getName());
        command.addAll(List.of(arguments));
        var exit = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (exit != 0) {
            throw new IllegalStateException(arguments[0] + " ended with " + exit);
        }
    }

    private static void exportIn(Path state, Path bundle) throws IOException {
        var before = processor();
        var start = System.nanoTime();
        try (var store = Store.open(StateDirectory.at(state), CLOCK);
                var trail = DurableTrail.open(
                        store, SigningKey.of(store.directory()), "benchmark", CLOCK, new Redactor())) {
            var opened = seconds(start);
            var done = new TrailExport(trail, Optional.empty())
                    .write(ExportRequest.everything(TrailExport.Format.BUNDLE, bundle), "lead@medzenhealth.app");
            print(
                    "export with -Xmx256m: %,d records in %.1f s, of which opening and verifying %.1f s (processor %.1f s); peak"
                            + " resident %s",
                    done.records(), seconds(start), opened, processor(before), resident());
        }
    }

    private static void verifyIn(Path path) throws IOException {
        var before = processor();
        var start = System.nanoTime();
        var verdict = new Verifier(
                        TrailProgress.SILENT, ExpectedTrail.ANYTHING, new TablesFromRecords(), Passphrase.NONE)
                .verify(path);
        print(
                "verify of %s in a process of its own, heap at most %,d MB: exit code %d in %.1f s (processor %.1f s, load"
                        + " %.2f); peak resident %s",
                Files.isDirectory(path) ? "the state folder" : "the bundle",
                Runtime.getRuntime().maxMemory() >> 20,
                verdict.exitCode(),
                seconds(start),
                processor(before),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                resident());
        verdict.lines().forEach(System.out::println);
    }

    /** As Linux counts it; unknown elsewhere. */
    private static String resident() throws IOException {
        var status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return "unknown";
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024 + " MB")
                .findFirst()
                .orElse("unknown");
    }

    /** As sessions of a rehearsal write them, which is what a console of this version writes on an account, too. */
    private void fill(Path state, int count) throws Exception {
        var rehearsed = rehearsed();
        var start = System.nanoTime();
        var sessions = ManySessions.like(rehearsed);
        var bytes = sessions.write(state, count);
        print(
                "(prepared %,d records of %d bytes on average in %.1f s: %s)",
                count, bytes / count, seconds(start), sessions.words());
    }

    /** A whole rehearsal, once. */
    private Path rehearsed() {
        var state = folder.resolve("rehearsed");
        if (!Files.exists(state)) {
            var exit = Main.commandLine()
                    .setOut(new PrintWriter(Writer.nullWriter()))
                    .execute(
                            "rehearse",
                            "--state",
                            state.toString(),
                            "--out",
                            folder.resolve("rehearsal").toString());
            if (exit != 0) {
                throw new IllegalStateException("the rehearsal ended with " + exit);
            }
        }
        return state;
    }

    private static Map<String, Object> data(int i) {
        return Map.of(
                "account", "558069890522",
                "region", "eu-central-1",
                "service", "rds",
                "operation", "PromoteReadReplica",
                "resource", "medzen-ehrbase-db-eu-central-1",
                "permit", "7d6f7f4e-0b6f-4a53-9b49-3a8a2f0f" + (1000 + i % 1000),
                "fingerprint", "3f786850e387550fdab836ed7e6dc881de23001b3f786850e387550fdab836ed",
                "request",
                        Map.of("dbInstanceIdentifier", "medzen-ehrbase-db-eu-central-1", "backupRetentionPeriod", 7));
    }

    private static long thread() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static long processor() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static double processor(long before) {
        return (processor() - before) / 1e9;
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }

    /** The same rows with nothing around them. */
    private static final class Bare implements AutoCloseable {
        private final Connection connection;
        private final PreparedStatement insert;
        private long seq;

        Bare(Path file) throws SQLException {
            var config = new SQLiteConfig();
            config.setGetGeneratedKeys(false);
            connection = DriverManager.getConnection("jdbc:sqlite:" + file, config.toProperties());
            try (var statement = connection.createStatement()) {
                statement.execute("PRAGMA journal_mode = WAL");
                statement.execute("PRAGMA synchronous = FULL");
                statement.execute(
                        "CREATE TABLE record (seq INTEGER PRIMARY KEY, jcs BLOB NOT NULL, leaf BLOB NOT NULL) STRICT");
            }
            insert = connection.prepareStatement("INSERT INTO record (seq, jcs, leaf) VALUES (?, ?, ?)");
        }

        void insert(byte[] jcs, byte[] leaf) throws SQLException {
            insert.setLong(1, ++seq);
            insert.setBytes(2, jcs);
            insert.setBytes(3, leaf);
            insert.executeUpdate();
        }

        @Override
        public void close() throws SQLException {
            insert.close();
            connection.close();
        }
    }
}
