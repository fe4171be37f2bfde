package app.medzenhealth.cutover.action.security;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Change;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.CreatedBy;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Preview;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.WritingAction;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.aws.PlannedCall;
import app.medzenhealth.cutover.plan.ActionSignature.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.CreateAliasRequest;
import software.amazon.awssdk.services.kms.model.CreateAliasResponse;
import software.amazon.awssdk.services.kms.model.CreateKeyRequest;
import software.amazon.awssdk.services.kms.model.CreateKeyResponse;
import software.amazon.awssdk.services.kms.model.EnableKeyRotationRequest;
import software.amazon.awssdk.services.kms.model.EnableKeyRotationResponse;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.Tag;

/**
 * A customer managed key with an alias, rotated yearly. CreateKey has no token: a key whose answer was lost is found again by its
 * tags.
 */
final class CreateKey extends WritingAction {
    static final ActionType TYPE = ActionSpec.writes("kms.create-key", "Create a KMS key")
            .requires(Kind.TEXT, "alias", "description")
            .outputs("keyArn")
            .sends("kms", "CreateAlias", "CreateKey", "DeleteAlias", "EnableKeyRotation", "ScheduleKeyDeletion")
            .besides("kms:TagResource")
            .undoneBy("the key is scheduled for deletion")
            .script(SecurityRecipes::key, SecurityRecipes::keyArn)
            .createdBy(CreateKey::new);

    private static final String NEW_KEY = "(id of the new key)";

    private final String region;
    private final String alias;
    private final String description;

    CreateKey(Inputs inputs) {
        region = inputs.region();
        var name = inputs.text("alias");
        alias = name.startsWith("alias/") ? name : "alias/" + name;
        description = inputs.text("description");
    }

    @Override
    public Preview preview(ActionContext context) {
        var seen = read(context);
        var from = seen.named().map(KeyMetadata::arn).orElse(Fact.ABSENT);
        var calls = new ArrayList<PlannedCall>();
        if (seen.named().isEmpty()) {
            var made = seen.unnamed().map(KeyMetadata::keyId);
            if (made.isEmpty()) {
                calls.add(create(context).planned());
                calls.add(Call.produced(
                                KmsClient.class, region, rotation(NEW_KEY), "CreateKey", KmsClient::enableKeyRotation)
                        .planned());
            } else if (!Keys.in(context, region).rotates(made.get())) {
                calls.add(rotate(made.get()).planned());
            }
            calls.add(name(made.orElse(NEW_KEY)).planned());
        } else if (!seen.rotates()) {
            calls.add(rotate(seen.named().get().keyId()).planned());
        }
        return new Preview(
                "Create key " + alias + " in " + region,
                List.of(new Fact(alias, "key", from)),
                seen.named().isPresent()
                        ? List.of()
                        : List.of(new Change(region, alias, "key", from, "a new key, rotated yearly")),
                calls,
                "The alias can be deleted and the key scheduled for deletion, with a waiting time of 7 days.",
                Duration.ofMinutes(1),
                List.of("Who may use the key follows from IAM policies: the key policy leaves it to the account."));
    }

    @Override
    public List<Check> preflight(ActionContext context) throws InterruptedException {
        return List.of(Check.reading("Alias is free, or its key is usable", () -> {
            var key = Keys.in(context, region).key(alias);
            if (key.isEmpty()) {
                return new Check.Pass(alias + " does not exist yet");
            }
            return Boolean.TRUE.equals(key.get().enabled())
                    ? new Check.Pass(alias + " exists: " + key.get().arn())
                    : new Check.Fail(
                            alias + " exists and its key is " + key.get().keyStateAsString(), "choose another alias");
        }));
    }

    @Override
    public Outputs run(ActionContext context, Progress progress) throws InterruptedException {
        require(context);
        var seen = read(context);
        var keys = Keys.in(context, region);
        var key = seen.named()
                .or(seen::unnamed)
                .orElseGet(() -> create(context).send(context, progress).keyMetadata());
        if (!keys.rotates(key.keyId())) {
            rotate(key.keyId()).send(context, progress);
        }
        if (seen.named().isEmpty()) {
            name(key.keyId()).send(context, progress);
        }
        return new Outputs(Map.of("keyArn", key.arn()));
    }

    @Override
    public List<Check> verify(ActionContext context) throws InterruptedException {
        return List.of(Check.reading("Key " + alias + " is enabled and rotated", () -> {
            var seen = read(context);
            if (seen.named().isEmpty()) {
                return new Check.Fail(alias + " does not exist", "run the step again");
            }
            var key = seen.named().get();
            var evidence = key.arn() + ", " + key.keyStateAsString() + ", rotation " + (seen.rotates() ? "on" : "off");
            return Boolean.TRUE.equals(key.enabled()) && seen.rotates()
                    ? new Check.Pass(evidence)
                    : new Check.Fail(evidence, "run the step again");
        }));
    }

    @Override
    public Undo undo(List<Fact> before) {
        return before.contains(new Fact(alias, "key", Fact.ABSENT))
                ? new Undo.Inverse(new RetireKey(region, alias))
                : new Undo.None("the key was there before");
    }

    private record Seen(Optional<KeyMetadata> named, Optional<KeyMetadata> unnamed, boolean rotates) {}

    private Seen read(ActionContext context) {
        var keys = Keys.in(context, region);
        var named = keys.key(alias);
        return named.isPresent()
                ? new Seen(named, Optional.empty(), keys.rotates(named.get().keyId()))
                : new Seen(named, keys.madeBy(context), false);
    }

    Call<KmsClient, CreateKeyRequest, CreateKeyResponse> create(ActionContext context) {
        var tags = CreatedBy.tags(context).entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(e ->
                        Tag.builder().tagKey(e.getKey()).tagValue(e.getValue()).build())
                .toList();
        return Call.of(
                KmsClient.class,
                region,
                CreateKeyRequest.builder().description(description).tags(tags).build(),
                KmsClient::createKey);
    }

    private Call<KmsClient, EnableKeyRotationRequest, EnableKeyRotationResponse> rotate(String key) {
        return Call.of(KmsClient.class, region, rotation(key), KmsClient::enableKeyRotation);
    }

    private static EnableKeyRotationRequest rotation(String key) {
        return EnableKeyRotationRequest.builder().keyId(key).build();
    }

    private Call<KmsClient, CreateAliasRequest, CreateAliasResponse> name(String key) {
        return Call.of(
                KmsClient.class,
                region,
                CreateAliasRequest.builder().aliasName(alias).targetKeyId(key).build(),
                KmsClient::createAlias);
    }
}
