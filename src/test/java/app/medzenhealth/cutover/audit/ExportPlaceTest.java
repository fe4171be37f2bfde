package app.medzenhealth.cutover.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An export replaces what it is told to, and never a trail, a key or what a session decides by. */
class ExportPlaceTest {
    @TempDir
    Path temporary;

    @Test
    void no_file_of_a_state_folder_is_ever_replaced_by_an_export() throws Exception {
        var other = temporary.resolve("other");
        new SampleTrail(other).filled().close();
        var state = temporary.resolve("state");
        try (var sample = new SampleTrail(state).filled()) {
            var kept = Files.createDirectories(state.resolve("files/s1/made"));
            Files.writeString(kept.resolve("baseline.json"), "{}");
            var approver = Files.createDirectories(temporary.resolve("approver"));
            Files.writeString(approver.resolve("approver-key.json"), "{}");
            var link = Files.createSymbolicLink(temporary.resolve("link"), state);
            var places = new ArrayList<Path>(List.of(
                    approver.resolve("approver-key.json"),
                    link.resolve("cutover.db"),
                    state.resolve("../state/tip"),
                    other.resolve("cutover.db-wal"),
                    other.resolve("cutover.db-journal"),
                    kept.resolve("not-there-yet.jsonl")));
            for (var folder : List.of(state, other)) {
                try (var all = Files.walk(folder)) {
                    all.filter(Files::isRegularFile).forEach(places::add);
                }
            }
            assertThat(places).hasSizeGreaterThan(18);
            for (var place : places) {
                var before = Files.exists(place) ? Files.getLastModifiedTime(place) : null;
                assertThatThrownBy(() -> export(sample, place))
                        .as(place.toString())
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("belongs to a console's state folder");
                assertThat(Files.exists(place) ? Files.getLastModifiedTime(place) : null)
                        .isEqualTo(before);
            }
            assertThat(export(sample, temporary.resolve("head")).records())
                    .as("the same name elsewhere")
                    .isPositive();
            assertThat(export(sample, state.resolve("audit-1.zip")).records())
                    .as("another name there, as rehearsals have it")
                    .isPositive();
        }
        assertThat(SampleTrail.verify(state)).isInstanceOf(TrailVerdict.Verified.class);
        assertThat(SampleTrail.verify(other)).isInstanceOf(TrailVerdict.Verified.class);
    }

    private static TrailExport.Exported export(SampleTrail sample, Path place) throws IOException {
        return new TrailExport(sample.trail, Optional.empty())
                .write(ExportRequest.everything(TrailExport.Format.JSONL, place), "lead@medzenhealth.app");
    }
}
