package app.medzenhealth.cutover.audit;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;

/** Signatures of RFC 8032, under keys in the X.509 form of RFC 8410. */
public final class Ed25519 {
    private Ed25519() {}

    /** Whether it is the signature; not if the key is none. */
    public static boolean verifies(byte[] message, byte[] signature, byte[] x509) {
        try {
            var check = Signature.getInstance("Ed25519");
            check.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(x509)));
            check.update(message);
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
