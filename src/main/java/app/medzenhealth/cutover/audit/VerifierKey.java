package app.medzenhealth.cutover.audit;

import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The public half of a {@link SigningKey}, written as a C2SP vkey (c2sp.org/signed-note): {@code name+hash+base64(0x01 ‖ key)}.
 */
public final class VerifierKey {
    private static final byte[] X509_ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final byte ED25519 = 1;

    private final String name;
    private final byte[] raw;

    VerifierKey(String name, byte[] raw) {
        if (!name.matches("[!-*,-~]+") || raw.length != 32) {
            throw new IllegalArgumentException("not a key name and 32 bytes");
        }
        this.name = name;
        this.raw = raw.clone();
    }

    static VerifierKey of(String name, PublicKey key) {
        var x509 = key.getEncoded();
        return new VerifierKey(name, Arrays.copyOfRange(x509, x509.length - 32, x509.length));
    }

    /**
     * Reads a key file as the console writes it: one line that ends with a line feed.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    static VerifierKey file(byte[] content) {
        var text = new String(content, StandardCharsets.UTF_8);
        if (!text.endsWith("\n")) {
            throw new IllegalArgumentException("its line does not end");
        }
        return parse(text);
    }

    /**
     * Reads a key: one line.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public static VerifierKey parse(String file) {
        var line = file.endsWith("\n") ? file.substring(0, file.length() - 1) : file;
        var parts = line.split("\\+", 3);
        if (parts.length != 3) {
            throw new IllegalArgumentException("not a verifier key: expected name+hash+key");
        }
        var key = Base64.getDecoder().decode(parts[2]);
        if (key.length != 33 || key[0] != ED25519) {
            throw new IllegalArgumentException("not an Ed25519 verifier key");
        }
        var parsed = new VerifierKey(parts[0], Arrays.copyOfRange(key, 1, 33));
        if (!parsed.line().equals(line)) {
            throw new IllegalArgumentException("the key's hash is not that of the key");
        }
        return parsed;
    }

    /** Also the origin of the checkpoints it signs. */
    public String name() {
        return name;
    }

    /** The vkey, without an end of line. */
    public String line() {
        var key = new byte[33];
        key[0] = ED25519;
        System.arraycopy(raw, 0, key, 1, 32);
        return name + "+" + HexFormat.of().formatHex(id()) + "+"
                + Base64.getEncoder().encodeToString(key);
    }

    /** The four bytes by which a signature line names its key. */
    byte[] id() {
        return Arrays.copyOf(digest(), 4);
    }

    /** By which people compare it: lower-case hex of the whole digest of which {@link #id()} is the beginning. */
    public String fingerprint() {
        return HexFormat.of().formatHex(digest());
    }

    private byte[] digest() {
        var prefix = (name + "\n").getBytes(StandardCharsets.US_ASCII);
        var all = Arrays.copyOf(prefix, prefix.length + 33);
        all[prefix.length] = ED25519;
        System.arraycopy(raw, 0, all, prefix.length + 1, 32);
        return new Sha256().of(all);
    }

    boolean verifies(byte[] message, byte[] signature) {
        var x509 = Arrays.copyOf(X509_ED25519, X509_ED25519.length + 32);
        System.arraycopy(raw, 0, x509, X509_ED25519.length, 32);
        return Ed25519.verifies(message, signature, x509);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifierKey key && key.name.equals(name) && Arrays.equals(key.raw, raw);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(raw);
    }

    @Override
    public String toString() {
        return line();
    }
}
