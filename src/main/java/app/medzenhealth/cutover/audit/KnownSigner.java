package app.medzenhealth.cutover.audit;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Whoever signs more than once: what their key's multiples are is worked out once, and then tells in a fifth of the time that a signature is
 * theirs. It only ever says yes, by the equation of RFC 8032, section 5.1.7: whatever it does not confirm somebody else has to look at.
 */
final class KnownSigner {
    /** The order of the base point. */
    private static final BigInteger L =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

    /** What stands before the 32 bytes of a key (RFC 8410, section 4). */
    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final int HALF = 32;

    private final byte[] key;
    private final PointMultiples ofNegativeKey;

    private KnownSigner(byte[] key, EdwardsPoint point) {
        this.key = key;
        this.ofNegativeKey = new PointMultiples(point.negative());
    }

    /** Empty where it is not a key in the X.509 form, or no point of the curve. */
    static Optional<KnownSigner> of(byte[] x509) {
        if (x509.length != X509.length + HALF || !Arrays.equals(x509, 0, X509.length, X509, 0, X509.length)) {
            return Optional.empty();
        }
        var key = Arrays.copyOfRange(x509, X509.length, x509.length);
        return EdwardsPoint.decoded(key).map(point -> new KnownSigner(key, point));
    }

    boolean confirms(byte[] message, byte[] signature) {
        if (signature.length != 2 * HALF) {
            return false;
        }
        var scalar = EdwardsPoint.littleEndian(Arrays.copyOfRange(signature, HALF, 2 * HALF));
        if (scalar.compareTo(L) >= 0) {
            return false;
        }
        var digest = DigestUtils.getSha512Digest();
        digest.update(signature, 0, HALF);
        digest.update(key);
        var hash = EdwardsPoint.littleEndian(digest.digest(message)).mod(L);
        var sum = ofNegativeKey.added(PointMultiples.OF_BASE.added(EdwardsPoint.NEUTRAL, scalar), hash);
        return Arrays.equals(sum.encoded(), 0, HALF, signature, 0, HALF);
    }
}
