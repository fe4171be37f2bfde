package app.medzenhealth.cutover.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Authenticates the newest record, in the transaction that writes it, with what only the console has: HMAC-SHA256 (RFC 2104) by a key
 * made from the signing key. A signature would take longer than the durable record itself. Not for several threads at once.
 */
final class TipKey {
    private static final String ALGORITHM = "HmacSHA256";
    private static final byte[] PURPOSE = "medzenhealth.app/cutover/tip\n".getBytes(StandardCharsets.US_ASCII);

    /** What stands before the seed in every such key. */
    private static final byte[] PKCS8 = {0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20};

    private final Mac mac;
    private final String name;

    /**
     * @param name of the signing key
     * @param seed of the signing key (RFC 8032, section 5.1.5), 32 bytes
     */
    TipKey(String name, byte[] seed) {
        try {
            var digest = DigestUtils.getSha256Digest();
            digest.update(PURPOSE);
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(digest.digest(seed), ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has it", e);
        }
        this.name = name;
    }

    /** @param hash lower-case hex SHA-256 of the record's bytes */
    byte[] of(long seq, String hash) {
        return mac.doFinal((name + "/tip\n" + seq + "\n" + hash + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    boolean made(byte[] code, long seq, String hash) {
        return MessageDigest.isEqual(code, of(seq, hash));
    }

    /** Of a key in PKCS #8 (RFC 8410, section 7). */
    static byte[] seed(byte[] der) {
        if (der.length != PKCS8.length + 32 || !Arrays.equals(der, 0, PKCS8.length, PKCS8, 0, PKCS8.length)) {
            throw new IllegalArgumentException("it is not an Ed25519 key");
        }
        return Arrays.copyOfRange(der, PKCS8.length, der.length);
    }
}
