package app.medzenhealth.cutover.action.security;

import app.medzenhealth.cutover.action.ActionType;
import app.medzenhealth.cutover.action.Signed;
import app.medzenhealth.cutover.plan.ActionSignature.Kind;
import java.util.List;

/** The actions on keys, secrets and certificates. */
public final class SecurityActions {
    private SecurityActions() {}

    public static List<ActionType> types() {
        return List.of(
                Signed.writes("kms.create-key", "Create a KMS key")
                        .needs(Kind.TEXT, "alias", "description")
                        .gives("keyArn")
                        .madeBy(CreateKey::new),
                Signed.writes("secret.replicate", "Replicate a secret to another region")
                        .needs(Kind.TEXT, "secret")
                        .needs(Kind.REGION, "sourceRegion")
                        .takes(Kind.TEXT, "kmsKey")
                        .gives("secretArn")
                        .madeBy(ReplicateSecret::new),
                Signed.writes("acm.request-certificate", "Request a certificate")
                        .needs(Kind.TEXT, "domain", "zone")
                        .needs(Kind.LIST, "alternatives")
                        .gives("certificateArn")
                        .madeBy(RequestCertificate::new));
    }
}
