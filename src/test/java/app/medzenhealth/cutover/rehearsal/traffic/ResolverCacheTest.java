package app.medzenhealth.cutover.rehearsal.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import app.medzenhealth.cutover.rehearsal.compute.TestEstate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.route53.model.HostedZone;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

final class ResolverCacheTest {
    private static final Instant BEGUN = Instant.parse("2026-01-12T08:00:00Z");
    private static final String NAME = "ehr.example.org.";

    private static List<ResourceRecordSet> to(String value, long ttl) {
        return List.of(ResourceRecordSet.builder()
                .name(NAME)
                .type(RRType.CNAME)
                .ttl(ttl)
                .resourceRecords(ResourceRecord.builder().value(value).build())
                .build());
    }

    private static String cached(HostedZoneState zone, Instant at) {
        var cache = new ResolverCache(new Resolution(new TestEstate().estate));
        return assertTimeoutPreemptively(
                Duration.ofSeconds(30),
                () -> cache.of(zone, NAME, at)
                        .records()
                        .getFirst()
                        .resourceRecords()
                        .getFirst()
                        .value());
    }

    @Test
    void an_answer_is_found_however_close_changes_lie_to_the_moments_of_asking() {
        var seed = System.nanoTime();
        System.out.println("resolver, seed " + seed);
        var random = new Random(seed);
        for (var i = 0; i < 300; i++) {
            var zone = new HostedZoneState(
                    HostedZone.builder().id("Z").name("example.org.").build(), List.of("a", "b"), to("0", 60), BEGUN);
            var at = BEGUN;
            for (var change = 1; change <= 5; change++) {
                // A little before, at, or a little after a whole number of times to live.
                at = at.plusSeconds(60L * random.nextInt(1, 4)).plusNanos(random.nextInt(-2_000_000, 2_000_000));
                zone.accept(to(Integer.toString(change), 60), at);
            }
            assertThat(cached(zone, at.plusSeconds(300))).isEqualTo("5");
        }
    }

    @Test
    void a_change_half_a_millisecond_after_a_moment_of_asking_is_seen_a_time_to_live_later() {
        var zone = new HostedZoneState(
                HostedZone.builder().id("Z").name("example.org.").build(), List.of("a", "b"), to("old", 60), BEGUN);
        var first = zone.turns(0).getFirst();
        // So that the first server begins to serve it half a millisecond after the resolver has asked.
        var spreads = Duration.ofSeconds(15);
        zone.accept(to("new", 60), first.plusSeconds(600).minus(spreads).plusNanos(500_000));

        assertThat(cached(zone, first.plusSeconds(601))).isEqualTo("old");
        assertThat(cached(zone, first.plusSeconds(661))).isEqualTo("new");
    }
}
