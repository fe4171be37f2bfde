package app.medzenhealth.cutover.audit;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;

/** Ed25519 as the platform signs and checks it, each time anew. */
final class PlatformSignatures {
    private PlatformSignatures() {}

    static byte[] signed(KeyPair pair, byte[] message) throws GeneralSecurityException {
        var signing = Signature.getInstance("Ed25519");
        signing.initSign(pair.getPrivate());
        signing.update(message);
        return signing.sign();
    }

    /** @param key in X.509 */
    static boolean verifies(byte[] message, byte[] signature, byte[] key) {
        try {
            var check = Signature.getInstance("Ed25519");
            check.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(key)));
            check.update(message);
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
