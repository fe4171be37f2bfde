package app.medzenhealth.cutover.aws.read;

import app.medzenhealth.cutover.aws.AwsError;
import app.medzenhealth.cutover.aws.AwsErrors;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * How fast one service of one region is asked: some calls at a time, half as many after each refusal to go so fast, one more
 * after each dozen that came through. A refused call is sent again after a pause that doubles. The SDK's own three attempts come
 * before that; they know nothing of the other calls.
 *
 * <p>Where none comes through for long, all of them give up with what AWS says: many that take their turns, each with all its
 * attempts, would else outlast whoever waits for them.
 */
final class Pace {

    private static final int MOST = 6;
    private static final int CALM = 12;
    private static final int ATTEMPTS = 7;

    /** How long all calls together are refused before they give up. */
    private static final Duration ENOUGH = Duration.ofSeconds(30);

    /** Past the end of every call that may be under way. */
    private static final Duration LONGEST_TURN = Duration.ofMinutes(5);

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition turn = lock.newCondition();
    private final LongSupplier nanos;
    private int allowed = MOST;
    private int under;
    private int calm;

    /** Without one that came through in between. */
    private int refusals;

    private long refusedSince;
    private @Nullable AwsServiceException refusal;
    private boolean givenUp;

    /** On the machine's clock: a virtual one would not give AWS any time. */
    Pace() {
        this(System::nanoTime);
    }

    /** @param nanos a clock's nanoseconds, from anywhere on */
    Pace(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** How many calls may be under way now. */
    int allowed() {
        lock.lock();
        try {
            return allowed;
        } finally {
            lock.unlock();
        }
    }

    /** What AWS refused the latest call with, if that was for going too fast. */
    Optional<AwsServiceException> refusal() {
        lock.lock();
        try {
            return Optional.ofNullable(refusal);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Calls when it is its turn, as often as it takes.
     *
     * @throws PartialAnswer if the thread is interrupted, or the other calls do not end
     */
    <T> T call(Supplier<T> read) {
        var pause = PAUSE;
        for (var attempt = 1; ; attempt++) {
            enter();
            Optional<AwsServiceException> refused = Optional.empty();
            try {
                return read.get();
            } catch (AwsServiceException e) {
                refused = Optional.of(e).filter(Pace::throttled);
                if (refused.isEmpty() || attempt == ATTEMPTS) {
                    throw e;
                }
            } finally {
                leave(refused);
            }
            rest(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST) < 0 ? pause.multipliedBy(2) : LONGEST;
        }
    }

    private static boolean throttled(AwsServiceException e) {
        return AwsErrors.explain(e).kind() == AwsError.Kind.THROTTLED;
    }

    private void enter() {
        try {
            lock.lockInterruptibly();
            try {
                for (var left = LONGEST_TURN.toNanos(); under >= allowed && !givenUp; left = turn.awaitNanos(left)) {
                    if (left <= 0) {
                        throw new PartialAnswer("no other call ended within " + LONGEST_TURN.toMinutes() + " min");
                    }
                }
                if (givenUp && refusal != null) {
                    throw same(refusal);
                }
                under++;
            } finally {
                lock.unlock();
            }
        } catch (InterruptedException e) {
            throw stopped(e);
        }
    }

    /** Without the headers, which tell of what the other call asked for. */
    private static AwsServiceException same(AwsServiceException refusal) {
        var said = refusal.awsErrorDetails();
        return AwsServiceException.builder()
                .awsErrorDetails(
                        said == null
                                ? null
                                : AwsErrorDetails.builder()
                                        .errorCode(said.errorCode())
                                        .errorMessage(said.errorMessage())
                                        .build())
                .statusCode(refusal.statusCode())
                .requestId(refusal.requestId())
                .build();
    }

    private void leave(Optional<AwsServiceException> refused) {
        lock.lock();
        try {
            under--;
            refusal = refused.orElse(null);
            if (refused.isPresent()) {
                slower();
            } else {
                faster();
            }
            turn.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void slower() {
        allowed = Math.max(1, allowed / 2);
        calm = 0;
        if (refusals++ == 0) {
            refusedSince = nanos.getAsLong();
        }
        givenUp = refusals >= ATTEMPTS && nanos.getAsLong() - refusedSince >= ENOUGH.toNanos();
    }

    private void faster() {
        refusals = 0;
        givenUp = false;
        if (allowed < MOST && ++calm == CALM) {
            allowed++;
            calm = 0;
        }
    }

    private static void rest(Duration pause) {
        try {
            var half = pause.toMillis() / 2;
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
