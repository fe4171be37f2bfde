package app.medzenhealth.cutover.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BatchFlowTest {
    private static final int MANY = 1_000;

    private static void numbers(Predicate<Integer> sink) {
        for (var i = 0; i < MANY && sink.test(i); i++) {}
    }

    @Test
    void results_come_in_the_order_of_their_batches() throws Exception {
        var taken = new ArrayList<Integer>();
        BatchFlow.<Integer, Integer>run(BatchFlowTest::numbers, i -> i * 2, taken::add);
        assertThat(taken)
                .isEqualTo(IntStream.range(0, MANY).map(i -> i * 2).boxed().toList());
    }

    @Test
    void reading_does_not_run_ahead_of_taking() throws Exception {
        var read = new AtomicInteger();
        var taken = new AtomicInteger();
        var furthest = new AtomicInteger();
        BatchFlow.<Integer, Integer>run(
                sink -> numbers(i -> {
                    furthest.accumulateAndGet(read.incrementAndGet() - taken.get(), Math::max);
                    return sink.test(i);
                }),
                i -> i,
                i -> taken.incrementAndGet());
        // One is being read, one taken; the others are between.
        assertThat(furthest.get()).isLessThanOrEqualTo(BatchFlow.MOST_BETWEEN + 2);
    }

    @Test
    void what_fails_anywhere_ends_it_and_is_told_and_reading_stops() {
        var read = new AtomicInteger();
        assertThatThrownBy(() -> BatchFlow.<Integer, Integer>run(
                        sink -> numbers(i -> {
                            read.incrementAndGet();
                            return sink.test(i);
                        }),
                        i -> i,
                        i -> {
                            throw TrailFault.tampered(i + 1L, "no");
                        }))
                .isInstanceOf(TrailFault.class);
        assertThat(read.get()).isLessThan(MANY);
        assertThatThrownBy(() -> BatchFlow.<Integer, Integer>run(
                        sink -> {
                            throw new IOException("the disk");
                        },
                        i -> i,
                        i -> {}))
                .isInstanceOf(IOException.class)
                .hasMessage("the disk");
        assertThatThrownBy(() -> BatchFlow.<Integer, Integer>run(
                        BatchFlowTest::numbers,
                        i -> {
                            throw new IllegalStateException("the work");
                        },
                        i -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the work");
    }

    @Test
    void an_interrupt_ends_it_and_stays_seen() {
        assertThatThrownBy(() -> BatchFlow.<Integer, Integer>run(
                        BatchFlowTest::numbers,
                        i -> i,
                        i -> Thread.currentThread().interrupt()))
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void the_first_failure_behind_ends_what_comes_after_it() {
        var done = new AtomicInteger();
        assertThatThrownBy(() -> {
                    try (var behind = new OrderedWorker()) {
                        behind.then(done::incrementAndGet);
                        behind.then(() -> {
                            throw new IOException("no room");
                        });
                        behind.then(done::incrementAndGet);
                        behind.finish();
                    }
                })
                .isInstanceOf(IOException.class)
                .hasMessage("no room");
        assertThat(done.get()).isEqualTo(1);
    }
}
