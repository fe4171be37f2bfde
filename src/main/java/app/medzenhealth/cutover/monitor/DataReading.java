package app.medzenhealth.cutover.monitor;

import app.medzenhealth.cutover.monitor.SqlProber.Answer;
import app.medzenhealth.cutover.monitor.SqlProber.Connected;
import app.medzenhealth.cutover.monitor.SqlProber.Replication;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * What the database that is left and the one that follows it said at one time.
 *
 * @param connected to the one that is left
 */
public record DataReading(Instant at, Side source, Side target, Connected connected) {
    private static final Pattern POSITION = Pattern.compile("([0-9A-Fa-f]{1,8})/([0-9A-Fa-f]{1,8})");

    /** @param instance as RDS calls it */
    public record Side(String instance, String region, Answer answer) {}

    /** How far behind at a time; nothing where nobody knows, which is not zero. */
    public record Point(Instant at, OptionalLong bytes) {}

    /**
     * By how many bytes of the log the target is behind, at least 0. Nobody knows it where one of them does not answer, is not in its
     * role, or the target receives nothing.
     */
    public OptionalLong behind() {
        return source.answer() instanceof Answer.State from
                        && target.answer() instanceof Answer.State to
                        && !from.inRecovery()
                        && to.inRecovery()
                        && to.replication() == Replication.ACTIVE
                ? bytes(to.currentLsn(), from.currentLsn())
                : OptionalLong.empty();
    }

    private static OptionalLong bytes(String from, String to) {
        var first = number(from);
        var second = number(to);
        return first.isPresent() && second.isPresent()
                ? OptionalLong.of(Math.max(0, second.getAsLong() - first.getAsLong()))
                : OptionalLong.empty();
    }

    private static OptionalLong number(String position) {
        var halves = POSITION.matcher(position.strip());
        return halves.matches()
                ? OptionalLong.of(
                        Long.parseLong(halves.group(1), 16) << Integer.SIZE | Long.parseLong(halves.group(2), 16))
                : OptionalLong.empty();
    }

    /** The last reading, and what the ones before it said of the distance, oldest first. */
    public record History(List<DataReading> last, List<Point> points) {
        public static final History NONE = new History(List.of(), List.of());

        /** An hour of one every ten seconds. */
        private static final int MOST = 360;

        public History with(DataReading next) {
            var all = new ArrayList<>(points);
            all.add(new Point(next.at(), next.behind()));
            return new History(List.of(next), List.copyOf(all.subList(Math.max(0, all.size() - MOST), all.size())));
        }
    }
}
