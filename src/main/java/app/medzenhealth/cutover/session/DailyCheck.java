package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.session.SessionView.Tick;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One of the days after the cutover, on which somebody looks.
 *
 * @param day from 1
 * @param from when it begins; {@code to}: exclusive
 * @param said who has looked, when, and what they saw; empty where nobody has
 */
public record DailyCheck(int day, Instant from, Instant to, Optional<Tick> said) {
    /** The record by which it is kept. */
    static final String KIND = "soak.daily";

    private static final Duration DAY = Duration.ofDays(1);

    /** Where it is kept: of another cutover it is another day. */
    static String key(Instant since, int day) {
        return since + " " + day;
    }

    /**
     * The days of a soak.
     *
     * @param since when it began
     * @param time how long it is
     */
    static List<DailyCheck> of(Instant since, Duration time, SessionState state) {
        var planned = (int) Math.max(1, time.plus(DAY).minusNanos(1).toDays());
        return IntStream.rangeClosed(1, planned)
                .mapToObj(day -> new DailyCheck(
                        day,
                        since.plus(DAY.multipliedBy(day - 1L)),
                        since.plus(DAY.multipliedBy(day)),
                        Optional.ofNullable(state.daily().get(key(since, day)))))
                .toList();
    }

    /** Whether anybody may say anything of it yet. */
    public boolean begun(Instant now) {
        return !now.isBefore(from);
    }
}
