package app.medzenhealth.cutover.monitor.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What an alarm is, was, and whom it tells. */
public record AlarmReading(AlarmPlace place, Standing standing, Told told, Past past) {
    /** How much of its past is shown. */
    public static final Duration SHOWN = Duration.ofHours(24);

    public enum State {
        OK,
        ALARM,
        INSUFFICIENT_DATA
    }

    public sealed interface Standing {}

    /**
     * @param since when it became so; empty where nobody says
     * @param reason as CloudWatch says
     * @param rule what raises it, for example {@code CPUUtilization > 80, 5 × 60 s}
     */
    public record Is(State state, Optional<Instant> since, String reason, String rule) implements Standing {}

    public record Absent() implements Standing {}

    public record Unknown(String why) implements Standing {}

    public record NotRead() implements Standing {}

    /** Whether anybody hears of it. */
    public sealed interface Told {}

    /** @param who addresses that have confirmed that they want to be told */
    public record Somebody(List<String> who) implements Told {}

    public record Nobody(String why) implements Told {}

    public record NotKnown(String why) implements Told {}

    public sealed interface Past {}

    /** @param spans in order, one after the other, up to when it was read */
    public record Spans(List<Span> spans) implements Past {}

    public record Unread(String why) implements Past {}

    public record Span(Instant from, Instant to, State state) {}

    public static AlarmReading notRead(AlarmPlace place) {
        return new AlarmReading(place, new NotRead(), new NotKnown("not read yet"), new Unread("not read yet"));
    }

    public static AlarmReading unknown(AlarmPlace place, String why) {
        return new AlarmReading(place, new Unknown(why), new NotKnown(why), new Unread(why));
    }

    public boolean raised() {
        return standing instanceof Is is && is.state() == State.ALARM;
    }
}
