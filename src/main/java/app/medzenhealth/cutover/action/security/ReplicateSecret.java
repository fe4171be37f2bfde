package app.medzenhealth.cutover.action.security;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Await;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Change;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.KeyCheck;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Preview;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.States;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.WritingAction;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.aws.name.SecretName;
import app.medzenhealth.cutover.plan.ActionSignature.Kind;
import app.medzenhealth.cutover.plan.Trait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.ReplicaRegionType;
import software.amazon.awssdk.services.secretsmanager.model.ReplicateSecretToRegionsRequest;
import software.amazon.awssdk.services.secretsmanager.model.ReplicateSecretToRegionsResponse;
import software.amazon.awssdk.services.secretsmanager.model.ReplicationStatusType;

/** Replicates a secret into the region it acts in. The value never comes near this machine. */
final class ReplicateSecret extends WritingAction {
    static final ActionType TYPE = ActionSpec.writes("secret.replicate", "Replicate a secret to another region")
            .requires(Kind.TEXT, "secret")
            .requires(Kind.REGION, "sourceRegion")
            .accepts(Kind.TEXT, "kmsKey")
            .outputs("secretArn")
            .is(Trait.REPLICATES_SECRET)
            .sends("secretsmanager", "ReplicateSecretToRegions", "RemoveRegionsFromReplication")
            .usesKey()
            .undoneBy("the replica is removed")
            .script(SecurityRecipes::replicate, SecurityRecipes::secretArn)
            .asked(SecurityRecipes::inSync)
            .createdBy(ReplicateSecret::new);

    static final States IN_SYNC = new States(Set.of("InSync"), Set.of("InProgress"), Set.of("Failed"));

    private final String region;
    private final String secret;
    private final String sourceRegion;
    private final Optional<String> key;

    ReplicateSecret(Inputs inputs) {
        region = inputs.region();
        secret = SecretName.of(inputs.text("secret"));
        sourceRegion = inputs.text("sourceRegion");
        key = inputs.optional("kmsKey");
    }

    @Override
    public Preview preview(ActionContext context) {
        var source = Secrets.secret(context, sourceRegion, secret);
        var from = Secrets.replica(source, region)
                .map(ReplicationStatusType::statusAsString)
                .orElse(Fact.ABSENT);
        return new Preview(
                "Replicate secret " + secret + " from " + sourceRegion + " to " + region,
                List.of(
                        new Fact(
                                secret,
                                "arn",
                                source.map(DescribeSecretResponse::arn).orElse(Fact.ABSENT)),
                        new Fact(secret, "replica in " + region, from)),
                List.of(new Change(region, secret, "replica", from, "InSync")),
                from.equals(Fact.ABSENT) ? List.of(call().planned()) : List.of(),
                "The replica can be removed; the secret is not touched.",
                Duration.ofMinutes(1),
                List.of("The call goes to " + sourceRegion + ", where the secret lives."));
    }

    @Override
    public List<Check> preflight(ActionContext context) throws InterruptedException {
        var checks = new ArrayList<Check>(List.of(
                Check.reading("Secret exists in " + sourceRegion, () -> {
                    var source = Secrets.secret(context, sourceRegion, secret);
                    if (source.isEmpty()) {
                        return new Check.Fail(secret + " does not exist", "correct its name");
                    }
                    return source.get().deletedDate() == null
                            ? new Check.Pass(source.get().arn())
                            : new Check.Fail("it is scheduled for deletion", "restore it first");
                }),
                Check.reading("Name is free in " + region, () -> {
                    var there = Secrets.secret(context, region, secret);
                    if (there.isEmpty()) {
                        return new Check.Pass(secret + " does not exist there yet");
                    }
                    return sourceRegion.equals(there.get().primaryRegion())
                            ? new Check.Pass("it is the replica of the one in " + sourceRegion)
                            : new Check.Fail("another secret has that name there", "remove or rename it first");
                })));
        if (key.isPresent()) {
            checks.add(Check.reading(
                    "KMS key of " + region + " is usable", () -> KeyCheck.usable(context, region, key.get())));
        }
        return List.copyOf(checks);
    }

    @Override
    public Outputs run(ActionContext context, Progress progress) throws InterruptedException {
        if (replica(context).isEmpty()) {
            require(context);
            call().send(context, progress);
        }
        Await.until(context, progress, Duration.ofMinutes(15), Duration.ofSeconds(5), () -> seen(context));
        var arn = Secrets.secret(context, region, secret)
                .map(DescribeSecretResponse::arn)
                .orElseThrow(() -> new ActionFailure(
                        "The replica is in sync but not visible in " + region, "nothing is missing", "run it again"));
        return new Outputs(Map.of("secretArn", arn));
    }

    @Override
    public List<Check> verify(ActionContext context) throws InterruptedException {
        return List.of(Check.reading("Secret " + secret + " is in sync in " + region, () -> {
            var seen = seen(context);
            return switch (seen) {
                case Await.Reached reached -> new Check.Pass(reached.evidence());
                case Await.StillGoing going -> new Check.Fail(going.text(), "run the step again");
                case Await.Terminal terminal ->
                    new Check.Fail(terminal.reason(), "remove the replica and run it again");
            };
        }));
    }

    @Override
    public Undo undo(List<Fact> before) {
        return before.contains(new Fact(secret, "replica in " + region, Fact.ABSENT))
                ? new Undo.Inverse(new RemoveReplica(region, secret, sourceRegion))
                : new Undo.None("the replica was there before");
    }

    private Optional<ReplicationStatusType> replica(ActionContext context) {
        return Secrets.replica(Secrets.secret(context, sourceRegion, secret), region);
    }

    private Await.Seen seen(ActionContext context) {
        var replica = replica(context);
        if (replica.isEmpty()) {
            return new Await.StillGoing(secret + " has no replica in " + region + " yet");
        }
        return IN_SYNC.begin(0)
                .seen(
                        "The replica of " + secret + " in " + region,
                        replica.get().statusAsString(),
                        () -> "Replication failed: " + replica.get().statusMessage());
    }

    Call<SecretsManagerClient, ReplicateSecretToRegionsRequest, ReplicateSecretToRegionsResponse> call() {
        var request = ReplicateSecretToRegionsRequest.builder()
                .secretId(secret)
                .addReplicaRegions(ReplicaRegionType.builder()
                        .region(region)
                        .kmsKeyId(key.orElse(null))
                        .build())
                .build();
        return Call.of(
                SecretsManagerClient.class, sourceRegion, request, SecretsManagerClient::replicateSecretToRegions);
    }
}
