package app.medzenhealth.cutover.action.database;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Await;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Change;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.CreatedBy;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Preview;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.States;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.WritingAction;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DeleteDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbSnapshotResponse;

/** The way back from taking or copying a snapshot. */
final class DeleteSnapshot extends WritingAction {
    /** Five minutes. */
    private static final int LAG = 30;

    private final String region;
    private final String snapshot;

    DeleteSnapshot(String region, String snapshot) {
        this.region = region;
        this.snapshot = snapshot;
    }

    @Override
    public Preview preview(ActionContext context) {
        var read = Rds.in(context, region).snapshot(snapshot);
        return new Preview(
                "Delete snapshot " + snapshot,
                Facts.ofSnapshot(snapshot, read),
                List.of(new Change(
                        region, snapshot, "status", read.map(DBSnapshot::status).orElse(Fact.ABSENT), Fact.ABSENT)),
                read.isPresent() ? List.of(call().planned()) : List.of(),
                "A deleted snapshot cannot be brought back; another can be taken.",
                Duration.ofMinutes(2),
                List.of());
    }

    @Override
    public List<Check> preflight(ActionContext context) throws InterruptedException {
        return List.of(
                Check.reading(
                        "Snapshot is in no other work",
                        () -> Rds.in(context, region)
                                .snapshot(snapshot)
                                .filter(s -> SnapshotStatus.AVAILABLE.of(s.status()) == States.Meaning.GOING)
                                .<Check.Outcome>map(s -> new Check.Fail(
                                        "it is " + s.status(), "wait until it is available: RDS deletes no other"))
                                .orElseGet(() -> new Check.Pass("it is available, or gone"))),
                Check.reading(
                        "Snapshot was made by this session",
                        () -> Rds.in(context, region)
                                .snapshot(snapshot)
                                .<Check.Outcome>map(s -> CreatedBy.isOurs(context, Rds.tags(s.tagList()))
                                        ? new Check.Pass(snapshot + " carries this session's tag")
                                        : new Check.Fail(
                                                snapshot + " does not carry this session's tag", "delete it by hand"))
                                .orElseGet(() -> new Check.Pass(snapshot + " is gone already"))));
    }

    @Override
    public Outputs run(ActionContext context, Progress progress) throws InterruptedException {
        var rds = Rds.in(context, region);
        if (rds.snapshot(snapshot).isPresent()) {
            require(context);
            call().send(context, progress);
        }
        var wait = SnapshotStatus.GONE.begin(LAG);
        Await.until(
                context,
                progress,
                Duration.ofMinutes(30),
                Duration.ofSeconds(10),
                () -> rds.snapshot(snapshot)
                        .map(s -> wait.seen(snapshot, s.status(), () -> "its deletion did not begin, or failed"))
                        .orElseGet(() -> new Await.Reached(snapshot + " is gone")));
        return Outputs.NONE;
    }

    @Override
    public List<Check> verify(ActionContext context) throws InterruptedException {
        return List.of(Check.reading(
                "Snapshot " + snapshot + " is gone",
                () -> Rds.in(context, region).snapshot(snapshot).isEmpty()
                        ? new Check.Pass("AWS does not know it")
                        : new Check.Fail("it is still there", "run the step again")));
    }

    @Override
    public Undo undo(List<Fact> before) {
        return new Undo.None("a deleted snapshot cannot be brought back");
    }

    private Call<RdsClient, DeleteDbSnapshotRequest, DeleteDbSnapshotResponse> call() {
        return Call.of(
                RdsClient.class,
                region,
                DeleteDbSnapshotRequest.builder().dbSnapshotIdentifier(snapshot).build(),
                RdsClient::deleteDBSnapshot);
    }
}
