package app.medzenhealth.cutover.action.security;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.aws.name.DnsName;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.acm.model.CertificateDetail;
import software.amazon.awssdk.services.acm.model.CertificateStatus;
import software.amazon.awssdk.services.acm.model.DomainValidation;
import software.amazon.awssdk.services.acm.model.KeyAlgorithm;
import software.amazon.awssdk.services.acm.model.ResourceRecord;

/** Finds certificates in one region by the names they carry. */
final class Certificates {
    private static final List<CertificateStatus> USABLE =
            List.of(CertificateStatus.ISSUED, CertificateStatus.PENDING_VALIDATION);

    private Certificates() {}

    /** The certificate of exactly these names that is issued, or else waits for validation. */
    static Optional<CertificateDetail> of(ActionContext context, String region, Set<String> names) {
        var acm = context.clients().client(AcmClient.class, region);
        return acm
                .listCertificatesPaginator(
                        // Without naming every algorithm AWS lists RSA keys of 1024 and 2048 bits only.
                        r -> r.certificateStatuses(USABLE)
                                .includes(f -> f.keyTypes(List.copyOf(KeyAlgorithm.knownValues()))))
                .certificateSummaryList()
                .stream()
                .filter(s -> names.contains(DnsName.of(s.domainName()).plain()))
                .map(s -> acm.describeCertificate(r -> r.certificateArn(s.certificateArn()))
                        .certificate())
                .filter(c -> USABLE.contains(c.status()) && names(c).equals(names))
                .min(Comparator.comparing((CertificateDetail c) -> USABLE.indexOf(c.status()))
                        .thenComparing(CertificateDetail::certificateArn));
    }

    static Set<String> names(CertificateDetail certificate) {
        var names = new TreeSet<String>();
        certificate
                .subjectAlternativeNames()
                .forEach(n -> names.add(DnsName.of(n).plain()));
        names.add(DnsName.of(certificate.domainName()).plain());
        return names;
    }

    /** The records that prove the names are ours; empty while AWS has not made them all yet. */
    static Optional<List<ResourceRecord>> proofs(CertificateDetail certificate) {
        var records = certificate.domainValidationOptions().stream()
                .map(DomainValidation::resourceRecord)
                .filter(Objects::nonNull)
                .toList();
        var all = !records.isEmpty()
                && records.size() == certificate.domainValidationOptions().size();
        return all ? Optional.of(records.stream().distinct().toList()) : Optional.empty();
    }
}
