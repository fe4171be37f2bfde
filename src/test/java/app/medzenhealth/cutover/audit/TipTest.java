package app.medzenhealth.cutover.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TipTest {
    @TempDir
    Path temporary;

    @Test
    void the_two_lines_name_the_two_newest_records() throws Exception {
        try (var sample = new SampleTrail(temporary.resolve("state")).filled()) {
            var newest = sample.trail.status().records();
            assertThat(Tip.parse(tip())).extracting(Tip::seq).containsExactlyInAnyOrder(newest, newest - 1);
        }
    }

    @Test
    void a_line_that_was_torn_by_a_kill_is_no_fault_wherever_it_was_torn() throws IOException {
        byte[] before;
        byte[] after;
        try (var sample = new SampleTrail(temporary.resolve("state")).filled()) {
            before = tip();
            sample.trail.append("lead", "note", "", Map.of("text", "the last"));
            after = tip();
            for (var torn = 0; torn <= Tip.FILE_LENGTH; torn++) {
                var mixed = before.clone();
                System.arraycopy(after, 0, mixed, 0, torn);
                Files.write(sample.folder.resolve("tip"), mixed);
                assertThat(SampleTrail.verify(sample.folder))
                        .as("torn at byte " + torn)
                        .isInstanceOf(TrailVerdict.Verified.class);
            }
        }
    }

    @Test
    void a_tip_of_which_no_line_is_whole_is_found() throws IOException {
        try (var sample = new SampleTrail(temporary.resolve("state")).filled()) {
            var spoilt = tip();
            spoilt[3] ^= 1;
            spoilt[Tip.LINE_LENGTH + 3] ^= 1;
            for (var bad : new byte[][] {spoilt, new byte[0], Arrays.copyOf(tip(), Tip.LINE_LENGTH)}) {
                var copy = Files.createTempDirectory(temporary, "copy");
                for (var name : new String[] {"cutover.db", "cutover.db-wal", "head", "key.vkey"}) {
                    Files.copy(sample.folder.resolve(name), copy.resolve(name));
                }
                Files.write(copy.resolve("tip"), bad);
                assertThat(SampleTrail.verify(copy).exitCode()).isEqualTo(4);
            }
        }
    }

    @Test
    void a_trail_of_the_first_builds_is_verified_and_continued() throws Exception {
        try (var sample = new SampleTrail(temporary.resolve("state")).filled()) {
            assertThat(sample.trail.status().records()).isPositive();
        }
        var newest = Tip.parse(tip()).stream()
                .max(Comparator.comparingLong(Tip::seq))
                .orElseThrow();
        var line = new String(newest.line(), StandardCharsets.US_ASCII);
        Files.writeString(temporary.resolve("state/tip"), line.substring(0, 85) + "\n");
        assertThat(SampleTrail.verify(temporary.resolve("state"))).isInstanceOf(TrailVerdict.Verified.class);
        try (var sample = new SampleTrail(temporary.resolve("state"))) {
            sample.trail.append("lead", "note", "", Map.of("text", "goes on"));
        }
        assertThat(SampleTrail.verify(temporary.resolve("state"))).isInstanceOf(TrailVerdict.Verified.class);
        assertThat(Tip.parse(tip())).hasSize(2);
    }

    private byte[] tip() throws IOException {
        return Files.readAllBytes(temporary.resolve("state/tip"));
    }
}
