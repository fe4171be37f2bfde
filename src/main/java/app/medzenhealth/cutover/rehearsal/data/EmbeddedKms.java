package app.medzenhealth.cutover.rehearsal.data;

import app.medzenhealth.cutover.rehearsal.AwsFault;
import app.medzenhealth.cutover.rehearsal.Estate;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.*;

/** KMS of one region. */
public final class EmbeddedKms implements KmsClient {

    private final Estate estate;
    private final String region;
    private final KmsState state;

    public EmbeddedKms(Estate estate, String region) {
        this.estate = estate;
        this.region = region;
        this.state = KmsState.of(estate, region);
    }

    private KmsState.Key key(String reference) {
        var found = state.find(reference);
        return found.orElseThrow(() -> AwsFault.of(
                NotFoundException.builder(),
                "NotFoundException",
                400,
                reference.contains("alias/")
                        ? "Alias " + estate.arn("kms", region, reference) + " is not found."
                        : "Key '" + estate.arn("kms", region, "key/" + reference) + "' does not exist"));
    }

    private KmsState.Key usable(String reference) {
        var key = key(reference);
        if (!key.state().equals("Enabled")) {
            throw AwsFault.of(
                    KmsInvalidStateException.builder(),
                    "KMSInvalidStateException",
                    400,
                    key.arn + " is " + key.state() + ".");
        }
        return key;
    }

    private KeyMetadata metadata(KmsState.Key key) {
        return KeyMetadata.builder()
                .awsAccountId(estate.account())
                .keyId(key.id)
                .arn(key.arn)
                .description(key.description)
                .creationDate(key.created)
                .enabled(key.state().equals("Enabled"))
                .keyState(key.state())
                .deletionDate(key.deletion)
                .keyUsage(KeyUsageType.ENCRYPT_DECRYPT)
                .keySpec(KeySpec.SYMMETRIC_DEFAULT)
                .origin(OriginType.AWS_KMS)
                .multiRegion(false)
                .keyManager(key.managedByAws ? KeyManagerType.AWS : KeyManagerType.CUSTOMER)
                .build();
    }

    @Override
    public CreateKeyResponse createKey(CreateKeyRequest request) {
        var made = state.create(Objects.requireNonNullElse(request.description(), ""), false, request.policy());
        tag(made.arn, request.tags());
        return CreateKeyResponse.builder().keyMetadata(metadata(made)).build();
    }

    @Override
    public DescribeKeyResponse describeKey(DescribeKeyRequest request) {
        return DescribeKeyResponse.builder()
                .keyMetadata(metadata(key(request.keyId())))
                .build();
    }

    @Override
    public ListKeysResponse listKeys(ListKeysRequest request) {
        var page = estate.page(List.copyOf(state.keys.values()), request.marker(), request.limit());
        return ListKeysResponse.builder()
                .keys(page.items().stream()
                        .map(k ->
                                KeyListEntry.builder().keyId(k.id).keyArn(k.arn).build())
                        .toList())
                .nextMarker(page.next())
                .truncated(page.next() != null)
                .build();
    }

    @Override
    public ListAliasesResponse listAliases(ListAliasesRequest request) {
        String wanted = request.keyId() == null ? null : key(request.keyId()).id;
        var all = state.aliases.entrySet().stream()
                .filter(alias -> wanted == null || alias.getValue().equals(wanted))
                .map(alias -> AliasListEntry.builder()
                        .aliasName(alias.getKey())
                        .aliasArn(estate.arn("kms", region, alias.getKey()))
                        .targetKeyId(alias.getValue())
                        .creationDate(Objects.requireNonNull(state.keys.get(alias.getValue())).created)
                        .build())
                .toList();
        var page = estate.page(all, request.marker(), request.limit());
        return ListAliasesResponse.builder()
                .aliases(page.items())
                .nextMarker(page.next())
                .truncated(page.next() != null)
                .build();
    }

    @Override
    public CreateAliasResponse createAlias(CreateAliasRequest request) {
        if (state.aliases.containsKey(request.aliasName())) {
            throw AwsFault.of(
                    AlreadyExistsException.builder(),
                    "AlreadyExistsException",
                    400,
                    "An alias with the name " + estate.arn("kms", region, request.aliasName()) + " already exists");
        }
        state.aliases.put(request.aliasName(), usable(request.targetKeyId()).id);
        return CreateAliasResponse.builder().build();
    }

    @Override
    public DeleteAliasResponse deleteAlias(DeleteAliasRequest request) {
        key(request.aliasName());
        state.aliases.remove(request.aliasName());
        return DeleteAliasResponse.builder().build();
    }

    @Override
    public ScheduleKeyDeletionResponse scheduleKeyDeletion(ScheduleKeyDeletionRequest request) {
        // A disabled key can go, one that is going cannot once more (AWS KMS Developer Guide, Key states of AWS KMS
        // keys).
        var key = key(request.keyId());
        if (key.deletion != null) {
            usable(request.keyId());
        }
        int days = Objects.requireNonNullElse(request.pendingWindowInDays(), 30);
        key.deletion = estate.now().plus(Duration.ofDays(days));
        estate.agenda().at(key.deletion, () -> {
            if (key.deletion != null) {
                state.keys.remove(key.id);
                state.aliases.values().removeIf(id -> id.equals(key.id));
                estate.tags().forget(key.arn);
            }
        });
        return ScheduleKeyDeletionResponse.builder()
                .keyId(key.arn)
                .deletionDate(key.deletion)
                .keyState(KeyState.PENDING_DELETION)
                .pendingWindowInDays(days)
                .build();
    }

    @Override
    public CancelKeyDeletionResponse cancelKeyDeletion(CancelKeyDeletionRequest request) {
        var key = key(request.keyId());
        key.deletion = null;
        key.enabled = false;
        return CancelKeyDeletionResponse.builder().keyId(key.arn).build();
    }

    @Override
    public EnableKeyResponse enableKey(EnableKeyRequest request) {
        key(request.keyId()).enabled = true;
        return EnableKeyResponse.builder().build();
    }

    @Override
    public EnableKeyRotationResponse enableKeyRotation(EnableKeyRotationRequest request) {
        var key = key(request.keyId());
        // "EnableKeyRotation: Disabled: fails" with its own error (AWS KMS Developer Guide, Key states of AWS KMS keys,
        // note 1).
        if (key.deletion == null && !key.enabled) {
            throw AwsFault.of(DisabledException.builder(), "DisabledException", 400, key.arn + " is disabled.");
        }
        usable(request.keyId()).rotates = true;
        return EnableKeyRotationResponse.builder().build();
    }

    @Override
    public GetKeyRotationStatusResponse getKeyRotationStatus(GetKeyRotationStatusRequest request) {
        var key = key(request.keyId());
        return GetKeyRotationStatusResponse.builder()
                .keyId(key.arn)
                .keyRotationEnabled(key.rotates || key.managedByAws)
                .build();
    }

    @Override
    public GetKeyPolicyResponse getKeyPolicy(GetKeyPolicyRequest request) {
        return GetKeyPolicyResponse.builder()
                .policy(key(request.keyId()).policy)
                .policyName("default")
                .build();
    }

    @Override
    public PutKeyPolicyResponse putKeyPolicy(PutKeyPolicyRequest request) {
        usable(request.keyId()).policy = request.policy();
        return PutKeyPolicyResponse.builder().build();
    }

    @Override
    public ListResourceTagsResponse listResourceTags(ListResourceTagsRequest request) {
        var tags = new TreeMap<>(estate.tags().of(key(request.keyId()).arn))
                .entrySet().stream()
                        .map(t -> Tag.builder()
                                .tagKey(t.getKey())
                                .tagValue(t.getValue())
                                .build())
                        .toList();
        return ListResourceTagsResponse.builder().tags(tags).truncated(false).build();
    }

    @Override
    public TagResourceResponse tagResource(TagResourceRequest request) {
        tag(key(request.keyId()).arn, request.tags());
        return TagResourceResponse.builder().build();
    }

    @Override
    public UntagResourceResponse untagResource(UntagResourceRequest request) {
        estate.tags().remove(key(request.keyId()).arn, request.tagKeys());
        return UntagResourceResponse.builder().build();
    }

    private void tag(String arn, List<Tag> tags) {
        var values = new TreeMap<String, String>();
        tags.forEach(tag -> values.put(tag.tagKey(), tag.tagValue()));
        if (!values.isEmpty()) {
            estate.tags().put(arn, values);
        }
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
