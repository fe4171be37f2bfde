package app.medzenhealth.cutover.action.security;

import app.medzenhealth.cutover.action.catalogue.ActionType;
import java.util.List;

/** The actions on keys, secrets and certificates. */
public final class SecurityActions {
    private SecurityActions() {}

    public static List<ActionType> types() {
        return List.of(CreateKey.TYPE, ReplicateSecret.TYPE, RequestCertificate.TYPE);
    }
}
