package app.medzenhealth.cutover.audit;

import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.commons.codec.digest.DigestUtils;

/** The hashes of the trail: of a record, and of the leaves and nodes of the RFC 6962 tree. Not for several threads at once. */
final class Sha256 {
    static final int LENGTH = 32;
    private static final HexFormat HEX = HexFormat.of();

    private final MessageDigest digest = DigestUtils.getSha256Digest();

    byte[] of(byte[] bytes) {
        return digest.digest(bytes);
    }

    /** RFC 6962, 2.1: SHA-256(0x00 ‖ bytes). */
    byte[] leaf(byte[] bytes) {
        digest.update((byte) 0);
        return digest.digest(bytes);
    }

    /** RFC 6962, 2.1: SHA-256(0x01 ‖ left ‖ right). */
    byte[] node(byte[] left, byte[] right) {
        digest.update((byte) 1);
        digest.update(left);
        return digest.digest(right);
    }

    /** Whether it is what {@link #hex} writes. */
    static boolean isHex(String text, byte[] hash) {
        var same = text.length() == 2 * hash.length;
        for (var i = 0; same && i < hash.length; i++) {
            same = text.charAt(2 * i) == HEX.toHighHexDigit(hash[i])
                    && text.charAt(2 * i + 1) == HEX.toLowHexDigit(hash[i]);
        }
        return same;
    }

    static String hex(byte[] hash) {
        return HEX.formatHex(hash);
    }
}
