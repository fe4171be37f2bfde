package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import app.medzenhealth.cutover.audit.AuditFilter;
import app.medzenhealth.cutover.audit.ExportRequest;
import app.medzenhealth.cutover.audit.FollowedTrail;
import app.medzenhealth.cutover.audit.Selection;
import app.medzenhealth.cutover.audit.TrailExport;
import app.medzenhealth.cutover.audit.TrailProgress;
import app.medzenhealth.cutover.audit.TrailUnavailable;
import app.medzenhealth.cutover.audit.TrailVerdict;
import app.medzenhealth.cutover.session.TablesFromRecords;
import app.medzenhealth.cutover.store.StateDirectory;
import app.medzenhealth.cutover.ui.common.AuditFeed.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditAdapterTest {
    @TempDir
    Path folder;

    private Records records;
    private AuditAdapter face;

    @BeforeEach
    void open() {
        records = Records.open(StateDirectory.at(folder.resolve("state")), "s1", InstantSource.system());
        face = new AuditAdapter(records, PlanFile.SHIPPED.plan(), () -> "lead", InstantSource.system());
        records.trail().append("lead", "note", "", Map.of("text", "before the checkpoint"));
        records.trail().checkpoint("lead", "phase 1 complete");
        records.trail().append("lead", "note", "5.3", Map.of("text", "after it"));
        records.trail().append("console", "step.waits", "5.3", Map.of());
    }

    @AfterEach
    void close() {
        records.close();
    }

    @Test
    void the_signed_head_is_told_apart_from_what_came_after_it() throws Exception {
        var signed = face.signed().orElseThrow();
        var status = records.trail().status();

        assertThat(status.records() - signed.records()).isEqualTo(2);
        assertThat(signed.head()).hasSize(12).isNotEqualTo(status.head());
        assertThat(face.verify()).isInstanceOfSatisfying(Verdict.Intact.class, v -> {
            assertThat(v.records()).isEqualTo(status.records());
            assertThat(v.signed()).isEqualTo(signed.records());
            assertThat(v.head()).isEqualTo(signed.head());
            assertThat(v.checked()).anyMatch(line -> line.contains("hash chain"));
        });
    }

    @Test
    void what_is_appended_after_a_verification_is_verified_as_it_comes() throws Exception {
        face.verify();
        for (var i = 0; i < 40; i++) {
            records.trail().append("lead", "note", "", Map.of("text", "note " + i));
        }
        records.trail().checkpoint("lead", "phase 2 complete");

        await().until(() -> face.lastVerdict()
                .filter(v -> v instanceof Verdict.Intact i && i.isOf(records.head()))
                .isPresent());
        var v = (Verdict.Intact) face.lastVerdict().orElseThrow();
        assertThat(v.records()).isEqualTo(46);
        assertThat(v.whole()).isEqualTo(5);
        assertThat(v.signed())
                .isEqualTo(records.trail().status().last().orElseThrow().size());
        assertThat(face.verify()).isInstanceOfSatisfying(Verdict.Intact.class, whole -> {
            assertThat(whole.root()).isEqualTo(v.root());
            assertThat(whole.whole()).isEqualTo(46);
        });
    }

    @Test
    void what_was_appended_before_anything_was_verified_is_not_called_verified() {
        records.trail().append("lead", "note", "", Map.of("text", "nobody looked"));

        assertThat(face.lastVerdict()).isEmpty();
    }

    @Test
    void a_record_that_is_changed_after_it_was_written_is_found_when_it_is_followed() throws Exception {
        var copy = Files.createDirectory(folder.resolve("copy"));
        copied(copy);
        var followed = new FollowedTrail(copy, TablesFromRecords::new);
        assertThat(followed.whole(TrailProgress.SILENT).verdict()).isInstanceOf(TrailVerdict.Verified.class);
        records.trail().append("lead", "note", "", Map.of("text", "a"));
        records.trail().append("lead", "note", "", Map.of("text", "b"));
        copied(copy);
        try (var other = DriverManager.getConnection("jdbc:sqlite:" + copy.resolve("cutover.db"));
                var change = other.createStatement()) {
            change.executeUpdate("UPDATE record SET leaf = zeroblob(32) WHERE seq = 7");
        }

        assertThat(followed.further()).hasValueSatisfying(found -> {
            assertThat(found.verdict())
                    .isInstanceOfSatisfying(
                            TrailVerdict.Tampered.class,
                            t -> assertThat(t.seq()).isEqualTo(7));
            assertThat(found.root()).isEmpty();
        });
        assertThat(followed.further()).isEmpty();
    }

    @Test
    void a_table_that_is_changed_beside_the_console_is_found_by_a_whole_verification_and_when_it_is_followed()
            throws Exception {
        var copy = Files.createDirectory(folder.resolve("copy"));
        copied(copy);
        var followed = new FollowedTrail(copy, TablesFromRecords::new);
        assertThat(followed.whole(TrailProgress.SILENT).verdict()).isInstanceOf(TrailVerdict.Verified.class);
        records.trail().append("lead", "note", "", Map.of("text", "goes on"));
        copied(copy);
        assertThat(followed.further())
                .hasValueSatisfying(found -> assertThat(found.verdict()).isInstanceOf(TrailVerdict.Verified.class));
        copied(copy);
        beside(copy, "INSERT INTO tick VALUES ('s1', 'p1-a', '{}')");

        assertThat(followed.further())
                .hasValueSatisfying(found -> assertThat(found.verdict()).isInstanceOf(TrailVerdict.Tampered.class));
        assertThat(followed.whole(TrailProgress.SILENT).verdict()).isInstanceOf(TrailVerdict.Tampered.class);
    }

    @Test
    void the_window_finds_a_changed_table_and_exports_nothing_from_beside_it() throws Exception {
        assertThat(face.verify()).isInstanceOf(Verdict.Intact.class);
        records.close();
        beside(records.directory().path(), "INSERT INTO setting VALUES ('s1', 'parameter/primary', '\"c\"')");
        open();
        var file = folder.resolve("all.zip");

        assertThat(face.verify())
                .isInstanceOfSatisfying(
                        Verdict.Tampered.class, t -> assertThat(t.problem()).contains("parameter/primary"));
        assertThatThrownBy(() -> face.export(new ExportRequest(
                        TrailExport.Format.BUNDLE, Selection.of(AuditFilter.ALL), file, TrailProgress.SILENT)))
                .isInstanceOf(TrailUnavailable.class)
                .hasMessageContaining("parameter/primary");
        assertThat(file).doesNotExist();
        records.close();
        var evidence = new TrailEvidence(
                PlanFile.SHIPPED,
                new StateFolder(Optional.of(records.directory().path())));
        try (var progress = ProgressLine.onTerminal()) {
            assertThatThrownBy(() -> evidence.export(
                            StateFolder.REHEARSAL,
                            TrailExport.Format.BUNDLE,
                            Selection.of(AuditFilter.ALL),
                            file,
                            false,
                            progress))
                    .isInstanceOf(TrailUnavailable.class);
        }
        assertThat(file).doesNotExist();
        open();
    }

    private static void beside(Path folder, String sql) throws SQLException {
        try (var other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("cutover.db"));
                var change = other.createStatement()) {
            assertThat(change.executeUpdate(sql)).isPositive();
        }
    }

    private void copied(Path to) throws IOException {
        try (var files = Files.list(records.directory().path())) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    @Test
    void a_verification_that_is_stopped_leaves_the_verdict_before() throws Exception {
        var before = face.verify();
        TrailProgress atOnce = new TrailProgress() {
            @Override
            public void at(long done, long total, String what) {}

            @Override
            public boolean cancelled() {
                return true;
            }
        };

        assertThatThrownBy(() -> face.verify(atOnce)).isInstanceOf(InterruptedException.class);
        assertThat(face.lastVerdict()).contains(before);
    }

    @Test
    void what_a_filter_shows_is_what_is_exported() throws Exception {
        var filter = AuditFilter.ALL.withText("AFTER it").withPhase("5");
        var shown = face.read(1, 100).stream().filter(filter::accepts).count();
        var file = folder.resolve("part.jsonl");

        var exported = face.export(
                new ExportRequest(TrailExport.Format.JSONL, Selection.of(filter), file, TrailProgress.SILENT));

        assertThat(shown).isEqualTo(1);
        assertThat(exported.records()).isEqualTo(shown);
        assertThat(exported.partial()).isTrue();
        assertThat(file).content().contains("after it").doesNotContain("before the checkpoint");
    }
}
