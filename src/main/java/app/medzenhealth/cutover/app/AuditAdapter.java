package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.audit.ExportRequest;
import app.medzenhealth.cutover.audit.FollowedTrail;
import app.medzenhealth.cutover.audit.TrailExport;
import app.medzenhealth.cutover.audit.TrailProgress;
import app.medzenhealth.cutover.audit.TrailVerdict;
import app.medzenhealth.cutover.concurrent.Threads;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.session.TablesFromRecords;
import app.medzenhealth.cutover.ui.common.AuditFeed;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The audit trail as the window sees it. */
final class AuditAdapter implements AuditFeed {
    private static final Logger LOG = LoggerFactory.getLogger(AuditAdapter.class);
    private static final long FOLLOW_MILLIS = 300;

    private final Records records;
    private final Plan plan;
    private final Supplier<String> person;
    private final InstantSource clock;
    private final Runnable onVerdict;
    private final FollowedTrail followed;
    private final AtomicBoolean asked = new AtomicBoolean();
    private final ScheduledExecutorService follower = Threads.clock(1, "verifying");
    private volatile Optional<Verdict> last = Optional.empty();

    AuditAdapter(Records records, Plan plan, Supplier<String> person, InstantSource clock) {
        this(records, plan, person, clock, () -> {});
    }

    /** @param onVerdict told, on any thread, of each new {@link #lastVerdict} */
    AuditAdapter(Records records, Plan plan, Supplier<String> person, InstantSource clock, Runnable onVerdict) {
        this.records = records;
        this.plan = plan;
        this.person = person;
        this.clock = clock;
        this.onVerdict = onVerdict;
        followed = records.trail().followed(TablesFromRecords::new);
        records.trail().onAppend(_ -> follow());
    }

    @Override
    public List<AuditRecord> read(long fromSeq, int limit) {
        return records.trail().records(fromSeq, fromSeq + limit - 1).toList();
    }

    @Override
    public AutoCloseable onAppend(Consumer<AuditRecord> listener) {
        return records.trail().onAppend(listener);
    }

    @Override
    public Verdict verify() throws InterruptedException {
        return verify(TrailProgress.SILENT);
    }

    @Override
    public Verdict verify(TrailProgress progress) throws InterruptedException {
        try {
            return say(followed.whole(stoppable(progress)));
        } catch (CancellationException e) {
            throw stopped(e);
        }
    }

    private Verdict say(FollowedTrail.Found found) {
        var verdict = inWindow(found, clock.instant());
        last = Optional.of(verdict);
        onVerdict.run();
        return verdict;
    }

    /** Soon, together with what else comes until then: each time takes a few milliseconds. */
    private void follow() {
        if (asked.compareAndSet(false, true)) {
            follower.schedule(this::further, FOLLOW_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void further() {
        asked.set(false);
        try {
            // What was found tampered stays so until somebody verifies everything again.
            followed.further().ifPresent(this::say);
        } catch (RuntimeException e) {
            LOG.error("The newest records could not be verified", e);
        }
    }

    /** The window stops work by interrupting its thread. */
    private static TrailProgress stoppable(TrailProgress progress) {
        var worker = Thread.currentThread();
        return new TrailProgress() {
            @Override
            public void at(long done, long total, String what) {
                progress.at(done, total, what);
            }

            @Override
            public boolean cancelled() {
                return progress.cancelled() || worker.isInterrupted();
            }
        };
    }

    private static InterruptedException stopped(Exception e) {
        var stopped = new InterruptedException(e.getMessage());
        stopped.initCause(e);
        return stopped;
    }

    private static Verdict inWindow(FollowedTrail.Found found, Instant at) {
        return switch (found.verdict()) {
            case TrailVerdict.Verified v ->
                new Verdict.Intact(at, v.records(), found.root(), found.whole(), v.covered(), v.head(), v.checked());
            case TrailVerdict.Tampered t -> new Verdict.Tampered(at, t.seq(), t.reason());
            case TrailVerdict.CannotVerify c -> new Verdict.Unverifiable(at, c.reason());
        };
    }

    @Override
    public Optional<Verdict> lastVerdict() {
        return last;
    }

    @Override
    public TrailExport.Exported export(ExportRequest request) throws InterruptedException {
        var watched = new ExportRequest(
                request.format(), request.selection(), request.target(), stoppable(request.progress()));
        try {
            records.trail().requireFollowed();
            return new TrailExport(records.trail(), Optional.of(plan)).write(watched, person.get());
        } catch (CancellationException | ClosedByInterruptException e) {
            throw stopped(e);
        } catch (IOException e) {
            throw new Refusal(
                    "Nothing was exported to " + request.target() + ": " + e.getMessage(),
                    "choose another place or selection");
        }
    }

    @Override
    public Optional<SignedHead> signed() {
        return records.trail().status().last().map(c -> new SignedHead(c.size(), c.head()));
    }
}
