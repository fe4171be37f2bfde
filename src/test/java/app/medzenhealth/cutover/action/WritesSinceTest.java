package app.medzenhealth.cutover.action;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.rehearsal.compute.CloudWatchState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WritesSinceTest {
    private static final WritesSince ASKING_NOBODY = new WritesSince(Bench.CAPE_TOWN, Optional.empty());
    private static final WritesSince ASKING = new WritesSince(Bench.CAPE_TOWN, Optional.of("6.1"));

    @TempDir
    private Path files;

    private Bench bench;
    private Instant backup;

    @BeforeEach
    void a_backup() {
        bench = new Bench(files);
        backup = bench.time.instant();
    }

    private void metered(double units) {
        CloudWatchState.of(bench.estate, Bench.CAPE_TOWN)
                .put(
                        "AWS/DynamoDB",
                        "ConsumedWriteCapacityUnits",
                        Map.of("TableName", "meetings"),
                        bench.time.instant(),
                        units);
    }

    private Check.Outcome since(WritesSince writes) {
        bench.time.advance(Duration.ofMinutes(5));
        return writes.of(bench.context(), "meetings", backup, "make another backup");
    }

    @Test
    void a_measured_zero_passes_and_any_write_fails_with_what_to_do() {
        bench.time.advance(Duration.ofMinutes(2));
        metered(0);
        assertThat(since(ASKING_NOBODY))
                .isInstanceOfSatisfying(
                        Check.Pass.class,
                        p -> assertThat(p.evidence())
                                .startsWith("no write capacity was consumed since its backup of 2026-01-12T08:00:00Z"));
        metered(3);
        bench.time.advance(Duration.ofMinutes(1));
        metered(2);
        assertThat(since(ASKING_NOBODY))
                .isEqualTo(new Check.Fail(
                        "5 write capacity units were consumed since its backup of 2026-01-12T08:00:00Z:"
                                + " what was written then is in no backup",
                        "make another backup"));
    }

    @Test
    void writes_of_another_table_or_before_the_backup_are_none_of_its() {
        metered(7);
        bench.time.advance(Duration.ofMinutes(10));
        backup = bench.time.instant();
        CloudWatchState.of(bench.estate, Bench.CAPE_TOWN)
                .put(
                        "AWS/DynamoDB",
                        "ConsumedWriteCapacityUnits",
                        Map.of("TableName", "users"),
                        bench.time.instant(),
                        9);
        assertThat(since(ASKING_NOBODY)).isInstanceOf(Check.NotMeasured.class);
    }

    @Test
    void no_value_is_no_zero_and_a_person_who_named_the_table_decides() {
        var none = "CloudWatch has no value of writes since its backup of 2026-01-12T08:00:00Z";
        assertThat(since(ASKING_NOBODY)).isEqualTo(new Check.NotMeasured(none));
        assertThat(since(ASKING))
                .isEqualTo(
                        new Check.NotMeasured(none + ", and nobody has stated in step 6.1 that nothing writes to it"));
        bench.state("6.1", "Nobody writes to users.");
        assertThat(since(ASKING)).isInstanceOf(Check.NotMeasured.class);
        bench.state("6.1", "Nobody writes to meetings.");
        assertThat(since(ASKING))
                .isEqualTo(new Check.Pass(none + "; ada stated in step 6.1 that nothing writes to it any more"));
        assertThat(since(ASKING_NOBODY)).isInstanceOf(Check.NotMeasured.class);
    }

    @Test
    void what_was_measured_outweighs_what_was_stated() {
        bench.state("6.1", "Nobody writes to meetings.");
        bench.time.advance(Duration.ofMinutes(2));
        metered(1);
        assertThat(since(ASKING)).isInstanceOf(Check.Fail.class);
    }
}
