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
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.acm.model.CertificateDetail;
import software.amazon.awssdk.services.acm.model.DeleteCertificateRequest;
import software.amazon.awssdk.services.acm.model.DeleteCertificateResponse;

/** The way back from requesting a certificate. */
final class DeleteCertificate extends WritingAction {
    private final String region;
    private final Set<String> names;

    DeleteCertificate(String region, Set<String> names) {
        this.region = region;
        this.names = names;
    }

    @Override
    public Preview preview(ActionContext context) {
        var found = Certificates.of(context, region, names);
        var name = String.join(", ", names);
        var from = found.map(CertificateDetail::certificateArn).orElse(Fact.ABSENT);
        return new Preview(
                "Delete the certificate for " + name + " in " + region,
                List.of(new Fact(name, "certificate in " + region, from)),
                List.of(new Change(region, name, "certificate", from, Fact.ABSENT)),
                found.map(c -> List.of(call(c).planned())).orElse(List.of()),
                "Another can be requested.",
                Duration.ofMinutes(1),
                List.of());
    }

    @Override
    public List<Check> preflight(ActionContext context) throws InterruptedException {
        return List.of(Check.reading(
                "Nothing uses the certificate",
                () -> Certificates.of(context, region, names)
                        .<Check.Outcome>map(c -> c.inUseBy().isEmpty()
                                ? new Check.Pass("nothing does")
                                : new Check.Fail(String.join(", ", c.inUseBy()), "give them another certificate first"))
                        .orElseGet(() -> new Check.Pass("it is gone already"))));
    }

    @Override
    public Outputs run(ActionContext context, Progress progress) throws InterruptedException {
        var found = Certificates.of(context, region, names);
        if (found.isPresent()) {
            require(context);
            call(found.get()).send(context, progress);
        }
        return Outputs.NONE;
    }

    @Override
    public List<Check> verify(ActionContext context) throws InterruptedException {
        return List.of(Check.reading(
                "Certificate is gone",
                () -> Certificates.of(context, region, names)
                        .<Check.Outcome>map(c -> new Check.Fail(c.certificateArn(), "run the step again"))
                        .orElseGet(() -> new Check.Pass("AWS does not know it"))));
    }

    @Override
    public Undo undo(List<Fact> before) {
        return new Undo.None("request another certificate");
    }

    private Call<AcmClient, DeleteCertificateRequest, DeleteCertificateResponse> call(CertificateDetail certificate) {
        return Call.of(
                AcmClient.class,
                region,
                DeleteCertificateRequest.builder()
                        .certificateArn(certificate.certificateArn())
                        .build(),
                AcmClient::deleteCertificate);
    }
}
