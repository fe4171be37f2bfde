package app.medzenhealth.cutover.audit;

import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.store.StateDirectory;
import app.medzenhealth.cutover.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A small trail of a cutover, in a folder of its own. */
final class SampleTrail implements AutoCloseable {
    final Path folder;
    final Store store;
    final DurableTrail trail;

    SampleTrail(Path folder) {
        this(folder, "s1");
    }

    SampleTrail(Path folder, String session) {
        this.folder = folder;
        var clock = ticking();
        this.store = Store.open(StateDirectory.at(folder), clock);
        this.trail = DurableTrail.open(store, SigningKey.of(store.directory()), session, clock, new Redactor());
    }

    /** Each reading a second later. */
    private static InstantSource ticking() {
        Instant[] now = {Instant.parse("2026-01-12T08:00:00.000250Z")};
        return () -> now[0] = now[0].plus(Duration.ofSeconds(1));
    }

    SampleTrail filled() {
        trail.append("lead@medzenhealth.app", "session.open", "", Map.of("plan", "medzen-eu-central-1"));
        trail.append("lead@medzenhealth.app", "step.confirm", "1.3", Map.of("fingerprint", "ab".repeat(32)));
        call("1.3", "CreateDBSnapshot", "done", "");
        trail.append("console", "step.succeeded", "1.3", Map.of("took", "PT12M"));
        trail.append("lead@medzenhealth.app", "note", "", Map.of("text", "=HYPERLINK(\"http://x\") grüße 👋\n\ttab"));
        trail.checkpoint("console", "phase 1 complete");
        trail.append("lead@medzenhealth.app", "step.confirm", "5.3", Map.of("fingerprint", "cd".repeat(32)));
        call("5.3", "PromoteReadReplica", "failed", "InvalidDBInstanceState");
        trail.append("lead@medzenhealth.app", "step.skipped", "5.4", Map.of("reason", "done by hand, ticket 4711"));
        trail.append(
                "console",
                "reads.summary",
                "",
                Map.of(
                        "reads",
                        List.of(Map.of(
                                "service",
                                "rds",
                                "region",
                                "eu-west-1",
                                "operation",
                                "DescribeDBInstances",
                                "calls",
                                12,
                                "errors",
                                1,
                                "latencyMillis",
                                31))));
        return this;
    }

    /** @return the intent */
    AuditRecord call(String step, String operation, String outcome, String code) {
        var intent = trail.append(
                "lead@medzenhealth.app",
                "call.intent",
                step,
                Map.of(
                        "account",
                        "558069890522",
                        "region",
                        "eu-west-1",
                        "service",
                        "rds",
                        "operation",
                        operation,
                        "resource",
                        "medzen-ehrbase-db",
                        "permit",
                        "p-1",
                        "request",
                        Map.of("dbInstanceIdentifier", "medzen-ehrbase-db")));
        trail.append(
                "lead@medzenhealth.app",
                "call.outcome",
                step,
                Map.of(
                        "intent",
                        intent.seq(),
                        "region",
                        "eu-west-1",
                        "service",
                        "rds",
                        "operation",
                        operation,
                        "resource",
                        "medzen-ehrbase-db",
                        "outcome",
                        outcome,
                        "code",
                        code,
                        "requestId",
                        "req-" + intent.seq(),
                        "tookMillis",
                        210));
        return intent;
    }

    Path export(TrailExport.Format format, Selection selection, String name) throws IOException {
        return export(format, selection, name, Optional.empty());
    }

    Path export(TrailExport.Format format, Selection selection, String name, Optional<Plan> plan) throws IOException {
        var file = folder.resolveSibling(name);
        new TrailExport(trail, plan)
                .write(new ExportRequest(format, selection, file, TrailProgress.SILENT), "lead@medzenhealth.app");
        return file;
    }

    Path bundle() throws IOException {
        return export(TrailExport.Format.BUNDLE, Selection.EVERYTHING, "bundle.zip");
    }

    static TrailVerdict verify(Path path) {
        return new Verifier(TrailProgress.SILENT).verify(path);
    }

    @Override
    public void close() {
        trail.close();
        store.close();
    }
}
