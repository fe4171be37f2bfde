package app.medzenhealth.cutover.faults;

import app.medzenhealth.cutover.Sweep;
import app.medzenhealth.cutover.audit.DurableTrail;
import app.medzenhealth.cutover.audit.Redactor;
import app.medzenhealth.cutover.audit.SigningKey;
import app.medzenhealth.cutover.audit.TrailProgress;
import app.medzenhealth.cutover.audit.TrailVerdict;
import app.medzenhealth.cutover.audit.Verifier;
import app.medzenhealth.cutover.store.StateDirectory;
import app.medzenhealth.cutover.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The process in which the faults happen: {@link Work} in a new folder for every single fault, the Nth call of its kind, until
 * N is larger than the number of calls; of all N the share that {@link Sweep} says. After each fault the folder is opened again without one. Prints its counts; ends with 0
 * if nothing went wrong.
 */
final class FaultSweep {
    private static final InstantSource LATER = InstantSource.fixed(Instant.parse("2026-01-12T06:00:00Z"));
    private static final Pattern INTENT = Pattern.compile("\"resource\":\"(run-[^\"]+)\"");

    /** Where the work begins. */
    private enum Start {
        /** In a folder that does not exist. */
        NEW,
        /** In a folder that a killed console left behind. */
        AGAIN
    }

    private final Faults faults = Faults.inThisProcess();
    private final Path folder;
    private final Path left;
    private final List<Start> starts;
    private final List<String> wrong = new ArrayList<>();
    private int runs;
    private int intents;
    private int calls;
    private int without;
    private int unlatched;
    private int lost;
    private int unverified;
    private int wordless;

    private FaultSweep(Path folder, List<Start> starts) {
        this.starts = starts;
        this.folder = folder;
        this.left = folder.resolve("left");
    }

    /** Arguments: an empty folder, and {@code NEW} or {@code AGAIN}, or neither for both. */
    public static void main(String[] args) throws Exception {
        var starts = args.length > 1 ? List.of(Start.valueOf(args[1])) : List.of(Start.values());
        System.exit(new FaultSweep(Path.of(args[0]), starts).sweep() ? 0 : 1);
    }

    private boolean sweep() throws Exception {
        // Loads classes and the native library, which are not what is tested here.
        new Work(folder.resolve("warm"), "warm").goThrough(store -> {});
        leaveBehind();
        for (var start : starts) {
            for (var kind : Faults.Kind.values()) {
                for (var error : List.of(Faults.Error.EIO, Faults.Error.ENOSPC)) {
                    for (var extent : Faults.Extent.values()) {
                        if (kind == Faults.Kind.WRITE || extent != Faults.Extent.TORN) {
                            sweep(start, kind, error, extent);
                        }
                    }
                }
            }
        }
        wrong.stream().limit(Integer.getInteger("shown", 40)).forEach(System.out::println);
        System.out.println(
                "fault sweep: %d runs, %d calls, %d intents; calls without intent %d, not latched %d, records lost %d, not verified %d, without words %d"
                        .formatted(runs, calls, intents, without, unlatched, lost, unverified, wordless));
        return wrong.isEmpty();
    }

    /** What is on disk when a console dies with a write-ahead log that was not folded in. */
    private void leaveBehind() throws Exception {
        var alive = folder.resolve("alive");
        new Work(alive, "before").goThrough(store -> {
            try {
                copy(alive, left);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (var files = Files.list(from)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private void sweep(Start start, Faults.Kind kind, Faults.Error error, Faults.Extent extent) throws Exception {
        var what = "%s-%s-%s-%s".formatted(start, kind, error, extent);
        var n = Sweep.first(what) - Sweep.stride();
        boolean struck;
        do {
            n += Sweep.stride();
            var state = folder.resolve(what + "-" + n);
            if (start == Start.AGAIN) {
                copy(left, state);
            }
            struck = once(state, kind, error, extent, n);
            remove(state);
        } while (struck);
        System.out.println("%-5s %-5s %-6s %-7s N = %d, then every %d. to %d"
                .formatted(start, kind, error, extent, Sweep.first(what), Sweep.stride(), n - Sweep.stride()));
    }

    /** Whether there was an Nth call. */
    private boolean once(Path state, Faults.Kind kind, Faults.Error error, Faults.Extent extent, int n)
            throws Exception {
        var work = new Work(state, "run");
        var name = state.getFileName().toString();
        faults.watch(state);
        faults.arm(kind, error, extent, n);
        long[] written = {-1};
        work.goThrough(store -> {
            var struck = faults.failed() > 0;
            written[0] = struck ? faults.count(Faults.Kind.WRITE) : -1;
            if (struck != store.latched().isPresent()
                    || struck && work.refusals().isEmpty()) {
                unlatched++;
                wrong.add(name + " (" + faults.last() + "): not latched; said " + work.refusals());
            }
        });
        var struck = faults.failed() > 0;
        var where = name + " (" + (struck ? faults.last() : "") + ")";
        faults.disarm();
        if (!struck) {
            return false;
        }
        runs++;
        if (work.acceptedAfterRefusal() > 0) {
            unlatched++;
            wrong.add(where + ": " + work.acceptedAfterRefusal() + " writes went through after a refusal");
        }
        if (written[0] >= 0 && faults.count(Faults.Kind.WRITE) != written[0]) {
            unlatched++;
            wrong.add(where + ": " + (faults.count(Faults.Kind.WRITE) - written[0]) + " writes while closing");
        }
        checkWords(where, work);
        checkIntents(where, work, state);
        checkRestart(where, work, state);
        return true;
    }

    /** Each refusal says that something was not done, and is meant for a person. */
    private void checkWords(String where, Work work) {
        for (var words : work.refusals()) {
            var says = words.contains("nothing is done")
                    || words.contains("Nothing was sent")
                    || words.contains("Nothing more is sent")
                    || words.contains("cannot be")
                    || words.contains("could not be");
            if (!says || !words.endsWith(".") || words.contains("Exception") || words.contains("null")) {
                wordless++;
                wrong.add(where + ": said " + words);
            }
        }
    }

    /** Looks into the database without the product's own readers. */
    private void checkIntents(String where, Work work, Path state) throws SQLException {
        var found = new HashSet<String>();
        if (Files.exists(state.resolve("cutover.db"))) {
            try (var connection = DriverManager.getConnection("jdbc:sqlite:" + state.resolve("cutover.db"));
                    var statement = connection.createStatement()) {
                if (has(statement, "SELECT 1 FROM sqlite_schema WHERE name = 'record'")) {
                    read(statement, found);
                }
            }
        }
        intents += found.size();
        for (var snapshot : work.sent()) {
            calls++;
            if (!found.contains(snapshot)) {
                without++;
                wrong.add(where + ": " + snapshot + " was sent, but there is no intent");
            }
        }
    }

    private static boolean has(Statement statement, String sql) throws SQLException {
        try (var rows = statement.executeQuery(sql)) {
            return rows.next();
        }
    }

    private static void read(Statement statement, Set<String> snapshots) throws SQLException {
        try (var rows = statement.executeQuery("SELECT jcs FROM record")) {
            while (rows.next()) {
                var text = new String(rows.getBytes(1), StandardCharsets.UTF_8);
                var snapshot = INTENT.matcher(text);
                if (text.contains("\"kind\":\"call.intent\"") && snapshot.find()) {
                    snapshots.add(snapshot.group(1));
                }
            }
        }
    }

    /** As the next start finds it: everything acknowledged is there, the trail goes on, and it verifies. */
    private void checkRestart(String where, Work work, Path state) {
        try (var store = Store.open(StateDirectory.at(state), LATER);
                var trail = DurableTrail.open(store, SigningKey.of(store.directory()), "s2", LATER, new Redactor())) {
            for (var record : work.acknowledged()) {
                if (!trail.record(record.seq()).filter(record::equals).isPresent()) {
                    lost++;
                    wrong.add(where + ": record " + record.seq() + " is lost");
                }
            }
            trail.append("lead", "note", "", Map.of("text", "again"));
        } catch (RuntimeException e) {
            unverified++;
            wrong.add(where + ": cannot be opened again: " + e.getMessage());
            return;
        }
        var verdict = new Verifier(TrailProgress.SILENT).verify(state);
        if (!(verdict instanceof TrailVerdict.Verified)) {
            unverified++;
            wrong.add(where + ": " + verdict.lines());
        }
    }

    private static void remove(Path state) throws IOException {
        if (Files.exists(state)) {
            try (var files = Files.walk(state)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
