package app.medzenhealth.cutover.action.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Workbench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a session knows to have copied, and whether it was the session that wrote it. */
class CopyLedgerTest {
    @TempDir
    private Path folder;

    private Workbench bench;
    private Path file;

    @BeforeEach
    void two_copies() throws IOException {
        bench = new Workbench(folder);
        var ledger = ledger();
        ledger.asked("a", "source-a", null);
        ledger.copied("a", "source-a", "copy-a", null);
        ledger.asked("b", "source-b", null);
        ledger.copied("b", "source-b", "copy-b", "v1");
        try (var files = Files.list(bench.files())) {
            file = files.filter(f -> f.getFileName().toString().startsWith("copies-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private CopyLedger ledger() {
        return CopyLedger.of(bench.context(), "from", "to", "");
    }

    @Test
    void what_was_copied_is_known_again() {
        assertThat(ledger().of("a").orElseThrow().copy()).isEqualTo("copy-a");
        assertThat(ledger().of("b").orElseThrow().version()).isEqualTo("v1");
    }

    @Test
    void a_line_that_was_changed_or_taken_away_is_refused_by_the_files_name() throws IOException {
        var whole = Files.readString(file);
        var lines = whole.lines().toList();
        for (var altered : new String[] {
            whole.replace("copy-a", "copy-x"),
            whole.replace("copy-b", "copy-x"),
            String.join("\n", lines.subList(0, 3)) + "\n",
            String.join("\n", lines.reversed()) + "\n",
            ""
        }) {
            Files.writeString(file, altered);
            assertThatExceptionOfType(ActionFailure.class)
                    .as(altered)
                    .isThrownBy(this::ledger)
                    .withMessageContaining(file.toString());
        }
        Files.delete(file);
        assertThatExceptionOfType(ActionFailure.class).isThrownBy(this::ledger).withMessageContaining(file.toString());
    }

    @Test
    void a_line_that_no_record_tells_of_proves_nothing_and_is_gone_with_the_next_one() throws IOException {
        var whole = Files.readString(file);
        var forged = whole.lines().toList().get(3).replace("\"b\"", "\"forged\"") + "\n";
        for (var added : new String[] {forged, forged.substring(0, 20), forged + forged}) {
            Files.writeString(file, whole);
            Files.writeString(file, added, StandardOpenOption.APPEND);
            assertThat(ledger().of("forged")).isEmpty();
            assertThat(ledger().of("b").orElseThrow().copy()).isEqualTo("copy-b");
        }
        ledger().asked("c", "source-c", "before-c");
        assertThat(file).content().startsWith(whole).doesNotContain("forged");
        assertThat(ledger().of("c").orElseThrow().before()).isEqualTo("before-c");
        assertThat(ledger().of("forged")).isEmpty();
    }

    @Test
    void a_ledger_that_somebody_put_there_proves_nothing() throws IOException {
        var theirs = file.resolveSibling(file.getFileName().toString().replace("-to-to-", "-to-elsewhere-"));
        Files.copy(file, theirs);
        assertThat(CopyLedger.of(bench.context(), "from", "elsewhere", "").of("a"))
                .isEmpty();
    }
}
