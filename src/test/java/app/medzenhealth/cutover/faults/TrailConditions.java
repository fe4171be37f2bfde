package app.medzenhealth.cutover.faults;

import app.medzenhealth.cutover.Sweep;
import app.medzenhealth.cutover.audit.DurableTrail;
import app.medzenhealth.cutover.audit.Redactor;
import app.medzenhealth.cutover.audit.SigningKey;
import app.medzenhealth.cutover.audit.TrailProgress;
import app.medzenhealth.cutover.audit.TrailUnavailable;
import app.medzenhealth.cutover.audit.TrailVerdict;
import app.medzenhealth.cutover.audit.Verifier;
import app.medzenhealth.cutover.aws.Guard;
import app.medzenhealth.cutover.aws.PermitBook;
import app.medzenhealth.cutover.aws.PlannedCalls;
import app.medzenhealth.cutover.aws.ScriptedClients;
import app.medzenhealth.cutover.aws.SdkOperations;
import app.medzenhealth.cutover.aws.SetTime;
import app.medzenhealth.cutover.store.StateDirectory;
import app.medzenhealth.cutover.store.Store;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.SdkClient;

/**
 * Every mutating operation of every client, with its permit, on a trail in each of five conditions. For every client the trail
 * is a new one: its first call meets the fault itself, the others the trail as the fault left it. Prints its counts; ends with
 * 0 if no call was sent without a durable intent, and every call where the trail was writable.
 */
final class TrailConditions {
    private static final String ACCOUNT = "558069890522";
    private static final String REGION = "eu-west-1";

    private enum Condition {
        WRITABLE,
        DISK_FULL,
        IO_ERROR,
        READ_ONLY,
        LOCKED
    }

    private final Faults faults = Faults.inThisProcess();
    private final Path folder;
    private final List<String> wrong = new ArrayList<>();
    private final Map<Class<? extends SdkClient>, List<Method>> drawn = new LinkedHashMap<>();

    private TrailConditions(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] args) throws Exception {
        System.exit(new TrailConditions(Path.of(args[0])).all() ? 0 : 1);
    }

    private boolean all() throws Exception {
        faults.stayAwake();
        var clients = SdkOperations.clients();
        var share = Set.copyOf(Sweep.of(
                "mutating operations",
                clients.stream()
                        .flatMap(c -> SdkOperations.mutations(c).stream())
                        .toList()));
        clients.forEach(c -> drawn.put(
                c, SdkOperations.mutations(c).stream().filter(share::contains).toList()));
        for (var condition : Condition.values()) {
            var calls = 0;
            var sent = 0;
            var intents = 0;
            for (var type : clients) {
                var made = folder.resolve(condition + "-" + type.getSimpleName());
                var counts = one(condition, type, made);
                calls += counts.calls();
                sent += counts.sent();
                intents += counts.intents();
            }
            System.out.println("%-9s %d clients, %d mutating operations: %d sent, %d intents, %d sent without an intent"
                    .formatted(condition, clients.size(), calls, sent, intents, Math.max(0, sent - intents)));
            if (sent > intents
                    || calls < 1_000 * Sweep.PERCENT / 100
                    || sent != (condition == Condition.WRITABLE ? calls : 0)) {
                wrong.add(condition + ": " + sent + " of " + calls + " sent, " + intents + " intents");
            }
        }
        wrong.stream().limit(40).forEach(System.out::println);
        return wrong.isEmpty();
    }

    private record Counts(int calls, int sent, int intents) {}

    private Counts one(Condition condition, Class<? extends SdkClient> type, Path state) throws Exception {
        faults.watch(state);
        var time = new SetTime();
        var raw = new ScriptedClients((region, request) -> null);
        var calls = 0;
        try (var store = Store.open(StateDirectory.at(state), time::instant);
                var trail = DurableTrail.open(
                        store, SigningKey.of(store.directory()), "s1", time::instant, new Redactor());
                var other = DriverManager.getConnection("jdbc:sqlite:" + state.resolve("cutover.db"))) {
            var permits = new PermitBook(time);
            var client = new Guard(raw, ACCOUNT, permits, trail, time, (step, region) -> true)
                    .guarded()
                    .client(type, REGION);
            begin(condition, other);
            for (var method : drawn.get(type)) {
                calls++;
                var before = raw.got().size();
                var request = SdkOperations.request(method);
                permits.issue(
                        method.toString(),
                        ACCOUNT,
                        "",
                        PlannedCalls.of(REGION, request),
                        "1.1",
                        "ab".repeat(32),
                        "lead",
                        Duration.ofMinutes(10));
                var thrown = SdkOperations.call(client, method, request);
                var sent = raw.got().size() - before;
                if (condition == Condition.WRITABLE
                        ? thrown != null || sent != 1
                        : !(thrown instanceof TrailUnavailable)) {
                    wrong.add(condition + " " + method.getName() + ": sent " + sent + ", " + thrown);
                }
            }
            end(condition, other);
        }
        faults.disarm();
        var verdict = new Verifier(TrailProgress.SILENT).verify(state);
        if (!(verdict instanceof TrailVerdict.Verified)) {
            wrong.add(condition + " " + type.getSimpleName() + ": " + verdict.lines());
        }
        return new Counts(calls, raw.got().size(), intents(state));
    }

    private void begin(Condition condition, Connection other) throws SQLException {
        switch (condition) {
            case WRITABLE -> {}
            case DISK_FULL -> faults.arm(Faults.Kind.WRITE, Faults.Error.ENOSPC, Faults.Extent.FOREVER, 1);
            case IO_ERROR -> faults.arm(Faults.Kind.SYNC, Faults.Error.EIO, Faults.Extent.FOREVER, 1);
            case READ_ONLY -> faults.arm(Faults.Kind.WRITE, Faults.Error.EROFS, Faults.Extent.FOREVER, 1);
            case LOCKED -> run(other, "BEGIN IMMEDIATE");
        }
    }

    private static void end(Condition condition, Connection other) throws SQLException {
        if (condition == Condition.LOCKED) {
            run(other, "ROLLBACK");
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int intents(Path state) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + state.resolve("cutover.db"));
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT jcs FROM record")) {
            var found = 0;
            while (rows.next()) {
                found += new String(rows.getBytes(1), StandardCharsets.UTF_8).contains("\"kind\":\"call.intent\"")
                        ? 1
                        : 0;
            }
            return found;
        }
    }
}
