package app.medzenhealth.cutover.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real time is set by hand here, so that nothing depends on the machine. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class VirtualTimeTest {
    private static final Instant START = Instant.parse("2026-01-12T08:00:00Z");

    private final AtomicLong real = new AtomicLong();
    private final VirtualTime time = new VirtualTime(START, real::get);
    private final List<Thread> sleepers = new ArrayList<>();

    @AfterEach
    void wake() {
        sleepers.forEach(Thread::interrupt);
    }

    private Thread asleep(Duration length) {
        var sleeper = Thread.ofPlatform().daemon().start(() -> {
            try {
                time.sleep(length);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        sleepers.add(sleeper);
        while (sleeper.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        return sleeper;
    }

    private void passes(Duration length) {
        real.addAndGet(length.toNanos());
    }

    @Test
    void what_the_console_does_itself_takes_as_long_as_it_takes_at_any_pace() {
        time.paced(600);
        passes(Duration.ofSeconds(78));
        assertThat(time.instant()).isEqualTo(START.plusSeconds(78));
    }

    /** Looks every second, from half a second after the start on. */
    private List<Instant> watched() {
        var seen = new ArrayList<Instant>();
        time.watched(new VirtualTime.Watch() {
            @Override
            public Optional<Instant> next(Instant now) {
                var last = seen.isEmpty() ? START.minusMillis(500) : seen.getLast();
                return Optional.of(last.plusSeconds(1));
            }

            @Override
            public void look(Instant now) {
                seen.add(now);
            }
        });
        return seen;
    }

    @Test
    void a_watch_sees_every_time_of_its_own_that_the_clock_is_moved_over() throws Exception {
        time.skipping();
        var seen = watched();
        time.sleep(Duration.ofSeconds(2));
        assertThat(seen).containsExactly(START.plusMillis(500), START.plusMillis(1500));
        time.advance(Duration.ofSeconds(2));
        assertThat(seen).hasSize(4).last().isEqualTo(START.plusMillis(3500));
        assertThat(time.instant()).isEqualTo(START.plusSeconds(4));
    }

    @Test
    void a_watch_that_looks_at_nothing_changes_no_time() throws Exception {
        time.skipping();
        time.watched(new VirtualTime.Watch() {
            @Override
            public Optional<Instant> next(Instant now) {
                return Optional.empty();
            }

            @Override
            public void look(Instant now) {
                throw new AssertionError("nothing was asked for");
            }
        });
        time.sleep(Duration.ofHours(3));
        assertThat(time.instant()).isEqualTo(START.plus(Duration.ofHours(3)));
    }

    @Test
    void who_sleeps_makes_time_fly_and_only_to_its_own_end() throws Exception {
        time.paced(600);
        var sleeper = asleep(Duration.ofMinutes(10));
        passes(Duration.ofMillis(500));
        assertThat(time.instant()).isEqualTo(START.plus(Duration.ofMinutes(5)));
        passes(Duration.ofMillis(4500));
        // A second of sleep is over; the machine was busy with something else for the other four.
        var woken = START.plus(Duration.ofMinutes(10)).plusSeconds(4);
        assertThat(time.instant()).isEqualTo(woken);
        assertThat(sleeper.join(Duration.ofSeconds(30))).isTrue();
        assertThat(time.instant()).isEqualTo(woken);
        passes(Duration.ofSeconds(1));
        assertThat(time.instant()).isEqualTo(woken.plusSeconds(1));
    }

    /** A step of five readings with a minute between them, each of which takes this machine two seconds. */
    @Test
    void a_step_takes_what_its_waits_take_and_what_the_machine_takes_for_it() throws Exception {
        time.paced(600);
        for (var reading = 0; reading < 5; reading++) {
            passes(Duration.ofSeconds(2));
            var step = asleep(Duration.ofMinutes(1));
            passes(Duration.ofMillis(100));
            assertThat(step.join(Duration.ofSeconds(30))).isTrue();
        }
        assertThat(time.instant()).isEqualTo(START.plus(Duration.ofMinutes(5)).plusSeconds(10));
    }

    @Test
    void the_first_to_be_woken_holds_time_for_the_others() throws Exception {
        time.paced(600);
        var later = asleep(Duration.ofHours(1));
        var first = asleep(Duration.ofMinutes(1));
        passes(Duration.ofMillis(100));
        assertThat(time.instant()).isEqualTo(START.plus(Duration.ofMinutes(1)));
        assertThat(first.join(Duration.ofSeconds(30))).isTrue();
        passes(Duration.ofMillis(5900));
        assertThat(later.join(Duration.ofSeconds(30))).isTrue();
        assertThat(time.instant()).isEqualTo(START.plus(Duration.ofHours(1)));
    }

    @Test
    void a_crawling_clock_crawls_whoever_sleeps() {
        time.paced(0.001);
        passes(Duration.ofSeconds(1));
        assertThat(time.instant()).isEqualTo(START.plusMillis(1));
        asleep(Duration.ofHours(1));
        passes(Duration.ofSeconds(1));
        assertThat(time.instant()).isEqualTo(START.plusMillis(2));
    }

    @Test
    void a_change_of_pace_takes_nothing_back() {
        time.paced(60);
        asleep(Duration.ofHours(10));
        passes(Duration.ofSeconds(1));
        time.paced(600);
        passes(Duration.ofSeconds(1));
        assertThat(time.instant()).isEqualTo(START.plusSeconds(660));
        time.advance(Duration.ofMinutes(5));
        assertThat(time.instant()).isEqualTo(START.plusSeconds(960));
    }
}
