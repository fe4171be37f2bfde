package app.medzenhealth.cutover.aws.read;

import app.medzenhealth.cutover.aws.AwsError;
import app.medzenhealth.cutover.aws.AwsErrors;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * How fast one service of one region is asked: some calls at a time, half as many after each refusal to go so fast, one more
 * after each dozen that came through. A refused call is sent again after a pause that doubles. The SDK's own three attempts come
 * before that; they know nothing of the other calls.
 */
final class Pace {

    private static final int MOST = 6;
    private static final int CALM = 12;
    private static final int ATTEMPTS = 7;
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition turn = lock.newCondition();
    private int allowed = MOST;
    private int under;
    private int calm;

    /** How many calls may be under way now. */
    int allowed() {
        lock.lock();
        try {
            return allowed;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Calls when it is its turn, as often as it takes.
     *
     * @throws PartialAnswer if the thread is interrupted
     */
    <T> T call(Supplier<T> read) {
        Duration pause = PAUSE;
        for (int attempt = 1; ; attempt++) {
            enter();
            boolean through = false;
            try {
                T answer = read.get();
                through = true;
                return answer;
            } catch (RuntimeException e) {
                through = !throttled(e);
                if (through || attempt == ATTEMPTS) {
                    throw e;
                }
            } finally {
                leave(through);
            }
            rest(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST) < 0 ? pause.multipliedBy(2) : LONGEST;
        }
    }

    private static boolean throttled(RuntimeException e) {
        return AwsErrors.isCall(e) && AwsErrors.explain(e).kind() == AwsError.Kind.THROTTLED;
    }

    private void enter() {
        try {
            lock.lockInterruptibly();
            try {
                while (under >= allowed) {
                    turn.await();
                }
                under++;
            } finally {
                lock.unlock();
            }
        } catch (InterruptedException e) {
            throw stopped(e);
        }
    }

    private void leave(boolean through) {
        lock.lock();
        try {
            under--;
            if (!through) {
                allowed = Math.max(1, allowed / 2);
                calm = 0;
            } else if (allowed < MOST && ++calm == CALM) {
                allowed++;
                calm = 0;
            }
            turn.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** On the machine's clock: a virtual one would not give AWS any time. */
    private static void rest(Duration pause) {
        try {
            long half = pause.toMillis() / 2;
            Thread.sleep(half + ThreadLocalRandom.current().nextLong(half + 1));
        } catch (InterruptedException e) {
            throw stopped(e);
        }
    }

    private static PartialAnswer stopped(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new PartialAnswer("stopped before the answer came", e);
    }
}
