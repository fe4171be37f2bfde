package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.audit.Redactor;
import app.medzenhealth.cutover.concurrent.Threads;
import app.medzenhealth.cutover.monitor.watch.AlarmPlace;
import app.medzenhealth.cutover.monitor.watch.AlarmReader;
import app.medzenhealth.cutover.monitor.watch.AlarmReading;
import app.medzenhealth.cutover.monitor.watch.FollowedLine;
import app.medzenhealth.cutover.monitor.watch.LogFilter;
import app.medzenhealth.cutover.monitor.watch.LogFollower;
import app.medzenhealth.cutover.monitor.watch.LogPlace;
import app.medzenhealth.cutover.monitor.watch.LogReader;
import app.medzenhealth.cutover.monitor.watch.LogRing;
import app.medzenhealth.cutover.monitor.watch.MetricBoard;
import app.medzenhealth.cutover.monitor.watch.MetricReader;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Variables;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.text.VisibleText;
import app.medzenhealth.cutover.ui.common.MonitorFeed;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads metrics, logs and alarms while somebody looks at them, each by itself: one that hangs keeps none of the others back, and is not
 * asked again before it has ended. Nothing is read while nobody looks, for CloudWatch keeps it and counts what is asked.
 */
final class Watching implements MonitorFeed, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watching.class);
    /** Lines kept in memory: at the most {@value FollowedLine#LONGEST} characters each. */
    static final int LINES = 5_000;

    private static final Duration BEAT = Duration.ofMillis(500);
    /** By the console's clock; CloudWatch has a value a minute. */
    private static final Duration MEASURED_EVERY = Duration.ofMinutes(1);
    /** By the machine's: a rehearsal's clock may run through hours in seconds. */
    private static final long SOONEST_NANOS = Duration.ofSeconds(5).toNanos();
    /** Each group costs a request, and an account has few a second of them in a region. */
    private static final long LOGS_NANOS = Duration.ofSeconds(2).toNanos();

    private final Plan plan;
    private final Supplier<SessionView> session;
    private final InstantSource clock;
    private final Redactor redactor;
    private final MetricReader metricReader;
    private final LogReader logReader;
    private final AlarmReader alarmReader;
    private final List<AlarmPlace> alarmPlaces;
    private final List<Runnable> looking = new CopyOnWriteArrayList<>();
    private final LogRing ring = new LogRing(LINES);
    private final Map<String, LogFollower> followers = new LinkedHashMap<>();
    private final Work metricWork = new Work(this::readMetrics);
    private final Work alarmWork = new Work(this::readAlarms);
    private final Work logWork = new Work(this::followLogs);
    private final ScheduledExecutorService beat = Threads.clock(1, "watching");
    private final ExecutorService hands = Threads.onDemand(3, "watching reads");
    private boolean beating;
    private volatile MetricBoard metrics;
    private volatile List<AlarmReading> alarms;
    private volatile Optional<Instant> alarmsRead = Optional.empty();
    private volatile List<LogFollower> followed = List.of();
    private volatile List<String> lacking = List.of();
    private volatile Map<Long, FollowedLine> shown = Map.of();

    /** One kind of reading: never twice at once. */
    private static final class Work {
        private final AtomicBoolean underWay = new AtomicBoolean();
        private final Reads reads;
        private volatile long begun = System.nanoTime() - Duration.ofHours(1).toNanos();
        private volatile Instant by = Instant.EPOCH;

        Work(Reads reads) {
            this.reads = reads;
        }

        boolean due(Instant now, Duration every, long soonest) {
            return System.nanoTime() - begun >= soonest
                    && Duration.between(by, now).compareTo(every) >= 0;
        }
    }

    private interface Reads {
        void read() throws InterruptedException;
    }

    Watching(
            Plan plan,
            Supplier<SessionView> session,
            InstantSource clock,
            Redactor redactor,
            MetricReader metricReader,
            LogReader logReader,
            AlarmReader alarmReader) {
        this.plan = plan;
        this.session = session;
        this.clock = clock;
        this.redactor = redactor;
        this.metricReader = metricReader;
        this.logReader = logReader;
        this.alarmReader = alarmReader;
        alarmPlaces = AlarmPlace.of(plan);
        metrics = MetricBoard.unread(plan.monitoring().metrics(), clock.instant());
        alarms = alarmPlaces.stream().map(AlarmReading::notRead).toList();
    }

    @Override
    public Reading current() {
        return new Reading(
                metrics,
                alarms,
                alarmsRead,
                followed.stream().map(f -> new Group(f.place(), f.standing())).toList(),
                lacking);
    }

    @Override
    public synchronized AutoCloseable look(Runnable changed) {
        if (!beating) {
            beating = true;
            beat.scheduleWithFixedDelay(this::tick, 0, BEAT.toMillis(), TimeUnit.MILLISECONDS);
        }
        Runnable mine = changed::run;
        looking.add(mine);
        return () -> looking.remove(mine);
    }

    private void tick() {
        if (looking.isEmpty()) {
            return;
        }
        try {
            var now = clock.instant();
            if (metricWork.due(now, MEASURED_EVERY, SOONEST_NANOS)) {
                begin(metricWork, now);
            }
            if (alarmWork.due(now, MEASURED_EVERY, SOONEST_NANOS)) {
                begin(alarmWork, now);
            }
            if (logWork.due(now, Duration.ZERO, LOGS_NANOS)) {
                begin(logWork, now);
            }
        } catch (RuntimeException e) {
            // What is thrown here would end the beat, and nothing would be read any more.
            LOG.error("Metrics, logs and alarms could not be read; it is tried again", e);
        }
    }

    private void begin(Work work, Instant now) {
        if (work.underWay.compareAndSet(false, true)) {
            try {
                hands.execute(() -> {
                    try {
                        work.begun = System.nanoTime();
                        work.by = now;
                        work.reads.read();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } catch (RuntimeException e) {
                        LOG.error("A reading could not be made; it is tried again", e);
                    } finally {
                        work.underWay.set(false);
                    }
                    looking.forEach(Runnable::run);
                });
            } catch (RejectedExecutionException closed) {
                work.underWay.set(false);
            }
        }
    }

    @Override
    public void readNow() throws InterruptedException {
        for (var work : List.of(metricWork, alarmWork, logWork)) {
            if (work.underWay.compareAndSet(false, true)) {
                try {
                    work.begun = System.nanoTime();
                    work.by = clock.instant();
                    work.reads.read();
                } finally {
                    work.underWay.set(false);
                }
            }
        }
        looking.forEach(Runnable::run);
    }

    private void readMetrics() throws InterruptedException {
        metrics = MetricBoard.read(
                plan.monitoring().metrics(), new PlanValues(session.get())::of, metricReader, clock.instant());
    }

    private void readAlarms() throws InterruptedException {
        var now = clock.instant();
        alarms = alarmReader.read(alarmPlaces, now);
        alarmsRead = Optional.of(now);
    }

    private void followLogs() throws InterruptedException {
        var now = clock.instant();
        var values = new PlanValues(session.get());
        var open = new ArrayList<String>();
        for (var log : plan.monitoring().logs()) {
            var group = Variables.resolve(log.group(), values::of);
            if (!Variables.in(group).isEmpty()) {
                open.add(log.title() + ": its name has no value yet");
                continue;
            }
            var place = new LogPlace(log.id(), log.title(), log.region(), group);
            followers.compute(
                    log.id(), (_, f) -> f == null || !f.place().equals(place) ? new LogFollower(place, ring, now) : f);
        }
        lacking = List.copyOf(open);
        followed = List.copyOf(followers.values());
        for (var follower : followed) {
            follower.round(logReader, now);
        }
    }

    @Override
    public LogRing.Found find(LogFilter filter, int most) {
        var found = ring.find(filter, most);
        var before = shown;
        var now = new HashMap<Long, FollowedLine>();
        var lines = new ArrayList<FollowedLine>(found.newest().size());
        for (var line : found.newest()) {
            var plain = before.get(line.number());
            if (plain == null) {
                plain = new FollowedLine(
                        line.number(), line.at(), line.place(), VisibleText.plain(redactor.text(line.text())));
            }
            now.put(line.number(), plain);
            lines.add(plain);
        }
        shown = Map.copyOf(now);
        return new LogRing.Found(lines, found.wanted(), found.kept(), found.came(), found.letGo(), found.passedOver());
    }

    @Override
    public void close() {
        looking.clear();
        beat.shutdownNow();
        hands.shutdownNow();
    }
}
