package app.medzenhealth.cutover.action.security;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Await;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Change;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Preview;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.WritingAction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.RemoveRegionsFromReplicationRequest;
import software.amazon.awssdk.services.secretsmanager.model.RemoveRegionsFromReplicationResponse;
import software.amazon.awssdk.services.secretsmanager.model.ReplicationStatusType;

/** The way back from replicating a secret. */
final class RemoveReplica extends WritingAction {
    private final String region;
    private final String secret;
    private final String sourceRegion;

    RemoveReplica(String region, String secret, String sourceRegion) {
        this.region = region;
        this.secret = secret;
        this.sourceRegion = sourceRegion;
    }

    @Override
    public Preview preview(ActionContext context) {
        var from = replica(context).map(ReplicationStatusType::statusAsString).orElse(Fact.ABSENT);
        return new Preview(
                "Remove the replica of secret " + secret + " from " + region,
                List.of(new Fact(secret, "replica in " + region, from)),
                List.of(new Change(region, secret, "replica", from, Fact.ABSENT)),
                from.equals(Fact.ABSENT) ? List.of() : List.of(call().planned()),
                "It can be replicated again.",
                Duration.ofMinutes(1),
                List.of("What reads the secret in " + region + " stops working."));
    }

    @Override
    public List<Check> preflight(ActionContext context) {
        return List.of();
    }

    @Override
    public Outputs run(ActionContext context, Progress progress) throws InterruptedException {
        if (replica(context).isPresent()) {
            call().send(context, progress);
        }
        Await.until(
                context,
                progress,
                Duration.ofMinutes(15),
                Duration.ofSeconds(5),
                () -> replica(context).isEmpty()
                        ? new Await.Reached("The replica is gone")
                        : new Await.StillGoing("The replica is being removed"));
        return Outputs.NONE;
    }

    @Override
    public List<Check> verify(ActionContext context) throws InterruptedException {
        return List.of(Check.reading(
                "Secret " + secret + " has no replica in " + region,
                () -> replica(context).isEmpty()
                        ? new Check.Pass("none")
                        : new Check.Fail("it is still there", "run the step again")));
    }

    @Override
    public Undo undo(List<Fact> before) {
        return new Undo.None("replicate the secret again");
    }

    private Optional<ReplicationStatusType> replica(ActionContext context) {
        return Secrets.replica(Secrets.secret(context, sourceRegion, secret), region);
    }

    private Call<SecretsManagerClient, RemoveRegionsFromReplicationRequest, RemoveRegionsFromReplicationResponse>
            call() {
        var request = RemoveRegionsFromReplicationRequest.builder()
                .secretId(secret)
                .removeReplicaRegions(region)
                .build();
        return Call.of(
                SecretsManagerClient.class, sourceRegion, request, SecretsManagerClient::removeRegionsFromReplication);
    }
}
