package app.medzenhealth.cutover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.app.Exit;
import app.medzenhealth.cutover.audit.DurableTrail;
import app.medzenhealth.cutover.audit.Redactor;
import app.medzenhealth.cutover.audit.SigningKey;
import app.medzenhealth.cutover.store.StateDirectory;
import app.medzenhealth.cutover.store.Store;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditCommandTest {
    @TempDir
    Path temporary;

    private Path state;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void a_trail() {
        state = temporary.resolve("state");
        a_trail_in(state);
    }

    private static void a_trail_in(Path state) {
        Instant[] now = {Instant.parse("2026-01-12T08:00:00Z")};
        InstantSource clock = () -> now[0] = now[0].plus(Duration.ofMinutes(1));
        var folder = StateDirectory.at(state);
        try (var store = Store.open(folder, clock);
                var trail = DurableTrail.open(store, SigningKey.of(folder), "s1", clock, new Redactor())) {
            trail.append("anna", "step.review", "5.3", Map.of());
            trail.append("anna", "call.intent", "5.3", Map.of("region", "eu-west-1", "operation", "StopTask"));
            trail.append("ben", "note", "", Map.of("text", "looks good"));
        }
    }

    private int run(String... arguments) {
        var all = new ArrayList<>(List.of("audit"));
        all.addAll(Arrays.asList(arguments));
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }

    private int export(Path file, String format, String... selection) {
        var all = new ArrayList<>(List.of("export", "--state", state.toString(), "--format", format, "--out"));
        all.add(file.toString());
        all.addAll(List.of(selection));
        return run(all.toArray(String[]::new));
    }

    @Test
    void a_whole_bundle_is_exported_and_verified() {
        var bundle = temporary.resolve("all.zip");
        assertThat(export(bundle, "bundle")).as(err.toString()).isZero();
        assertThat(run("verify", bundle.toString())).isZero();
        assertThat(out.toString()).contains("verified · ").doesNotContain("PARTIAL");
    }

    @Test
    void each_selection_exports_a_part_that_says_so_and_verifies() {
        for (var selection : new String[][] {
            {"--phase", "5"},
            {"--step", "5.3"},
            {"--actor", "ben"},
            {"--kind", "call"},
            {"--kind", "note,step.review"},
            {"--region", "eu-west-1"},
            {"--text", "GOOD"},
            {"--from", "2026-01-12T08:02:30Z"},
            {"--from", "2026-01-12", "--to", "2026-01-12T08:03:30"},
            {"--to", "2026-01-12T10:02:30+02:00"},
        }) {
            out.getBuffer().setLength(0);
            var bundle = temporary.resolve(String.join("", selection).replaceAll("\\W", "-") + ".zip");
            assertThat(export(bundle, "bundle", selection))
                    .as(String.join(" ", selection) + err)
                    .isZero();
            assertThat(out.toString()).contains("PARTIAL: ");
            assertThat(run("verify", bundle.toString())).isZero();
            assertThat(out.toString()).contains("PARTIAL EXPORT: ");
        }
    }

    @Test
    void a_selection_that_nothing_matches_says_so_and_writes_nothing() throws IOException {
        var file = temporary.resolve("none.csv");
        assertThat(export(file, "csv", "--phase", "77")).isEqualTo(Exit.FAILED);
        assertThat(err.toString()).contains("no record matches phase 77").doesNotContain("Unexpected");
        try (var files = Files.list(temporary)) {
            assertThat(files).containsExactly(state);
        }
    }

    @Test
    void a_file_that_is_there_is_replaced_only_when_that_is_said() throws IOException {
        var file = Files.writeString(temporary.resolve("letter.csv"), "Dear auditor");
        assertThat(export(file, "csv")).isEqualTo(Exit.FAILED);
        assertThat(err.toString())
                .contains("Nothing was exported")
                .contains("already there")
                .contains("--force");
        assertThat(file).hasContent("Dear auditor");
        assertThat(export(file, "csv", "--force")).as(err.toString()).isZero();
        assertThat(Files.readString(file)).contains("looks good");
    }

    @Test
    void a_trail_is_held_against_the_key_and_the_heads_that_somebody_noted() throws IOException {
        var bundle = temporary.resolve("all.zip");
        export(bundle, "bundle");
        var key = state.resolve("key.vkey").toString();
        var head = HEAD.matcher(out.toString());
        assertThat(head.find()).isTrue();
        var noted = head.group(1) + "@" + head.group(3);
        assertThat(run("verify", bundle.toString(), "--key", key, "--head", noted))
                .isZero();
        assertThat(run("verify", state.toString(), "--key", Files.readString(Path.of(key)), "--head", head.group(1)))
                .isZero();
        assertThat(out.toString()).contains("the head " + head.group(1) + " that is expected");
        assertThat(run("verify", bundle.toString(), "--head", "0000 0000 0000")).isEqualTo(Exit.TAMPERED);
        assertThat(run("verify", bundle.toString(), "--key", "0".repeat(20))).isEqualTo(Exit.TAMPERED);
        for (var wrong : List.of(
                // As a script writes what it did not set.
                "--key=",
                "--head=",
                "--head=nonsense",
                "--head=abc",
                "--key=short",
                "--key=a+b+c",
                "--head=" + head.group(1) + "@x")) {
            assertThat(run("verify", bundle.toString(), wrong)).as(wrong).isEqualTo(Exit.USAGE);
        }
    }

    @Test
    void a_later_export_is_compared_with_an_earlier_one() {
        var old = temporary.resolve("old.zip");
        var later = temporary.resolve("later.zip");
        export(old, "bundle");
        export(later, "bundle");
        assertThat(run("consistency", old.toString(), later.toString()))
                .as(out.toString())
                .isZero();
        assertThat(run("consistency", old.toString(), state.toString())).isZero();
        assertThat(run("consistency", later.toString(), old.toString())).isEqualTo(Exit.TAMPERED);
        assertThat(out.toString()).contains("there are only");
        var another = temporary.resolve("another");
        state = another;
        a_trail_in(another);
        assertThat(run("consistency", old.toString(), another.toString())).isEqualTo(Exit.TAMPERED);
        assertThat(run("consistency", temporary.resolve("none").toString(), old.toString()))
                .isEqualTo(Exit.CANNOT_BE_VERIFIED);
    }

    @Test
    void a_time_that_is_none_is_a_usage_error() {
        assertThat(export(temporary.resolve("x.csv"), "csv", "--from", "yesterday"))
                .isEqualTo(Exit.USAGE);
        assertThat(err.toString()).contains("“yesterday” is not a time");
    }

    @Test
    void a_folder_that_is_missing_or_stands_in_the_way_is_named() {
        assertThat(export(temporary.resolve("no/such/x.csv"), "csv")).isEqualTo(Exit.FAILED);
        assertThat(err.toString()).contains("the folder of").contains("missing or may not be written");
        assertThat(export(temporary, "csv")).isEqualTo(Exit.FAILED);
        assertThat(err.toString()).contains("is a folder: name a file in it");
    }

    @Test
    void what_was_changed_exits_4_and_what_is_no_trail_exits_5() throws IOException {
        var bundle = temporary.resolve("all.zip");
        assertThat(export(bundle, "bundle")).isZero();
        var bytes = Files.readAllBytes(bundle);
        bytes[bytes.length / 2] ^= 1;
        Files.write(bundle, bytes);
        assertThat(run("verify", bundle.toString())).isEqualTo(Exit.TAMPERED);
        assertThat(out.toString()).contains("TAMPERED");
        var text = Files.writeString(temporary.resolve("letter.txt"), "Dear auditor");
        assertThat(run("verify", text.toString())).isEqualTo(Exit.CANNOT_BE_VERIFIED);
        assertThat(out.toString()).contains("cannot be verified");
    }

    private static final Pattern HEAD = Pattern.compile("head ([0-9a-f]{12})( after (\\d+) records?)?");

    /** While a console runs the newest records are not signed yet: the signed head is not the head of all. */
    @Test
    void every_head_that_is_printed_is_said_with_the_number_of_records_it_is_of() throws Exception {
        var bundle = temporary.resolve("all.zip");
        assertThat(export(bundle, "bundle")).isZero();
        assertThat(export(temporary.resolve("part.zip"), "bundle", "--actor", "ben"))
                .isZero();
        var heads = new HashMap<Long, String>();
        var now = Instant.parse("2026-01-12T09:00:00Z");
        var folder = StateDirectory.at(state);
        var clock = InstantSource.fixed(now);
        try (var store = Store.open(folder, clock);
                var trail = DurableTrail.open(store, SigningKey.of(folder), "s1", clock, new Redactor())) {
            for (var i = 0; i < 12; i++) {
                var status = trail.status();
                heads.put(status.records(), status.head());
                trail.append("anna", "note", "", Map.of("text", "after the signature"));
            }
            var open = trail.status();
            heads.put(open.records(), open.head());
            assertThat(open.last().orElseThrow().size()).isLessThan(open.records());

            for (var path : List.of(state, state.resolve("cutover.db"))) {
                out.getBuffer().setLength(0);
                assertThat(run("verify", path.toString())).as(out.toString()).isZero();
                assertThat(out.toString())
                        .contains("head " + open.head() + " after " + open.records(), "signed up to ");
                assertHeads(heads);
            }
            out.getBuffer().setLength(0);
            Main.commandLine().setOut(new PrintWriter(out, true)).execute("status", "--state", state.toString());
            assertThat(out.toString()).contains("head " + open.head() + " after " + open.records());
            assertHeads(heads);
        }
        // What is said of an export is of the records that it was made over.
        heads.clear();
        out.getBuffer().setLength(0);
        var last = temporary.resolve("last.zip");
        assertThat(export(last, "bundle")).isZero();
        assertThat(run("verify", last.toString())).isZero();
        assertThat(run("verify", bundle.toString())).isZero();
        assertThat(run("verify", temporary.resolve("part.zip").toString())).isZero();
        assertHeads(Map.of());
        assertThat(HEAD.matcher(out.toString())
                        .results()
                        .map(m -> m.group())
                        .limit(2)
                        .distinct())
                .as("export and verify say the same head")
                .hasSize(1);
    }

    /** @param known the head after each number of records, as far as it is known */
    private void assertHeads(Map<Long, String> known) {
        var said = HEAD.matcher(out.toString()).results().toList();
        assertThat(said).as(out.toString()).isNotEmpty().allSatisfy(m -> {
            assertThat(m.group(2)).as(m.group()).isNotNull();
            var records = Long.valueOf(m.group(3));
            if (known.containsKey(records)) {
                assertThat(m.group(1)).as(m.group()).isEqualTo(known.get(records));
            }
        });
    }
}
