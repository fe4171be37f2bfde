package app.medzenhealth.cutover.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InventoryMergeTest {
    private static final Instant THEN = Instant.parse("2026-01-12T08:00:00Z");
    private static final Instant NOW = THEN.plusSeconds(3_600);
    private static final List<String> REGIONS = List.of("eu-central-1", "eu-west-1");

    private final Inventory before = new Inventory(
            "558069890522",
            THEN,
            Duration.ofSeconds(2),
            List.of(
                    known("eu-central-1", "rds", THEN, "replica"),
                    known("eu-west-1", "rds", THEN, "old-primary"),
                    known("eu-west-1", "s3", THEN, "bucket"),
                    known("us-east-1", "s3", THEN, "forgotten")));

    private static ServiceScan known(String region, String service, Instant at, String... names) {
        var found = Arrays.stream(names)
                .map(n -> new SeenResource(service, "thing", region, n, "", n, "available", Map.of(), Map.of()))
                .toList();
        return new ServiceScan(region, service, "List", new Observation.Known<>(found, at, Duration.ZERO));
    }

    private static ServiceScan unknown(String region, String service) {
        return new ServiceScan(region, service, "List", new Observation.Unknown<>("AccessDenied", NOW, Duration.ZERO));
    }

    private static ServiceScan in(Inventory inventory, String region, String service) {
        return inventory.scans().stream()
                .filter(s -> s.region().equals(region) && s.service().equals(service))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void only_what_was_read_again_changes() {
        var after = before.with(List.of(known("eu-central-1", "rds", NOW, "primary")), REGIONS);

        assertThat(after.resources().map(SeenResource::name))
                .containsExactlyInAnyOrder("primary", "old-primary", "bucket", "forgotten");
        assertThat(in(after, "eu-central-1", "rds").found().at()).isEqualTo(NOW);
        assertThat(in(after, "eu-west-1", "rds").found().at()).isEqualTo(THEN);
    }

    @Test
    void a_reading_that_failed_leaves_the_old_value_with_its_age_and_the_reason() {
        var after = before.with(List.of(unknown("eu-west-1", "rds")), REGIONS);

        var kept = in(after, "eu-west-1", "rds");
        assertThat(kept.resources().map(SeenResource::name)).containsExactly("old-primary");
        assertThat(kept.found().at()).isEqualTo(THEN);
        assertThat(kept.failed()).hasValueSatisfying(u -> assertThat(u.reason()).isEqualTo("AccessDenied"));
        assertThat(after.unknown()).containsExactly(kept);
    }

    @Test
    void a_whole_scan_keeps_what_it_could_not_read_too() {
        var scan = new Inventory(
                "558069890522",
                NOW,
                Duration.ofSeconds(2),
                List.of(known("eu-central-1", "rds", NOW), unknown("eu-west-1", "rds"), unknown("eu-west-1", "s3")));

        var after = scan.over(before, REGIONS);

        assertThat(after.resources().map(SeenResource::name))
                .containsExactlyInAnyOrder("old-primary", "bucket", "forgotten");
        assertThat(after.unknown()).hasSize(3);
        assertThat(after.takenAt()).isEqualTo(NOW);
    }

    @Test
    void what_is_read_after_a_failure_is_no_failure_any_more() {
        var failed = before.with(List.of(unknown("eu-west-1", "rds")), REGIONS);

        var after = failed.with(List.of(known("eu-west-1", "rds", NOW)), REGIONS);

        assertThat(after.unknown()).isEmpty();
        assertThat(in(after, "eu-west-1", "rds").resources()).isEmpty();
    }

    @Test
    void a_region_that_one_answer_for_all_no_longer_names_is_gone() {
        var after = before.with(List.of(known("eu-west-1", "s3", NOW, "bucket")), REGIONS);

        assertThat(after.scans()).noneMatch(s -> s.region().equals("us-east-1"));
    }

    @Test
    void an_older_answer_that_comes_late_changes_nothing() {
        var newer = before.with(List.of(known("eu-west-1", "rds", NOW, "fenced")), REGIONS);

        var after = newer.with(List.of(known("eu-west-1", "rds", THEN, "old-primary")), REGIONS);

        assertThat(in(after, "eu-west-1", "rds").resources().map(SeenResource::name))
                .containsExactly("fenced");
    }
}
