package app.medzenhealth.cutover.ui.cutover;

import app.medzenhealth.cutover.monitor.Outage;
import app.medzenhealth.cutover.monitor.ProbeHistory;
import app.medzenhealth.cutover.monitor.ProbeLog;
import app.medzenhealth.cutover.monitor.ProbeResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a target answered in the last minutes, as stretches of one colour. Where nobody asked there is none: a gap is a gap.
 *
 * @param runs in order, apart from one another
 */
record Strip(List<Run> runs) {
    static final Duration SHOWN = ProbeLog.KEPT;

    private static final Duration FAST = Duration.ofMillis(5_500);
    private static final Duration SLOW = Duration.ofSeconds(66);

    enum State {
        SERVED("served"),
        FAILED("failed"),
        UNKNOWN("unknown");

        private final String styleClass;

        State(String styleClass) {
            this.styleClass = styleClass;
        }

        String styleClass() {
            return styleClass;
        }
    }

    /** From 0, the oldest that is shown, to 1, which is now. */
    record Run(double from, double to, State state) {}

    static Strip of(ProbeHistory history, String target, Instant now) {
        var results = history.of(target);
        var begin = now.minus(SHOWN);
        var runs = new ArrayList<Run>();
        for (var i = 0; i < results.size(); i++) {
            var result = results.get(i);
            // What an answer says holds until the next is asked, and not for longer than that should take.
            var holds = result.at().plus(usual(results, i));
            var until = i + 1 < results.size() && results.get(i + 1).at().isBefore(holds)
                    ? results.get(i + 1).at()
                    : holds;
            if (until.isAfter(begin) && result.at().isBefore(now)) {
                add(runs, new Run(place(result.at(), begin), place(until, begin), state(history, result)));
            }
        }
        return new Strip(List.copyOf(runs));
    }

    /** How far apart requests are about then, and a little more: no beat is at the very second. */
    private static Duration usual(List<ProbeResult> results, int i) {
        return fast(results, i) || fast(results, i + 1) || results.size() == 1 ? FAST : SLOW;
    }

    /** Whether it was asked soon after the one before it. */
    private static boolean fast(List<ProbeResult> results, int i) {
        return i > 0
                && i < results.size()
                && Duration.between(results.get(i - 1).at(), results.get(i).at())
                                .compareTo(FAST)
                        < 0;
    }

    private static void add(List<Run> runs, Run next) {
        if (!runs.isEmpty()) {
            var last = runs.getLast();
            if (last.state() == next.state() && next.from() <= last.to() + 1e-6) {
                runs.set(runs.size() - 1, new Run(last.from(), Math.max(last.to(), next.to()), last.state()));
                return;
            }
            if (last.to() > next.from()) {
                runs.set(runs.size() - 1, new Run(last.from(), next.from(), last.state()));
            }
        }
        runs.add(next);
    }

    private static State state(ProbeHistory history, ProbeResult result) {
        if (result.served()) {
            return State.SERVED;
        }
        return history.outages()
                        .at(result.target(), result.at())
                        .filter(o -> o.what() == Outage.What.UNKNOWN)
                        .isPresent()
                ? State.UNKNOWN
                : State.FAILED;
    }

    private static double place(Instant at, Instant begin) {
        return Math.clamp(Duration.between(begin, at).toMillis() / (double) SHOWN.toMillis(), 0, 1);
    }
}
