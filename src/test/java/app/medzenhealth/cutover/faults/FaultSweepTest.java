package app.medzenhealth.cutover.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** EIO and ENOSPC at every write and every sync, once and from then on: see {@link FaultSweep}. */
class FaultSweepTest {
    private static final String CLEAN =
            "calls without intent 0, not latched 0, records lost 0, not verified 0, without words 0";

    @TempDir
    Path temporary;

    @Test
    void after_any_fault_nothing_is_sent_unrecorded_and_a_restart_verifies() throws Exception {
        var preloaded = Preloaded.in(temporary);
        var fresh = preloaded.start(
                FaultSweep.class,
                Files.createDirectory(temporary.resolve("new")).toString(),
                "NEW");
        var again = preloaded.start(
                FaultSweep.class,
                Files.createDirectory(temporary.resolve("again")).toString(),
                "AGAIN");
        assertSwept(again);
        assertSwept(fresh);
    }

    private static void assertSwept(Preloaded.Child child) throws Exception {
        var said = child.waitFor();
        System.out.print(said);
        assertThat(child.process().exitValue()).as(said).isZero();
        assertThat(said).contains(CLEAN).containsPattern("fault sweep: [1-9]\\d{2,} runs, [1-9]\\d+ calls");
    }
}
