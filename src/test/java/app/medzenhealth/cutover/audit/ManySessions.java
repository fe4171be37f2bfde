package app.medzenhealth.cutover.audit;

import app.medzenhealth.cutover.session.Approvals;
import app.medzenhealth.cutover.session.RecordedTables;
import app.medzenhealth.cutover.store.StateDirectory;
import app.medzenhealth.cutover.store.Store;
import app.medzenhealth.cutover.store.TrailReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A trail of many sessions, each with the records of one that a console really wrote: with its approvals, permits, calls, commands,
 * checkpoints and what is kept beside them, all of it signed and chained anew, so that it verifies in every respect. Nothing is synced: what
 * is measured afterwards is reading.
 */
final class ManySessions {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Base64.Encoder ADDRESS = Base64.getUrlEncoder().withoutPadding();

    private final List<AuditRecord> one;
    private final KeyPair second;
    private final Map<String, Long> kinds = new TreeMap<>();

    private ManySessions(List<AuditRecord> one, KeyPair second) {
        this.one = one;
        this.second = second;
    }

    /** @param state of a console that has been closed */
    static ManySessions like(Path state) throws IOException, GeneralSecurityException {
        var records = new ArrayList<AuditRecord>();
        try (var reader = TrailReader.open(state.resolve("cutover.db"))) {
            reader.each(1, Long.MAX_VALUE, (_, jcs, _) -> records.add(read(jcs)));
        }
        return new ManySessions(records, KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
    }

    private static AuditRecord read(byte[] jcs) {
        try {
            return JcsReader.record(jcs);
        } catch (NotCanonical e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many of each kind there are. */
    Map<String, Long> kinds() {
        return kinds;
    }

    /** @return bytes of the records in all */
    long write(Path state, int count) throws SQLException, IOException {
        SigningKey key;
        try (var store = Store.open(StateDirectory.at(state), InstantSource.fixed(Instant.EPOCH))) {
            key = SigningKey.of(store.directory());
        }
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + state.resolve("cutover.db"));
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA synchronous = OFF");
            connection.setAutoCommit(false);
            var trail = new Written(connection, key);
            for (var session = 1; trail.tree.size() < count; session++) {
                var written = new ArrayList<AuditRecord>();
                var before = trail.tree.size();
                for (var record : one) {
                    if (trail.tree.size() < count) {
                        written.add(trail.append(of(session, record, before, written)));
                    }
                }
                trail.keep(written);
                connection.commit();
            }
            trail.end(state);
            connection.commit();
            return trail.bytes;
        }
    }

    /** A record as another session has it: nothing of it tells that it was another's. */
    private AuditRecord of(int session, AuditRecord record, long before, List<AuditRecord> written) {
        var data = new HashMap<>(record.data());
        if (data.get("intent") instanceof Long intent) {
            data.put("intent", before + intent);
        }
        var id = record.session() + "-" + session;
        try {
            switch (record.kind()) {
                case "approval.enrol" ->
                    data.put(
                            "key",
                            Base64.getEncoder()
                                    .encodeToString(second.getPublic().getEncoded()));
                case "approval.challenge" -> data.put("challenge", asked(String.valueOf(data.get("challenge")), id));
                case "approval.accepted" -> {
                    var asked = written.stream()
                            .filter(r -> r.kind().equals("approval.challenge")
                                    && r.step().equals(record.step()))
                            .toList()
                            .getLast();
                    data.put(
                            "response",
                            Approvals.respond(
                                    String.valueOf(asked.data().get("challenge")),
                                    record.actor(),
                                    second.getPrivate()));
                }
                default -> {}
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return new AuditRecord(record.v(), 0, record.at(), id, record.actor(), record.kind(), record.step(), data, "");
    }

    private static String asked(String challenge, String session) throws IOException {
        var bytes = Base64.getUrlDecoder().decode(challenge.substring(challenge.indexOf('.') + 1));
        try (var inflated = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
            var json = (ObjectNode) JSON.readTree(inflated.readAllBytes());
            json.put("session", session);
            var out = new ByteArrayOutputStream();
            try (var packing = new DeflaterOutputStream(out)) {
                packing.write(JSON.writeValueAsBytes(json));
            }
            return challenge.substring(0, challenge.indexOf('.') + 1) + ADDRESS.encodeToString(out.toByteArray());
        }
    }

    /** What has been written so far. */
    private final class Written {
        private final SigningKey key;
        private final Connection connection;
        private final PreparedStatement insert;
        private final PreparedStatement note;
        private final MerkleFrontier tree = new MerkleFrontier();
        private final Sha256 sha = new Sha256();
        private String prev = ChainCheck.FIRST_PREV;
        private byte[] head = {};
        private long bytes;

        Written(Connection connection, SigningKey key) throws SQLException {
            this.connection = connection;
            this.key = key;
            insert = connection.prepareStatement("INSERT INTO record VALUES (?, ?, ?)");
            note = connection.prepareStatement("INSERT INTO checkpoint VALUES (?, ?)");
        }

        AuditRecord append(AuditRecord like) throws SQLException {
            var data = new HashMap<>(like.data());
            if (like.kind().equals(DatabaseCheck.CHECKPOINT)) {
                data.put("key", key.verifier().line());
            }
            var record = new AuditRecord(
                    like.v(),
                    tree.size() + 1,
                    like.at(),
                    like.session(),
                    like.actor(),
                    like.kind(),
                    like.step(),
                    data,
                    prev);
            var jcs = Jcs.bytes(record);
            var leaf = sha.leaf(jcs);
            tree.append(leaf);
            prev = Sha256.hex(sha.of(jcs));
            bytes += jcs.length;
            kinds.merge(record.kind(), 1L, Long::sum);
            insert.setLong(1, record.seq());
            insert.setBytes(2, jcs);
            insert.setBytes(3, leaf);
            insert.executeUpdate();
            if (record.kind().equals(DatabaseCheck.CHECKPOINT)) {
                head = Checkpoint.sign(key, tree.size(), tree.root()).note();
                note.setLong(1, record.seq());
                note.setBytes(2, head);
                note.executeUpdate();
            }
            return record;
        }

        void keep(List<AuditRecord> session) throws SQLException {
            for (var row : RecordedTables.of(session.getFirst().session(), session)) {
                try (var put = connection.prepareStatement("INSERT INTO " + row.table() + " VALUES (?, ?, ?)")) {
                    put.setString(1, row.session());
                    put.setString(2, row.key());
                    put.setString(3, row.value());
                    put.executeUpdate();
                }
            }
        }

        void end(Path state) throws SQLException, IOException {
            try (var tip = connection.prepareStatement("INSERT INTO tip VALUES (1, ?, ?)")) {
                tip.setLong(1, tree.size());
                tip.setBytes(2, key.tip().of(tree.size(), prev));
                tip.executeUpdate();
            }
            Files.write(state.resolve("head"), head);
            Files.write(state.resolve("tip"), new Tip(tree.size(), prev).file());
        }
    }

    /** The most frequent kinds, for people. */
    String words() {
        return kinds.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(k -> k.getKey() + " %,d".formatted(k.getValue()))
                .reduce((a, b) -> a + ", " + b)
                .orElse("none");
    }
}
