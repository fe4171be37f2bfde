package app.medzenhealth.cutover.rehearsal;

import app.medzenhealth.cutover.aws.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The rehearsal's clock. Starts skipping: time stands still but for sleeping, which costs no real time. Paced, it flows at a
 * multiple of real time. Both can be changed while it runs; time never goes back.
 */
public final class VirtualTime implements Timekeeper {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    private Instant base;
    private long baseNanos = System.nanoTime();
    /** Virtual seconds in a real one; zero while skipping. */
    private double speed;

    /** @param start the first instant it shows */
    public VirtualTime(Instant start) {
        this.base = start;
    }

    /** From now on sleeping moves the clock at once. */
    public VirtualTime skipping() {
        return setSpeed(0);
    }

    /**
     * From now on time flows and sleeping waits.
     *
     * @param speed virtual seconds in a real second, more than zero
     */
    public VirtualTime paced(double speed) {
        if (!(speed > 0) || Double.isInfinite(speed)) {
            throw new IllegalArgumentException("Speed must be more than zero: " + speed);
        }
        return setSpeed(speed);
    }

    /** Moves the clock forward, whatever its mode, and wakes those whose time has come. */
    public void advance(Duration time) {
        lock.lock();
        try {
            rebase();
            if (time.isPositive()) {
                base = base.plus(time);
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
            Instant until = shown().plus(time);
            while (shown().isBefore(until)) {
                if (speed == 0) {
                    base = until;
                    changed.signalAll();
                } else {
                    await(until);
                }
            }
        } finally {
            lock.unlock();
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
                    Instant until = shown().plus(time);
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
        double nanos = Duration.between(shown(), until).toMillis() * 1e6 / speed;
        changed.await(Math.max(1_000_000L, (long) Math.min(nanos, Long.MAX_VALUE / 2.0)), TimeUnit.NANOSECONDS);
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
        baseNanos = System.nanoTime();
    }

    private Instant shown() {
        return speed == 0 ? base : base.plusNanos((long) ((System.nanoTime() - baseNanos) * speed));
    }
}
