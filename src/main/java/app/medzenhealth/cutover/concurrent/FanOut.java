package app.medzenhealth.cutover.concurrent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The same for many things, several at a time. The caller works too, and the others only where a thread is free for them: it gets
 * done with none, so that whoever waits here never waits for a thread.
 */
public final class FanOut<T, R> {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition left = lock.newCondition();
    private final List<T> things;
    private final Function<T, R> work;
    private final List<@Nullable R> results;
    private final Map<Integer, Throwable> failures = new TreeMap<>();
    private final Set<Thread> others = new HashSet<>();
    private int next;

    private FanOut(Collection<T> things, Function<T, R> work) {
        this.things = List.copyOf(things);
        this.work = work;
        this.results = new ArrayList<>(things.size());
        this.things.forEach(thing -> results.add(null));
    }

    /**
     * The results in the order of the things. After a failure nothing more is begun, and of those that failed the first in order is
     * thrown.
     *
     * @param threads for all workers but the caller
     * @param most workers at a time, the caller included
     * @param longest how long the caller waits for the others once nothing is left to begin
     * @throws TimeoutException if the others are not done by then; they have been interrupted
     */
    public static <T, R> List<R> each(
            Executor threads, int most, Collection<T> things, Function<T, R> work, Duration longest)
            throws InterruptedException, TimeoutException {
        var fan = new FanOut<T, R>(things, work);
        try {
            for (var i = 1; i < Math.min(most, things.size()); i++) {
                threads.execute(fan::help);
            }
        } catch (RejectedExecutionException e) {
            // None is free: the caller does it.
        }
        try {
            fan.work();
            return fan.outcome(longest);
        } finally {
            fan.stop();
        }
    }

    private void help() {
        lock.lock();
        try {
            others.add(Thread.currentThread());
        } finally {
            lock.unlock();
        }
        try {
            work();
        } finally {
            lock.lock();
            try {
                others.remove(Thread.currentThread());
                // The thread is the pool's: an interrupt was meant for this work only.
                Thread.interrupted();
                left.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private void work() {
        for (var i = take(); i < things.size(); i = take()) {
            try {
                var result = work.apply(things.get(i));
                lock.lock();
                try {
                    results.set(i, result);
                } finally {
                    lock.unlock();
                }
            } catch (RuntimeException | Error e) {
                failed(i, e);
            }
        }
    }

    /** The index of what to do next; past the end if nothing is. */
    private int take() {
        lock.lock();
        try {
            return failures.isEmpty() && next < things.size() ? next++ : things.size();
        } finally {
            lock.unlock();
        }
    }

    private void failed(int index, Throwable failure) {
        lock.lock();
        try {
            failures.put(index, failure);
        } finally {
            lock.unlock();
        }
    }

    private List<R> outcome(Duration longest) throws InterruptedException, TimeoutException {
        var nanos = longest.toNanos();
        lock.lockInterruptibly();
        try {
            while (!others.isEmpty()) {
                if (nanos <= 0) {
                    throw new TimeoutException(others.size() + " are not done");
                }
                nanos = left.awaitNanos(nanos);
            }
            for (var first : failures.values()) {
                switch (first) {
                    case RuntimeException e -> throw e;
                    case Error e -> throw e;
                    default -> throw new IllegalStateException(first);
                }
            }
            return new ArrayList<>(results);
        } finally {
            lock.unlock();
        }
    }

    /** Whoever is still at work has been given up. */
    private void stop() {
        lock.lock();
        try {
            next = things.size();
            others.forEach(Thread::interrupt);
        } finally {
            lock.unlock();
        }
    }
}
