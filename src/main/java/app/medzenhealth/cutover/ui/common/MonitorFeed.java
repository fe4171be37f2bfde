package app.medzenhealth.cutover.ui.common;

import app.medzenhealth.cutover.monitor.watch.AlarmReading;
import app.medzenhealth.cutover.monitor.watch.LogFilter;
import app.medzenhealth.cutover.monitor.watch.LogFollower;
import app.medzenhealth.cutover.monitor.watch.LogPlace;
import app.medzenhealth.cutover.monitor.watch.LogRing;
import app.medzenhealth.cutover.monitor.watch.MetricBoard;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the account measures of itself: metrics, logs and alarms. Read while somebody looks, and only read. */
public interface MonitorFeed {

    /** What was read last. Answers at once. */
    Reading current();

    /**
     * The newest lines that are wanted, without secrets and as they may stand on a screen. Takes a while: not for the JavaFX thread.
     *
     * @param most how many
     */
    LogRing.Found find(LogFilter filter, int most);

    /**
     * Somebody looks, until it is closed.
     *
     * @param changed told on any thread whenever something was read, soon after one another too
     */
    AutoCloseable look(Runnable changed);

    /** Reads everything once, now; returns when done. */
    void readNow() throws InterruptedException;

    /**
     * @param alarmsRead when the alarms were read; empty: not yet
     * @param lacking log groups that are not followed yet, with why
     */
    record Reading(
            MetricBoard metrics,
            List<AlarmReading> alarms,
            Optional<Instant> alarmsRead,
            List<Group> groups,
            List<String> lacking) {}

    /** A log group that is followed, and how far. */
    record Group(LogPlace place, LogFollower.Standing standing) {}
}
