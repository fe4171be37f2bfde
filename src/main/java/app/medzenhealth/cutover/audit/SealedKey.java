package app.medzenhealth.cutover.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A private key under a passphrase, as other programs read it too: EncryptedPrivateKeyInfo (RFC 5958, section 3) by PBES2 (RFC 8018,
 * section 6.2) with PBKDF2-HMAC-SHA256 and AES-256-CBC. Java 25 offers neither scrypt nor Argon2, and its own writer of such files is not
 * final (JEP 470).
 */
final class SealedKey {
    /** OWASP's figure for PBKDF2-HMAC-SHA256 (Password Storage Cheat Sheet). */
    static final int ROUNDS = 600_000;

    /** Fewer protect nothing; more would take minutes. */
    static final int FEWEST_ROUNDS = 100_000;

    static final int MOST_ROUNDS = 10_000_000;

    private static final String ALGORITHM = "PBEWithHmacSHA256AndAES_256";
    private static final int KEY_BITS = 256;
    private static final int SALT = 16;
    private static final int BLOCK = 16;

    private static final byte SEQUENCE = 0x30;
    private static final byte OCTETS = 0x04;
    private static final byte INTEGER = 0x02;
    /** Object identifiers, whole: of RFC 8018, appendices A.4, A.2 and B.1.2, and of NIST's AES (RFC 3565, section 4.1). */
    private static final byte[] PBES2 = HexFormat.of().parseHex("06092a864886f70d01050d");

    private static final byte[] PBKDF2 = HexFormat.of().parseHex("06092a864886f70d01050c");
    private static final byte[] HMAC_SHA256_AND_NULL = HexFormat.of().parseHex("06082a864886f70d02090500");
    private static final byte[] AES_256_CBC = HexFormat.of().parseHex("060960864801650304012a");

    private SealedKey() {}

    /** @param pkcs8 the key (RFC 5958, section 2) */
    static byte[] seal(byte[] pkcs8, char[] passphrase) throws GeneralSecurityException {
        var random = new SecureRandom();
        var salt = new byte[SALT];
        var iv = new byte[BLOCK];
        random.nextBytes(salt);
        random.nextBytes(iv);
        var sealed = cipher(Cipher.ENCRYPT_MODE, passphrase, salt, ROUNDS, iv).doFinal(pkcs8);
        var derivation = der(
                SEQUENCE,
                PBKDF2,
                der(
                        SEQUENCE,
                        der(OCTETS, salt),
                        der(INTEGER, BigInteger.valueOf(ROUNDS).toByteArray()),
                        der(SEQUENCE, HMAC_SHA256_AND_NULL)));
        var encryption = der(SEQUENCE, AES_256_CBC, der(OCTETS, iv));
        return der(SEQUENCE, der(SEQUENCE, PBES2, der(SEQUENCE, derivation, encryption)), der(OCTETS, sealed));
    }

    /**
     * The key in PKCS #8.
     *
     * @throws WrongPassphrase if this does not open it
     * @throws IOException if it is no such file, or one that is sealed otherwise
     */
    static byte[] open(byte[] file, char[] passphrase) throws IOException, GeneralSecurityException {
        var info = new EncryptedPrivateKeyInfo(file);
        var parameters = info.getAlgParameters();
        if (parameters == null || !parameters.toString().equals(ALGORITHM)) {
            throw new IOException("the key is not sealed by PBKDF2-HMAC-SHA256 and AES-256-CBC");
        }
        var spec = parameters.getParameterSpec(PBEParameterSpec.class);
        var rounds = spec.getIterationCount();
        if (rounds < FEWEST_ROUNDS || rounds > MOST_ROUNDS) {
            throw new IOException("the key is sealed with " + rounds + " rounds; " + FEWEST_ROUNDS + " to "
                    + MOST_ROUNDS + " are believed");
        }
        if (!(spec.getParameterSpec() instanceof IvParameterSpec iv)) {
            throw new IOException("the key is sealed without an initial vector");
        }
        try {
            var pkcs8 = cipher(Cipher.DECRYPT_MODE, passphrase, spec.getSalt(), rounds, iv.getIV())
                    .doFinal(info.getEncryptedData());
            // By chance one wrong passphrase in 256 gives what ends as it should.
            TipKey.seed(pkcs8);
            return pkcs8;
        } catch (BadPaddingException | IllegalBlockSizeException | IllegalArgumentException e) {
            throw new WrongPassphrase();
        }
    }

    private static Cipher cipher(int mode, char[] passphrase, byte[] salt, int rounds, byte[] iv)
            throws GeneralSecurityException {
        // Not the factory of the same name as the algorithm: that one takes ASCII alone.
        var spec = new PBEKeySpec(passphrase, salt, rounds, KEY_BITS);
        try {
            var key = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
            var cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
            return cipher;
        } finally {
            spec.clearPassword();
        }
    }

    private static byte[] der(byte tag, byte[]... parts) {
        var content = new ByteArrayOutputStream();
        for (var part : parts) {
            content.writeBytes(part);
        }
        var out = new ByteArrayOutputStream();
        out.write(tag);
        var length = content.size();
        if (length >= 0x80) {
            // All of it is less than 256 bytes.
            out.write(0x81);
        }
        out.write(length);
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }
}
