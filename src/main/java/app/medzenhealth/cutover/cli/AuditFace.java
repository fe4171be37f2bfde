package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.audit.ExportRequest;
import app.medzenhealth.cutover.audit.TrailExport;
import app.medzenhealth.cutover.audit.TrailProgress;
import app.medzenhealth.cutover.audit.Verifier;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.ui.common.AuditFeed;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The audit trail as the window sees it. */
final class AuditFace implements AuditFeed {
    private final Records records;
    private final Plan plan;
    private final Supplier<String> person;
    private final InstantSource clock;
    private volatile Optional<Verdict> last = Optional.empty();

    AuditFace(Records records, Plan plan, Supplier<String> person, InstantSource clock) {
        this.records = records;
        this.plan = plan;
        this.person = person;
        this.clock = clock;
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
            var found =
                    new Verifier(stoppable(progress)).verify(records.directory().path());
            var verdict = inWindow(found, clock.instant());
            last = Optional.of(verdict);
            return verdict;
        } catch (CancellationException e) {
            throw stopped(e);
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

    private static Verdict inWindow(app.medzenhealth.cutover.audit.Verdict verdict, Instant at) {
        return switch (verdict) {
            case app.medzenhealth.cutover.audit.Verdict.Verified v ->
                new Verdict.Intact(at, v.records(), v.covered(), v.head(), v.checked());
            case app.medzenhealth.cutover.audit.Verdict.Tampered t -> new Verdict.Tampered(at, t.seq(), t.reason());
            case app.medzenhealth.cutover.audit.Verdict.CannotVerify c -> new Verdict.Unverifiable(at, c.reason());
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
    public Optional<Signed> signed() {
        return records.trail().status().last().map(c -> new Signed(c.size(), c.head()));
    }

    @Override
    public List<Format> formats() {
        return List.of(Format.values());
    }
}
