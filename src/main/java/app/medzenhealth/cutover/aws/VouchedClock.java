package app.medzenhealth.cutover.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The machine's time as far as somebody vouches for it. It begins with the machine's clock and goes on with its monotonic one: set forward
 * or back meanwhile, the machine's clock shortens no soak, no permit and no wait, and prolongs none. AWS's own time, which every answer has, is
 * held against it: where the machine was asleep both are ahead of it, and it follows. For many threads.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#name-date">RFC 9110, 6.6.1: Date</a>
 */
public final class VouchedClock implements Timekeeper {
    /** The machine's clock is set this much now and then, by those who keep it right. */
    static final Duration JUMP = Duration.ofSeconds(10);
    /** An answer takes its time, and has whole seconds only. */
    static final Duration NOTED = Duration.ofSeconds(60);

    static final Duration LOCKS = Duration.ofMinutes(5);

    /** What somebody should know of the clock. */
    public sealed interface Event {
        /** Of the machine, against what has passed. */
        record Jumped(Instant expected, Instant found) implements Event {}

        /** From AWS's, and nothing explains it. */
        record Differs(Instant here, Instant aws) implements Event {}

        /** Of the machine, from what the trail says: no record may be later than what is to come. */
        record Behind(Instant newest, Instant here) implements Event {}

        /** As AWS and the machine's clock both say: the machine was asleep, or its clock was set right. */
        record Followed(Instant from, Instant to) implements Event {}
    }

    private final InstantSource wall;
    private final LongSupplier nanos;
    private final List<Event> untold = new ArrayList<>();
    private Consumer<Event> told = e -> {};
    private Instant anchor;
    private long since;
    /** The latest that was said: nothing that is asked later is earlier. */
    private Instant latest;
    /** How far the machine's clock is ahead of this one, as far as that was told. */
    private Duration jumped = Duration.ZERO;
    /** How far AWS's clock is ahead of this one, where that is too much and was told. */
    private Optional<Duration> off = Optional.empty();
    /** How far the newest record is ahead of this one, as long as no answer of AWS's said that this one is right all the same. */
    private Optional<Duration> behind = Optional.empty();
    /** That the machine's clock jumped, as long as no answer of AWS's said which of the two is right: perhaps the machine was asleep. */
    private boolean unsure;

    public VouchedClock() {
        this(InstantSource.system(), System::nanoTime);
    }

    VouchedClock(InstantSource wall, LongSupplier nanos) {
        this.wall = wall;
        this.nanos = nanos;
        this.anchor = wall.instant();
        this.since = nanos.getAsLong();
        this.latest = anchor;
    }

    /** Who hears of it from now on, and of what nobody has heard yet. Called without a lock, by whoever holds an answer. */
    public void tell(Consumer<Event> listener) {
        synchronized (this) {
            told = listener;
        }
        look();
    }

    /**
     * Goes on with what others recorded before. A clock that is behind that was set back while no console ran, so that what is recorded now
     * would seem to be long ago; or theirs was ahead. It is not believed before AWS says that it is right.
     *
     * @param newest the latest time that any record has
     */
    public void goOnAfter(Instant newest) {
        synchronized (this) {
            var now = instant();
            var by = Duration.between(now, newest);
            if (by.compareTo(NOTED) > 0) {
                behind = Optional.of(by);
                untold.add(new Event.Behind(newest, now));
            }
        }
        pass();
    }

    @Override
    public synchronized Instant instant() {
        var now = anchor.plusNanos(nanos.getAsLong() - since);
        latest = now.isBefore(latest) ? latest : now;
        return latest;
    }

    @Override
    public void sleep(Duration time) throws InterruptedException {
        Thread.sleep(time);
    }

    /** Holds the machine's clock against what has passed. */
    public void look() {
        synchronized (this) {
            var now = instant();
            var found = wall.instant();
            var ahead = Duration.between(now, found);
            if (ahead.minus(jumped).abs().compareTo(JUMP) > 0) {
                untold.add(new Event.Jumped(now.plus(jumped), found));
                jumped = ahead;
                unsure = ahead.abs().compareTo(NOTED) > 0;
            }
        }
        pass();
    }

    /** @param date of an answer that AWS has just given */
    @Override
    public void answered(Instant date) {
        look();
        synchronized (this) {
            unsure = false;
            var now = instant();
            var ahead = Duration.between(now, date);
            if (ahead.abs().compareTo(NOTED) <= 0) {
                off = Optional.empty();
                behind = Optional.empty();
            } else if (ahead.isPositive()
                    && Duration.between(date, wall.instant()).abs().compareTo(NOTED) <= 0) {
                untold.add(new Event.Followed(now, date));
                anchor = date;
                since = nanos.getAsLong();
                jumped = Duration.between(date, wall.instant());
                off = Optional.empty();
                behind = Optional.empty();
            } else {
                // Said once for as long as it stays about the same.
                if (off.filter(told -> told.minus(ahead).abs().compareTo(NOTED) <= 0)
                        .isEmpty()) {
                    untold.add(new Event.Differs(now, date));
                    off = Optional.of(ahead);
                }
            }
        }
        pass();
    }

    @Override
    public synchronized Optional<String> doubt() {
        return off.filter(o -> o.abs().compareTo(LOCKS) > 0)
                .map(o -> "the clock is not believed: AWS's is "
                        + o.abs().toMinutes() + " min " + (o.isNegative() ? "behind" : "ahead of")
                        + " this machine's. Set the machine's clock, then start the console again")
                .or(
                        () -> behind.map(
                                b -> "the clock is not believed: it is " + words(b)
                                        + " behind the newest record of the trail, and AWS"
                                        + " has not said that it is right. Sign in, or set the machine's clock and start the console again"))
                .or(() -> unsure
                        ? Optional.of(
                                "the clock is not believed before AWS has answered again: the machine was asleep, or its clock"
                                        + " was set by " + words(jumped.abs()))
                        : Optional.empty());
    }

    private static String words(Duration by) {
        return by.toDays() > 0
                ? by.toDays() + " d " + by.toHoursPart() + " h"
                : by.toHours() + " h " + by.toMinutesPart() + " min";
    }

    /** What the window says of the clock; empty where there is nothing to say. */
    @Override
    public synchronized Optional<String> notice() {
        if (off.isPresent()) {
            return doubt().or(() -> off.map(
                    o -> "this machine's clock and AWS's differ by " + o.abs().toSeconds() + " s"));
        }
        if (behind.isPresent() || unsure) {
            return doubt();
        }
        return jumped.abs().compareTo(JUMP) > 0
                ? Optional.of("this machine's clock was set by " + jumped.toSeconds()
                        + " s while the console ran; it counts on as before")
                : Optional.empty();
    }

    private void pass() {
        List<Event> events;
        Consumer<Event> listener;
        synchronized (this) {
            listener = told;
            events = List.copyOf(untold);
            untold.clear();
        }
        events.forEach(listener);
    }
}
