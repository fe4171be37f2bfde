package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.audit.Redactor;
import app.medzenhealth.cutover.monitor.ProbeLoad;
import app.medzenhealth.cutover.monitor.watch.LogFilter;
import app.medzenhealth.cutover.monitor.watch.LogPlace;
import app.medzenhealth.cutover.monitor.watch.LogReader;
import app.medzenhealth.cutover.ui.common.Appearance;
import app.medzenhealth.cutover.ui.common.Background;
import app.medzenhealth.cutover.ui.common.HandMadeConsole;
import app.medzenhealth.cutover.ui.common.HandMadeMonitor;
import app.medzenhealth.cutover.ui.common.Place;
import app.medzenhealth.cutover.ui.common.SceneTheme;
import app.medzenhealth.cutover.ui.shell.ConsoleWindow;
import app.medzenhealth.cutover.ui.shell.ScreenPainter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javafx.animation.AnimationTimer;
import javafx.stage.Stage;

/**
 * How regularly the window is drawn while four log groups write 10,000 lines a second together, CloudWatch's metrics and alarms are asked of
 * an endpoint that never answers, and probes meet a server that takes the call and says nothing, one that does so before TLS, and a name
 * that is never resolved. Prints the time between pulses, what came of the lines, and how late the probes of good targets were; ends with 1
 * where a promise is not kept: a median of 16 ms (and the part of a millisecond that sixty a second leave), 50 ms at the most, probes within
 * 200 ms. The first argument is how many seconds are measured, after ten to warm up in.
 */
final class MonitorBenchmark {
    private static final int LINES_A_SECOND = 10_000;
    private static final int GROUPS = 4;
    private static final int PAGE = 10_000;
    private static final Duration WARMING_UP = Duration.ofSeconds(10);
    private static final double MEDIAN = 17;
    private static final double MOST = 50;
    private static final double PROBE_MOST = 200;

    private MonitorBenchmark() {}

    public static void main(String[] args) throws Exception {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        System.setProperty("prism.lcdtext", "false");
        var seconds = args.length == 0 ? 60 : Integer.parseInt(args[0]);
        var kept = false;
        ScreenPainter.startUp();
        try (var probes = new ProbeLoad();
                var flood = new Watching(
                        HandMadeMonitor.shipped(),
                        HandMadeConsole.midCutover()::view,
                        InstantSource.system(),
                        new Redactor(),
                        (_, _, _) -> never(),
                        new Flood(System.nanoTime()),
                        (_, _) -> never())) {
            var console = HandMadeConsole.midCutover().monitored(flood);
            var pulses = new Pulses();
            var window = ScreenPainter.onFx(() -> {
                var shown = new ConsoleWindow(
                        console, Screens.all(), new SceneTheme(Appearance.STANDARD), new Background());
                var stage = new Stage();
                stage.setScene(shown.scene(980, 900));
                stage.setX(0);
                stage.setY(0);
                stage.show();
                shown.navigator().go(Place.MONITOR);
                pulses.start();
                return shown;
            });
            Thread.sleep(WARMING_UP);
            var before = flood.find(LogFilter.ALL, 1).came();
            probes.again();
            pulses.again();
            Thread.sleep(Duration.ofSeconds(seconds));
            var took = pulses.taken();
            var came = flood.find(LogFilter.ALL, 1);
            System.out.printf(
                    "in %d s, %d processors:%n", seconds, Runtime.getRuntime().availableProcessors());
            var median = took.get(took.size() / 2);
            System.out.printf(
                    "%d pulses: median %.1f ms, p99 %.1f ms, most %.1f ms, %d over %.0f ms%n",
                    took.size(),
                    median,
                    took.get(took.size() * 99 / 100),
                    took.getLast(),
                    took.stream().filter(t -> t > MOST).count(),
                    MOST);
            System.out.printf(
                    "%d lines a second came, %d are kept, passed over %d times%n",
                    (came.came() - before) / seconds, came.kept(), came.passedOver());
            var late = probes.print();
            kept = median <= MEDIAN && took.getLast() <= MOST && late <= PROBE_MOST;
            ScreenPainter.onFx(() -> {
                window.close();
                return true;
            });
        }
        System.out.println(kept ? "every promise is kept" : "NOT KEPT");
        System.exit(kept ? 0 : 1);
    }

    /** Ends only when it is interrupted. */
    private static <T> T never() throws InterruptedException {
        Thread.sleep(Duration.ofDays(1));
        throw new IllegalStateException("a day is over");
    }

    /** Each group writes its share; a page holds as much as CloudWatch's. */
    private record Flood(long begun, Map<String, Long> read) implements LogReader {
        Flood(long begun) {
            this(begun, new ConcurrentHashMap<>());
        }

        @Override
        public Answer read(LogPlace place, Instant from, Optional<String> token) {
            var share = LINES_A_SECOND / GROUPS;
            long written = (System.nanoTime() - begun) * share / 1_000_000_000L;
            long first = read.getOrDefault(place.id(), 0L);
            var last = Math.min(written, first + PAGE);
            var now = Instant.now();
            var lines = new ArrayList<Event>();
            for (var i = first; i < last; i++) {
                lines.add(new Event(place.id() + i, now, text(i)));
            }
            read.put(place.id(), last);
            return new Page(lines, last < written ? Optional.of(String.valueOf(last)) : Optional.empty());
        }

        private static String text(long i) {
            return (i % 50 == 0 ? "ERROR" : i % 11 == 0 ? "WARN " : "INFO ") + " 1 --- [nio-8080-exec-" + i % 16
                    + "] o.e.s.EhrController : POST /ehrbase/rest/openehr/v1/ehr/" + Long.toHexString(i * 0x9E3779B9L)
                    + "/composition took " + i % 240 + " ms";
        }
    }

    /** The time between two pulses, in milliseconds. */
    private static final class Pulses extends AnimationTimer {
        private final List<Double> between = new ArrayList<>();
        private long before;

        @Override
        public synchronized void handle(long now) {
            var at = System.nanoTime();
            if (before != 0) {
                between.add((at - before) / 1e6);
            }
            before = at;
        }

        synchronized void again() {
            between.clear();
        }

        synchronized List<Double> taken() {
            return between.stream().sorted().toList();
        }
    }
}
