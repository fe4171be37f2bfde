package app.medzenhealth.cutover.faults;

import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.audit.DurableTrail;
import app.medzenhealth.cutover.audit.Redactor;
import app.medzenhealth.cutover.audit.SigningKey;
import app.medzenhealth.cutover.audit.TrailUnavailable;
import app.medzenhealth.cutover.aws.Guard;
import app.medzenhealth.cutover.aws.PermitBook;
import app.medzenhealth.cutover.aws.PlannedCalls;
import app.medzenhealth.cutover.aws.Refused;
import app.medzenhealth.cutover.aws.ScriptedClients;
import app.medzenhealth.cutover.aws.SetTime;
import app.medzenhealth.cutover.store.SessionStore;
import app.medzenhealth.cutover.store.SessionStore.Kind;
import app.medzenhealth.cutover.store.StateDirectory;
import app.medzenhealth.cutover.store.Store;
import app.medzenhealth.cutover.store.StoreProblem;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotResponse;

/**
 * A short piece of a cutover on a real store, trail and guard. It goes on after a failure, as a person does who clicks again:
 * what must not happen then can happen here.
 */
final class Work {
    private static final String ACCOUNT = "558069890522";
    private static final String REGION = "eu-west-1";
    private static final String LEAD = "lead@medzenhealth.app";

    private final Path folder;
    private final String run;
    private final ScriptedClients clients = new ScriptedClients(
            (region, request) -> CreateDbSnapshotResponse.builder().build());
    private final List<AuditRecord> acknowledged = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();
    private int acceptedAfterRefusal;
    private boolean opened;

    Work(Path folder, String run) {
        this.folder = folder;
        this.run = run;
    }

    /** Records whose append returned. */
    List<AuditRecord> acknowledged() {
        return acknowledged;
    }

    /** The snapshots whose creation reached the client. */
    List<String> sent() {
        return clients.got().stream()
                .map(got -> ((CreateDbSnapshotRequest) got.request()).dbSnapshotIdentifier())
                .toList();
    }

    /** What the console said, in the order it was said. */
    List<String> refusals() {
        return refusals;
    }

    /** Writes that went through after one had been refused. */
    int acceptedAfterRefusal() {
        return acceptedAfterRefusal;
    }

    boolean opened() {
        return opened;
    }

    /** @param beforeClosing told whether the store is latched when all is tried and nothing is closed yet */
    void goThrough(Consumer<Store> beforeClosing) {
        var time = new SetTime();
        try (var store = Store.open(StateDirectory.at(folder), ticking());
                var trail =
                        DurableTrail.open(store, SigningKey.of(store.directory()), "s1", ticking(), new Redactor())) {
            opened = true;
            var state = new SessionStore(store, "s1");
            var permits = new PermitBook(time);
            var guard = new Guard(clients, ACCOUNT, permits, trail, time, (step, region) -> true);
            var rds = guard.guarded().client(RdsClient.class, REGION);
            tried(() -> acknowledged.add(trail.append(LEAD, "session.open", "", Map.of("plan", "p"))));
            tried(() -> state.put(Kind.SETTING, "hold", "\"off\""));
            step("1.1", trail, state, permits, rds);
            tried(() -> trail.checkpoint(LEAD, "phase 1 complete"));
            step("2.1", trail, state, permits, rds);
            tried(() -> acknowledged.add(trail.append(LEAD, "note", "", Map.of("text", "x".repeat(20_000)))));
            beforeClosing.accept(store);
        } catch (StoreProblem | TrailUnavailable problem) {
            refusals.add(String.valueOf(problem.getMessage()));
        }
    }

    private void step(String step, DurableTrail trail, SessionStore state, PermitBook permits, RdsClient rds) {
        var request = CreateDbSnapshotRequest.builder()
                .dbInstanceIdentifier("medzen-ehrbase-db")
                .dbSnapshotIdentifier(run + "-" + step.replace('.', '-'))
                .build();
        tried(() -> state.put(Kind.SETTING, "token/" + step + " " + run, "\"token-" + step + "\""));
        tried(() -> acknowledged.add(trail.append(
                LEAD,
                "step.confirm",
                step,
                Map.of("fingerprint", "ab".repeat(32)),
                state.putting(Kind.STEP_STATE, step, "{\"state\":\"running\"}"))));
        permits.issue(
                run + step,
                ACCOUNT,
                "",
                PlannedCalls.of(REGION, request),
                step,
                "ab".repeat(32),
                LEAD,
                Duration.ofMinutes(10));
        tried(() -> rds.createDBSnapshot(request));
        tried(() -> acknowledged.add(trail.append(
                "console",
                "step.succeeded",
                step,
                Map.of(),
                state.putting(Kind.STEP_STATE, step, "{\"state\":\"succeeded\"}"))));
    }

    private void tried(Runnable write) {
        try {
            write.run();
            acceptedAfterRefusal += refusals.isEmpty() ? 0 : 1;
        } catch (StoreProblem | TrailUnavailable | Refused problem) {
            refusals.add(String.valueOf(problem.getMessage()));
        }
    }

    private static InstantSource ticking() {
        Instant[] now = {Instant.parse("2026-01-12T02:00:00Z")};
        return () -> now[0] = now[0].plusSeconds(1);
    }
}
