package app.medzenhealth.cutover.app;

import static app.medzenhealth.cutover.app.LetGoScanner.EARLIER;
import static app.medzenhealth.cutover.app.LetGoScanner.holds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.medzenhealth.cutover.inventory.ServicePlace;
import app.medzenhealth.cutover.inventory.StepTraces;
import app.medzenhealth.cutover.inventory.UnfinishedInventory.State;
import app.medzenhealth.cutover.ui.common.HandMadePlan;
import app.medzenhealth.cutover.ui.common.HandMadeView;
import app.medzenhealth.cutover.ui.common.InventoryFeed.Latest;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InventoryAdapterTest {
    private final LetGoScanner scanner = new LetGoScanner("rds");
    private final InventoryAdapter face = new InventoryAdapter(HandMadePlan.medzen(), scanner);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    private Future<?> refresh() {
        Future<?> reading = threads.submit(() -> {
            face.refresh();
            return !Thread.currentThread().isInterrupted();
        });
        await().until(() -> face.latest().scanning().isPresent());
        return reading;
    }

    private Latest came(int count) {
        await().until(() ->
                face.latest().unfinished().filter(u -> u.done() == count).isPresent());
        return face.latest();
    }

    private void letAllGo() {
        scanner.letGo(holds("eu-central-1", "rds", EARLIER, Map.of()));
        scanner.letGo(holds("eu-west-1", "rds", EARLIER, Map.of("db", "available")));
        scanner.letGo(holds("af-south-1", "rds", EARLIER, Map.of()));
    }

    @Test
    void a_partial_scan_never_takes_the_place_of_a_complete_one() throws Exception {
        Future<?> first = refresh();
        letAllGo();
        first.get(20, TimeUnit.SECONDS);
        var complete = face.latest();
        assertThat(complete.inventory()).isPresent();
        assertThat(complete.unfinished()).isEmpty();

        Future<?> again = refresh();
        scanner.letGo(holds("eu-west-1", "rds", HandMadeView.NOW, Map.of()));
        var partial = came(1);
        face.stop();
        again.get(20, TimeUnit.SECONDS);

        for (var during : new Latest[] {partial, face.latest()}) {
            assertThat(during.inventory()).isEqualTo(complete.inventory());
            assertThat(during.sideBySide()).isEqualTo(complete.sideBySide());
        }
        assertThat(face.latest().unfinished()).hasValueSatisfying(u -> {
            assertThat(u.state()).isEqualTo(State.STOPPED);
            assertThat(u.came()).hasSize(1);
        });
    }

    @Test
    void the_session_is_never_waited_for_by_whoever_keeps_it_from_ending_a_step() throws Exception {
        // A step that ends asks for a reading under the session's lock: who holds the face's must not wait for the
        // session.
        var asked = new CopyOnWriteArrayList<Boolean>();
        var self = new AtomicReference<InventoryAdapter>();
        self.set(new InventoryAdapter(HandMadePlan.medzen(), scanner, () -> {
            asked.add(Thread.holdsLock(self.get()));
            return StepTraces.NONE;
        }));
        Future<?> reading = threads.submit(() -> {
            self.get().refresh();
            return "";
        });
        letAllGo();
        reading.get(20, TimeUnit.SECONDS);

        self.get().readAgain(Set.of(new ServicePlace("eu-west-1", "rds")));
        letAllGo();
        await().until(() -> !self.get().behind());

        assertThat(asked).hasSizeGreaterThanOrEqualTo(3).containsOnly(false);
    }

    @Test
    void without_a_complete_scan_a_partial_one_is_no_inventory() throws Exception {
        Future<?> first = refresh();
        scanner.letGo(holds("eu-west-1", "rds", EARLIER, Map.of("db", "available")));
        assertThat(came(1).inventory()).isEmpty();
        face.stop();
        first.get(20, TimeUnit.SECONDS);

        assertThat(face.latest().inventory()).isEmpty();
        assertThat(face.latest().sideBySide()).isEmpty();
        assertThat(face.latest().scanning()).isEmpty();
    }

    @Test
    void stopping_leaves_the_thread_that_read_as_it_was() throws Exception {
        Future<?> reading = refresh();
        face.stop();
        face.stop();

        assertThat(reading.get(20, TimeUnit.SECONDS)).isEqualTo(true);
    }

    @Test
    void an_answer_that_comes_after_the_end_changes_nothing() throws Exception {
        Future<?> reading = refresh();
        face.stop();
        reading.get(20, TimeUnit.SECONDS);
        var before = face.latest();

        scanner.late(holds("eu-west-1", "rds", EARLIER, Map.of("db", "available")));

        assertThat(face.latest()).isSameAs(before);
    }

    @Test
    void the_next_scan_begins_with_what_the_stopped_one_had_read() throws Exception {
        Future<?> reading = refresh();
        scanner.letGo(holds("eu-west-1", "rds", EARLIER, Map.of("db", "available")));
        came(1);
        face.stop();
        reading.get(20, TimeUnit.SECONDS);

        refresh();

        assertThat(face.latest().unfinished()).hasValueSatisfying(u -> {
            assertThat(u.done()).isZero();
            assertThat(u.of()).isEqualTo(3);
            assertThat(u.unread()).hasSize(2);
            assertThat(u.scans()).hasSize(1);
        });
    }
}
