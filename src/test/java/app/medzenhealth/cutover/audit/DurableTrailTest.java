package app.medzenhealth.cutover.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.store.SessionStore;
import app.medzenhealth.cutover.store.StateDirectory;
import app.medzenhealth.cutover.store.Store;
import app.medzenhealth.cutover.store.StoreProblem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableTrailTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-12T08:00:00.123456789Z"));

    @TempDir
    Path temporary;

    @Test
    void records_are_chained_and_verify() {
        try (var store = open();
                var trail = trail(store)) {
            var first = trail.append("lead@medzenhealth.app", "note", "1.3", Map.of("text", "hello"));
            var second = trail.append("lead@medzenhealth.app", "note", "1.3", Map.of("text", "again"));
            assertThat(first.seq()).isEqualTo(2);
            assertThat(first.at()).isEqualTo("2026-01-12T08:00:00.123456Z");
            assertThat(second.prev()).isEqualTo(Sha256.hex(new Sha256().of(Jcs.bytes(first))));
            trail.checkpoint("lead@medzenhealth.app", "phase 1 complete");
            assertThat(trail.records(1, Long.MAX_VALUE).map(AuditRecord::kind))
                    .containsExactly("checkpoint", "note", "note", "checkpoint");
        }
        assertThat(verify()).isInstanceOfSatisfying(TrailVerdict.Verified.class, v -> {
            assertThat(v.records()).isEqualTo(4);
            assertThat(v.covered()).isEqualTo(4);
        });
    }

    @Test
    void a_trail_goes_on_after_closing() {
        String head;
        try (var store = open();
                var trail = trail(store)) {
            trail.append("lead", "note", "", Map.of());
            head = trail.head();
        }
        try (var store = open();
                var trail = trail(store)) {
            assertThat(trail.status().records()).isEqualTo(3);
            assertThat(trail.head()).isNotEqualTo(head).hasSize(12).matches("[0-9a-f]+");
            trail.append("lead", "note", "", Map.of());
        }
        assertThat(verify()).isInstanceOf(TrailVerdict.Verified.class);
    }

    @Test
    void a_trail_that_was_not_closed_verifies_and_goes_on() {
        var store = open();
        var trail = trail(store);
        trail.append("lead", "note", "", Map.of());
        trail.append("lead", "note", "", Map.of());
        assertThat(verify()).isInstanceOfSatisfying(TrailVerdict.Verified.class, v -> {
            assertThat(v.records()).isEqualTo(3);
            assertThat(v.covered()).isEqualTo(1);
        });
        store.close();
        try (var again = open();
                var goesOn = trail(again)) {
            assertThat(goesOn.append("lead", "note", "", Map.of()).seq()).isEqualTo(4);
        }
    }

    @Test
    void state_changes_with_the_record() {
        try (var store = open();
                var trail = trail(store)) {
            var session = new SessionStore(store, "s1");
            trail.append(
                    "lead",
                    "step.state",
                    "1.3",
                    Map.of("state", "running"),
                    session.putting(SessionStore.Kind.STEP_STATE, "1.3", "{\"state\":\"running\"}"));
            assertThat(session.get(SessionStore.Kind.STEP_STATE, "1.3")).contains("{\"state\":\"running\"}");
        }
    }

    @Test
    void listeners_hear_every_record_in_order() throws Exception {
        try (var store = open();
                var trail = trail(store)) {
            var heard = new ArrayList<Long>();
            var hearing = trail.onAppend(r -> heard.add(r.seq()));
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (var i = 0; i < 50; i++) {
                    threads.submit(() -> trail.append("lead", "note", "", Map.of()));
                }
            }
            assertThat(heard).hasSize(50).isSorted();
            hearing.close();
            trail.append("lead", "note", "", Map.of());
            assertThat(heard).hasSize(50);
        }
        assertThat(verify()).isInstanceOf(TrailVerdict.Verified.class);
    }

    @Test
    void a_broken_listener_does_not_break_the_trail() {
        try (var store = open();
                var trail = trail(store)) {
            trail.onAppend(r -> {
                if (r.seq() == 2) {
                    throw new IllegalStateException("a broken listener");
                }
            });
            trail.append("lead", "note", "", Map.of());
            assertThat(trail.append("lead", "note", "", Map.of()).seq()).isEqualTo(3);
        }
    }

    @Test
    void a_search_filters_and_pages_newest_first() {
        try (var store = open();
                var trail = trail(store)) {
            trail.append("anna", "step.state", "1.3", Map.of("region", "eu-west-1"));
            trail.append("ben", "note", "5.3", Map.of("text", "Fenced", "region", "eu-central-1"));
            trail.append("anna", "note", "5.4", Map.of("deep", List.of(Map.of("x", "needle"))));
            assertThat(seqs(trail.search(AuditFilter.ALL, 10))).containsExactly(4L, 3L, 2L, 1L);
            assertThat(seqs(trail.search(AuditFilter.ALL, 3, 1))).containsExactly(2L);
            assertThat(seqs(trail.search(AuditFilter.phase("5"), 10))).containsExactly(4L, 3L);
            assertThat(seqs(trail.search(AuditFilter.ALL.withPerson("anna"), 10)))
                    .containsExactly(4L, 2L);
            assertThat(seqs(trail.search(
                            AuditFilter.ALL
                                    .withKinds(Set.of("note"))
                                    .withRegion("eu-central-1")
                                    .withText("FENCE"),
                            10)))
                    .containsExactly(3L);
            assertThat(seqs(trail.search(AuditFilter.ALL.withText("needle"), 10)))
                    .containsExactly(4L);
        }
    }

    @Test
    void secrets_are_not_written() throws Exception {
        try (var store = open();
                var trail = trail(store)) {
            trail.redactor().protect("tr0ub4dor&3");
            var record = trail.append("lead", "note", "", Map.of("text", "it is tr0ub4dor&3", "password", "hunter2"));
            assertThat(record.data().toString())
                    .doesNotContain("tr0ub4dor", "hunter2")
                    .contains("[redacted");
        }
        assertThat(Files.readString(temporary.resolve("state/cutover.db"), StandardCharsets.ISO_8859_1))
                .doesNotContain("tr0ub4dor", "hunter2");
    }

    @Test
    void a_trail_whose_store_is_latched_refuses() {
        var store = open();
        var trail = trail(store);
        store.latch(new StoreProblem("It failed.", "The disk is on fire.", "Leave."));
        assertThatThrownBy(() -> trail.append("lead", "note", "", Map.of()))
                .isInstanceOf(TrailUnavailable.class)
                .hasMessageContaining("on fire");
        assertThat(trail.status().writable()).isFalse();
        assertThat(trail.status().problem()).contains("on fire");
        trail.close();
        store.close();
        assertThat(verify()).isInstanceOf(TrailVerdict.Verified.class);
    }

    private Store open() {
        return Store.open(StateDirectory.at(temporary.resolve("state")), CLOCK);
    }

    private static DurableTrail trail(Store store) {
        return DurableTrail.open(store, SigningKey.of(store.directory()), "s1", CLOCK, new Redactor());
    }

    private TrailVerdict verify() {
        return new Verifier(TrailProgress.SILENT).verify(temporary.resolve("state"));
    }

    private static List<Long> seqs(List<AuditRecord> records) {
        return records.stream().map(AuditRecord::seq).toList();
    }

    @Test
    void a_clock_that_is_set_back_changes_no_order_within_a_run_and_is_told_where_a_later_run_begins_earlier() {
        var now = new Instant[] {Instant.parse("2026-03-08T02:00:00Z")};
        var other = new Instant[] {Instant.parse("2026-03-01T02:00:00Z")};
        try (var store = open();
                var trail = DurableTrail.open(
                        store, SigningKey.of(store.directory()), "s1", () -> now[0], new Redactor())) {
            trail.append("lead", "note", "", Map.of());
            now[0] = now[0].minusSeconds(600);
            assertThat(trail.append("lead", "note", "", Map.of()).at()).isEqualTo("2026-03-08T02:00:00.000000Z");
        }
        assertThat(times()).containsExactly("the times of each session's records never go back");
        // Another session has a time of its own, as a rehearsal has.
        try (var store = open();
                var trail = DurableTrail.open(
                        store, SigningKey.of(store.directory()), "s2", () -> other[0], new Redactor())) {
            trail.append("lead", "note", "", Map.of());
        }
        assertThat(times()).containsExactly("the times of each session's records never go back");
        try (var store = open();
                var trail = DurableTrail.open(
                        store, SigningKey.of(store.directory()), "s1", () -> other[0], new Redactor())) {
            trail.append("lead", "note", "", Map.of());
        }
        assertThat(times())
                .singleElement()
                .satisfies(line ->
                        assertThat(line).startsWith("WARNING: time goes back at 1 place: record 7 is 7 d 0 h earlier"));
    }

    private List<String> times() {
        return ((TrailVerdict.Verified) verify())
                .checked().stream()
                        .filter(line -> line.contains("time goes back") || line.contains("never go back"))
                        .toList();
    }
}
