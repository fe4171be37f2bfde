package app.medzenhealth.cutover.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.audit.AuditFilter;
import app.medzenhealth.cutover.audit.ExportRequest;
import app.medzenhealth.cutover.audit.Selection;
import app.medzenhealth.cutover.audit.TrailExport;
import app.medzenhealth.cutover.audit.TrailProgress;
import app.medzenhealth.cutover.store.StateDirectory;
import app.medzenhealth.cutover.ui.common.AuditFeed.Verdict;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditFaceTest {
    @TempDir
    Path folder;

    private Records records;
    private AuditFace face;

    @BeforeEach
    void open() {
        records = Records.open(StateDirectory.at(folder.resolve("state")), "s1", InstantSource.system());
        face = new AuditFace(records, new PlanOption().plan(), () -> "lead", InstantSource.system());
        records.trail().append("lead", "note", "", Map.of("text", "before the checkpoint"));
        records.trail().checkpoint("lead", "phase 1 complete");
        records.trail().append("lead", "note", "5.3", Map.of("text", "after it"));
        records.trail().append("console", "step.succeeded", "5.3", Map.of());
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
