package app.medzenhealth.cutover.ui.common;

import app.medzenhealth.cutover.monitor.watch.AlarmPlace;
import app.medzenhealth.cutover.monitor.watch.AlarmReading;
import app.medzenhealth.cutover.monitor.watch.LogFilter;
import app.medzenhealth.cutover.monitor.watch.LogFollower;
import app.medzenhealth.cutover.monitor.watch.LogPlace;
import app.medzenhealth.cutover.monitor.watch.LogRing;
import app.medzenhealth.cutover.monitor.watch.MetricBoard;
import app.medzenhealth.cutover.monitor.watch.MetricQuery;
import app.medzenhealth.cutover.monitor.watch.MetricReader;
import app.medzenhealth.cutover.plan.Monitoring;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.PlanReader;
import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.session.SessionActions;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Metrics, logs and alarms as a test wants them. */
public final class HandMadeMonitor implements MonitorFeed {
    public static final LogPlace FRANKFURT =
            new LogPlace("ehrbase-fra", "ehrbase-fra", "eu-central-1", "/aws/ecs/medzen-ehrbase");
    public static final LogPlace IRELAND =
            new LogPlace("ehrbase-ie", "ehrbase-ie", "eu-west-1", "/aws/ecs/medzen-ehrbase");

    private final Instant now;
    private final LogRing ring = new LogRing(5_000);
    private final List<Runnable> looking = new CopyOnWriteArrayList<>();
    private volatile Reading reading;
    private volatile int reads;

    private HandMadeMonitor(Reading reading, Instant now) {
        this.reading = reading;
        this.now = now;
    }

    /** The plan that the product ships. */
    public static Plan shipped() {
        return switch (new PlanReader(SessionActions.signatures())
                .read(Path.of("assets/plans/medzen-eu-central-1.yaml"))) {
            case PlanReading.Read read -> read.plan();
            case PlanReading.Refused refused -> throw new AssertionError(refused.problems());
        };
    }

    /** Nothing was read yet. */
    public static HandMadeMonitor unread(List<Monitoring.Row> rows, List<AlarmPlace> alarms, Instant now) {
        return new HandMadeMonitor(
                new Reading(
                        MetricBoard.unread(rows, now),
                        alarms.stream().map(AlarmReading::notRead).toList(),
                        Optional.empty(),
                        List.of(),
                        List.of()),
                now);
    }

    /**
     * In the middle of a cutover: most is known, some values are missing, one limit is broken, one metric is refused, one alarm is raised and
     * one tells nobody.
     */
    public static HandMadeMonitor midCutover(List<Monitoring.Row> rows, List<AlarmPlace> alarms, Instant now) {
        var made = unread(rows, alarms, now);
        try {
            made.reading = new Reading(
                    MetricBoard.read(rows, v -> Optional.of("m-" + v), made::measured, now),
                    made.alarms(alarms),
                    Optional.of(now),
                    made.groups(),
                    List.of("rds-fra: its name has no value yet"));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        made.write(FRANKFURT, "WARN  connection refused, retry 3");
        made.write(IRELAND, "INFO  shutting down, 0 requests left");
        made.write(
                FRANKFURT, "ERROR could not open JPA EntityManager for transaction: " + "a long sentence ".repeat(40));
        return made;
    }

    /** The same of the plan that the product ships. */
    public static HandMadeMonitor midCutover() {
        var plan = shipped();
        return midCutover(plan.monitoring().metrics(), AlarmPlace.of(plan), HandMadeView.NOW);
    }

    /** Everything is refused. */
    public static HandMadeMonitor refused(List<Monitoring.Row> rows, List<AlarmPlace> alarms, Instant now) {
        var made = unread(rows, alarms, now);
        var why = "AccessDenied: not permitted: cloudwatch:GetMetricData";
        try {
            made.reading = new Reading(
                    MetricBoard.read(
                            rows,
                            v -> Optional.of(v),
                            (queries, _, _) -> {
                                var answers = new HashMap<MetricQuery, MetricReader.Answer>();
                                queries.forEach(q -> answers.put(q, new MetricReader.Unread(why)));
                                return answers;
                            },
                            now),
                    alarms.stream().map(a -> AlarmReading.unknown(a, why)).toList(),
                    Optional.of(now),
                    List.of(new Group(FRANKFURT, new LogFollower.Unknown(why, now))),
                    List.of());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return made;
    }

    private Map<MetricQuery, MetricReader.Answer> measured(Collection<MetricQuery> queries, Instant from, Instant to) {
        var answers = new HashMap<MetricQuery, MetricReader.Answer>();
        for (var query : queries) {
            if (query.metric().equals("5xx")) {
                answers.put(query, new MetricReader.Unread("Throttling: rate exceeded"));
                continue;
            }
            var values = new TreeMap<Instant, Double>();
            var i = 0;
            for (var at = from; at.isBefore(to); at = at.plusSeconds(60), i++) {
                // Two holes in every series, and one without anything.
                var hole = i > 20 && i < 24 || i == 40 || query.metric().equals("HealthCheckStatus");
                if (!hole) {
                    values.put(at, value(query, i));
                }
            }
            answers.put(query, new MetricReader.Values(values));
        }
        return answers;
    }

    private static double value(MetricQuery query, int i) {
        var wave = 0.5 + 0.5 * Math.sin(i * 0.7 + query.metric().hashCode());
        return switch (query.metric()) {
            case "CPUUtilization" -> query.region().equals("eu-central-1") && i > 50 ? 93 : 30 + 10 * wave;
            case "FreeStorageSpace", "FreeableMemory", "TransactionLogsDiskUsage" -> (4 + wave) * 1_073_741_824d;
            case "OldestReplicationSlotLag" -> 4_096 * wave;
            case "CPUCreditBalance" -> 500 + 20 * wave;
            case "RequestCount", "Invocations" -> 200;
            case "HTTPCode_ELB_5XX_Count", "HTTPCode_Target_5XX_Count", "Errors" -> 0.2 * wave;
            case "TargetResponseTime" -> 0.04 + 0.02 * wave;
            case "UnHealthyHostCount", "Throttles" -> 0;
            case "RunningTaskCount" -> 2;
            default -> 10 + 10 * wave;
        };
    }

    private List<AlarmReading> alarms(List<AlarmPlace> places) {
        var all = new ArrayList<AlarmReading>();
        for (var i = 0; i < places.size(); i++) {
            var place = places.get(i);
            all.add(
                    switch (i) {
                        case 0 ->
                            new AlarmReading(
                                    place,
                                    new AlarmReading.Is(
                                            AlarmReading.State.ALARM,
                                            Optional.of(now.minusSeconds(600)),
                                            "Threshold Crossed: 5 datapoints were greater than the threshold (80.0).",
                                            "CPUUtilization > 80, 5 × 60 s"),
                                    new AlarmReading.Somebody(List.of("medzen-alarms tells night@medzenhealth.app")),
                                    new AlarmReading.Spans(List.of(
                                            span(86_400, 30_000, AlarmReading.State.OK),
                                            span(30_000, 20_000, AlarmReading.State.INSUFFICIENT_DATA),
                                            span(20_000, 600, AlarmReading.State.OK),
                                            span(600, 0, AlarmReading.State.ALARM))));
                        case 1 ->
                            new AlarmReading(
                                    place,
                                    new AlarmReading.Is(
                                            AlarmReading.State.OK,
                                            Optional.of(now.minusSeconds(86_400)),
                                            "",
                                            "RunningTaskCount < 1, 3 × 60 s"),
                                    new AlarmReading.Nobody("medzen-alarms has 1 subscriptions and none is confirmed"),
                                    new AlarmReading.Unread("Throttling: rate exceeded"));
                        case 2 ->
                            new AlarmReading(
                                    place,
                                    new AlarmReading.Absent(),
                                    new AlarmReading.Nobody("there is no such alarm"),
                                    new AlarmReading.Unread("there is no such alarm"));
                        default ->
                            new AlarmReading(
                                    place,
                                    new AlarmReading.Is(
                                            AlarmReading.State.OK,
                                            Optional.of(now.minusSeconds(7_200)),
                                            "",
                                            "Errors > 0, 1 × 300 s"),
                                    new AlarmReading.Somebody(List.of("medzen-alarms tells night@medzenhealth.app")),
                                    new AlarmReading.Spans(List.of(span(7_200, 0, AlarmReading.State.OK))));
                    });
        }
        return List.copyOf(all);
    }

    private AlarmReading.Span span(long from, long to, AlarmReading.State state) {
        return new AlarmReading.Span(now.minusSeconds(from), now.minusSeconds(to), state);
    }

    private List<Group> groups() {
        return List.of(
                new Group(FRANKFURT, new LogFollower.Following(now, Optional.of(now.minusSeconds(2)), 2, false)),
                new Group(IRELAND, new LogFollower.Absent(now)));
    }

    /** Another line has come. */
    public void write(LogPlace place, String text) {
        ring.add(place, now, text);
        looking.forEach(Runnable::run);
    }

    public LogRing ring() {
        return ring;
    }

    /** How often everything was read at once. */
    public int reads() {
        return reads;
    }

    /** Whether somebody looks. */
    public boolean looked() {
        return !looking.isEmpty();
    }

    @Override
    public Reading current() {
        return reading;
    }

    @Override
    public LogRing.Found find(LogFilter filter, int most) {
        return ring.find(filter, most);
    }

    @Override
    public AutoCloseable look(Runnable changed) {
        looking.add(changed);
        return () -> looking.remove(changed);
    }

    @Override
    public void readNow() {
        reads++;
    }
}
