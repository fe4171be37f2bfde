package app.medzenhealth.cutover.session;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.audit.DurableTrail;
import app.medzenhealth.cutover.audit.ExpectedTrail;
import app.medzenhealth.cutover.audit.Redactor;
import app.medzenhealth.cutover.audit.SigningKey;
import app.medzenhealth.cutover.audit.TrailProgress;
import app.medzenhealth.cutover.audit.TrailUnavailable;
import app.medzenhealth.cutover.audit.TrailVerdict;
import app.medzenhealth.cutover.audit.Verifier;
import app.medzenhealth.cutover.store.SessionStore;
import app.medzenhealth.cutover.store.StateDirectory;
import app.medzenhealth.cutover.store.Store;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Whatever is changed in what a session decides by is found, in every column of every table that the database has. */
class DecidingTablesTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-12T08:00:00Z"));
    private static final long SEED = Long.getLong("fold.seed", 20261201L);
    private static final List<String> FILES = List.of("cutover.db", "head", "tip", "key.vkey", "signing-key.pem");

    @TempDir
    Path temporary;

    private Path original = Path.of("");
    private Path changed = Path.of("");

    @BeforeEach
    void session() throws Exception {
        original = temporary.resolve("state");
        changed = Files.createDirectory(temporary.resolve("changed"));
        write(original);
        try (var connection = open(original);
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = DELETE");
        }
        copy();
        assertThat(verify()).isInstanceOf(TrailVerdict.Verified.class);
    }

    /** A session of which something is kept in every way there is. */
    private static void write(Path folder) {
        try (var store = Store.open(StateDirectory.at(folder), CLOCK);
                var trail = DurableTrail.open(store, SigningKey.of(store.directory()), "s1", CLOCK, new Redactor())) {
            trail.append(
                    "lead", "session.open", "", Map.of(TablesFromRecords.VERSION_MEMBER, TablesFromRecords.VERSION));
            var journal = new SessionJournal(
                    new DurableMemory(trail, new SessionStore(store, "s1")),
                    SessionFold.ofAnyPlan(),
                    SessionState.NOTHING);
            var written = new TreeSet<String>();
            for (var record : records().entrySet()) {
                var kind = record.getKey().split("#")[0];
                written.add(kind);
                var step = kind.startsWith("checklist") || kind.startsWith("parameter") || kind.startsWith("hold")
                        ? ""
                        : "1.1";
                journal.write("lead", kind, step, record.getValue());
            }
            // It would have to be signed by a second person, and makes no more than a mark of what is kept already.
            written.add("approval.accepted");
            assertThat(written)
                    .as("kinds that change something")
                    .containsExactlyElementsOf(new TreeSet<>(SessionFold.KINDS));
            trail.append("lead", "note", "", Map.of("text", "the last"));
        }
    }

    private static Map<String, Map<String, Object>> records() {
        var all = new LinkedHashMap<String, Map<String, Object>>();
        var fact = Map.of("resource", "db", "attribute", "status", "value", "available");
        all.put("step.undone", Map.of());
        all.put("step.retry", Map.of());
        all.put("step.mint", Map.of("mint", "20260112-080000"));
        all.put("token.minted", Map.of("name", "create", "minted", "cutover-0f0e"));
        all.put("file.kept", Map.of("file", "ttl-a.json", "sha256", "ab".repeat(32)));
        all.put("file.kept#2", Map.of("file", "ttl-b.json", "sha256", "cd".repeat(32)));
        all.put("file.removed", Map.of("file", "ttl-b.json"));
        all.put("step.confirm", Map.of("fingerprint", "ab", "before", List.of(List.of(fact))));
        all.put("action.begin", Map.of("index", 1));
        all.put(
                "action.end",
                Map.of("index", 1, "outputs", Map.of("arn", "arn:x"), SessionFold.IN_ALL, Map.of("arn", "arn:x")));
        all.put("step.doubt", Map.of("why", "no answer"));
        all.put("step.waiting", Map.of("why", "still running"));
        all.put("step.recovered", Map.of("verdict", StepRecovery.DONE));
        all.put("step.decided", Map.of("decision", "OPEN", "reason", "looked"));
        all.put("step.succeeded", Map.of("took", "PT3M"));
        all.put("step.skipped", Map.of("reason", "done by hand"));
        all.put(
                "step.failed",
                Map.of(
                        "happened",
                        "refused",
                        "notDone",
                        "all",
                        "next",
                        "look",
                        "open",
                        List.of(Map.of("title", "a check", "evidence", "fails", "remedy", "mend"))));
        all.put("step.attest", Map.of("note", "seen", "statement", "I saw it"));
        all.put("step.waived", Map.of("item", "a check", "reason", "known"));
        all.put(
                GoBoard.ANSWER,
                Map.of("role", "On-Call", "answer", "go", "person", "Ann", "note", "here", "window", ""));
        all.put(Messages.INTENT, Map.of("message", "t-0", "webhook", "team", "subject", "now", "text", "now"));
        all.put(
                Messages.OUTCOME,
                Map.of("intent", 1, "message", "t-0", "webhook", "team", "outcome", "DELIVERED", "detail", "200"));
        all.put("decision.declined", Map.of("note", "not yet"));
        all.put("checklist.tick", Map.of("item", "p1-a", "note", "done", "evidence", List.of("PASS x: y")));
        all.put("checklist.tick#2", Map.of("item", "p1-b", "note", "done"));
        all.put("checklist.reopen", Map.of("item", "p1-a", "why", "again"));
        all.put("criterion.attest", Map.of("criterion", "C9", "text", "quick", "note", "41 ms from Vienna"));
        all.put("parameter", Map.of("id", "primary", "from", "a", "to", "b", "moved", true));
        all.put("parameter.none", Map.of("id", "topic", "reason", "there is none"));
        all.put("hold.off", Map.of());
        all.put("hold.on", Map.of());
        all.put("approval.enrol", Map.of("name", "dba", "key", "MCow"));
        all.put(
                "approval.challenge",
                Map.of("challenge", "CC1.x", "fingerprint", "ab", "expires", "2026-01-12T08:10:00Z"));
        all.put(
                DailyCheck.KIND,
                Map.of("day", 1, "since", "2026-01-13T02:00:00Z", "note", "quiet", "healthy", "24 h healthy of 168 h"));
        // Nothing comes after it.
        all.put(
                Ended.KIND,
                Map.of(
                        "outcome",
                        "migrated",
                        "headline",
                        "All steps are done.",
                        "note",
                        "thank you",
                        "approvedBy",
                        "dba",
                        "lines",
                        List.of(Map.of("part", "criteria", "name", "C1", "standing", "met, measured", "text", "so"))));
        return all;
    }

    @Test
    void every_way_of_keeping_something_is_in_the_database_that_is_altered() throws Exception {
        var prefixes = new TreeSet<String>();
        for (var field : SessionTables.class.getDeclaredFields()) {
            if (field.getType() == String.class && Modifier.isStatic(field.getModifiers())) {
                prefixes.add(String.valueOf(field.get(null)));
            }
        }
        var found = new TreeSet<String>(List.of(SessionTables.STEP, SessionTables.TICK));
        try (var connection = open(changed);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT key FROM setting")) {
            while (rows.next()) {
                found.add(rows.getString(1).split("/")[0]);
            }
        }
        assertThat(found).isEqualTo(prefixes);
    }

    @Test
    void a_change_in_any_column_of_any_table_is_found() throws Exception {
        var done = new TreeMap<String, Integer>();
        var missed = new ArrayList<String>();
        for (var table : tables()) {
            var columns = columns(table);
            for (var row : rows(table)) {
                for (var column : columns) {
                    for (var value : altered(row.get(column))) {
                        copy();
                        if (update(table, row, column, value)) {
                            done.merge(table + "." + column, 1, Integer::sum);
                            expectFound(table + "." + column + " of " + row + " is " + value, missed);
                        }
                    }
                }
                copy();
                if (execute("DELETE FROM " + table + " WHERE " + where(row), List.copyOf(row.values()))) {
                    done.merge(table + " without", 1, Integer::sum);
                    expectFound(table + " without " + row, missed);
                }
            }
        }
        System.out.println(done);
        assertThat(missed).isEmpty();
        for (var table : tables()) {
            assertThat(done).as("rows taken away from " + table).containsKey(table + " without");
            for (var column : columns(table)) {
                // SQLite itself lets nothing else stand in the one column that says that there is one row.
                if (!(table + column).equals("tipone")) {
                    assertThat(done).containsKey(table + "." + column);
                }
            }
        }
    }

    @Test
    void a_row_that_no_record_tells_of_is_found_in_every_table() throws Exception {
        for (var insert : List.of(
                "INSERT INTO setting VALUES ('s1', 'approver/evil', '{\"name\":\"evil\",\"key\":\"x\"}')",
                "INSERT INTO setting VALUES ('s1', 'unheard-of', '1')",
                "INSERT INTO setting VALUES ('s2', 'parameter/primary', '\"c\"')",
                "INSERT INTO setting VALUES ('s1', 'token/1.1 other', '\"cutover-1\"')",
                "INSERT INTO tick SELECT session, 'p9', json FROM tick LIMIT 1",
                "INSERT INTO step_state SELECT session, '9.9', json FROM step_state")) {
            copy();
            assertThat(execute(insert, List.of())).as(insert).isTrue();
            assertThat(verify().exitCode()).as(insert).isEqualTo(4);
        }
    }

    @Test
    void the_difference_is_said_and_nothing_runs() throws Exception {
        assertThat(execute("UPDATE setting SET value = '\"c\"' WHERE key = 'parameter/primary'", List.of()))
                .isTrue();
        assertThat(verify().lines().getFirst())
                .contains(
                        "session s1",
                        "table setting, parameter/primary",
                        "the records say \"b\"",
                        "the table says \"c\"");
        try (var store = Store.open(StateDirectory.at(changed), CLOCK);
                var trail = DurableTrail.open(
                        store,
                        SigningKey.of(store.directory()),
                        "s1",
                        CLOCK,
                        new Redactor(),
                        new TablesFromRecords())) {
            var refused = Assertions.catchThrowableOfType(TrailUnavailable.class, trail::requireFollowed);
            assertThat(refused).hasMessageContaining("parameter/primary").hasMessageContaining("--state");
            assertThat(refused.verdict().orElseThrow().exitCode()).isEqualTo(4);
        }
    }

    @Test
    void what_many_records_make_together_is_what_they_make_one_after_another() {
        var random = new Random(SEED);
        var all = List.copyOf(records().entrySet());
        var accepted = Map.entry("approval.accepted", Map.<String, Object>of());
        var undoneByItself = Map.entry(
                "step.undone", Map.<String, Object>of("by", "1.1", "values", Map.of("primary", "a", "topic", "t")));
        var fold = SessionFold.ofAnyPlan();
        for (var round = 0; round < 20; round++) {
            var together = SessionDraft.ofMany();
            var state = SessionState.NOTHING;
            var rows = new TreeMap<String, String>();
            for (var seq = 1; seq <= 200; seq++) {
                var record = switch (random.nextInt(12)) {
                    case 0 -> accepted;
                    case 1 -> undoneByItself;
                    default -> all.get(random.nextInt(all.size()));
                };
                var entry = new SessionFold.Entry(
                        seq,
                        CLOCK.instant().plusSeconds(seq),
                        "lead",
                        record.getKey().split("#")[0],
                        "1." + random.nextInt(3),
                        record.getValue());
                var draft = new SessionDraft(state);
                fold.apply(draft, entry);
                state = draft.done();
                draft.changes().forEach(c -> rows.put(c.kind() + " " + c.key(), String.valueOf(c.json())));
                rows.values().removeIf("null"::equals);
                fold.apply(together, entry);
                together.settled(SessionTables.OUTPUT);
                var made = new TreeMap<String, String>();
                together.everything().forEach(c -> made.put(c.kind() + " " + c.key(), String.valueOf(c.json())));
                assertThat(made)
                        .as("seed %d, round %d, after record %d, %s", SEED, round, seq, record)
                        .isEqualTo(rows);
            }
        }
    }

    @Test
    void a_step_is_kept_to_the_letter_as_consoles_before_kept_it() {
        var random = new Random(SEED);
        for (var i = 0; i < 2_000; i++) {
            var at = Instant.ofEpochSecond(
                    random.nextLong(0, 4_000_000_000L),
                    random.nextInt(1_000_000) * List.of(0, 1, 1_000).get(random.nextInt(3)));
            var kept = StepRecord.open(at)
                    .running(StepRecord.Stage.RUNNING, at.plusMillis(random.nextInt(5_000)), "lead", "ab")
                    .ended(StepRecord.Stage.SUCCEEDED, at.plusSeconds(60), "lead", "done");
            var draft = new SessionDraft(SessionState.NOTHING);
            draft.step("1.1", kept);
            assertThat(draft.changes().getFirst().json())
                    .as("seed %d, step %d", SEED, i)
                    .isEqualTo(JSON.writeValueAsString(kept));
        }
    }

    private void expectFound(String what, List<String> missed) {
        if (verify().exitCode() != 4) {
            missed.add(what + ": " + verify().lines().getFirst());
        }
    }

    private TrailVerdict verify() {
        return new Verifier(TrailProgress.SILENT, ExpectedTrail.ANYTHING, new TablesFromRecords()).verify(changed);
    }

    private List<String> tables() throws SQLException {
        return texts("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name");
    }

    private List<String> columns(String table) throws SQLException {
        return texts("SELECT name FROM pragma_table_info('" + table + "')");
    }

    private List<String> texts(String sql) throws SQLException {
        try (var connection = open(original);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var found = new ArrayList<String>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    private List<Map<String, Object>> rows(String table) throws SQLException {
        var columns = columns(table);
        try (var connection = open(original);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT * FROM " + table)) {
            var found = new ArrayList<Map<String, Object>>();
            while (rows.next()) {
                var row = new LinkedHashMap<String, Object>();
                for (var column : columns) {
                    row.put(column, rows.getObject(column));
                }
                found.add(row);
            }
            return found;
        }
    }

    private static String where(Map<String, Object> row) {
        return String.join(" AND ", row.keySet().stream().map(c -> c + " = ?").toList());
    }

    private boolean update(String table, Map<String, Object> row, String column, Object value) throws SQLException {
        var values = new ArrayList<Object>(List.of(value));
        values.addAll(row.values());
        return execute("UPDATE " + table + " SET " + column + " = ? WHERE " + where(row), values);
    }

    /** Whether SQLite let it happen: what a constraint forbids, nobody can have done. */
    private boolean execute(String sql, List<Object> values) throws SQLException {
        try (var connection = open(changed);
                var statement = connection.prepareStatement(sql)) {
            for (var i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            return statement.executeUpdate() > 0;
        } catch (SQLException e) {
            assertThat(e.getMessage()).contains("CONSTRAINT");
            return false;
        }
    }

    /** Other values that could stand there: in a JSON text, each with one part of it changed. */
    private static List<Object> altered(Object value) {
        return switch (value) {
            case Integer number -> List.of(number + 1, number - 1);
            case Long number -> List.of(number + 1, number - 1);
            case byte[] bytes -> {
                var flipped = bytes.clone();
                flipped[bytes.length / 2] ^= 1;
                yield List.of(flipped, new byte[0], Arrays.copyOf(bytes, bytes.length - 1));
            }
            case String text -> {
                var all = new ArrayList<Object>(List.of(text + "x", ""));
                try {
                    var tree = JSON.readTree(text);
                    leaves(tree, "").forEach(path -> all.add(JSON.writeValueAsString(with(tree.deepCopy(), path))));
                } catch (JacksonException e) {
                    // A key.
                }
                yield all;
            }
            default -> throw new AssertionError(value.getClass());
        };
    }

    private static List<String> leaves(JsonNode node, String path) {
        var found = new ArrayList<String>();
        if (node instanceof ObjectNode object) {
            object.properties().forEach(p -> found.addAll(leaves(p.getValue(), path + "/" + p.getKey())));
        } else if (node instanceof ArrayNode array) {
            for (var i = 0; i < array.size(); i++) {
                found.addAll(leaves(array.get(i), path + "/" + i));
            }
        } else {
            found.add(path);
        }
        return found;
    }

    private static JsonNode with(JsonNode tree, String path) {
        var leaf = tree.at(path);
        var other = leaf.isNumber()
                ? JSON.getNodeFactory().numberNode(leaf.asLong() + 1)
                : leaf.isBoolean()
                        ? JSON.getNodeFactory().booleanNode(!leaf.asBoolean())
                        : JSON.getNodeFactory().stringNode(leaf.asString("") + "x");
        if (path.isEmpty()) {
            return other;
        }
        var at = path.lastIndexOf('/');
        var name = path.substring(at + 1);
        switch (tree.at(path.substring(0, at))) {
            case ObjectNode object -> object.set(name, other);
            case ArrayNode array -> array.set(Integer.parseInt(name), other);
            default -> throw new AssertionError(path);
        }
        return tree;
    }

    private static Connection open(Path folder) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("cutover.db"));
    }

    private void copy() throws IOException {
        for (var name : FILES) {
            Files.copy(original.resolve(name), changed.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
