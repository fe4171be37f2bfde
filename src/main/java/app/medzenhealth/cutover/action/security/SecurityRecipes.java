package app.medzenhealth.cutover.action.security;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.script.Command;
import app.medzenhealth.cutover.action.script.Given;
import app.medzenhealth.cutover.action.script.Jmes;
import app.medzenhealth.cutover.action.script.Script;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Keys, secrets and certificates as commands. No secret's value is read or written. */
final class SecurityRecipes {
    private static final String GLOBAL = "us-east-1";
    private static final Duration EVERY = Duration.ofSeconds(15);

    private SecurityRecipes() {}

    static Map<String, Given> keyArn(ActionContext context, Inputs with) {
        return Map.of("keyArn", new Given.Asked(key(with.region(), alias(with)).asking("KeyMetadata.Arn")));
    }

    static Map<String, Given> secretArn(ActionContext context, Inputs with) {
        return Map.of(
                "secretArn",
                new Given.Asked(secret(with.region(), with.text("secret")).asking("ARN")));
    }

    static Map<String, Given> certificateArn(ActionContext context, Inputs with) {
        return Map.of("certificateArn", new Given.Asked(found(context, with)));
    }

    private static String alias(Inputs with) {
        var name = with.text("alias");
        return name.startsWith("alias/") ? name : "alias/" + name;
    }

    private static Command key(String region, String id) {
        return Command.aws(region, "kms", "describe-key", "--key-id", id);
    }

    static void key(ActionContext context, Inputs with, Script script) {
        var region = with.region();
        var alias = alias(with);
        script.unless(key(region, alias).asking("KeyMetadata.KeyId"), alias + " exists already", s -> {
            var id = s.made(
                    "KEY",
                    "id of the new key",
                    Command.of(new CreateKey(with).create(context)).asking("KeyMetadata.KeyId"));
            s.run(Command.aws(region, "kms", "enable-key-rotation", "--key-id", id));
            s.run(Command.aws(region, "kms", "create-alias", "--alias-name", alias, "--target-key-id", id));
        });
        script.expect("state of " + alias, "Enabled", key(region, alias).asking("KeyMetadata.KeyState"));
        var id = script.value("KEY", "key of " + alias, key(region, alias).asking("KeyMetadata.KeyId"));
        script.expect(
                alias + " is rotated",
                "true",
                Command.aws(region, "kms", "get-key-rotation-status", "--key-id", id)
                        .asking("KeyRotationEnabled"));
    }

    private static Command secret(String region, String secret) {
        return Command.aws(region, "secretsmanager", "describe-secret", "--secret-id", secret);
    }

    static void replicate(ActionContext context, Inputs with, Script script) {
        var region = with.region();
        var secret = with.text("secret");
        var home = with.text("sourceRegion");
        script.unless(
                secret(region, secret).asking("ARN"),
                secret + " is in " + region + " already",
                s -> s.run(Command.of(new ReplicateSecret(with).call())));
        script.until(
                "replica of " + secret,
                List.of("InSync"),
                List.of("Failed"),
                EVERY,
                Duration.ofMinutes(20),
                secret(home, secret).asking("ReplicationStatus[?Region==" + Jmes.literal(region) + "].Status | [0]"));
        script.show(secret(region, secret).asking("[ARN,PrimaryRegion]"));
    }

    static void inSync(ActionContext context, Inputs with, Script script) {
        script.expect(
                "replica of " + with.text("secret"),
                "InSync",
                secret(with.text("sourceRegion"), with.text("secret"))
                        .asking("ReplicationStatus[?Region==" + Jmes.literal(with.region()) + "].Status | [0]"));
    }

    /** The console's own request is recognised by its tags; a certificate made by hand for the same names is not taken. */
    private static Command found(ActionContext context, Inputs with) {
        return Command.aws(
                        with.region(),
                        "acm",
                        "list-certificates",
                        "--certificate-statuses",
                        "PENDING_VALIDATION",
                        "ISSUED")
                .asking("CertificateSummaryList[?DomainName==" + Jmes.literal(with.text("domain"))
                        + "].CertificateArn | [0]");
    }

    static void certificate(ActionContext context, Inputs with, Script script) {
        var region = with.region();
        var domain = with.text("domain");
        script.unless(
                found(context, with),
                "a certificate for " + domain + " is there already",
                s -> s.run(Command.of(new RequestCertificate(with).request(context))));
        var arn = script.value("CERTIFICATE", "certificate of " + domain, found(context, with));
        var described = Command.aws(region, "acm", "describe-certificate", "--certificate-arn", arn);
        var names = with.list("alternatives");
        script.expect(
                "names it is for",
                Script.Bound.LEAST,
                names.contains(domain) ? names.size() : names.size() + 1L,
                described.asking("length(Certificate.SubjectAlternativeNames)"));
        script.unless(
                described.asking("Certificate.Status == `\"ISSUED\"` && `\"issued\"` || `\"\"`"),
                "it is issued already",
                s -> {
                    s.until(
                            "what proves the names",
                            List.of("true"),
                            List.of(),
                            EVERY,
                            Duration.ofMinutes(5),
                            described.asking("Certificate.DomainValidationOptions[0].ResourceRecord.Name != null"));
                    var batch = s.keep(
                            "certificate.json",
                            described.with(
                                    "--query",
                                    "{Comment: " + Jmes.literal("Proves the names of a certificate in " + region)
                                            + ", Changes: Certificate.DomainValidationOptions[].{Action: `\"UPSERT\"`, "
                                            + "ResourceRecordSet: {Name: ResourceRecord.Name, Type: ResourceRecord.Type, "
                                            + "TTL: `300`, ResourceRecords: [{Value: ResourceRecord.Value}]}}}",
                                    "--output",
                                    "json"));
                    s.run(Command.aws(
                            GLOBAL,
                            "route53",
                            "change-resource-record-sets",
                            "--hosted-zone-id",
                            with.text("zone"),
                            "--change-batch",
                            "file://" + batch));
                });
        script.until(
                "certificate of " + domain,
                List.of("ISSUED"),
                List.of("FAILED", "VALIDATION_TIMED_OUT", "REVOKED", "EXPIRED", "INACTIVE"),
                EVERY,
                Duration.ofHours(1),
                described.asking("Certificate.Status"));
    }
}
