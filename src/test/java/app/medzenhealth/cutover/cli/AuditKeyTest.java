package app.medzenhealth.cutover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.app.Exit;
import app.medzenhealth.cutover.audit.DurableTrail;
import app.medzenhealth.cutover.audit.Redactor;
import app.medzenhealth.cutover.audit.SigningKey;
import app.medzenhealth.cutover.store.StateDirectory;
import app.medzenhealth.cutover.store.Store;
import app.medzenhealth.cutover.store.TrailReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditKeyTest {
    @TempDir
    Path temporary;

    private Path state;
    private Path first;
    private Path second;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void a_trail() throws IOException {
        state = temporary.resolve("state");
        first = Files.writeString(temporary.resolve("first"), "correct horse battery\n");
        second = Files.writeString(temporary.resolve("second"), "staple of another kind\n");
        var folder = StateDirectory.at(state);
        var clock = InstantSource.system();
        try (var store = Store.open(folder, clock);
                var trail = DurableTrail.open(store, SigningKey.of(folder), "s1", clock, new Redactor())) {
            trail.append("anna", "note", "", Map.of("text", "looks good"));
        }
    }

    private int key(String... arguments) {
        var all = new ArrayList<>(List.of("key", arguments[0], "--state", state.toString()));
        all.addAll(Arrays.asList(arguments).subList(1, arguments.length));
        return audit(all.toArray(String[]::new));
    }

    private int audit(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        var all = new ArrayList<>(List.of("audit"));
        all.addAll(Arrays.asList(arguments));
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }

    private List<String> kinds() {
        var kinds = new ArrayList<String>();
        try (var reader = TrailReader.open(state.resolve("cutover.db"))) {
            reader.each(
                    1,
                    Long.MAX_VALUE,
                    (_, jcs, _) -> kinds.add(new String(jcs, StandardCharsets.UTF_8)
                            .replaceFirst("(?s).*\"kind\":\"([^\"]*)\".*", "$1")));
        }
        return kinds;
    }

    private void sealed() {
        assertThat(key("seal", "--new-passphrase-file", first.toString()))
                .as(err.toString())
                .isZero();
    }

    @Test
    void a_key_is_sealed_changed_and_laid_open_and_each_is_recorded_and_said() throws IOException {
        assertThat(key("show")).isZero();
        assertThat(out.toString()).contains("NOT SEALED");
        sealed();
        assertThat(out.toString()).contains("sealed", "Recorded");
        assertThat(state.resolve("signing-key.pem")).content().contains("ENCRYPTED");
        assertThat(key("show")).isZero();
        assertThat(out.toString()).contains("sealed     under a passphrase").doesNotContain("NOT SEALED");

        assertThat(key("change", "--passphrase-file", first.toString(), "--new-passphrase-file", second.toString()))
                .as(err.toString())
                .isZero();
        assertThat(key("unseal", "--passphrase-file", second.toString()))
                .as(err.toString())
                .isZero();
        assertThat(state.resolve("signing-key.pem")).content().doesNotContain("ENCRYPTED");
        assertThat(kinds())
                .containsSubsequence("note", "key.seal", "key.change", "key.unseal")
                .doesNotContain("key.kept");
        assertThat(audit("verify", state.toString())).isZero();
    }

    @Test
    void what_the_passphrase_is_stands_in_no_file_that_was_written() throws IOException {
        sealed();
        assertThat(key("change", "--passphrase-file", first.toString(), "--new-passphrase-file", second.toString()))
                .isZero();
        try (var files = Files.walk(state)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain("correct horse")
                        .doesNotContain("staple of another");
            }
        }
    }

    @Test
    void a_wrong_passphrase_or_none_changes_and_exports_nothing() throws IOException {
        sealed();
        var before = Files.readString(state.resolve("signing-key.pem"));
        var records = kinds().size();
        for (var given : List.of(List.<String>of(), List.of("--passphrase-file", second.toString()))) {
            for (var command : List.of(
                    List.of("key", "unseal"),
                    List.of("key", "change", "--new-passphrase-file", second.toString()),
                    List.of(
                            "export",
                            "--format",
                            "bundle",
                            "--out",
                            temporary.resolve("out.zip").toString()))) {
                var all = new ArrayList<>(command);
                all.addAll(List.of("--state", state.toString()));
                all.addAll(given);
                assertThat(audit(all.toArray(String[]::new))).as("%s", all).isEqualTo(Exit.CANNOT_RUN_HERE);
                assertThat(err.toString())
                        .contains("sealed, and nothing was opened")
                        .doesNotContain("Unexpected");
            }
        }
        assertThat(temporary.resolve("out.zip")).doesNotExist();
        assertThat(state.resolve("signing-key.pem")).hasContent(before);
        assertThat(kinds()).hasSize(records);
        assertThat(audit(
                        "export",
                        "--format",
                        "bundle",
                        "--out",
                        temporary.resolve("out.zip").toString(),
                        "--state",
                        state.toString(),
                        "--passphrase-file",
                        first.toString()))
                .as(err.toString())
                .isZero();
        assertThat(audit("verify", temporary.resolve("out.zip").toString())).isZero();
    }

    @Test
    void reading_says_what_it_cannot_check_without_the_passphrase() {
        sealed();
        assertThat(audit("verify", state.toString())).isZero();
        assertThat(out.toString()).contains("verified", "NOT CHECKED", "--passphrase-file");
        assertThat(audit("verify", state.toString(), "--passphrase-file", first.toString()))
                .isZero();
        assertThat(out.toString()).contains("verified").doesNotContain("NOT CHECKED");
        assertThat(audit("verify", state.toString(), "--passphrase-file", second.toString()))
                .isEqualTo(5);
        assertThat(out.toString()).contains("passphrase is wrong");
    }

    @Test
    void what_does_not_fit_or_is_too_short_is_refused_in_words() throws IOException {
        var brief = Files.writeString(temporary.resolve("brief"), "short\n");
        var empty = Files.writeString(temporary.resolve("empty"), "\n");
        var before = Files.readString(state.resolve("signing-key.pem"));
        assertThat(key("seal", "--new-passphrase-file", brief.toString())).isEqualTo(Exit.FAILED);
        assertThat(err.toString()).contains("fewer than 15 characters");
        assertThat(key("seal", "--new-passphrase-file", empty.toString())).isEqualTo(Exit.FAILED);
        assertThat(key(
                        "seal",
                        "--new-passphrase-file",
                        temporary.resolve("none").toString()))
                .isEqualTo(Exit.FAILED);
        assertThat(key("unseal")).isEqualTo(Exit.FAILED);
        assertThat(err.toString()).contains("not sealed");
        assertThat(key("lost", "--why", "nobody knows it any more")).isEqualTo(Exit.FAILED);
        assertThat(state.resolve("signing-key.pem")).hasContent(before);
        sealed();
        assertThat(key("seal", "--new-passphrase-file", second.toString())).isEqualTo(Exit.FAILED);
        assertThat(err.toString()).contains("sealed already");
    }

    @Test
    void a_lost_passphrase_begins_a_new_trail_that_names_the_old_one_which_verifies_as_before() throws IOException {
        sealed();
        assertThat(audit("verify", state.toString())).isZero();
        var head = out.toString().lines().findFirst().orElseThrow();
        var key = Files.readString(state.resolve("key.vkey"));
        assertThat(key("lost", "--why", "short")).isEqualTo(Exit.FAILED);
        assertThat(err.toString()).contains("written reason");

        assertThat(key("lost", "--why", "the two who knew it have left"))
                .as(err.toString())
                .isZero();

        Path former;
        try (var folders = Files.list(state)) {
            former = folders.filter(f -> f.getFileName().toString().startsWith("former-"))
                    .findFirst()
                    .orElseThrow();
        }
        assertThat(audit("verify", former.toString(), "--key", key.strip())).isZero();
        assertThat(out.toString().lines().findFirst()).contains(head);
        assertThat(kinds()).contains("key.begun").doesNotContain("note");
        assertThat(audit("verify", state.toString())).isZero();
        try (var reader = TrailReader.open(state.resolve("cutover.db"))) {
            var begun = new ArrayList<String>();
            reader.each(1, Long.MAX_VALUE, (_, jcs, _) -> begun.add(new String(jcs, StandardCharsets.UTF_8)));
            assertThat(begun)
                    .anyMatch(r -> r.contains("key.begun")
                            && r.contains("the two who knew it have left")
                            && r.contains("\"formerKey\":\"")
                            && r.contains("\"formerRoot\":\""));
        }
        assertThat(state.resolve("key.vkey")).content().isNotEqualTo(key);
    }
}
