package app.medzenhealth.cutover.rehearsal.data;

import app.medzenhealth.cutover.rehearsal.AwsFault;
import app.medzenhealth.cutover.rehearsal.Estate;
import java.util.List;
import java.util.TreeMap;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.acm.model.*;

/** ACM of one region. */
public final class EmbeddedAcm implements AcmClient {

    private final Estate estate;
    private final AcmState state;

    public EmbeddedAcm(Estate estate, String region) {
        this.estate = estate;
        this.state = AcmState.of(estate, region);
    }

    private AcmState.Certificate certificate(String arn) {
        var found = state.certificates.get(arn);
        if (found == null) {
            throw AwsFault.of(
                    ResourceNotFoundException.builder(),
                    "ResourceNotFoundException",
                    400,
                    "Could not find certificate " + arn + ".");
        }
        return found;
    }

    @Override
    public RequestCertificateResponse requestCertificate(RequestCertificateRequest request) {
        var again = state.certificates.values().stream()
                .filter(c -> request.idempotencyToken() != null
                        && request.idempotencyToken().equals(c.token)
                        && estate.now().isBefore(c.requested.plusSeconds(3_600)))
                .findFirst();
        var made = again.orElseGet(() -> state.request(
                request.domainName(), request.subjectAlternativeNames(), estate.now(), request.idempotencyToken()));
        tag(made.arn, request.tags());
        return RequestCertificateResponse.builder().certificateArn(made.arn).build();
    }

    @Override
    public DescribeCertificateResponse describeCertificate(DescribeCertificateRequest request) {
        var c = certificate(request.certificateArn());
        var now = estate.now();
        var status = c.status(now);
        var issued = status.equals("ISSUED");
        var validations = c.names.stream()
                .map(name -> {
                    var one = DomainValidation.builder()
                            .domainName(name)
                            .validationDomain(name)
                            .validationMethod(ValidationMethod.DNS)
                            .validationStatus(issued ? DomainStatus.SUCCESS : DomainStatus.PENDING_VALIDATION);
                    if (c.recordsKnown(now)) {
                        one.resourceRecord(record -> record.name(c.recordName(name) + ".")
                                .type(RecordType.CNAME)
                                .value(c.recordValue(name) + "."));
                    }
                    return one.build();
                })
                .toList();
        return DescribeCertificateResponse.builder()
                .certificate(all -> all.certificateArn(c.arn)
                        .domainName(c.domain)
                        .subjectAlternativeNames(c.names)
                        .status(status)
                        .type(CertificateType.AMAZON_ISSUED)
                        .keyAlgorithm(KeyAlgorithm.RSA_2048)
                        .createdAt(c.requested)
                        .issuedAt(issued ? c.issuedAt().orElse(null) : null)
                        .notBefore(issued ? c.issuedAt().orElse(null) : null)
                        .notAfter(issued ? AcmState.notAfter(c) : null)
                        .inUseBy(state.usedBy(c.arn))
                        .domainValidationOptions(validations))
                .build();
    }

    @Override
    public ListCertificatesResponse listCertificates(ListCertificatesRequest request) {
        var now = estate.now();
        var all = state.certificates.values().stream()
                .filter(c -> !request.hasCertificateStatuses()
                        || request.certificateStatusesAsStrings().contains(c.status(now)))
                .map(c -> CertificateSummary.builder()
                        .certificateArn(c.arn)
                        .domainName(c.domain)
                        .subjectAlternativeNameSummaries(c.names)
                        .status(c.status(now))
                        .type(CertificateType.AMAZON_ISSUED)
                        .inUse(!state.usedBy(c.arn).isEmpty())
                        .createdAt(c.requested)
                        .notAfter(c.status(now).equals("ISSUED") ? AcmState.notAfter(c) : null)
                        .build())
                .toList();
        var page = estate.page(all, request.nextToken(), request.maxItems());
        return ListCertificatesResponse.builder()
                .certificateSummaryList(page.items())
                .nextToken(page.next())
                .build();
    }

    @Override
    public DeleteCertificateResponse deleteCertificate(DeleteCertificateRequest request) {
        var found = certificate(request.certificateArn());
        if (!state.usedBy(found.arn).isEmpty()) {
            throw AwsFault.of(
                    ResourceInUseException.builder(),
                    "ResourceInUseException",
                    400,
                    "Certificate " + found.arn + " is in use.");
        }
        state.certificates.remove(found.arn);
        estate.tags().forget(found.arn);
        return DeleteCertificateResponse.builder().build();
    }

    @Override
    public ListTagsForCertificateResponse listTagsForCertificate(ListTagsForCertificateRequest request) {
        return ListTagsForCertificateResponse.builder()
                .tags(new TreeMap<>(estate.tags().of(certificate(request.certificateArn()).arn))
                        .entrySet().stream()
                                .map(t -> Tag.builder()
                                        .key(t.getKey())
                                        .value(t.getValue())
                                        .build())
                                .toList())
                .build();
    }

    @Override
    public AddTagsToCertificateResponse addTagsToCertificate(AddTagsToCertificateRequest request) {
        tag(certificate(request.certificateArn()).arn, request.tags());
        return AddTagsToCertificateResponse.builder().build();
    }

    private void tag(String arn, List<Tag> tags) {
        var values = new TreeMap<String, String>();
        tags.forEach(tag -> values.put(tag.key(), tag.value()));
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
