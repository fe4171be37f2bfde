package app.medzenhealth.cutover.audit;

import app.medzenhealth.cutover.store.StateDirectory;
import app.medzenhealth.cutover.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/** A state folder as consoles of database version 1 left it: nothing authenticates the newest record. */
final class OlderTrail {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-12T08:00:00Z"));

    private OlderTrail() {}

    /** @param notes after the first checkpoint */
    static Path write(Path folder, int notes) throws IOException, SQLException {
        SigningKey key;
        try (var store = Store.open(StateDirectory.at(folder), CLOCK)) {
            key = SigningKey.of(store.directory());
        }
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("cutover.db"));
                var statement = connection.createStatement();
                var insert = connection.prepareStatement("INSERT INTO record VALUES (?, ?, ?)");
                var checkpoint = connection.prepareStatement("INSERT INTO checkpoint VALUES (1, ?)")) {
            statement.execute("PRAGMA journal_mode = DELETE");
            statement.execute("DROP TABLE tip");
            for (var table : new String[] {"token", "output"}) {
                statement.execute("CREATE TABLE " + table
                        + " (session TEXT NOT NULL, step TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,"
                        + " PRIMARY KEY (session, step, name)) STRICT, WITHOUT ROWID");
            }
            statement.execute("INSERT INTO token VALUES ('s1', '5.3', 'create', 'cutover-\"1\"')");
            statement.execute("PRAGMA user_version = 1");
            var sha = new Sha256();
            var tree = new MerkleFrontier();
            var prev = ChainCheck.FIRST_PREV;
            for (var seq = 1; seq <= notes + 1; seq++) {
                var record = Jcs.bytes(new AuditRecord(
                        1,
                        seq,
                        "2026-01-12T08:00:00.000000Z",
                        "s1",
                        "lead",
                        seq == 1 ? DatabaseCheck.CHECKPOINT : "note",
                        "",
                        seq == 1
                                ? Map.of("key", key.verifier().line(), "reason", "trail begun")
                                : Map.of("text", "n" + seq),
                        prev));
                prev = Sha256.hex(sha.of(record));
                tree.append(sha.leaf(record));
                insert.setInt(1, seq);
                insert.setBytes(2, record);
                insert.setBytes(3, sha.leaf(record));
                insert.executeUpdate();
                if (seq == 1) {
                    var note = Checkpoint.sign(key, 1, tree.root()).note();
                    checkpoint.setBytes(1, note);
                    checkpoint.executeUpdate();
                    Files.write(folder.resolve("head"), note);
                }
            }
            Files.write(folder.resolve("tip"), new Tip(notes + 1, prev).file());
        }
        return folder;
    }
}
