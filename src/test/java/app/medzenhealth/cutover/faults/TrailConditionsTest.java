package app.medzenhealth.cutover.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every mutating operation on a trail that is writable, full, broken, read-only or locked: see {@link TrailConditions}. */
class TrailConditionsTest {
    @TempDir
    Path temporary;

    @Test
    void no_operation_is_sent_without_a_durable_intent_whatever_the_trail_is_in() throws Exception {
        var child = Preloaded.in(temporary)
                .start(
                        TrailConditions.class,
                        Files.createDirectory(temporary.resolve("state")).toString());
        var said = child.waitFor();
        System.out.print(said);
        assertThat(child.process().exitValue()).as(said).isZero();
        assertThat(said.lines().filter(line -> line.endsWith(", 0 sent without an intent")))
                .hasSize(5);
    }
}
