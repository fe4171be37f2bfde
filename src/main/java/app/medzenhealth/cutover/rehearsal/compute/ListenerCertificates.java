package app.medzenhealth.cutover.rehearsal.compute;

import app.medzenhealth.cutover.rehearsal.AwsFault;
import app.medzenhealth.cutover.rehearsal.Estate;
import app.medzenhealth.cutover.rehearsal.data.EmbeddedAcm;
import software.amazon.awssdk.services.acm.model.AcmException;
import software.amazon.awssdk.services.acm.model.CertificateDetail;
import software.amazon.awssdk.services.acm.model.CertificateStatus;
import software.amazon.awssdk.services.acm.model.DescribeCertificateRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CertificateNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ElasticLoadBalancingV2Exception;

/** What a load balancer asks of the certificates it is given. */
final class ListenerCertificates {
    private final EmbeddedAcm acm;

    ListenerCertificates(Estate estate, String region) {
        this.acm = new EmbeddedAcm(estate, region);
    }

    void requireIssued(String arn) {
        CertificateDetail found;
        try {
            found = acm.describeCertificate(DescribeCertificateRequest.builder()
                            .certificateArn(arn)
                            .build())
                    .certificate();
        } catch (AcmException e) {
            throw AwsFault.of(
                    CertificateNotFoundException.builder(),
                    "CertificateNotFound",
                    400,
                    "Certificate '" + arn + "' not found");
        }
        if (found.status() != CertificateStatus.ISSUED) {
            throw AwsFault.of(
                    ElasticLoadBalancingV2Exception.builder(),
                    "UnsupportedCertificate",
                    400,
                    "The certificate '" + arn
                            + "' must have a fully-qualified domain name, a supported signature, and a supported key size.");
        }
    }
}
