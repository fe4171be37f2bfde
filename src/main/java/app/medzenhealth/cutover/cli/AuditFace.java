package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.audit.Selection;
import app.medzenhealth.cutover.audit.TrailExport;
import app.medzenhealth.cutover.audit.TrailProgress;
import app.medzenhealth.cutover.audit.Verifier;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.ui.common.AuditFeed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
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
    public Verdict verify() {
        return verify(TrailProgress.SILENT);
    }

    @Override
    public Verdict verify(TrailProgress progress) {
        var verdict = inWindow(new Verifier(progress).verify(records.directory().path()), clock.instant());
        last = Optional.of(verdict);
        return verdict;
    }

    private static Verdict inWindow(app.medzenhealth.cutover.audit.Verdict verdict, Instant at) {
        return switch (verdict) {
            case app.medzenhealth.cutover.audit.Verdict.Verified v -> new Verdict.Intact(at, v.records(), v.head());
            case app.medzenhealth.cutover.audit.Verdict.Tampered t ->
                new Verdict.Tampered(at, t.seq() > 0 ? "record " + t.seq() : "the trail", t.reason());
            case app.medzenhealth.cutover.audit.Verdict.CannotVerify c -> new Verdict.Unverifiable(at, c.reason());
        };
    }

    @Override
    public Optional<Verdict> lastVerdict() {
        return last;
    }

    @Override
    public void export(Format format, Path file) throws InterruptedException {
        export(format, file, TrailProgress.SILENT);
    }

    @Override
    public void export(Format format, Path file, TrailProgress progress) throws InterruptedException {
        try {
            new TrailExport(records.trail(), Optional.of(plan))
                    .write(
                            TrailExport.Format.valueOf(format.name()),
                            file,
                            Selection.EVERYTHING,
                            person.get(),
                            progress);
        } catch (IOException e) {
            throw new Refusal(
                    "The export could not be written to " + file + ": " + e.getMessage(), "choose another place");
        }
    }

    @Override
    public List<Format> formats() {
        return List.of(Format.values());
    }
}
