package app.medzenhealth.cutover.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PendingResourcesTest {
    @TempDir
    private Path files;

    @Test
    void what_another_action_of_the_step_makes_is_recognised_by_type_region_and_name() {
        var context = new Bench(files)
                .step(Bench.use("rds.create-replica", "eu-west-1", Map.of("instance", "drill-${mint}")))
                .context();
        assertThat(PendingResources.from(
                        context, "rds.create-replica", "eu-west-1", "instance", "drill-20260112-080000"))
                .isTrue();
        assertThat(PendingResources.from(context, "rds.create-replica", "eu-west-1", "instance", "other-1"))
                .isFalse();
        assertThat(PendingResources.from(context, "rds.create-replica", "eu-central-1", "instance", "drill-1"))
                .isFalse();
        assertThat(PendingResources.from(context, "rds.restore-snapshot", "eu-west-1", "instance", "drill-1"))
                .isFalse();
    }
}
