package app.medzenhealth.cutover.aws.read;

import static app.medzenhealth.cutover.aws.read.Found.details;
import static app.medzenhealth.cutover.aws.read.Found.text;

import app.medzenhealth.cutover.aws.UnreadableAnswer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.acm.model.KeyAlgorithm;
import software.amazon.awssdk.services.acm.model.ListCertificatesResponse;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DescribeKeyResponse;
import software.amazon.awssdk.services.kms.model.KeyListEntry;
import software.amazon.awssdk.services.kms.model.KeyManagerType;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.ListAliasesResponse;
import software.amazon.awssdk.services.kms.model.ListKeysResponse;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ListSecretsResponse;
import software.amazon.awssdk.services.secretsmanager.model.SecretListEntry;

/** Keys, secrets by name, certificates. */
final class SecurityReads {

    private SecurityReads() {}

    /** The customer's own keys; AWS's cannot be changed or deleted and cost nothing. */
    static List<Found> keys(ServiceReading in) throws InterruptedException {
        var client = in.client(KmsClient.class);
        var aliases = new HashMap<String, String>();
        var aside = new Details();
        aside.ask(() -> in.pages(
                        token -> client.listAliases(b -> b.marker(token)),
                        ListAliasesResponse::aliases,
                        ListAliasesResponse::nextMarker))
                .ifPresent(all -> all.forEach(a -> aliases.putIfAbsent(text(a.targetKeyId()), a.aliasName())));
        var keys = in.pages(
                token -> client.listKeys(b -> b.marker(token)), ListKeysResponse::keys, ListKeysResponse::nextMarker);
        var found = new ArrayList<Found>(in.each("key", keys, KeyListEntry::keyId, (k, details) -> {
            var name = aliases.getOrDefault(text(k.keyId()), text(k.keyId()));
            return List.of(details.ask(
                            Detail.KEY,
                            () -> UnreadableAnswer.part(
                                    in.call(() -> client.describeKey(b -> b.keyId(k.keyId()))),
                                    DescribeKeyResponse::keyMetadata))
                    .map(m -> m.keyManager() == KeyManagerType.AWS
                            ? key(in, m, name).leftOut()
                            : key(in, m, name))
                    .orElseGet(() -> new Found(
                            "key",
                            in.region(),
                            text(k.keyId()),
                            text(k.keyArn()),
                            name,
                            details.why(),
                            Map.of(),
                            Map.of())));
        }));
        found.addAll(aside.notKnown("alias", in.region(), ""));
        return found;
    }

    private static Found key(ServiceReading in, KeyMetadata k, String name) {
        return new Found(
                "key",
                in.region(),
                text(k.keyId()),
                text(k.arn()),
                name,
                text(k.keyStateAsString()),
                details(
                        "spec",
                        k.keySpecAsString(),
                        "usage",
                        k.keyUsageAsString(),
                        "description",
                        k.description(),
                        "deletion date",
                        k.deletionDate()),
                Map.of());
    }

    static List<Found> secrets(ServiceReading in) {
        var client = in.client(SecretsManagerClient.class);
        return in
                .pages(
                        token -> client.listSecrets(
                                b -> b.includePlannedDeletion(true).nextToken(token)),
                        ListSecretsResponse::secretList,
                        ListSecretsResponse::nextToken)
                .stream()
                .map(s -> secret(in, s))
                .toList();
    }

    private static Found secret(ServiceReading in, SecretListEntry s) {
        var tags = new TreeMap<String, String>();
        s.tags().forEach(t -> tags.put(text(t.key()), text(t.value())));
        return new Found(
                "secret",
                in.region(),
                text(s.name()),
                text(s.arn()),
                text(s.name()),
                s.deletedDate() == null ? "" : "scheduled for deletion",
                details("rotation", s.rotationEnabled(), "primary region", s.primaryRegion()),
                tags);
    }

    /** Without naming every algorithm AWS lists RSA keys of 1024 and 2048 bits only. */
    static List<Found> certificates(ServiceReading in) {
        var client = in.client(AcmClient.class);
        var every = new ArrayList<KeyAlgorithm>(KeyAlgorithm.knownValues());
        every.sort(null);
        return in
                .pages(
                        token -> client.listCertificates(
                                b -> b.includes(f -> f.keyTypes(every)).nextToken(token)),
                        ListCertificatesResponse::certificateSummaryList,
                        ListCertificatesResponse::nextToken)
                .stream()
                .map(c -> new Found(
                        "certificate",
                        in.region(),
                        text(c.certificateArn())
                                .substring(text(c.certificateArn()).indexOf('/') + 1),
                        text(c.certificateArn()),
                        text(c.domainName()),
                        text(c.statusAsString()),
                        details(
                                "names", String.join(", ", c.subjectAlternativeNameSummaries()),
                                "key", c.keyAlgorithmAsString()),
                        Map.of()))
                .toList();
    }
}
