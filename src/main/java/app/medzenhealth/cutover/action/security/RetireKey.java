package app.medzenhealth.cutover.action.security;

import app.medzenhealth.cutover.action.ActionContext;
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
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DeleteAliasRequest;
import software.amazon.awssdk.services.kms.model.KeyManagerType;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.ScheduleKeyDeletionRequest;

/** The way back from making a key: the key is scheduled for deletion, then its alias goes. */
final class RetireKey extends WritingAction {
    private static final int WAITING_DAYS = 7;

    private final String region;
    private final String alias;

    RetireKey(String region, String alias) {
        this.region = region;
        this.alias = alias;
    }

    @Override
    public Preview preview(ActionContext context) {
        var key = Keys.in(context, region).key(alias);
        return new Preview(
                "Retire key " + alias + " in " + region,
                List.of(new Fact(alias, "key", key.map(KeyMetadata::arn).orElse(Fact.ABSENT))),
                List.of(new Change(
                        region,
                        alias,
                        "key",
                        key.map(KeyMetadata::keyStateAsString).orElse(Fact.ABSENT),
                        "deleted in " + WAITING_DAYS + " days")),
                key.map(k -> calls(k).stream().map(Call::planned).toList()).orElse(List.of()),
                "The deletion can be cancelled for " + WAITING_DAYS + " days.",
                Duration.ofMinutes(1),
                List.of("What was encrypted with the key can never be read again once it is deleted."));
    }

    @Override
    public List<Check> preflight(ActionContext context) throws InterruptedException {
        return List.of(
                Check.reading(
                        "Key was made here, for customers",
                        () -> Keys.in(context, region)
                                .key(alias)
                                .<Check.Outcome>map(k -> k.keyManager() == KeyManagerType.CUSTOMER
                                        ? replicas(k)
                                        : new Check.Fail(k.arn() + " is AWS's own", "it cannot be deleted"))
                                .orElseGet(() -> new Check.Pass(alias + " is gone already"))),
                Check.reading(
                        "Nothing is encrypted with " + alias,
                        () -> Keys.in(context, region)
                                .key(alias)
                                .map(k -> new EncryptedBy(context, region, alias, k).outcome())
                                .orElseGet(() -> new Check.Pass(alias + " is gone already"))));
    }

    /** A primary with replicas is only deleted when they are gone (ScheduleKeyDeletion: PendingReplicaDeletion). */
    private static Check.Outcome replicas(KeyMetadata key) {
        return key.multiRegionConfiguration() == null
                        || key.multiRegionConfiguration().replicaKeys().isEmpty()
                ? new Check.Pass(key.arn())
                : new Check.Fail(
                        key.arn() + " has replicas in "
                                + String.join(
                                        ", ",
                                        key.multiRegionConfiguration().replicaKeys().stream()
                                                .map(r -> r.region())
                                                .toList()),
                        "delete the replicas first");
    }

    @Override
    public Outputs run(ActionContext context, Progress progress) throws InterruptedException {
        var key = Keys.in(context, region).key(alias);
        if (key.isPresent()) {
            require(context);
            calls(key.get()).forEach(call -> call.send(context, progress));
        }
        return Outputs.NONE;
    }

    @Override
    public List<Check> verify(ActionContext context) throws InterruptedException {
        return List.of(Check.reading(
                "Alias " + alias + " is gone",
                () -> Keys.in(context, region).key(alias).isEmpty()
                        ? new Check.Pass("AWS does not know it")
                        : new Check.Fail("it is still there", "run the step again")));
    }

    @Override
    public Undo undo(List<Fact> before) {
        return new Undo.None("cancel the key's deletion by hand within " + WAITING_DAYS + " days");
    }

    private List<Call<KmsClient, ?, ?>> calls(KeyMetadata key) {
        List<Call<KmsClient, ?, ?>> calls = new ArrayList<>();
        if (key.keyState() != KeyState.PENDING_DELETION) {
            var request = ScheduleKeyDeletionRequest.builder()
                    .keyId(key.keyId())
                    .pendingWindowInDays(WAITING_DAYS)
                    .build();
            calls.add(Call.of(KmsClient.class, region, request, KmsClient::scheduleKeyDeletion));
        }
        calls.add(Call.of(
                KmsClient.class,
                region,
                DeleteAliasRequest.builder().aliasName(alias).build(),
                KmsClient::deleteAlias));
        return calls;
    }
}
