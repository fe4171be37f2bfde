package app.medzenhealth.cutover.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FanOutTest {
    private static final Duration LONG = Duration.ofSeconds(50);
    private static final List<Integer> HUNDRED = IntStream.range(0, 100).boxed().toList();

    private final ExecutorService threads = Threads.crew(4, "fan");

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void results_come_in_the_order_of_the_things() throws Exception {
        assertThat(FanOut.each(threads, 3, HUNDRED, i -> i * 2, LONG))
                .isEqualTo(HUNDRED.stream().map(i -> i * 2).toList());
        assertThat(FanOut.each(threads, 3, List.<Integer>of(), i -> i, LONG)).isEmpty();
    }

    @Test
    void as_many_work_at_a_time_as_may() throws Exception {
        var together = new CyclicBarrier(3);
        assertThat(FanOut.each(threads, 3, List.of(1, 2, 3), i -> meet(together, i), LONG))
                .containsExactly(1, 2, 3);
    }

    private static int meet(CyclicBarrier together, int i) {
        try {
            together.await(30, TimeUnit.SECONDS);
            return i;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Each of them waits for what only a further thread could do, were it not for the caller. */
    @Test
    void callers_get_done_where_no_thread_is_free_for_them() throws Exception {
        var sums = FanOut.each(
                threads,
                4,
                HUNDRED,
                i -> {
                    try {
                        return FanOut.each(threads, 4, HUNDRED, j -> j, LONG).size();
                    } catch (InterruptedException | TimeoutException e) {
                        throw new IllegalStateException(e);
                    }
                },
                LONG);
        assertThat(sums).hasSize(100).containsOnly(100);
    }

    @Test
    void callers_get_done_where_threads_are_refused() throws Exception {
        assertThat(FanOut.each(
                        work -> {
                            throw new RejectedExecutionException();
                        },
                        4,
                        HUNDRED,
                        i -> i,
                        LONG))
                .isEqualTo(HUNDRED);
    }

    @Test
    void after_a_failure_nothing_more_is_begun() {
        var begun = new AtomicInteger();
        assertThatThrownBy(() -> FanOut.each(
                        threads,
                        2,
                        HUNDRED,
                        i -> {
                            begun.incrementAndGet();
                            throw new IllegalArgumentException("no " + i);
                        },
                        LONG))
                .hasMessage("no 0");
        assertThat(begun.get()).isLessThan(4);
    }

    @Test
    void whoever_does_not_get_done_is_given_up_and_interrupted() throws Exception {
        var begun = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        var caller = Thread.currentThread();
        assertThatThrownBy(() -> FanOut.each(
                        threads,
                        2,
                        List.of(1, 2),
                        i -> {
                            if (Thread.currentThread() == caller) {
                                return wait(begun, i);
                            }
                            begun.countDown();
                            try {
                                new CountDownLatch(1).await(50, TimeUnit.SECONDS);
                            } catch (InterruptedException e) {
                                interrupted.countDown();
                            }
                            return i;
                        },
                        Duration.ofMillis(100)))
                .isInstanceOf(TimeoutException.class);
        assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
    }

    private static int wait(CountDownLatch latch, int i) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return i;
    }
}
