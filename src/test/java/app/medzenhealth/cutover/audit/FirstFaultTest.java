package app.medzenhealth.cutover.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a trail that is long enough for its signatures to be checked beside it, what is said is still what comes first. */
class FirstFaultTest {
    private static final int EACH = 100;
    private static final List<String> FILES = List.of("cutover.db", "head", "tip", "key.vkey", "signing-key.pem");

    @TempDir
    Path temporary;

    /** @param seq of a checkpoint's record, or near it */
    private record Fault(long seq, String sql) {
        static Fault signature(long seq, Map<Long, String> notes) {
            var mine = notes.get(seq);
            var others = notes.get(seq == EACH ? 2L * EACH : (long) EACH);
            return note(seq, mine.substring(0, mine.lastIndexOf(' ')) + others.substring(others.lastIndexOf(' ')));
        }

        /** What it signs is another root: the note has its form, and neither its signature nor its root is right. */
        static Fault root(long seq, Map<Long, String> notes) {
            var lines = notes.get(seq).split("\n", -1);
            var others = notes.get(seq == EACH ? 2L * EACH : (long) EACH).split("\n", -1);
            lines[2] = others[2];
            return note(seq, String.join("\n", lines));
        }

        static Fault note(long seq, String note) {
            return new Fault(seq, "UPDATE checkpoint SET note = CAST('" + note + "' AS BLOB) WHERE size = " + seq);
        }

        static Fault leaf(long seq) {
            return new Fault(seq, "UPDATE record SET leaf = zeroblob(32) WHERE seq = " + seq);
        }
    }

    @Test
    void of_two_faults_the_one_in_the_earlier_record_is_said_as_if_it_were_alone() throws Exception {
        var original = temporary.resolve("state");
        try (var sample = new SampleTrail(original)) {
            for (var seq = 2; seq <= 14 * EACH + 30; seq++) {
                if (seq % EACH == 0) {
                    sample.trail.checkpoint("console", "a phase is complete");
                } else {
                    sample.trail.append("lead@medzenhealth.app", "note", "", Map.of("text", "note " + seq));
                }
            }
        }
        var changed = Files.createDirectory(temporary.resolve("changed"));
        copy(original, changed);
        assertThat(SampleTrail.verify(changed)).isInstanceOf(TrailVerdict.Verified.class);
        var notes = notes(original);
        var faults = new ArrayList<Fault>();
        for (var seq : List.of(1L * EACH, 5L * EACH, 6L * EACH, 11L * EACH)) {
            faults.add(Fault.leaf(seq - 1));
            faults.add(Fault.signature(seq, notes));
            faults.add(Fault.root(seq, notes));
            faults.add(Fault.leaf(seq + 1));
        }
        for (var first : faults) {
            var alone = verdict(original, changed, List.of(first));
            assertThat(alone).as(first.sql()).isInstanceOf(TrailVerdict.Tampered.class);
            assertThat(((TrailVerdict.Tampered) alone).seq()).as(first.sql()).isEqualTo(first.seq());
            for (var second : faults) {
                if (first.seq() < second.seq()) {
                    assertThat(verdict(original, changed, List.of(first, second)))
                            .as("%s and %s", first.sql(), second.sql())
                            .isEqualTo(alone);
                }
            }
        }
    }

    private static TrailVerdict verdict(Path original, Path changed, List<Fault> faults) throws Exception {
        copy(original, changed);
        try (var connection = open(changed);
                var statement = connection.createStatement()) {
            for (var fault : faults) {
                assertThat(statement.executeUpdate(fault.sql())).isEqualTo(1);
            }
        }
        return SampleTrail.verify(changed);
    }

    private static Map<Long, String> notes(Path folder) throws SQLException {
        var notes = new HashMap<Long, String>();
        try (var connection = open(folder);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT size, note FROM checkpoint")) {
            while (rows.next()) {
                notes.put(rows.getLong(1), new String(rows.getBytes(2), StandardCharsets.UTF_8));
            }
        }
        return notes;
    }

    private static void copy(Path from, Path to) throws Exception {
        for (var file : FILES) {
            Files.copy(from.resolve(file), to.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static Connection open(Path folder) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("cutover.db"));
    }
}
