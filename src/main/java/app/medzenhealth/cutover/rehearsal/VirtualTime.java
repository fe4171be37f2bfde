package app.medzenhealth.cutover.rehearsal;

import app.medzenhealth.cutover.aws.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The rehearsal's clock. Starts skipping: time stands still but for sleeping, which costs no real time. Paced, it flows at a
 * multiple of real time while somebody sleeps, up to the first of those who are to be woken; and as real time does while nobody
 * does. What the console itself has to do takes as long as it takes on this machine, at any pace: were it multiplied, a step that
 * AWS does in a minute would take a quarter of an hour. Both can be changed while it runs; time never goes back.
 */
public final class VirtualTime implements Timekeeper {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    private final LongSupplier nanos;
    private Instant base;
    private long baseNanos;
    /** Virtual seconds in a real one; zero while skipping. */
    private double speed;

    private volatile Optional<Watch> watch = Optional.empty();
    /** When those who sleep are to be woken, and how many of them. */
    private final TreeMap<Instant, Integer> sleepers = new TreeMap<>();

    /** @param start the first instant it shows */
    public VirtualTime(Instant start) {
        this(start, System::nanoTime);
    }

    /** @param nanos real time, from anywhere on */
    VirtualTime(Instant start, LongSupplier nanos) {
        this.nanos = nanos;
        this.base = start;
        this.baseNanos = nanos.getAsLong();
    }

    /** From now on sleeping moves the clock at once. */
    public VirtualTime skipping() {
        return setSpeed(0);
    }

    /**
     * From now on time flows and sleeping waits.
     *
     * @param speed virtual seconds in a real second of sleep, more than zero
     */
    public VirtualTime paced(double speed) {
        if (!(speed > 0) || Double.isInfinite(speed)) {
            throw new IllegalArgumentException("Speed must be more than zero: " + speed);
        }
        return setSpeed(speed);
    }

    /** Somebody who looks at the world at times of their own, which the clock must not be moved past. */
    public interface Watch {
        /** When it looks next, later than {@code now}; empty: not before something is done. */
        Optional<Instant> next(Instant now);

        /** Looks, at the time that the clock shows. Holds no lock that a sleeper may hold, and does not sleep. */
        void look(Instant now);
    }

    /** From now on the clock stands still at each time at which {@code watch} looks, wherever it is moved over it. */
    public void watched(Watch by) {
        watch = Optional.of(by);
    }

    /** Moves the clock forward, whatever its mode, and wakes those whose time has come. */
    public void advance(Duration time) {
        if (time.isPositive()) {
            moveTo(instant().plus(time));
        }
        lock.lock();
        try {
            rebase();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Not under the clock's lock: whoever looks asks what time it is. */
    private void moveTo(Instant end) {
        for (var next = watchedBefore(end); next.isPresent(); next = watchedBefore(end)) {
            set(next.get());
            watch.ifPresent(w -> w.look(instant()));
        }
        set(end);
    }

    private Optional<Instant> watchedBefore(Instant end) {
        var now = instant();
        return watch.flatMap(w -> w.next(now)).filter(n -> n.isAfter(now) && !n.isAfter(end));
    }

    /** Time never goes back. */
    private void set(Instant at) {
        lock.lock();
        try {
            rebase();
            if (at.isAfter(base)) {
                base = at;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Instant instant() {
        lock.lock();
        try {
            return shown();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void sleep(Duration time) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        lock.lock();
        try {
            rebase();
            var until = base.plus(time);
            sleepers.merge(until, 1, Integer::sum);
            changed.signalAll();
            try {
                while (shown().isBefore(until)) {
                    if (speed == 0) {
                        unlocked(() -> moveTo(until));
                    } else {
                        await(until);
                    }
                }
            } finally {
                rebase();
                sleepers.computeIfPresent(until, (at, count) -> count == 1 ? null : count - 1);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void unlocked(Runnable work) {
        lock.unlock();
        try {
            work.run();
        } finally {
            lock.lock();
        }
    }

    /**
     * The same clock for those who watch: their sleeping never moves it, so that a monitor's loop does not run a skipping
     * clock away from the work it watches.
     */
    public Timekeeper follower() {
        return new Timekeeper() {
            @Override
            public Instant instant() {
                return VirtualTime.this.instant();
            }

            @Override
            public void sleep(Duration time) throws InterruptedException {
                lock.lockInterruptibly();
                try {
                    var until = shown().plus(time);
                    while (shown().isBefore(until)) {
                        if (speed == 0) {
                            changed.await();
                        } else {
                            VirtualTime.this.await(until);
                        }
                    }
                } finally {
                    lock.unlock();
                }
            }
        };
    }

    private void await(Instant until) throws InterruptedException {
        var now = shown();
        var pace = wokenFirst().filter(now::isBefore).isPresent() ? speed : working();
        var real = Duration.between(now, until).toMillis() * 1e6 / pace;
        changed.await(Math.max(1_000_000L, (long) Math.min(real, Long.MAX_VALUE / 2.0)), TimeUnit.NANOSECONDS);
    }

    private VirtualTime setSpeed(double value) {
        lock.lock();
        try {
            rebase();
            speed = value;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        return this;
    }

    private void rebase() {
        base = shown();
        baseNanos = nanos.getAsLong();
    }

    private Instant shown() {
        if (speed == 0) {
            return base;
        }
        var passed = nanos.getAsLong() - baseNanos;
        var first = wokenFirst().filter(base::isBefore);
        double asleep = first.map(until -> Duration.between(base, until).toNanos() / speed)
                .map(needed -> Math.min(needed, passed))
                .orElse(0.0);
        var flowed = first.filter(_ -> asleep < passed).orElse(base.plusNanos((long) (asleep * speed)));
        return flowed.plusNanos((long) ((passed - asleep) * working()));
    }

    private Optional<Instant> wokenFirst() {
        return sleepers.isEmpty() ? Optional.empty() : Optional.of(sleepers.firstKey());
    }

    /** How time flows while nobody sleeps. */
    private double working() {
        return Math.min(1, speed);
    }
}
