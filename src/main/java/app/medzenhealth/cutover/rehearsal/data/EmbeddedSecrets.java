package app.medzenhealth.cutover.rehearsal.data;

import app.medzenhealth.cutover.rehearsal.AwsFault;
import app.medzenhealth.cutover.rehearsal.Estate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.*;

/** Secrets Manager of one region. */
public final class EmbeddedSecrets implements SecretsManagerClient {

    private static final Duration REPLICATION = Duration.ofSeconds(20);

    private final Estate estate;
    private final String region;
    private final SecretsState state;

    public EmbeddedSecrets(Estate estate, String region) {
        this.estate = estate;
        this.region = region;
        this.state = SecretsState.of(estate, region);
    }

    private SecretsState.Secret secret(String reference) {
        return state.find(reference)
                .orElseThrow(() -> AwsFault.of(
                        ResourceNotFoundException.builder(),
                        "ResourceNotFoundException",
                        400,
                        "Secrets Manager can't find the specified secret."));
    }

    private SecretsState.Secret live(String reference) {
        var secret = secret(reference);
        if (secret.deletion != null) {
            throw invalid("You can't perform this operation on the secret because it was marked for deletion.");
        }
        return secret;
    }

    private static AwsServiceException invalid(String message) {
        return AwsFault.of(InvalidRequestException.builder(), "InvalidRequestException", 400, message);
    }

    private static AwsServiceException parameter(String message) {
        return AwsFault.of(InvalidParameterException.builder(), "InvalidParameterException", 400, message);
    }

    /** As seen of DeleteSecret, also with a primary that has replicas: github.com/rebuy-de/aws-nuke/issues/1127. */
    private static AwsServiceException onReplica() {
        return parameter("Operation not permitted on a replica secret. Call must be made in primary secret's region.");
    }

    @Override
    public ListSecretsResponse listSecrets(ListSecretsRequest request) {
        var all = state.secrets.values().stream()
                .filter(s -> s.deletion == null || Boolean.TRUE.equals(request.includePlannedDeletion()))
                .filter(s -> request.filters().stream()
                        .filter(filter -> filter.key() == FilterNameStringType.NAME)
                        .allMatch(filter -> filter.values().stream().anyMatch(s.name::startsWith)))
                .map(s -> SecretListEntry.builder()
                        .arn(s.arn)
                        .name(s.name)
                        .description(s.description)
                        .kmsKeyId(s.kmsKey)
                        .createdDate(s.created)
                        .lastChangedDate(s.created)
                        .deletedDate(s.deletion)
                        .primaryRegion(replicated(s) ? s.primaryRegion : null)
                        .tags(tags(s))
                        .build())
                .toList();
        var page = estate.page(all, request.nextToken(), request.maxResults());
        return ListSecretsResponse.builder()
                .secretList(page.items())
                .nextToken(page.next())
                .build();
    }

    private static boolean replicated(SecretsState.Secret secret) {
        return secret.copy() || !secret.copies.isEmpty();
    }

    private List<Tag> tags(SecretsState.Secret secret) {
        return new TreeMap<>(estate.tags().of(secret.arn))
                .entrySet().stream()
                        .map(t -> Tag.builder()
                                .key(t.getKey())
                                .value(t.getValue())
                                .build())
                        .toList();
    }

    @Override
    public DescribeSecretResponse describeSecret(DescribeSecretRequest request) {
        var s = secret(request.secretId());
        return DescribeSecretResponse.builder()
                .arn(s.arn)
                .name(s.name)
                .description(s.description)
                .kmsKeyId(s.kmsKey)
                .createdDate(s.created)
                .lastChangedDate(s.created)
                .deletedDate(s.deletion)
                .primaryRegion(replicated(s) ? s.primaryRegion : null)
                .replicationStatus(copies(s))
                .versionIdsToStages(Map.of(s.versionId, List.of("AWSCURRENT")))
                .tags(tags(s))
                .build();
    }

    private List<ReplicationStatusType> copies(SecretsState.Secret secret) {
        return secret.copies.entrySet().stream()
                .map(copy -> ReplicationStatusType.builder()
                        .region(copy.getKey())
                        .kmsKeyId(SecretsState.of(estate, copy.getKey())
                                .find(secret.name)
                                .map(s -> s.kmsKey)
                                .orElse("alias/aws/secretsmanager"))
                        .status(
                                estate.now().isBefore(copy.getValue().plus(REPLICATION))
                                        ? StatusType.IN_PROGRESS
                                        : secret.failures.containsKey(copy.getKey())
                                                ? StatusType.FAILED
                                                : StatusType.IN_SYNC)
                        .statusMessage(secret.failures.get(copy.getKey()))
                        .build())
                .toList();
    }

    @Override
    public CreateSecretResponse createSecret(CreateSecretRequest request) {
        if (state.find(request.name()).isPresent()) {
            throw AwsFault.of(
                    ResourceExistsException.builder(),
                    "ResourceExistsException",
                    400,
                    "The operation failed because the secret " + request.name() + " already exists.");
        }
        var made = state.create(
                request.name(),
                Objects.requireNonNullElse(request.description(), ""),
                Objects.requireNonNullElse(request.secretString(), ""));
        made.kmsKey = request.kmsKeyId();
        tag(made, request.tags());
        return CreateSecretResponse.builder()
                .arn(made.arn)
                .name(made.name)
                .versionId(made.versionId)
                .build();
    }

    @Override
    public ReplicateSecretToRegionsResponse replicateSecretToRegions(ReplicateSecretToRegionsRequest request) {
        var source = live(request.secretId());
        if (source.copy()) {
            throw onReplica();
        }
        for (var wanted : request.addReplicaRegions()) {
            replicate(source, wanted, Boolean.TRUE.equals(request.forceOverwriteReplicaSecret()));
        }
        return ReplicateSecretToRegionsResponse.builder()
                .arn(source.arn)
                .replicationStatus(copies(source))
                .build();
    }

    /**
     * The call is answered before anything is copied: what keeps a copy from being made is told by DescribeSecret (Secrets Manager
     * User Guide, "Troubleshoot AWS Secrets Manager replication":
     * docs.aws.amazon.com/secretsmanager/latest/userguide/replicate-secrets_troubleshoot.html; the operation's model lists no error
     * for it).
     */
    private void replicate(SecretsState.Secret source, ReplicaRegionType wanted, boolean overwrite) {
        var to = wanted.region();
        if (to.equals(region)) {
            throw parameter("Invalid replica region: it is the primary region of the secret.");
        }
        if (source.copies.containsKey(to) && !source.failures.containsKey(to)) {
            // Of the errors that the operation's model lists, the one for parameters; which one AWS takes is not
            // written anywhere.
            throw parameter("The secret is replicated to " + to + " already.");
        }
        var there = SecretsState.of(estate, to);
        source.copies.put(to, estate.now());
        source.failures.remove(to);
        if (there.find(source.name).isPresent() && !overwrite) {
            source.failures.put(to, "A secret with the same name exists in " + to);
            return;
        }
        if (wanted.kmsKeyId() != null
                && KmsState.of(estate, to).usable(wanted.kmsKeyId()).isEmpty()) {
            source.failures.put(to, "The KMS key " + wanted.kmsKeyId() + " is disabled or not found");
            return;
        }
        var copy = new SecretsState.Secret(
                source.name,
                source.arn.replace(":" + region + ":", ":" + to + ":"),
                to,
                source.description,
                estate.now(),
                region,
                source.value,
                source.versionId);
        copy.kmsKey = wanted.kmsKeyId();
        there.secrets.put(copy.name, copy);
        estate.tags().put(copy.arn, estate.tags().of(source.arn));
    }

    @Override
    public RemoveRegionsFromReplicationResponse removeRegionsFromReplication(
            RemoveRegionsFromReplicationRequest request) {
        var source = live(request.secretId());
        if (source.copy()) {
            throw onReplica();
        }
        for (var gone : request.removeReplicaRegions()) {
            source.copies.remove(gone);
            source.failures.remove(gone);
            var there = SecretsState.of(estate, gone);
            there.find(source.name).filter(SecretsState.Secret::copy).ifPresent(copy -> {
                there.secrets.remove(copy.name);
                estate.tags().forget(copy.arn);
            });
        }
        return RemoveRegionsFromReplicationResponse.builder()
                .arn(source.arn)
                .replicationStatus(copies(source))
                .build();
    }

    @Override
    public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
        var s = live(request.secretId());
        return GetSecretValueResponse.builder()
                .arn(s.arn)
                .name(s.name)
                .versionId(s.versionId)
                .secretString(s.value)
                .versionStages("AWSCURRENT")
                .createdDate(s.created)
                .build();
    }

    @Override
    public PutSecretValueResponse putSecretValue(PutSecretValueRequest request) {
        var s = live(request.secretId());
        s.value = request.secretString();
        s.versionId = estate.uuid("version");
        s.copies
                .keySet()
                .forEach(to -> SecretsState.of(estate, to).find(s.name).ifPresent(copy -> {
                    copy.value = s.value;
                    copy.versionId = s.versionId;
                }));
        return PutSecretValueResponse.builder()
                .arn(s.arn)
                .name(s.name)
                .versionId(s.versionId)
                .versionStages("AWSCURRENT")
                .build();
    }

    @Override
    public DeleteSecretResponse deleteSecret(DeleteSecretRequest request) {
        var s = live(request.secretId());
        if (s.copy()) {
            throw onReplica();
        }
        if (!s.copies.isEmpty()) {
            throw parameter(
                    "You can't delete secret " + s.arn + " that still has replica regions " + s.copies.keySet() + ".");
        }
        var force = Boolean.TRUE.equals(request.forceDeleteWithoutRecovery());
        long days = Objects.requireNonNullElse(request.recoveryWindowInDays(), 30L);
        if (force && request.recoveryWindowInDays() != null) {
            throw parameter("You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.");
        }
        s.deletion = force ? estate.now() : estate.now().plus(Duration.ofDays(days));
        Runnable removal = () -> {
            if (s.deletion != null) {
                state.secrets.remove(s.name);
                estate.tags().forget(s.arn);
            }
        };
        if (force) {
            removal.run();
        } else {
            estate.agenda().at(s.deletion, removal);
        }
        return DeleteSecretResponse.builder()
                .arn(s.arn)
                .name(s.name)
                .deletionDate(s.deletion)
                .build();
    }

    @Override
    public RestoreSecretResponse restoreSecret(RestoreSecretRequest request) {
        var s = secret(request.secretId());
        s.deletion = null;
        return RestoreSecretResponse.builder().arn(s.arn).name(s.name).build();
    }

    @Override
    public TagResourceResponse tagResource(TagResourceRequest request) {
        tag(live(request.secretId()), request.tags());
        return TagResourceResponse.builder().build();
    }

    @Override
    public UntagResourceResponse untagResource(UntagResourceRequest request) {
        estate.tags().remove(live(request.secretId()).arn, request.tagKeys());
        return UntagResourceResponse.builder().build();
    }

    private void tag(SecretsState.Secret secret, List<Tag> tags) {
        var values = new TreeMap<String, String>();
        tags.forEach(tag -> values.put(tag.key(), tag.value()));
        if (!values.isEmpty()) {
            estate.tags().put(secret.arn, values);
        }
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
