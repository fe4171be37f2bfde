package app.medzenhealth.cutover.action.security;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.CreatedBy;
import app.medzenhealth.cutover.aws.AwsError;
import app.medzenhealth.cutover.aws.AwsErrors;
import app.medzenhealth.cutover.aws.UnreadableAnswer;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DescribeKeyResponse;
import software.amazon.awssdk.services.kms.model.KeyListEntry;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.kms.model.Tag;

/** Reads KMS keys in one region. */
final class Keys {
    private final KmsClient client;

    private Keys(KmsClient client) {
        this.client = client;
    }

    static Keys in(ActionContext context, String region) {
        return new Keys(context.clients().client(KmsClient.class, region));
    }

    /** By alias, id or ARN. */
    Optional<KeyMetadata> key(String key) {
        try {
            return Optional.of(
                    UnreadableAnswer.part(client.describeKey(r -> r.keyId(key)), DescribeKeyResponse::keyMetadata));
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    boolean rotates(String key) {
        return Boolean.TRUE.equals(
                client.getKeyRotationStatus(r -> r.keyId(key)).keyRotationEnabled());
    }

    /** The usable key that this step of this session made and that has no alias yet, after a lost answer. */
    Optional<KeyMetadata> madeBy(ActionContext context) {
        var wanted = CreatedBy.tags(context);
        return client.listKeysPaginator().keys().stream()
                .map(KeyListEntry::keyId)
                .filter(id -> tags(id).entrySet().containsAll(wanted.entrySet()))
                .map(this::key)
                .flatMap(Optional::stream)
                .filter(k -> k.keyState() == KeyState.ENABLED)
                .findFirst();
    }

    private Map<String, String> tags(String key) {
        try {
            return client.listResourceTagsPaginator(r -> r.keyId(key)).tags().stream()
                    .collect(Collectors.toMap(Tag::tagKey, Tag::tagValue));
        } catch (KmsException e) {
            // A key whose policy hides its tags from us is none that we made.
            if (AwsErrors.explain(e).kind() == AwsError.Kind.ACCESS_DENIED) {
                return Map.of();
            }
            throw e;
        }
    }
}
