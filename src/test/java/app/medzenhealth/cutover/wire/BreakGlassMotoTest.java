package app.medzenhealth.cutover.wire;

import app.medzenhealth.cutover.app.PackOnEmulator;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Among the first classes that are run, because it takes longest and needs a processor of its own. */
@ExtendWith(MotoServer.Shared.class)
final class BreakGlassMotoTest {
    @TempDir
    private Path folder;

    @Test
    void every_command_of_phases_1_2_4_and_6_is_accepted_by_the_aws_cli(MotoServer moto) throws Exception {
        new PackOnEmulator(moto, folder).assertAccepted();
    }
}
