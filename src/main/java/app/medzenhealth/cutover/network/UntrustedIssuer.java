package app.medzenhealth.cutover.network;

import java.security.cert.CertificateException;

/** A certificate whose issuer nobody here vouches for: as a rule that of a proxy that looks into TLS. Nothing was sent. */
public final class UntrustedIssuer extends CertificateException {
    private static final long serialVersionUID = 1L;

    /** What to do about it, wherever it happens. */
    public static final String NEXT =
            "if your company's proxy inspects TLS, set AWS_CA_BUNDLE (or ca_bundle of the profile) to a PEM file with the"
                    + " company's certificate authority, or add it to the Java trust store (-Djavax.net.ssl.trustStore)";

    UntrustedIssuer(String issuer, String trusted, Throwable cause) {
        super(
                "The certificate was issued by “" + issuer + "”, which this machine does not trust (trusted: " + trusted
                        + ")",
                cause);
    }

    public String happened() {
        return String.valueOf(getMessage());
    }
}
