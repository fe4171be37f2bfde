package app.medzenhealth.cutover.audit;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Signatures of RFC 8032, under keys in the X.509 form of RFC 8410. */
public final class Ed25519 {
    /** A trail is signed by one key, and its approvals by a few people's. */
    private static final int MOST_KEPT = 8;

    /** Of each thread, by key: making one ready takes a tenth of what a signature does. */
    private static final ThreadLocal<Map<ByteBuffer, Ready>> READY = ThreadLocal.withInitial(Kept::new);

    private Ed25519() {}

    /**
     * @param again by what a further signature is confirmed; empty before there was one, and for what is no point of the curve
     */
    private record Ready(Signature check, Optional<KnownSigner> again) {}

    private static final class Kept extends LinkedHashMap<ByteBuffer, Ready> {
        private static final long serialVersionUID = 1;

        Kept() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Ready> eldest) {
            return size() > MOST_KEPT;
        }
    }

    /** Whether it is the signature; not if the key is none. */
    public static boolean verifies(byte[] message, byte[] signature, byte[] x509) {
        var ready = READY.get();
        var key = ByteBuffer.wrap(x509.clone());
        // Taken out, and put back where all went well: one that failed half way is not used again.
        var kept = ready.remove(key);
        if (kept != null
                && kept.again().filter(k -> k.confirms(message, signature)).isPresent()) {
            ready.put(key, kept);
            return true;
        }
        try {
            var check = kept == null ? ready(x509) : kept.check();
            check.update(message);
            // By which it becomes what it was before: made ready for the next (java.security.Signature).
            var verifies = check.verify(signature);
            ready.put(
                    key,
                    new Ready(
                            check,
                            kept == null ? Optional.empty() : kept.again().or(() -> KnownSigner.of(x509))));
            return verifies;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static Signature ready(byte[] x509) throws GeneralSecurityException {
        var check = Signature.getInstance("Ed25519");
        check.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(x509)));
        return check;
    }
}
