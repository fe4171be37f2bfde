package app.medzenhealth.cutover.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What lies in {@code signing-key.pem} (RFC 7468): a key as it is, or under a passphrase. */
sealed interface KeyFile {

    /** @param der PKCS #8 */
    record Plain(byte[] der) implements KeyFile {}

    /** @param base64 of what {@link SealedKey} makes: not looked into before somebody has a passphrase */
    record Sealed(String base64) implements KeyFile {
        static Sealed of(byte[] der) {
            return new Sealed(encoded(der));
        }

        /** @throws IllegalArgumentException if it is no Base64 */
        byte[] der() {
            return Base64.getMimeDecoder().decode(base64);
        }
    }

    static KeyFile parse(byte[] file) throws IOException {
        var pem = new String(file, StandardCharsets.US_ASCII);
        if (wraps("PRIVATE KEY", pem)) {
            return new Plain(Base64.getMimeDecoder().decode(content("PRIVATE KEY", pem)));
        }
        if (wraps("ENCRYPTED PRIVATE KEY", pem)) {
            return new Sealed(content("ENCRYPTED PRIVATE KEY", pem));
        }
        throw new IOException("the signing key is not a PEM file");
    }

    /** As it lies on disk. */
    default byte[] pem() {
        return switch (this) {
            case Plain(byte[] der) -> pem("PRIVATE KEY", encoded(der));
            case Sealed(String base64) -> pem("ENCRYPTED PRIVATE KEY", base64);
        };
    }

    private static boolean wraps(String label, String pem) {
        return pem.length() >= begin(label).length() + end(label).length()
                && pem.startsWith(begin(label))
                && pem.endsWith(end(label));
    }

    private static String content(String label, String pem) {
        return pem.substring(begin(label).length(), pem.length() - end(label).length());
    }

    private static String encoded(byte[] der) {
        return Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    }

    private static byte[] pem(String label, String base64) {
        return (begin(label) + base64 + end(label)).getBytes(StandardCharsets.US_ASCII);
    }

    private static String begin(String label) {
        return "-----BEGIN " + label + "-----\n";
    }

    private static String end(String label) {
        return "\n-----END " + label + "-----\n";
    }
}
