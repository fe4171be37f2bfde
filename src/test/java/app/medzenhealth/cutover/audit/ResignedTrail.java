package app.medzenhealth.cutover.audit;

import app.medzenhealth.cutover.store.StateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A state folder's trail as whoever holds its key rewrites it: chained, signed and authenticated anew. */
public final class ResignedTrail {
    private ResignedTrail() {}

    public static List<AuditRecord> records(Path folder) throws SQLException, IOException {
        try (var connection = open(folder)) {
            return records(connection);
        }
    }

    /**
     * Puts another record in the place of one, with everything that has to fit it.
     *
     * @param how makes of the record's members others; number and {@code prev} are as they must be afterwards
     * @return the trail as it is then
     */
    public static List<AuditRecord> rewrite(Path folder, long seq, UnaryOperator<Map<String, Object>> how)
            throws SQLException, IOException {
        var directory = StateDirectory.at(folder);
        var key = SigningKey.of(directory);
        try (var connection = open(folder);
                var update = connection.prepareStatement("UPDATE record SET jcs = ?, leaf = ? WHERE seq = ?");
                var sign = connection.prepareStatement("UPDATE checkpoint SET note = ? WHERE size = ?");
                var authenticate = connection.prepareStatement("UPDATE tip SET seq = ?, mac = ?")) {
            connection.setAutoCommit(false);
            var all = new ArrayList<AuditRecord>();
            var sha = new Sha256();
            var tree = new MerkleFrontier();
            var prev = ChainCheck.FIRST_PREV;
            for (var record : records(connection)) {
                var rewritten = record.seq() == seq ? changed(record, how) : record;
                rewritten = new AuditRecord(
                        rewritten.v(),
                        record.seq(),
                        rewritten.at(),
                        rewritten.session(),
                        rewritten.actor(),
                        rewritten.kind(),
                        rewritten.step(),
                        rewritten.data(),
                        prev);
                var jcs = Jcs.bytes(rewritten);
                var leaf = sha.leaf(jcs);
                all.add(rewritten);
                prev = Sha256.hex(sha.of(jcs));
                tree.append(leaf);
                update.setBytes(1, jcs);
                update.setBytes(2, leaf);
                update.setLong(3, record.seq());
                update.addBatch();
                if (record.kind().equals(DatabaseCheck.CHECKPOINT)) {
                    var note = Checkpoint.sign(key, record.seq(), tree.root()).note();
                    sign.setBytes(1, note);
                    sign.setLong(2, record.seq());
                    sign.executeUpdate();
                    Files.write(directory.head(), note);
                }
            }
            update.executeBatch();
            authenticate.setLong(1, all.size());
            authenticate.setBytes(2, key.tip().of(all.size(), prev));
            authenticate.executeUpdate();
            connection.commit();
            Files.write(directory.tip(), new Tip(all.size(), prev).file());
            return all;
        }
    }

    /** @param how as in {@link #rewrite} */
    public static AuditRecord changed(AuditRecord record, UnaryOperator<Map<String, Object>> how) {
        var members = how.apply(Map.of(
                "at", record.at(),
                "session", record.session(),
                "actor", record.actor(),
                "kind", record.kind(),
                "step", record.step(),
                "data", record.data()));
        @SuppressWarnings("unchecked") // an object, as in every record
        var data = (Map<String, Object>) members.get("data");
        return new AuditRecord(
                record.v(),
                record.seq(),
                String.valueOf(members.get("at")),
                String.valueOf(members.get("session")),
                String.valueOf(members.get("actor")),
                String.valueOf(members.get("kind")),
                String.valueOf(members.get("step")),
                data,
                record.prev());
    }

    private static List<AuditRecord> records(Connection connection) throws SQLException, IOException {
        var found = new ArrayList<AuditRecord>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT jcs FROM record ORDER BY seq")) {
            while (rows.next()) {
                found.add(JcsReader.record(rows.getBytes(1)));
            }
        } catch (NotCanonical e) {
            throw new IOException(e);
        }
        return found;
    }

    private static Connection open(Path folder) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("cutover.db"));
    }
}
