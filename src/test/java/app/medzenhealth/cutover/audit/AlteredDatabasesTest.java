package app.medzenhealth.cutover.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What somebody could do to a state folder: the specification says what each is, and the product and the verifier that was written
 * from the specification alone say the same. {@code -Dseed=N}: other bytes.
 */
class AlteredDatabasesTest {
    private static final int VERIFIED = 0;
    private static final int TAMPERED = 4;
    private static final int CANNOT = 5;
    /** No verdict of the specification: which of two faults is met first depends on what the byte belonged to. */
    private static final int ANY = -1;
    /** The same, and no way to be accepted. */
    private static final int ANY_BUT_VERIFIED = -2;

    private static final int BYTES = 60;
    private static final List<String> FILES = List.of("cutover.db", "head", "tip", "key.vkey", "signing-key.pem");
    private static final String SUB = "BEGIN PRIVATE KEY";

    @TempDir
    Path temporary;

    private final Map<String, Integer> expected = new LinkedHashMap<>();
    private final Map<String, Path> folders = new LinkedHashMap<>();
    private final Map<Path, Map<String, byte[]>> read = new LinkedHashMap<>();
    private Path killed = Path.of("");
    private Path closed = Path.of("");
    /** As it was killed: most of it is in its log. */
    private Path withLog = Path.of("");

    private Path otherWithLog = Path.of("");
    private Path older = Path.of("");
    private Path other = Path.of("");

    private interface Change {
        void to(Path folder) throws IOException, SQLException;
    }

    @Test
    void product_and_outsider_come_to_the_verdict_of_the_specification_on_every_altered_database() throws Exception {
        bases();
        records();
        checkpoints();
        tipRow();
        tipFile();
        besides();
        schema();
        leftovers();
        log();
        hiddenObjects();
        odd();
        tipLines();
        bytes();
        assertThat(folders).as("altered databases").hasSizeGreaterThanOrEqualTo(150);
        var outsider = outsider();
        var wrong = new ArrayList<String>();
        var kinds = new TreeMap<Integer, Integer>();
        folders.forEach((what, folder) -> {
            var product = SampleTrail.verify(folder);
            int other = outsider.getOrDefault(folder.toString(), -2);
            kinds.merge(product.exitCode(), 1, Integer::sum);
            var right = switch (expected.get(what)) {
                case ANY -> true;
                case ANY_BUT_VERIFIED -> product.exitCode() != VERIFIED;
                default -> product.exitCode() == expected.get(what);
            };
            if (!right || other != product.exitCode()) {
                wrong.add("%s: expected %d, product %d %s, outsider %d"
                        .formatted(
                                what,
                                expected.get(what),
                                product.exitCode(),
                                product.lines().getFirst(),
                                other));
            }
        });
        System.out.println(
                folders.size() + " altered databases: by verdict " + kinds + "; " + wrong.size() + " differ");
        assertThat(wrong).isEmpty();
    }

    private void bases() throws Exception {
        closed = temporary.resolve("closed");
        killed = Files.createDirectory(temporary.resolve("killed"));
        try (var _ = new SampleTrail(closed).filled()) {
            for (var name : FILES) {
                Files.copy(closed.resolve(name), killed.resolve(name));
            }
            Files.copy(closed.resolve("cutover.db-wal"), killed.resolve("cutover.db-wal"));
        }
        withLog = copied(killed, "with-log");
        otherWithLog = Files.createDirectory(temporary.resolve("other-with-log"));
        var running = temporary.resolve("running");
        try (var _ = new SampleTrail(running).filled()) {
            Files.copy(running.resolve("cutover.db-wal"), otherWithLog.resolve("cutover.db-wal"));
        }
        older = OlderTrail.write(temporary.resolve("older"), 5);
        other = temporary.resolve("other");
        new SampleTrail(other).filled().close();
        is(
                VERIFIED,
                "killed, with its log",
                killed,
                f -> Files.copy(temporary.resolve("killed/cutover.db-wal"), f.resolve("cutover.db-wal")));
        for (var base : List.of(closed, killed, other)) {
            execute(base, "PRAGMA journal_mode = DELETE");
        }
        read.clear();
        is(VERIFIED, "killed", killed, f -> {});
        is(VERIFIED, "closed", closed, f -> {});
        is(VERIFIED, "of an older console", older, f -> {});
    }

    private void records() throws Exception {
        var count = number(killed, "SELECT max(seq) FROM record");
        for (var seq = 1L; seq <= count; seq++) {
            var at = seq;
            var jcs = blob(killed, "SELECT jcs FROM record WHERE seq = " + at);
            for (var byteAt : new int[] {0, jcs.length / 3, jcs.length / 2, jcs.length - 1}) {
                is(
                        TAMPERED,
                        "record " + at + ", byte " + byteAt,
                        killed,
                        f -> set(f, "UPDATE record SET jcs = ? WHERE seq = " + at, flipped(jcs, byteAt)));
            }
            is(TAMPERED, "record " + at + ", another actor, with its leaf", killed, f -> {
                var forged = new String(jcs, StandardCharsets.UTF_8)
                        .replaceFirst("\"actor\":\"[^\"]*\"", "\"actor\":\"evil\"")
                        .getBytes(StandardCharsets.UTF_8);
                set(f, "UPDATE record SET jcs = ? WHERE seq = " + at, forged);
                set(f, "UPDATE record SET leaf = ? WHERE seq = " + at, new Sha256().leaf(forged));
            });
            is(
                    TAMPERED,
                    "record " + at + ", its leaf",
                    killed,
                    f -> set(
                            f,
                            "UPDATE record SET leaf = ? WHERE seq = " + at,
                            flipped(blob(f, "SELECT leaf FROM record WHERE seq = " + at), 7)));
            is(
                    TAMPERED,
                    "record " + at + ", no leaf",
                    killed,
                    f -> execute(f, "UPDATE record SET leaf = x'' WHERE seq = " + at));
            is(
                    TAMPERED,
                    "record " + at + " elsewhere",
                    killed,
                    f -> execute(f, "UPDATE record SET seq = 5000 WHERE seq = " + at));
            is(TAMPERED, "without record " + at, killed, f -> execute(f, "DELETE FROM record WHERE seq = " + at));
            if (at < count) {
                is(TAMPERED, "record " + at + " and the next change places", killed, f -> {
                    execute(f, "UPDATE record SET seq = 5000 WHERE seq = " + at);
                    execute(f, "UPDATE record SET seq = " + at + " WHERE seq = " + (at + 1));
                    execute(f, "UPDATE record SET seq = " + (at + 1) + " WHERE seq = 5000");
                });
            }
            is(
                    TAMPERED,
                    "record " + at + " once more at the end",
                    killed,
                    f -> execute(
                            f,
                            "INSERT INTO record SELECT " + (count + 1) + ", jcs, leaf FROM record WHERE seq = " + at));
        }
        for (var more : new int[] {1, 2, 7}) {
            is(TAMPERED, more + " chained at the end", killed, f -> chained(f, more));
            is(TAMPERED, more + " chained at the end, with the file tip", killed, f -> tip(f, chained(f, more)));
            is(TAMPERED, more + " chained at the end, with both tips' numbers", killed, f -> {
                tip(f, chained(f, more));
                execute(f, "UPDATE tip SET seq = seq + " + more);
            });
            is(TAMPERED, more + " chained behind a closed trail", closed, f -> tip(f, chained(f, more)));
            is(CANNOT, more + " chained, their number, and no key", killed, f -> {
                tip(f, chained(f, more));
                execute(f, "UPDATE tip SET seq = seq + " + more);
                Files.delete(f.resolve("signing-key.pem"));
            });
            is(VERIFIED, more + " chained where nothing is authenticated", older, f -> tip(f, chained(f, more)));
            is(
                    more == 1 ? VERIFIED : TAMPERED,
                    more + " chained there, behind the file tip",
                    older,
                    f -> chained(f, more));
            is(TAMPERED, more + " cut", killed, f -> execute(f, "DELETE FROM record WHERE seq > " + (count - more)));
        }
        is(TAMPERED, "a record of number 0", killed, f -> {
            execute(
                    f,
                    "PRAGMA ignore_check_constraints = 1; INSERT INTO record SELECT 0, jcs, leaf FROM record WHERE seq = 1");
        });
        is(CANNOT, "no record", closed, f -> {
            execute(f, "DELETE FROM checkpoint");
            execute(f, "DELETE FROM record");
            execute(f, "DELETE FROM tip");
            Files.delete(f.resolve("head"));
            Files.write(f.resolve("tip"), Tip.NONE.file());
        });
    }

    private void checkpoints() throws Exception {
        for (var base : List.of(killed, closed)) {
            var name = base.getFileName() + ": ";
            for (var size : numbers(base, "SELECT size FROM checkpoint")) {
                var note = blob(base, "SELECT note FROM checkpoint WHERE size = " + size);
                for (var at = 3; at < note.length; at += note.length / 6) {
                    var byteAt = at;
                    is(
                            TAMPERED,
                            name + "checkpoint " + size + ", byte " + at,
                            base,
                            f -> set(f, "UPDATE checkpoint SET note = ? WHERE size = " + size, flipped(note, byteAt)));
                }
                is(
                        TAMPERED,
                        name + "checkpoint " + size + ", empty",
                        base,
                        f -> execute(f, "UPDATE checkpoint SET note = x'' WHERE size = " + size));
                is(
                        TAMPERED,
                        name + "checkpoint " + size + " of the record after",
                        base,
                        f -> execute(f, "UPDATE checkpoint SET size = size + 1 WHERE size = " + size));
                is(
                        TAMPERED,
                        name + "without checkpoint " + size,
                        base,
                        f -> execute(f, "DELETE FROM checkpoint WHERE size = " + size));
                is(
                        TAMPERED,
                        name + "checkpoint " + size + " of a note as well",
                        base,
                        f -> execute(f, "INSERT INTO checkpoint SELECT 2, note FROM checkpoint WHERE size = " + size));
                is(
                        TAMPERED,
                        name + "checkpoint " + size + " of far behind as well",
                        base,
                        f -> execute(
                                f, "INSERT INTO checkpoint SELECT 900, note FROM checkpoint WHERE size = " + size));
                is(
                        TAMPERED,
                        name + "checkpoint " + size + " by another key",
                        base,
                        f -> set(
                                f,
                                "UPDATE checkpoint SET note = ? WHERE size = " + size,
                                blob(other, "SELECT note FROM checkpoint LIMIT 1")));
            }
        }
    }

    private void tipRow() throws Exception {
        for (var base : List.of(killed, closed)) {
            var name = base.getFileName() + ": ";
            for (var by : new int[] {-2, -1, 1, 5}) {
                is(
                        TAMPERED,
                        name + "table tip, number " + by,
                        base,
                        f -> execute(f, "UPDATE tip SET seq = seq + " + by));
            }
            var mac = blob(base, "SELECT mac FROM tip");
            for (var at = 0; at < mac.length; at += 5) {
                var byteAt = at;
                is(
                        TAMPERED,
                        name + "table tip, byte " + at,
                        base,
                        f -> set(f, "UPDATE tip SET mac = ?", flipped(mac, byteAt)));
            }
            is(
                    TAMPERED,
                    name + "table tip, shorter",
                    base,
                    f -> set(f, "UPDATE tip SET mac = ?", Arrays.copyOf(mac, 31)));
            is(TAMPERED, name + "table tip, nothing", base, f -> execute(f, "UPDATE tip SET mac = x''"));
            is(TAMPERED, name + "table tip, empty", base, f -> execute(f, "DELETE FROM tip"));
            is(
                    TAMPERED,
                    name + "table tip, another trail's",
                    base,
                    f -> set(f, "UPDATE tip SET mac = ?", blob(other, "SELECT mac FROM tip")));
        }
        is(VERIFIED, "table tip, not checked without the key", closed, f -> {
            execute(f, "UPDATE tip SET mac = x''");
            Files.delete(f.resolve("signing-key.pem"));
        });
    }

    /** The folder's key under a passphrase. */
    private static byte[] sealed(Path folder) throws Exception {
        var plain = (KeyFile.Plain) KeyFile.parse(Files.readAllBytes(folder.resolve("signing-key.pem")));
        return KeyFile.Sealed.of(SealedKey.seal(plain.der(), "correct horse battery".toCharArray()))
                .pem();
    }

    private void tipFile() throws Exception {
        var count = number(killed, "SELECT max(seq) FROM record");
        var signed = number(killed, "SELECT max(size) FROM checkpoint");
        for (var base : List.of(killed, closed, older)) {
            var name = base.getFileName() + ": ";
            var tip = Files.readAllBytes(base.resolve("tip"));
            is(CANNOT, name + "no file tip", base, f -> Files.delete(f.resolve("tip")));
            is(TAMPERED, name + "file tip, zeros", base, f -> Files.write(f.resolve("tip"), new byte[tip.length]));
            is(TAMPERED, name + "file tip, empty", base, f -> Files.write(f.resolve("tip"), new byte[0]));
            is(TAMPERED, name + "file tip, of no record", base, f -> Files.write(f.resolve("tip"), Tip.NONE.file()));
            is(TAMPERED, name + "file tip, half", base, f -> Files.write(f.resolve("tip"), Arrays.copyOf(tip, 95)));
            is(TAMPERED, name + "file tip, longer", base, f -> Files.write(f.resolve("tip"), Arrays.copyOf(tip, 191)));
            is(
                    VERIFIED,
                    name + "file tip, first line torn",
                    base,
                    f -> Files.write(f.resolve("tip"), flipped(tip, 30)));
            is(
                    TAMPERED,
                    name + "file tip, both lines torn",
                    base,
                    f -> Files.write(f.resolve("tip"), flipped(flipped(tip, 30), 130)));
            var last = number(base, "SELECT max(seq) FROM record");
            for (var seq = 1L; seq <= last; seq++) {
                var at = seq;
                var hash = Sha256.hex(new Sha256().of(blob(base, "SELECT jcs FROM record WHERE seq = " + at)));
                var least = base.equals(older) ? last : number(base, "SELECT max(size) FROM checkpoint");
                var legal = at >= least - 1 ? VERIFIED : TAMPERED;
                is(
                        legal,
                        name + "file tip of record " + at,
                        base,
                        f -> Files.write(f.resolve("tip"), new Tip(at, hash).file()));
                is(
                        legal,
                        name + "file tip of record " + at + " as the first builds wrote it",
                        base,
                        f -> Files.writeString(
                                f.resolve("tip"),
                                new String(new Tip(at, hash).line(), StandardCharsets.US_ASCII).substring(0, 85)
                                        + "\n"));
                is(
                        TAMPERED,
                        name + "file tip of record " + at + ", another hash",
                        base,
                        f -> Files.write(f.resolve("tip"), new Tip(at, "ab".repeat(32)).file()));
            }
            is(
                    TAMPERED,
                    name + "file tip of a record to come",
                    base,
                    f -> Files.write(f.resolve("tip"), new Tip(last + 1, "ab".repeat(32)).file()));
        }
        assertThat(signed).isLessThan(count);
    }

    private void besides() throws Exception {
        for (var base : List.of(killed, closed)) {
            var name = base.getFileName() + ": ";
            var tail = base.equals(killed);
            var head = Files.readAllBytes(base.resolve("head"));
            is(CANNOT, name + "no head", base, f -> Files.delete(f.resolve("head")));
            is(TAMPERED, name + "head, empty", base, f -> Files.write(f.resolve("head"), new byte[0]));
            is(
                    TAMPERED,
                    name + "head, cut",
                    base,
                    f -> Files.write(f.resolve("head"), Arrays.copyOf(head, head.length - 1)));
            for (var at = 2; at < head.length; at += 23) {
                var byteAt = at;
                is(
                        TAMPERED,
                        name + "head, byte " + at,
                        base,
                        f -> Files.write(f.resolve("head"), flipped(head, byteAt)));
            }
            is(
                    VERIFIED,
                    name + "an older head",
                    base,
                    f -> Files.write(f.resolve("head"), blob(f, "SELECT note FROM checkpoint ORDER BY size LIMIT 1")));
            is(
                    TAMPERED,
                    name + "another trail's head",
                    base,
                    f -> Files.write(f.resolve("head"), Files.readAllBytes(other.resolve("head"))));
            var vkey = Files.readString(base.resolve("key.vkey"));
            is(CANNOT, name + "no key.vkey", base, f -> Files.delete(f.resolve("key.vkey")));
            is(
                    TAMPERED,
                    name + "another key.vkey",
                    base,
                    f -> Files.write(f.resolve("key.vkey"), Files.readAllBytes(other.resolve("key.vkey"))));
            is(CANNOT, name + "key.vkey, empty", base, f -> Files.writeString(f.resolve("key.vkey"), ""));
            is(
                    CANNOT,
                    name + "key.vkey, as on Windows",
                    base,
                    f -> Files.writeString(f.resolve("key.vkey"), vkey.replace("\n", "\r\n")));
            is(
                    CANNOT,
                    name + "key.vkey, another name",
                    base,
                    f -> Files.writeString(f.resolve("key.vkey"), "x" + vkey));
            is(CANNOT, name + "key.vkey, twice", base, f -> Files.writeString(f.resolve("key.vkey"), vkey + vkey));
            var pem = Files.readString(base.resolve("signing-key.pem"));
            is(
                    tail ? CANNOT : VERIFIED,
                    name + "no signing key",
                    base,
                    f -> Files.delete(f.resolve("signing-key.pem")));
            is(
                    TAMPERED,
                    name + "another signing key",
                    base,
                    f -> Files.write(
                            f.resolve("signing-key.pem"), Files.readAllBytes(other.resolve("signing-key.pem"))));
            for (var bad : List.of(
                    "",
                    "x",
                    pem + "\n",
                    pem.replace("\n", "\r\n"),
                    pem.replace(SUB, "BEGIN EC KEY"),
                    pem.replace("MC4C", "MC4D"))) {
                is(
                        CANNOT,
                        name + "signing key: " + bad.replace("\n", " "),
                        base,
                        f -> Files.writeString(f.resolve("signing-key.pem"), bad));
            }
            var sealed = new String(sealed(base), StandardCharsets.US_ASCII);
            for (var unopened : List.of(
                    sealed,
                    sealed.replaceFirst("\n[A-Za-z0-9+/]{8}", "\nAAAAAAAA"),
                    "-----BEGIN ENCRYPTED PRIVATE KEY-----\n\n-----END ENCRYPTED PRIVATE KEY-----\n",
                    "-----BEGIN ENCRYPTED PRIVATE KEY-----\n=A=\n-----END ENCRYPTED PRIVATE KEY-----\n")) {
                is(
                        tail ? CANNOT : VERIFIED,
                        name + "sealed signing key " + unopened.hashCode(),
                        base,
                        f -> Files.writeString(f.resolve("signing-key.pem"), unopened));
            }
            for (var bad : List.of(
                    sealed + "\n",
                    sealed.replace("END ENCRYPTED", "END"),
                    "-----BEGIN ENCRYPTED PRIVATE KEY-----\n-----END ENCRYPTED PRIVATE KEY-----\n",
                    "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n")) {
                is(
                        CANNOT,
                        name + "sealed signing key, broken " + bad.hashCode(),
                        base,
                        f -> Files.writeString(f.resolve("signing-key.pem"), bad));
            }
            is(TAMPERED, name + "another database under a sealed key", base, f -> {
                Files.writeString(f.resolve("signing-key.pem"), sealed);
                Files.write(f.resolve("cutover.db"), Files.readAllBytes(other.resolve("cutover.db")));
            });
            is(TAMPERED, name + "another database", base, f -> {
                Files.write(f.resolve("cutover.db"), Files.readAllBytes(other.resolve("cutover.db")));
            });
        }
        is(
                TAMPERED,
                "an earlier database under later files",
                closed,
                f -> Files.write(f.resolve("cutover.db"), Files.readAllBytes(killed.resolve("cutover.db"))));
        is(
                TAMPERED,
                "a later database under an earlier file tip of before its checkpoint",
                closed,
                f -> Files.write(
                        f.resolve("tip"),
                        new Tip(1, Sha256.hex(new Sha256().of(blob(f, "SELECT jcs FROM record WHERE seq = 1"))))
                                .file()));
    }

    private void schema() throws Exception {
        for (var base : List.of(killed, older)) {
            var name = base.getFileName() + ": ";
            for (var sql : List.of(
                    "CREATE TRIGGER t AFTER INSERT ON record BEGIN SELECT 1; END",
                    "CREATE VIEW w AS SELECT * FROM record",
                    "CREATE INDEX i ON record (leaf)",
                    "CREATE TABLE more (x)",
                    "DROP TABLE tick",
                    "DROP TABLE setting",
                    "ALTER TABLE checkpoint ADD COLUMN x TEXT",
                    "ALTER TABLE record RENAME TO records",
                    "PRAGMA application_id = 0",
                    "PRAGMA application_id = 1234",
                    "PRAGMA user_version = 0",
                    "PRAGMA user_version = 3",
                    "PRAGMA user_version = -1")) {
                is(CANNOT, name + sql, base, f -> execute(f, sql));
            }
            is(
                    CANNOT,
                    name + "the other user_version",
                    base,
                    f -> execute(f, "PRAGMA user_version = " + (base.equals(killed) ? 1 : 2)));
        }
        is(TAMPERED, "made to look older", killed, f -> {
            execute(f, "DROP TABLE tip");
            for (var table : List.of("token", "output")) {
                execute(
                        f,
                        "CREATE TABLE " + table
                                + " (session TEXT NOT NULL, step TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,"
                                + " PRIMARY KEY (session, step, name)) STRICT, WITHOUT ROWID");
            }
            execute(f, "PRAGMA user_version = 1");
        });
        is(VERIFIED, "statistics", killed, f -> execute(f, "ANALYZE"));
        is(VERIFIED, "vacuumed", killed, f -> execute(f, "VACUUM"));
    }

    private void leftovers() throws Exception {
        is(CANNOT, "an empty database", killed, f -> Files.write(f.resolve("cutover.db"), new byte[0]));
        is(CANNOT, "no database", killed, f -> Files.delete(f.resolve("cutover.db")));
        is(CANNOT, "no database at all", killed, f -> Files.writeString(f.resolve("cutover.db"), "x".repeat(9000)));
        is(
                CANNOT,
                "its first bytes",
                killed,
                f -> Files.write(
                        f.resolve("cutover.db"), Arrays.copyOf(Files.readAllBytes(f.resolve("cutover.db")), 50)));
        is(
                VERIFIED,
                "a rollback journal of nothing",
                killed,
                f -> Files.writeString(f.resolve("cutover.db-journal"), ""));
        is(
                VERIFIED,
                "a rollback journal of something else",
                killed,
                f -> Files.writeString(f.resolve("cutover.db-journal"), "x".repeat(5000)));
        is(VERIFIED, "a log of nothing", killed, f -> Files.writeString(f.resolve("cutover.db-wal"), ""));
        is(VERIFIED, "a stranger beside it", killed, f -> Files.writeString(f.resolve("cutover.db.bak"), "x"));
    }

    /** What a killed console leaves beside the database is as much of it as the file is. */
    private void log() throws Exception {
        var whole = Files.readAllBytes(withLog.resolve("cutover.db-wal"));
        var frame = 24 + 4096;
        // Behind its last frame are those of before it was begun anew: another salt (SQLite, "Database File Format",
        // 4.1).
        var frames = 0;
        while (32 + (frames + 1) * frame <= whole.length
                && Arrays.equals(whole, 16, 24, whole, 32 + frames * frame + 8, 32 + frames * frame + 16)) {
            frames++;
        }
        assertThat(frames).isGreaterThan(3);
        var wal = Arrays.copyOf(whole, 32 + frames * frame);
        logged(TAMPERED, "without its log", f -> Files.deleteIfExists(f.resolve("cutover.db-wal")));
        logged(TAMPERED, "its log empty", f -> write(f, new byte[0]));
        logged(TAMPERED, "its log's header alone", f -> write(f, Arrays.copyOf(wal, 32)));
        for (var cut : new int[] {1, 2, frames / 2}) {
            logged(
                    TAMPERED,
                    "its log without the last " + cut + " frames",
                    f -> write(f, Arrays.copyOf(wal, wal.length - cut * frame)));
        }
        for (var at : new int[] {8, 20, 32 + 10, 32 + frame * (frames - 1) + 8, 32 + frame * (frames - 1) + 2000}) {
            logged(ANY_BUT_VERIFIED, "its log, byte " + at, f -> write(f, flipped(wal, at)));
        }
        logged(
                ANY_BUT_VERIFIED,
                "another database's log",
                f -> write(f, Files.readAllBytes(otherWithLog.resolve("cutover.db-wal"))));
        logged(VERIFIED, "its log alone", f -> write(f, wal));
        logged(VERIFIED, "its log twice over: the second is none", f -> write(f, twice(wal)));
        logged(
                VERIFIED,
                "its log, and garbage after the last frame",
                f -> write(f, Arrays.copyOf(wal, wal.length + 100)));
        logged(VERIFIED, "its log, and a stale index of it", f -> {
            write(f, wal);
            Files.write(f.resolve("cutover.db-shm"), new byte[32768]);
        });
    }

    private void logged(int verdict, String what, Change change) throws IOException, SQLException {
        is(verdict, "killed, " + what, withLog, change);
    }

    private static void write(Path folder, byte[] log) throws IOException {
        Files.write(folder.resolve("cutover.db-wal"), log);
    }

    private static byte[] twice(byte[] log) {
        var all = Arrays.copyOf(log, log.length * 2);
        System.arraycopy(log, 0, all, log.length, log.length);
        return all;
    }

    /** By writing into the schema's own table, which takes names that no statement may give. */
    private void hiddenObjects() throws Exception {
        var bodies = Map.of(
                "trigger", "CREATE TRIGGER NAME AFTER INSERT ON record BEGIN DELETE FROM setting; END",
                "view", "CREATE VIEW NAME AS SELECT 1 AS x");
        for (var name : List.of("sqlite_stat1", "sqlite_stat_evil", "sqlite_evil", "record", "tip")) {
            for (var body : bodies.entrySet()) {
                if (body.getKey().equals("view") && !name.startsWith("sqlite")) {
                    continue;
                }
                for (var row : List.of("NULL", "-7")) {
                    is(CANNOT, "a hidden " + body.getKey() + " called " + name + " in row " + row, killed, f -> {
                        var sql = body.getValue().replace("NAME", name);
                        schemaRow(
                                f,
                                "INSERT INTO sqlite_schema (rowid, type, name, tbl_name, rootpage, sql) VALUES (" + row
                                        + ", '"
                                        + body.getKey() + "', '" + name + "', '"
                                        + (body.getKey().equals("trigger") ? "record" : name) + "', 0, '" + sql + "')");
                    });
                }
            }
        }
        is(
                CANNOT,
                "a table of records without its check",
                killed,
                f -> schemaRow(
                        f,
                        "UPDATE sqlite_schema SET sql = replace(sql, ' CHECK (seq > 0)', '') WHERE name = 'record'"));
        is(
                CANNOT,
                "a table that is not strict",
                killed,
                f -> schemaRow(
                        f, "UPDATE sqlite_schema SET sql = replace(sql, ' STRICT', '') WHERE name = 'checkpoint'"));
        is(
                CANNOT,
                "a table whose text has a comment",
                killed,
                f -> schemaRow(f, "UPDATE sqlite_schema SET sql = sql || '/* */' WHERE name = 'tip'"));
        is(
                ANY_BUT_VERIFIED,
                "the records of another table",
                killed,
                f -> schemaRow(
                        f,
                        "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'checkpoint')"
                                + " WHERE name = 'record'"));
        is(TAMPERED, "a second row of the table tip", killed, f -> {
            execute(f, "PRAGMA ignore_check_constraints = 1; INSERT INTO tip SELECT 2, seq, mac FROM tip");
        });
        is(TAMPERED, "the table tip's row as another", killed, f -> {
            execute(f, "PRAGMA ignore_check_constraints = 1; UPDATE tip SET one = 2");
        });
    }

    private static void schemaRow(Path folder, String sql) throws SQLException {
        try (var connection = open(folder);
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA writable_schema = 1");
            statement.execute(sql);
        }
    }

    /** Files that are no plain files, or far larger than any that a console writes. */
    private void odd() throws Exception {
        for (var name : List.of("head", "tip", "key.vkey", "signing-key.pem")) {
            is(CANNOT, name + " is a folder", killed, f -> {
                Files.delete(f.resolve(name));
                Files.createDirectory(f.resolve(name));
            });
            is(CANNOT, name + " is a link to itself elsewhere", killed, f -> {
                Files.move(f.resolve(name), f.resolve(name + ".real"));
                Files.createSymbolicLink(f.resolve(name), Path.of(name + ".real"));
            });
            is(CANNOT, name + " is a link to nothing", killed, f -> {
                Files.delete(f.resolve(name));
                Files.createSymbolicLink(f.resolve(name), Path.of("nothing"));
            });
        }
        is(CANNOT, "the database is a folder", killed, f -> {
            Files.delete(f.resolve("cutover.db"));
            Files.createDirectory(f.resolve("cutover.db"));
        });
        is(CANNOT, "the database is a link", killed, f -> {
            Files.move(f.resolve("cutover.db"), f.resolve("real.db"));
            Files.createSymbolicLink(f.resolve("cutover.db"), Path.of("real.db"));
        });
        for (var other : List.of("PRAGMA page_size = 1024; VACUUM", "PRAGMA auto_vacuum = 1; VACUUM")) {
            is(VERIFIED, "in other pages: " + other, killed, f -> execute(f, other));
        }
    }

    /** The file tip is not signed: each of its lines counts as far as it can be true. */
    private void tipLines() throws Exception {
        var newest = number(killed, "SELECT max(seq) FROM record");
        var line = line(newest, hash(newest));
        var none = line(0, "0".repeat(64));
        for (var pair : List.of(
                List.of(line, line),
                List.of(none, line),
                List.of(line, none),
                List.of(line(newest - 1, hash(newest - 1)), line))) {
            is(
                    VERIFIED,
                    "file tip, lines " + pair,
                    killed,
                    f -> Files.writeString(f.resolve("tip"), String.join("", pair)));
        }
        for (var bad : List.of(
                line(newest, hash(newest).toUpperCase(Locale.ROOT)),
                line(newest, hash(newest - 1)),
                line(0, hash(newest)),
                line(newest + 1, hash(newest)),
                line(Long.MAX_VALUE, hash(newest)))) {
            is(
                    bad.equals(line(newest, hash(newest).toUpperCase(Locale.ROOT))) ? VERIFIED : TAMPERED,
                    "file tip, beside the right line " + bad,
                    killed,
                    f -> Files.writeString(f.resolve("tip"), line + bad));
        }
        for (var text :
                List.of(line + line + line, " " + line + line, line + "\n" + line, line.replace("\n", "\r\n") + line)) {
            is(TAMPERED, "file tip " + text, killed, f -> Files.writeString(f.resolve("tip"), text));
        }
    }

    private String hash(long seq) throws SQLException {
        return Sha256.hex(new Sha256().of(blob(killed, "SELECT jcs FROM record WHERE seq = " + seq)));
    }

    private static String line(long seq, String hash) {
        var text = "%020d %s ".formatted(seq, hash);
        var crc = new CRC32();
        crc.update(text.strip().getBytes(StandardCharsets.US_ASCII));
        return text + "%08x\n".formatted(crc.getValue());
    }

    /** Single bits anywhere in the file: where the rows stay the same, nothing was changed. */
    private void bytes() throws Exception {
        var random = new Random(Long.getLong("seed", 20260112));
        var database = Files.readAllBytes(killed.resolve("cutover.db"));
        for (var i = 0; i < BYTES; i++) {
            var at = 100 + random.nextInt(database.length - 100);
            is(
                    ANY,
                    "bit at " + at + ", " + i,
                    killed,
                    f -> Files.write(f.resolve("cutover.db"), flipped(database, at)));
        }
    }

    private void is(int verdict, String what, Path base, Change change) throws IOException, SQLException {
        assertThat(expected.put(what, verdict)).as("two of one name: " + what).isNull();
        var folder = Files.createDirectory(temporary.resolve("d" + folders.size()));
        var files = read.computeIfAbsent(base, AlteredDatabasesTest::files);
        for (var file : files.entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
        change.to(folder);
        folders.put(what, folder);
    }

    private Path copied(Path from, String name) throws IOException {
        var to = Files.createDirectory(temporary.resolve(name));
        try (var all = Files.list(from)) {
            for (var file : all.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        return to;
    }

    private static Map<String, byte[]> files(Path base) {
        var files = new LinkedHashMap<String, byte[]>();
        for (var name : FILES) {
            try {
                files.put(name, Files.readAllBytes(base.resolve(name)));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
        return files;
    }

    /** As somebody puts records in who has no key. Returns the last. */
    private static Tip chained(Path folder, int more) throws SQLException {
        try (var connection = open(folder);
                var statement = connection.createStatement();
                var insert = connection.prepareStatement("INSERT INTO record VALUES (?, ?, ?)")) {
            var sha = new Sha256();
            long seq;
            String prev;
            try (var last = statement.executeQuery("SELECT seq, jcs FROM record ORDER BY seq DESC LIMIT 1")) {
                seq = last.getLong(1);
                prev = Sha256.hex(sha.of(last.getBytes(2)));
            }
            for (var i = 0; i < more; i++) {
                var record = Jcs.bytes(new AuditRecord(
                        1,
                        ++seq,
                        "2026-01-12T09:00:00.000000Z",
                        "s1",
                        "dba",
                        "note",
                        "",
                        Map.of("text", "well"),
                        prev));
                prev = Sha256.hex(sha.of(record));
                insert.setLong(1, seq);
                insert.setBytes(2, record);
                insert.setBytes(3, sha.leaf(record));
                insert.executeUpdate();
            }
            return new Tip(seq, prev);
        }
    }

    private static void tip(Path folder, Tip tip) throws IOException {
        Files.write(folder.resolve("tip"), tip.file());
    }

    private static byte[] flipped(byte[] bytes, int at) {
        var flipped = bytes.clone();
        flipped[at] ^= 1;
        return flipped;
    }

    private static Connection open(Path folder) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("cutover.db"));
    }

    private static void execute(Path folder, String... sql) throws SQLException {
        try (var connection = open(folder);
                var statement = connection.createStatement()) {
            for (var part : String.join(";", sql).split(";(?! END)")) {
                statement.execute(part);
            }
        }
    }

    private static void set(Path folder, String sql, byte[] value) throws SQLException {
        try (var connection = open(folder);
                var update = connection.prepareStatement(sql)) {
            update.setBytes(1, value);
            assertThat(update.executeUpdate()).as(sql).isPositive();
        }
    }

    private static byte[] blob(Path folder, String sql) throws SQLException {
        try (var connection = open(folder);
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            return row.getBytes(1);
        }
    }

    private static long number(Path folder, String sql) throws SQLException {
        return numbers(folder, sql).getFirst();
    }

    private static List<Long> numbers(Path folder, String sql) throws SQLException {
        try (var connection = open(folder);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var found = new ArrayList<Long>();
            while (rows.next()) {
                found.add(rows.getLong(1));
            }
            return found;
        }
    }

    private Map<String, Integer> outsider() throws Exception {
        var list = Files.write(
                temporary.resolve("list"),
                folders.values().stream().map(Path::toString).toList());
        var program =
                "import sys\nsys.path.insert(0, sys.argv[1])\nsys.dont_write_bytecode = True\nimport verify_database\n"
                        + "for path in open(sys.argv[2]).read().split(chr(10))[:-1]:\n"
                        + "    print('=', verify_database.verdict(path), path, sep=chr(9))\n";
        var folder = Path.of(AlteredDatabasesTest.class
                        .getResource("/audit/verify_database.py")
                        .toURI())
                .getParent();
        assertThat(Files.readAllLines(folder.resolve("verify_database.py"))).hasSizeLessThan(200);
        Process python;
        try {
            python = new ProcessBuilder(
                            Python.interpreter().orElse("python3"), "-c", program, folder.toString(), list.toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            assumeTrue(false, "skipped: there is no python3 on the PATH");
            throw e;
        }
        var said = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(python.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(python.exitValue()).as(said).isZero();
        var verdicts = new LinkedHashMap<String, Integer>();
        said.lines()
                .filter(l -> l.startsWith("=\t"))
                .map(l -> l.split("\t"))
                .forEach(l -> verdicts.put(l[2], Integer.valueOf(l[1])));
        return verdicts;
    }
}
