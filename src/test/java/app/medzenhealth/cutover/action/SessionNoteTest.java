package app.medzenhealth.cutover.action;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.rehearsal.traffic.Route53State;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.FileOutputStream;
import java.io.FileWriter;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** What an action remembers of its own doing. */
final class SessionNoteTest {
    private static final Set<String> WRITING =
            Set.of("write", "writeString", "newBufferedWriter", "newOutputStream", "newByteChannel", "copy", "move");

    @TempDir
    private Path folder;

    private record Lowered(long ttl, Instant changed, List<String> sets) {}

    private SessionNote<Lowered> note(Workbench bench) {
        return SessionNote.in(bench.context(), "ttl-*.ehr/CNAME", Lowered.class);
    }

    @Test
    void what_was_noted_is_read_again_and_is_its_owners_alone() throws Exception {
        var bench = new Workbench(folder);
        var lowered = new Lowered(300, Instant.parse("2026-01-17T02:10:00.123456789Z"), List.of("a", "b"));
        assertThat(note(bench).read()).isEmpty();

        note(bench).write(lowered);

        assertThat(note(bench).read()).contains(lowered);
        var file = bench.files().resolve("ttl--.ehr-CNAME.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        note(bench).remove();
        note(bench).remove();
        assertThat(note(bench).read()).isEmpty();
    }

    @Test
    void a_thread_that_was_told_to_stop_still_notes_and_stays_told() {
        var bench = new Workbench(folder);
        var lowered = new Lowered(300, Instant.EPOCH, List.of());
        Thread.currentThread().interrupt();
        try {
            note(bench).write(lowered);
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(note(bench).read()).contains(lowered);
    }

    @Test
    void whatever_is_left_of_a_note_is_the_note_or_an_error_that_names_the_file() throws Exception {
        var bench = new Workbench(folder);
        note(bench).write(new Lowered(300, Instant.EPOCH, List.of("a")));
        var file = bench.files().resolve("ttl--.ehr-CNAME.json");
        var whole = Files.readString(file);
        var left =
                new ArrayList<String>(List.of(" ", "300", "null", "{}", "[]", "\0\0\0\0", whole + "}", whole + whole));
        for (var length = 0; length < whole.length(); length++) {
            left.add(whole.substring(0, length));
        }
        for (var content : left) {
            Files.writeString(file, content);
            assertThatThrownBy(() -> note(bench).read())
                    .as("left: '%s'", content)
                    .isInstanceOfSatisfying(ActionFailure.class, e -> {
                        assertThat(e).hasMessageContaining(file.toString());
                        assertThat(e.next()).contains("restore", "run the step again");
                    });
        }
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe});
        assertThatThrownBy(() -> note(bench).read())
                .isInstanceOf(ActionFailure.class)
                .hasMessageContaining(file.toString());
    }

    private ThrowableAssertAlternative<ActionFailure> refused(Workbench bench) {
        return assertThatExceptionOfType(ActionFailure.class)
                .isThrownBy(() -> note(bench).read());
    }

    @Test
    void a_note_that_somebody_changed_put_back_took_away_or_made_is_refused_by_name() throws Exception {
        var bench = new Workbench(folder);
        var file = bench.files().resolve("ttl--.ehr-CNAME.json");
        var first = new Lowered(300, Instant.EPOCH, List.of("a"));
        note(bench).write(first);
        var earlier = Files.readString(file);
        note(bench).write(new Lowered(60, Instant.EPOCH, List.of("a")));
        var whole = Files.readString(file);

        for (var forged : List.of(whole.replace("60", "61"), whole + " ", earlier)) {
            Files.writeString(file, forged);
            refused(bench)
                    .withMessageContaining(file.toString())
                    .withMessageContaining("SHA-256 is not the one that is recorded");
        }
        Files.delete(file);
        refused(bench).withMessageContaining(file.toString()).withMessageContaining("missing");

        Files.writeString(file, whole);
        assertThat(note(bench).read()).contains(new Lowered(60, Instant.EPOCH, List.of("a")));
        note(bench).remove();
        assertThat(note(bench).read()).isEmpty();
        Files.writeString(file, earlier);
        refused(bench).withMessageContaining(file.toString()).withMessageContaining("put it there again");

        var planted = bench.files().resolve("seen-x.json");
        Files.writeString(planted, whole);
        assertThatExceptionOfType(ActionFailure.class)
                .isThrownBy(() ->
                        SessionNote.in(bench.context(), "seen-x", Lowered.class).read())
                .withMessageContaining(planted.toString())
                .withMessageContaining("no record tells of it");
    }

    @Test
    void a_console_that_is_killed_between_the_record_and_the_file_has_the_note_afterwards() throws Exception {
        var bench = new Workbench(folder);
        var file = bench.files().resolve("ttl--.ehr-CNAME.json");
        note(bench).write(new Lowered(300, Instant.EPOCH, List.of("a")));
        var earlier = Files.readString(file);
        var later = new Lowered(60, Instant.EPOCH, List.of("a"));
        note(bench).write(later);
        // As it is when the move did not come about.
        Files.move(file, file.resolveSibling(file.getFileName() + ".next"));
        assertThat(note(bench).read()).contains(later);
        Files.move(file, file.resolveSibling(file.getFileName() + ".next"));
        Files.writeString(file, earlier);
        assertThat(note(bench).read()).contains(later);

        // Before the record: what was to be written never counted.
        var never = file.resolveSibling(file.getFileName() + ".next");
        Files.writeString(never, earlier);
        assertThat(note(bench).read()).contains(later);

        // Removed by the record, and still there.
        var whole = Files.readString(file);
        note(bench).remove();
        Files.writeString(file, whole);
        assertThat(note(bench).read()).isEmpty();
        assertThat(file).doesNotExist();
    }

    @Test
    void whatever_an_action_reads_from_the_sessions_folder_is_held_against_the_trail() {
        var classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("app.medzenhealth.cutover.action");
        var unbound = new TreeSet<String>();
        var folders = new TreeSet<String>();
        for (var type : classes) {
            for (var call : type.getCodeUnitCallsFromSelf()) {
                if (type.isEquivalentTo(SessionFile.class)) {
                    continue;
                }
                if (call.getTargetOwner().isEquivalentTo(SessionFile.class)
                        && call.getName().equals("<init>")) {
                    unbound.add(type.getSimpleName());
                }
                if (call.getTargetOwner().isEquivalentTo(ActionContext.class)
                        && call.getName().equals("files")) {
                    folders.add(type.getSimpleName());
                }
            }
        }
        // A message is compared with what it must say, and written again where it says anything else. Of the printed
        // runbook nothing
        // is read: it is made of the text, which is held.
        assertThat(unbound).containsExactly("MessageSend", "WriteRunbook");
        // Besides these: the archive of a function is named by its own digest, and made again where it has another.
        assertThat(folders)
                .containsExactly("LambdaPackage", "MakeRollbackPack", "MessageSend", "Report", "WriteRunbook");
    }

    @Test
    void a_step_whose_note_is_broken_says_which_file_and_sends_nothing() throws Exception {
        var bench = new Workbench(folder);
        var zone = "Z0NOTE";
        Route53State.of(bench.estate()).zone(zone, "example.org");
        Route53State.of(bench.estate())
                .record(
                        zone,
                        ResourceRecordSet.builder()
                                .name("ehr.example.org.")
                                .type("CNAME")
                                .ttl(300L)
                                .resourceRecords(ResourceRecord.builder()
                                        .value("old.example.net")
                                        .build())
                                .build());
        var lower = bench.action(
                "dns.ttl",
                "",
                Map.of("zone", zone, "name", "ehr.example.org", "type", "CNAME", "ttl", 60, "wait", true));
        bench.run(lower);
        List<Path> notes;
        try (var files = Files.walk(bench.files())) {
            notes = files.filter(Files::isRegularFile).toList();
        }
        assertThat(notes).hasSize(1);
        var sent = bench.sent();
        for (var content : List.of("", "300", "300 yesterday", "{\"ttl\":300}")) {
            Files.writeString(notes.getFirst(), content, StandardCharsets.UTF_8);
            for (var tried : List.<ThrowingCallable>of(
                    () -> lower.verify(bench.context()),
                    () -> lower.reconcile(bench.context()),
                    () -> bench.run(lower))) {
                assertThatThrownBy(tried)
                        .as("left: '%s'", content)
                        .isInstanceOf(ActionFailure.class)
                        .hasMessageContaining(notes.getFirst().toString());
            }
        }
        assertThat(bench.sent()).isEqualTo(sent);
    }

    @Test
    void actions_keep_files_in_one_way() {
        var classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("app.medzenhealth.cutover.action");
        noClasses()
                .that()
                .doNotHaveSimpleName("SessionFile")
                // Its archive is named by its own digest and made anew where it is not whole.
                .and()
                .doNotHaveSimpleName("FunctionZip")
                .should()
                .callCodeUnitWhere(DescribedPredicate.describe(
                        "writes a file",
                        (JavaCall<?> call) -> call.getTargetOwner().isEquivalentTo(Files.class)
                                        && WRITING.contains(call.getName())
                                || call.getName().equals("<init>")
                                        && List.of(FileOutputStream.class, FileWriter.class, RandomAccessFile.class)
                                                .stream()
                                                .anyMatch(call.getTargetOwner()::isEquivalentTo)
                                || call.getTargetOwner().isEquivalentTo(FileChannel.class)
                                        && call.getName().equals("open")))
                .because(
                        "what an action remembers is a SessionNote, and a text for people a SessionFile: both are whole"
                                + " or not there after a crash")
                .check(classes);
    }
}
