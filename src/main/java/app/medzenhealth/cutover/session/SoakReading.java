package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.observe.HealthyHours.Hours;
import app.medzenhealth.cutover.monitor.soak.HealthyTime;
import app.medzenhealth.cutover.monitor.soak.SoakHour;
import app.medzenhealth.cutover.plan.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How healthy the time since the cutover was, as it was read from the history of metrics and alarms.
 *
 * @param read when
 * @param since from when it is counted
 * @param wanted how much of it is to be healthy
 * @param hours from then on whole days, up to the one on which it is enough at the earliest; what is to come is among them
 * @param signals by how many it is judged
 * @param source where they were read, and how often each has a value
 */
public record SoakReading(
        Instant read,
        Instant since,
        Duration wanted,
        HealthyTime time,
        List<SoakHour> hours,
        int signals,
        String source) {
    private static final int DAY = 24;

    public SoakReading {
        hours = List.copyOf(hours);
    }

    static SoakReading of(Hours read) {
        var time = read.time();
        var end = earliest(read, time);
        var days = Math.max(1, (Duration.between(read.since(), end).toHours() + DAY - 1) / DAY);
        return new SoakReading(
                read.to(),
                read.since(),
                read.wanted(),
                time,
                untilEnough(SoakHour.of(read.since(), read.to(), (int) days * DAY, read.tracks()), read, time),
                read.tracks().size(),
                read.source() + ", every " + Times.inWords(read.period()));
    }

    /** Up to the end of the day on which it was enough: what came after it is not asked for. */
    private static List<SoakHour> untilEnough(List<SoakHour> hours, Hours read, HealthyTime time) {
        var counted = Duration.ZERO;
        for (var i = 0; i < hours.size(); i++) {
            if (hours.get(i).to().isAfter(time.since())) {
                counted = counted.plus(hours.get(i).healthy());
            }
            if (counted.compareTo(read.wanted()) >= 0) {
                return hours.subList(0, (i / DAY + 1) * DAY);
            }
        }
        return hours;
    }

    private static Instant earliest(Hours read, HealthyTime time) {
        var left = read.wanted().minus(time.healthy());
        var end = left.isPositive() ? read.to().plus(left) : read.to();
        var planned = read.since().plus(read.wanted());
        return end.isBefore(planned) ? planned : end;
    }

    public boolean enough() {
        return time.healthy().compareTo(wanted) >= 0;
    }

    /** When it is healthy for long enough at the earliest: if everything is from now on. */
    public Instant earliest() {
        var left = wanted.minus(time.healthy());
        return left.isPositive() ? read.plus(left) : read;
    }

    /** For example {@code 23 h healthy of 168 h, since 21 Jan 2026 02:42:09 UTC; 1 h unknown, which does not count}. */
    public String words() {
        return Times.inWords(time.healthy()) + " healthy of " + Times.inWords(wanted) + ", since "
                + Times.second(time.since())
                + (time.unknown().isZero() ? "" : "; " + Times.inWords(time.unknown()) + " unknown, which do not count")
                + (time.breaches().isEmpty()
                        ? ""
                        : "; "
                                + (time.breachedNow()
                                        ? "a signal does not keep its limit now"
                                        : "begun anew after the breach that ended "
                                                + Times.second(time.breaches()
                                                        .getLast()
                                                        .to())));
    }
}
