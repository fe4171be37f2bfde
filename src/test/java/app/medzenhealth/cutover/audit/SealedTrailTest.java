package app.medzenhealth.cutover.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.store.Passphrase;
import app.medzenhealth.cutover.store.StateDirectory;
import app.medzenhealth.cutover.store.Store;
import app.medzenhealth.cutover.store.StoreProblem;
import app.medzenhealth.cutover.store.TrailReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trail whose key lies under a passphrase. */
class SealedTrailTest {
    private static final String RIGHT = "correct horse battery";

    @TempDir
    private Path temporary;

    private Path state() {
        return temporary.resolve("state");
    }

    /** Each attempt with another, the last of them again and again. */
    private static Passphrase saying(String... words) {
        return new Passphrase() {
            @Override
            public Optional<char[]> of(Path sealed, int attempt) {
                return attempt < words.length ? Optional.of(words[attempt].toCharArray()) : Optional.empty();
            }

            @Override
            public Optional<char[]> toBegin(Path file) {
                return of(file, 0);
            }
        };
    }

    private interface Work {
        void on(DurableTrail trail);
    }

    private void open(Passphrase passphrase, Work work) {
        InstantSource clock = () -> Instant.parse("2026-01-12T08:00:00Z");
        try (var store = Store.open(StateDirectory.at(state(), passphrase), clock);
                var trail = DurableTrail.open(store, SigningKey.of(store.directory()), "s1", clock, new Redactor())) {
            work.on(trail);
        }
    }

    private long records() {
        try (var reader = TrailReader.open(state().resolve("cutover.db"))) {
            return reader.count();
        }
    }

    private TrailVerdict verify(Path folder, Passphrase passphrase) {
        return new Verifier(TrailProgress.SILENT, ExpectedTrail.ANYTHING, RecordFollower.NONE, passphrase)
                .verify(folder);
    }

    @Test
    void a_sealed_key_is_on_disk_under_its_passphrase_alone_and_its_owners() throws Exception {
        open(saying(RIGHT), trail -> trail.append("anna", "note", "", Map.of("text", "one")));
        var file = state().resolve("signing-key.pem");
        assertThat(file).content().startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        open(saying("wrong", RIGHT), trail -> trail.append("anna", "note", "", Map.of("text", "two")));
        assertThat(verify(state(), saying(RIGHT)).exitCode()).isZero();
    }

    @Test
    void a_wrong_passphrase_or_none_opens_nothing_and_says_so() throws Exception {
        open(saying(RIGHT), trail -> trail.append("anna", "note", "", Map.of("text", "one")));
        var before = records();
        var file = Files.readString(state().resolve("signing-key.pem"));
        for (var other : new Passphrase[] {saying("wrong"), saying("wrong", "wrong again"), Passphrase.NONE}) {
            assertThatThrownBy(() -> open(other, trail -> trail.append("eve", "note", "", Map.of())))
                    .isInstanceOf(StoreProblem.class)
                    .hasMessageContaining("sealed, and nothing was opened")
                    .hasMessageContaining(other == Passphrase.NONE ? "not given" : "passphrase is wrong")
                    .hasMessageContaining("--passphrase-file");
        }
        assertThat(records()).isEqualTo(before);
        assertThat(state().resolve("signing-key.pem")).hasContent(file);
        open(saying(RIGHT), trail -> trail.append("anna", "note", "", Map.of("text", "two")));
    }

    @Test
    void without_the_passphrase_what_is_signed_verifies_and_what_only_the_key_tells_is_called_unchecked()
            throws Exception {
        open(saying(RIGHT), trail -> trail.append("anna", "note", "", Map.of("text", "one")));
        var without = verify(state(), Passphrase.NONE);
        assertThat(without.exitCode()).isZero();
        assertThat(without.lines()).anyMatch(l -> l.contains("NOT CHECKED") && l.contains("passphrase"));
        assertThat(verify(state(), saying(RIGHT)).lines()).noneMatch(l -> l.contains("NOT CHECKED"));
        assertThat(verify(state(), saying("wrong")))
                .isInstanceOfSatisfying(
                        TrailVerdict.CannotVerify.class,
                        v -> assertThat(v.reason()).contains("passphrase is wrong"));

        var killed = temporary.resolve("killed");
        open(saying(RIGHT), trail -> {
            trail.append("anna", "note", "", Map.of("text", "two"));
            copy(killed);
        });
        assertThat(verify(killed, Passphrase.NONE))
                .isInstanceOfSatisfying(
                        TrailVerdict.CannotVerify.class,
                        v -> assertThat(v.reason())
                                .contains("after the last checkpoint", "signing-key.pem", "--passphrase-file"));
        assertThat(verify(killed, saying(RIGHT)).exitCode()).isZero();
        cutTail(killed);
        assertThat(verify(killed, saying(RIGHT)).exitCode()).isEqualTo(4);
    }

    /** Takes the records after the last checkpoint away, and makes everything that has no key fit. */
    private static void cutTail(Path folder) throws Exception {
        long size;
        byte[] last;
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("cutover.db"));
                var statement = connection.createStatement()) {
            try (var row = statement.executeQuery("SELECT max(size) FROM checkpoint")) {
                size = row.getLong(1);
            }
            statement.executeUpdate("DELETE FROM record WHERE seq > " + size);
            statement.executeUpdate("UPDATE tip SET seq = " + size);
            try (var row = statement.executeQuery("SELECT jcs FROM record WHERE seq = " + size)) {
                last = row.getBytes(1);
            }
        }
        Files.write(folder.resolve("tip"), new Tip(size, Sha256.hex(new Sha256().of(last))).file());
    }

    private void copy(Path to) {
        try {
            Files.createDirectory(to);
            for (var name :
                    new String[] {"cutover.db", "cutover.db-wal", "head", "tip", "key.vkey", "signing-key.pem"}) {
                Files.copy(state().resolve(name), to.resolve(name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_console_that_has_a_sealed_trail_open_verifies_what_it_writes() {
        open(saying(RIGHT), trail -> {
            var followed = trail.followed(() -> RecordFollower.NONE);
            trail.append("anna", "note", "", Map.of("text", "not yet signed"));
            assertThat(followed.whole(TrailProgress.SILENT).verdict()).isInstanceOf(TrailVerdict.Verified.class);
            trail.append("anna", "note", "", Map.of("text", "nor this"));
            assertThat(followed.further().orElseThrow().verdict()).isInstanceOf(TrailVerdict.Verified.class);
        });
    }

    @Test
    void a_key_is_sealed_and_laid_open_again_while_its_trail_goes_on() {
        open(Passphrase.NONE, trail -> trail.keepKey(Optional.of(RIGHT.toCharArray())));
        assertThatThrownBy(() -> open(Passphrase.NONE, _ -> {})).isInstanceOf(StoreProblem.class);
        open(saying(RIGHT), trail -> trail.keepKey(Optional.of("another passphrase".toCharArray())));
        assertThatThrownBy(() -> open(saying(RIGHT), _ -> {})).isInstanceOf(StoreProblem.class);
        open(saying("another passphrase"), trail -> trail.keepKey(Optional.empty()));
        open(Passphrase.NONE, trail -> trail.append("anna", "note", "", Map.of("text", "plain")));
        assertThat(verify(state(), Passphrase.NONE).lines()).noneMatch(l -> l.contains("NOT CHECKED"));
    }
}
