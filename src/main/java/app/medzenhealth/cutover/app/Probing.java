package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.action.database.ReplicatedPair;
import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.audit.TrailUnavailable;
import app.medzenhealth.cutover.concurrent.Threads;
import app.medzenhealth.cutover.monitor.DataReading;
import app.medzenhealth.cutover.monitor.DnsProber;
import app.medzenhealth.cutover.monitor.HealthReading;
import app.medzenhealth.cutover.monitor.HttpProber;
import app.medzenhealth.cutover.monitor.NameReading;
import app.medzenhealth.cutover.monitor.ProbeLog;
import app.medzenhealth.cutover.monitor.ProbePace;
import app.medzenhealth.cutover.monitor.ProbeRecord;
import app.medzenhealth.cutover.monitor.ProbeResult;
import app.medzenhealth.cutover.monitor.ProbeTarget;
import app.medzenhealth.cutover.monitor.Prober;
import app.medzenhealth.cutover.plan.MovedName;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Probe;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.session.Session;
import app.medzenhealth.cutover.ui.common.ProbeFeed;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks what the plan lets ask while production moves, and keeps what came of it: for the window at once, for the trail as outages. It
 * asks beside everything else; the session's lock is taken only to record an outage, and nobody waits for a request.
 */
final class Probing implements ProbeFeed, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Probing.class);
    private static final Duration NAME_EVERY = Duration.ofSeconds(10);
    private static final Duration NAME_SELDOM = Duration.ofMinutes(10);

    /** Route 53 asks for that: the status "is not for high query rates" (API Reference, GetHealthCheckStatus). */
    private static final Duration HEALTH_EVERY = Duration.ofSeconds(30);

    private final Session session;
    private final Plan plan;
    private final HttpProber http;
    private final DnsProber dns;
    private final InstantSource clock;
    private final BooleanSupplier mayWrite;
    private final Standing standing;
    private final ProbePace pace;
    private final ProbeLog log = new ProbeLog();
    /** What was recorded since the targets were filled in may have given a variable its value. */
    private final AtomicBoolean stale = new AtomicBoolean(true);

    private final AtomicBoolean naming = new AtomicBoolean();
    private volatile List<ProbeTarget> targets = List.of();
    private volatile Optional<NameReading> name = Optional.empty();
    /** Empty where the plan moves no database, or not yet one that is known. */
    private volatile Optional<ReplicatedPair> pair = Optional.empty();

    private volatile List<HealthReading> health = List.of();
    private volatile DataReading.History data = DataReading.History.NONE;
    private volatile Instant healthRead = Instant.EPOCH;
    private Instant asked = Instant.EPOCH;
    private Instant named = Instant.EPOCH;
    private volatile boolean closed;
    private AutoCloseable driver = () -> {};

    /**
     * @param http not the session's: what is asked every second is not counted among the steps' evidence
     * @param standing asks AWS and the databases, reading only
     * @param mayWrite whether this console may change anything at all
     */
    Probing(
            Session session,
            HttpProber http,
            DnsProber dns,
            Standing standing,
            InstantSource clock,
            BooleanSupplier mayWrite) {
        this.standing = standing;
        this.session = session;
        this.plan = session.plan();
        this.http = http;
        this.dns = dns;
        this.clock = clock;
        this.mayWrite = mayWrite;
        pace = new ProbePace(plan);
    }

    /** @param record any of the trail's of this session, in the trail's order */
    void heard(AuditRecord record) {
        if (!plan.probes().isEmpty()) {
            pace.add(record);
            if (record.kind().equals("step.succeeded") || record.kind().startsWith("parameter")) {
                stale.set(true);
            }
        }
    }

    /** By the machine's clock, on threads of its own. */
    void live() {
        if (plan.probes().isEmpty()) {
            return;
        }
        var prober = new Prober(http, clock, this::keep);
        var beat = Threads.clock(1, "probes");
        beat.scheduleAtFixedRate(
                () -> guarded(() -> round(clock.instant(), prober::round, this::nameBeside)),
                0,
                ProbePace.FAST.toMillis(),
                TimeUnit.MILLISECONDS);
        driver = () -> {
            stop(beat);
            prober.close();
        };
    }

    private static void stop(ScheduledExecutorService beat) {
        beat.shutdownNow();
    }

    /** By the rehearsal's clock: wherever it is moved, and as it flows. */
    void rehearsed(VirtualTime time) {
        if (plan.probes().isEmpty()) {
            return;
        }
        time.watched(new VirtualTime.Watch() {
            @Override
            public Optional<Instant> next(Instant now) {
                return closed
                        ? Optional.empty()
                        : pace.every(now, failing())
                                .map(every -> later(lastAsked().plus(every), now.plus(ProbePace.FAST)));
            }

            @Override
            public void look(Instant now) {
                guarded(() -> round(now, list -> inTurn(list, now), () -> readName(now)));
            }
        });
        var follower = time.follower();
        var flows = Threads.start("probes follow the rehearsal's clock", () -> {
            try {
                while (!closed) {
                    follower.sleep(ProbePace.FAST);
                    var now = time.instant();
                    guarded(() -> round(now, list -> inTurn(list, now), () -> readName(now)));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        driver = flows::interrupt;
    }

    /** By the session's clock of downtime, which the window and the report show too. */
    private boolean failing() {
        return log.failing() || session.withoutService();
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private synchronized Instant lastAsked() {
        return asked;
    }

    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            // A round that fails must not be the last one, nor stop the step in whose waiting it is made.
            LOG.error("A round of probes could not be made", e);
        }
    }

    private interface Round {
        void ask(List<ProbeTarget> targets);
    }

    private synchronized void round(Instant now, Round ask, Runnable askName) {
        if (closed) {
            return;
        }
        var every = pace.every(now, failing());
        if (every.isEmpty()) {
            record(log.over(now, "the soak is over, or nothing of the cutover has begun"));
            return;
        }
        // A hair early counts: no beat is at the very nanosecond.
        if (now.isBefore(asked.plus(every.get()).minusMillis(50))) {
            return;
        }
        asked = now;
        if (stale.getAndSet(false)) {
            fill();
        }
        record(log.asks(targets, lacking(), every.get(), now));
        ask.ask(targets);
        if (!now.isBefore(named.plus(every.get().equals(ProbePace.FAST) ? NAME_EVERY : NAME_SELDOM))) {
            named = now;
            askName.run();
        }
    }

    /** With the values that the plan's variables have now. */
    private void fill() {
        var values = new PlanValues(session.view());
        pair = ReplicatedPair.in(plan, values::of);
        targets = plan.probes().stream()
                .filter(p -> p.kind() != Probe.Kind.WRITE || mayWrite.getAsBoolean())
                .flatMap(p -> ProbeTarget.of(p, values::of).stream())
                .toList();
    }

    private List<String> lacking() {
        var there = targets.stream().map(ProbeTarget::id).toList();
        return plan.probes().stream()
                .filter(p -> !there.contains(p.id()))
                .map(p -> p.title() + ": "
                        + (p.kind() == Probe.Kind.WRITE && !mayWrite.getAsBoolean()
                                ? "this console only reads"
                                : "its address has no value yet"))
                .toList();
    }

    private void inTurn(List<ProbeTarget> list, Instant now) {
        for (var target : list) {
            try {
                keep(ProbeResult.ask(http, target, now));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void keep(ProbeResult result) {
        record(log.add(result));
    }

    /** What cannot be recorded is on the screen all the same; that nothing is done without a trail is seen to elsewhere. */
    private void record(List<ProbeRecord> records) {
        try {
            records.forEach(session::probed);
        } catch (TrailUnavailable e) {
            LOG.error("What the probes saw could not be recorded", e);
        }
    }

    private void nameBeside() {
        if (naming.compareAndSet(false, true)) {
            Threads.start("asks name servers", () -> {
                try {
                    readName(clock.instant());
                } finally {
                    naming.set(false);
                }
            });
        }
    }

    private void readName(Instant at) {
        MovedName.in(plan).ifPresent(moved -> {
            try {
                name = Optional.of(NameReading.of(dns, moved.name(), moved.type(), at));
                session.readLosses();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                LOG.error("The name servers could not be asked", e);
            }
        });
        readStanding(at);
    }

    /** What stands behind the name: how Route 53 sees it, and how the databases stand to each other. */
    interface Standing {
        List<HealthReading> health(Instant at);

        DataReading data(ReplicatedPair pair, Instant at) throws InterruptedException;
    }

    private void readStanding(Instant at) {
        try {
            if (!at.isBefore(healthRead.plus(HEALTH_EVERY))) {
                healthRead = at;
                health = standing.health(at);
            }
            var two = pair;
            if (two.isPresent()) {
                data = data.with(standing.data(two.get(), at));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("Health checks and databases could not be asked", e);
        }
    }

    @Override
    public Reading current() {
        return new Reading(log.history(), name, !plan.probes().isEmpty(), health, data);
    }

    /** Ends asking, and records until when it was asked. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        try {
            driver.close();
        } catch (Exception e) {
            throw new IllegalStateException("the probes could not be stopped", e);
        }
        guarded(() -> record(log.over(clock.instant(), "the console is closed")));
    }
}
