package app.medzenhealth.cutover.action.security;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Await;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Change;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.CreatedBy;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Preview;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.States;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.WritingAction;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.aws.PlannedCall;
import app.medzenhealth.cutover.aws.name.DnsName;
import app.medzenhealth.cutover.aws.name.ZoneId;
import app.medzenhealth.cutover.plan.ActionSignature.Kind;
import app.medzenhealth.cutover.plan.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.acm.model.CertificateDetail;
import software.amazon.awssdk.services.acm.model.CertificateStatus;
import software.amazon.awssdk.services.acm.model.RequestCertificateRequest;
import software.amazon.awssdk.services.acm.model.RequestCertificateResponse;
import software.amazon.awssdk.services.acm.model.Tag;
import software.amazon.awssdk.services.acm.model.ValidationMethod;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.ChangeResourceRecordSetsRequest;
import software.amazon.awssdk.services.route53.model.ChangeResourceRecordSetsResponse;
import software.amazon.awssdk.services.route53.model.NoSuchHostedZoneException;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;

/**
 * A certificate for the names, in the region it acts in: certificates are regional. The names are proven by records in the hosted
 * zone.
 */
final class RequestCertificate extends WritingAction {
    static final ActionType TYPE = ActionSpec.writes("acm.request-certificate", "Request a certificate")
            .requires(Kind.TEXT, "domain", "zone")
            .requires(Kind.LIST, "alternatives")
            .outputs("certificateArn")
            .sends("acm", "RequestCertificate", "DeleteCertificate")
            .sends("route53", "ChangeResourceRecordSets")
            .besides("acm:AddTagsToCertificate")
            .undoneBy("the certificate is deleted")
            .script(SecurityRecipes::certificate, SecurityRecipes::certificateArn)
            .createdBy(RequestCertificate::new);

    private static final String DNS_REGION = "us-east-1";
    private static final long PROOF_TTL_SECONDS = 300;

    static final States ISSUED = new States(
            Set.of("ISSUED"),
            Set.of("PENDING_VALIDATION"),
            Set.of("FAILED", "VALIDATION_TIMED_OUT", "REVOKED", "EXPIRED", "INACTIVE"));

    private final String region;
    private final String domain;
    private final Set<String> names;
    private final String zone;

    RequestCertificate(Inputs inputs) {
        region = inputs.region();
        domain = DnsName.of(inputs.text("domain")).plain();
        names = inputs.list("alternatives").stream()
                .map(n -> DnsName.of(n).plain())
                .collect(Collectors.toCollection(TreeSet::new));
        names.add(domain);
        zone = ZoneId.of(inputs.text("zone"));
    }

    @Override
    public Preview preview(ActionContext context) {
        var found = Certificates.of(context, region, names);
        var from = found.map(CertificateDetail::statusAsString).orElse(Fact.ABSENT);
        var calls = new ArrayList<PlannedCall>();
        if (found.isEmpty()) {
            calls.add(request(context).planned());
        }
        if (!found.map(c -> proven(context, c)).orElse(false)) {
            calls.add(
                    prove(found.flatMap(Certificates::proofs).orElse(List.of())).planned());
        }
        return new Preview(
                "Request a certificate for " + String.join(", ", names) + " in " + region,
                List.of(new Fact(domain, "certificate in " + region, from)),
                List.of(
                        new Change(region, domain, "certificate", from, "ISSUED"),
                        new Change("", zone, "validation records", "", "one CNAME for each name")),
                calls,
                "The certificate can be deleted while nothing uses it; the validation records may stay.",
                Duration.ofMinutes(10),
                List.of());
    }

    @Override
    public List<Check> preflight(ActionContext context) throws InterruptedException {
        return List.of(Check.reading("Hosted zone is the names' own", () -> {
            try {
                var name = context.clients()
                        .client(Route53Client.class, DNS_REGION)
                        .getHostedZone(r -> r.id(zone))
                        .hostedZone()
                        .name();
                var foreign = names.stream()
                        .filter(n -> !DnsName.of(n).within(DnsName.of(name)))
                        .toList();
                return foreign.isEmpty()
                        ? new Check.Pass(zone + " is " + name)
                        : new Check.Fail(zone + " is " + name + ", which does not hold " + foreign, "correct the zone");
            } catch (NoSuchHostedZoneException e) {
                return new Check.Fail("there is no hosted zone " + zone, "choose the zone of " + domain);
            }
        }));
    }

    @Override
    public Outputs run(ActionContext context, Progress progress) throws InterruptedException {
        var found = Certificates.of(context, region, names);
        String arn;
        if (found.isPresent()) {
            arn = found.get().certificateArn();
        } else {
            require(context);
            arn = request(context).send(context, progress).certificateArn();
        }
        Await.until(
                context,
                progress,
                Duration.ofMinutes(10),
                Duration.ofSeconds(5),
                () -> Certificates.proofs(read(context, arn)).isPresent()
                        ? new Await.Reached("The validation records are known")
                        : new Await.StillGoing("AWS makes the validation records"));
        var pending = read(context, arn);
        if (!proven(context, pending)) {
            require(context);
            prove(Certificates.proofs(pending).orElseThrow()).send(context, progress);
        }
        Await.until(context, progress, Duration.ofHours(2), Duration.ofSeconds(15), () -> seen(read(context, arn)));
        return new Outputs(Map.of("certificateArn", arn));
    }

    @Override
    public List<Check> verify(ActionContext context) throws InterruptedException {
        return List.of(Check.reading(
                "Certificate for " + String.join(", ", names) + " is issued in " + region,
                () -> Certificates.of(context, region, names)
                        .<Check.Outcome>map(c -> c.status() == CertificateStatus.ISSUED
                                ? new Check.Pass(c.certificateArn() + ", valid until " + Times.second(c.notAfter()))
                                : new Check.Fail(
                                        c.certificateArn() + " is " + c.statusAsString(), "run the step again"))
                        .orElseGet(() -> new Check.Fail("there is none", "run the step again"))));
    }

    @Override
    public Undo undo(List<Fact> before) {
        return before.contains(new Fact(domain, "certificate in " + region, Fact.ABSENT))
                ? new Undo.Inverse(new DeleteCertificate(region, names))
                : new Undo.None("the certificate was there before");
    }

    private CertificateDetail read(ActionContext context, String arn) {
        return context.clients()
                .client(AcmClient.class, region)
                .describeCertificate(r -> r.certificateArn(arn))
                .certificate();
    }

    private Await.Seen seen(CertificateDetail certificate) {
        return ISSUED.begin(0)
                .seen(
                        "The certificate for " + domain,
                        certificate.statusAsString(),
                        () -> String.valueOf(certificate.failureReasonAsString()));
    }

    /** Whether the certificate is issued, or every record that proves a name is in the zone. */
    private boolean proven(ActionContext context, CertificateDetail certificate) {
        if (certificate.status() == CertificateStatus.ISSUED) {
            return true;
        }
        var proofs = Certificates.proofs(certificate);
        if (proofs.isEmpty()) {
            return false;
        }
        var dns = context.clients().client(Route53Client.class, DNS_REGION);
        return proofs.get().stream()
                .allMatch(p -> dns
                        .listResourceRecordSets(r -> r.hostedZoneId(zone)
                                .startRecordName(p.name())
                                .startRecordType(RRType.CNAME)
                                .maxItems("1"))
                        .resourceRecordSets()
                        .stream()
                        .anyMatch(s -> DnsName.same(s.name(), p.name())
                                && s.resourceRecords().stream().anyMatch(v -> same(v.value(), p.value()))));
    }

    private static boolean same(String value, String wanted) {
        return DnsName.same(value, wanted);
    }

    Call<AcmClient, RequestCertificateRequest, RequestCertificateResponse> request(ActionContext context) {
        // ACM takes 32 word characters (RequestCertificate: IdempotencyToken); the token is unique in its first 32 as
        // well.
        var token = context.tokens().token("certificate").replaceAll("\\W", "");
        var tags = CreatedBy.tags(context).entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(e -> Tag.builder().key(e.getKey()).value(e.getValue()).build())
                .toList();
        var others = names.stream().filter(n -> !n.equals(domain)).toList();
        var request = RequestCertificateRequest.builder()
                .domainName(domain)
                .validationMethod(ValidationMethod.DNS)
                .idempotencyToken(token.substring(0, Math.min(32, token.length())))
                .tags(tags);
        if (!others.isEmpty()) {
            request.subjectAlternativeNames(others);
        }
        return Call.of(AcmClient.class, region, request.build(), AcmClient::requestCertificate);
    }

    /** UPSERT: the same records prove the same names for every certificate of the account. */
    private Call<Route53Client, ChangeResourceRecordSetsRequest, ChangeResourceRecordSetsResponse> prove(
            List<software.amazon.awssdk.services.acm.model.ResourceRecord> proofs) {
        var changes = proofs.stream()
                .map(p -> software.amazon.awssdk.services.route53.model.Change.builder()
                        .action(ChangeAction.UPSERT)
                        .resourceRecordSet(s -> s.name(p.name())
                                .type(RRType.CNAME)
                                .ttl(PROOF_TTL_SECONDS)
                                .resourceRecords(ResourceRecord.builder()
                                        .value(p.value())
                                        .build()))
                        .build())
                .toList();
        var request = ChangeResourceRecordSetsRequest.builder()
                .hostedZoneId(zone)
                .changeBatch(b -> b.comment("Proves the names of a certificate in " + region)
                        .changes(changes))
                .build();
        return Call.of(Route53Client.class, DNS_REGION, request, Route53Client::changeResourceRecordSets);
    }
}
