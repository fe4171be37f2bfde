package app.medzenhealth.cutover.action;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.KeptFiles.Kept;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedFileTest {
    private static final RecordedFile.Read NOTHING_NEXT = Optional::empty;

    @TempDir
    private Path folder;

    private Path file;
    private Path growing;

    @BeforeEach
    void files() {
        file = folder.resolve("note.json");
        growing = folder.resolve("ledger.jsonl");
    }

    private static Kept kept(String text) {
        return new Kept(DigestUtils.sha256Hex(text), "");
    }

    private static Optional<String> judged(Kept recorded, String found) throws IOException {
        return RecordedFile.problem(Optional.of(recorded), Optional.of(found), NOTHING_NEXT);
    }

    @Test
    void what_no_record_tells_of_is_a_problem_once_it_is_there() throws Exception {
        assertThat(RecordedFile.problem(Optional.empty(), Optional.of("a"), NOTHING_NEXT))
                .contains("no record tells of it: somebody put it there");
        assertThat(RecordedFile.problem(Optional.empty(), Optional.empty(), NOTHING_NEXT))
                .isEmpty();
    }

    @Test
    void what_was_removed_may_only_be_what_it_was_before_a_kill() throws Exception {
        var removed = new Kept("", "before");
        assertThat(judged(removed, "before")).isEmpty();
        assertThat(judged(removed, "another")).contains("it was removed, and somebody put it there again");
        assertThat(RecordedFile.problem(Optional.of(removed), Optional.empty(), NOTHING_NEXT))
                .isEmpty();
    }

    @Test
    void what_was_recorded_is_there_or_waits_to_be_put_in_its_place() throws Exception {
        var recorded = new Kept("new", "old");
        assertThat(judged(recorded, "new")).isEmpty();
        assertThat(judged(recorded, "old")).contains(RecordedFile.CHANGED);
        assertThat(RecordedFile.problem(Optional.of(recorded), Optional.empty(), NOTHING_NEXT))
                .contains("it is missing, and no record tells that it was removed");
        for (var found : new String[] {"old", ""}) {
            assertThat(RecordedFile.problem(
                            Optional.of(recorded),
                            Optional.of(found).filter(f -> !f.isEmpty()),
                            () -> Optional.of("new")))
                    .isEmpty();
        }
        assertThat(RecordedFile.problem(Optional.of(recorded), Optional.empty(), () -> Optional.of("old")))
                .isPresent();
    }

    @Test
    void a_file_is_as_recorded_to_the_last_byte() throws Exception {
        Files.writeString(file, "{\"a\":1}");
        assertThat(RecordedFile.problem(file, kept("{\"a\":1}"))).isEmpty();
        Files.writeString(file, "{\"a\":1} ");
        assertThat(RecordedFile.problem(file, kept("{\"a\":1}"))).contains(RecordedFile.CHANGED);
        Files.delete(file);
        assertThat(RecordedFile.problem(file, kept("{\"a\":1}")))
                .contains("it is missing, and no record tells that it was removed");
    }

    @Test
    void a_console_that_was_killed_before_it_put_the_file_in_its_place_has_changed_nothing() throws Exception {
        Files.writeString(file.resolveSibling("note.json.next"), "{\"a\":2}");
        assertThat(RecordedFile.problem(file, kept("{\"a\":2}"))).isEmpty();
        Files.writeString(file, "{\"a\":1}");
        assertThat(RecordedFile.problem(file, kept("{\"a\":2}"))).isEmpty();
        assertThat(RecordedFile.problem(file, kept("{\"a\":3}"))).contains(RecordedFile.CHANGED);
    }

    @Test
    void a_link_is_never_followed_however_right_the_text_behind_it_is() throws Exception {
        var elsewhere = Files.writeString(folder.resolve("elsewhere"), "{\"a\":1}");
        Files.createSymbolicLink(file, elsewhere);
        assertThat(RecordedFile.problem(file, kept("{\"a\":1}"))).contains(RecordedFile.NOT_PLAIN);
        Files.delete(file);
        Files.createSymbolicLink(file.resolveSibling("note.json.next"), elsewhere);
        assertThat(RecordedFile.problem(file, kept("{\"a\":1}"))).isPresent();
    }

    @Test
    void a_file_that_grows_by_lines_may_be_a_whole_line_ahead_of_its_record_and_no_other() throws Exception {
        Files.writeString(growing, "one\ntwo\n");
        assertThat(RecordedFile.problem(growing, kept("one\ntwo\n"))).isEmpty();
        assertThat(RecordedFile.problem(growing, kept("one\n"))).isEmpty();
        assertThat(RecordedFile.problem(growing, kept("one"))).contains(RecordedFile.CHANGED);
        assertThat(RecordedFile.problem(growing, kept("two\n"))).contains(RecordedFile.CHANGED);
        assertThat(RecordedFile.problem(growing, kept("one\ntwo\nthree\n"))).contains(RecordedFile.CHANGED);
        Files.writeString(file, "one\ntwo\n");
        assertThat(RecordedFile.problem(file, kept("one\n"))).contains(RecordedFile.CHANGED);
    }

    @Test
    void a_file_longer_than_what_is_read_at_once_is_read_to_its_end() throws Exception {
        var line = "x".repeat(40_000) + "\n";
        var first = line + line;
        Files.writeString(growing, first + line + "tail");
        assertThat(RecordedFile.problem(growing, kept(first))).isEmpty();
        assertThat(RecordedFile.problem(growing, kept(first + line))).isEmpty();
        assertThat(RecordedFile.problem(growing, kept(first + line + "tail"))).isEmpty();
        assertThat(RecordedFile.digest(growing)).contains(DigestUtils.sha256Hex(first + line + "tail"));
    }

    @Test
    void what_is_not_there_or_is_a_folder_has_no_digest() throws Exception {
        assertThat(RecordedFile.digest(file)).isEmpty();
        Files.createDirectory(file);
        assertThat(RecordedFile.digest(file)).isEmpty();
        assertThat(RecordedFile.isPlain(file)).isFalse();
    }
}
