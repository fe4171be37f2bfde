package app.medzenhealth.cutover.inventory.candidate;

import static app.medzenhealth.cutover.inventory.candidate.Candidate.fact;

import app.medzenhealth.cutover.aws.AwsErrors;
import app.medzenhealth.cutover.aws.Clients;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.HostedZone;

/** Zones, keys and roles. */
final class NameAndKeyCandidates {
    private static final String GLOBAL = "us-east-1";

    private NameAndKeyCandidates() {}

    /**
     * Zones of one name may be many; a private one has no name servers (Amazon Route 53 API Reference, GetHostedZone:
     * DelegationSet “for public hosted zones”).
     */
    static List<Candidate> zones(Clients clients, int most) {
        var dns = clients.client(Route53Client.class, GLOBAL);
        return dns.listHostedZonesPaginator().hostedZones().stream()
                .limit(most)
                .map(z -> zone(dns, z))
                .toList();
    }

    private static Candidate zone(Route53Client dns, HostedZone zone) {
        var hidden = zone.config() != null && Boolean.TRUE.equals(zone.config().privateZone());
        var told = dns.getHostedZone(q -> q.id(zone.id()));
        var servers = told.delegationSet() == null
                ? ""
                : fact("name servers", String.join(", ", told.delegationSet().nameServers()));
        var networks = told.vpCs().stream().map(v -> v.vpcId()).toList();
        return Candidate.of(
                zone.id().replaceFirst("^/hostedzone/", ""),
                zone.name(),
                hidden ? "private" : "public",
                zone.resourceRecordSetCount() + " records",
                servers,
                networks.isEmpty() ? "" : fact("in", String.join(", ", networks)),
                zone.config() == null ? "" : zone.config().comment());
    }

    /**
     * An alias without a target is one that AWS will fill (AWS KMS API Reference, ListAliases); its key is asked for state and
     * manager.
     */
    static List<Candidate> keys(Clients clients, String region, int most) {
        var kms = clients.client(KmsClient.class, region);
        var told = new LinkedHashMap<String, String>();
        return kms.listAliasesPaginator().aliases().stream()
                .limit(most)
                .map(a -> Candidate.of(
                        a.aliasName(),
                        a.targetKeyId() == null
                                ? "no key behind it yet"
                                : told.computeIfAbsent(a.targetKeyId(), id -> key(kms, id))))
                .toList();
    }

    private static String key(KmsClient kms, String id) {
        try {
            return facts(kms.describeKey(q -> q.keyId(id)).keyMetadata());
        } catch (KmsException e) {
            return id + " · state unknown: " + AwsErrors.explain(e).reason();
        }
    }

    private static String facts(KeyMetadata key) {
        return Candidate.of(
                        "",
                        Boolean.TRUE.equals(key.enabled())
                                ? "enabled"
                                : String.valueOf(key.keyStateAsString()).toLowerCase(Locale.ROOT),
                        fact("managed by", key.keyManagerAsString()),
                        key.description(),
                        key.keyId())
                .label();
    }

    static List<Candidate> roles(Clients clients, int most) {
        return clients.client(IamClient.class, GLOBAL).listRolesPaginator().roles().stream()
                .limit(most)
                .map(r -> Candidate.of(r.roleName(), r.description(), fact("created", r.createDate()), r.arn()))
                .toList();
    }
}
