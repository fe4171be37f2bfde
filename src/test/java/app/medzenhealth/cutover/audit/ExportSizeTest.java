package app.medzenhealth.cutover.audit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportSizeTest {
    @TempDir
    Path temporary;

    private void check(long records, Selection selection, TrailExport.Format format) throws IOException {
        try (var sample = new SampleTrail(temporary.resolve("state" + records + format)).filled();
                var reader = sample.store.openReader()) {
            new ExportSize(reader, selection, records).check(format, temporary);
        }
    }

    @Test
    void a_bundle_that_would_be_larger_than_its_format_allows_is_refused_before_anything_is_written() {
        assertThatThrownBy(() -> check(40_000_000, Selection.EVERYTHING, TrailExport.Format.BUNDLE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("at most 4 GiB")
                .hasMessageContaining("export phase by phase")
                .hasMessageContaining("GiB)");
    }

    @Test
    void what_the_disk_cannot_hold_is_refused_before_anything_is_written() {
        assertThatThrownBy(() -> check(1L << 50, Selection.EVERYTHING, TrailExport.Format.JSONL))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("left, and about");
    }

    @Test
    void what_fits_and_the_little_that_is_selected_of_much_is_not_refused() {
        assertThatCode(() -> check(100_000, Selection.EVERYTHING, TrailExport.Format.BUNDLE))
                .doesNotThrowAnyException();
        var nothing = Selection.of(AuditFilter.phase("no such phase"));
        assertThatCode(() -> check(40_000_000, nothing, TrailExport.Format.BUNDLE))
                .doesNotThrowAnyException();
    }
}
