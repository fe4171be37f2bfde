package app.medzenhealth.cutover.audit;

import app.medzenhealth.cutover.store.StateDirectory;
import app.medzenhealth.cutover.store.StoreProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/** The Ed25519 key that signs a trail's checkpoints. It stays in the state folder; its public half goes everywhere. */
public final class SigningKey {
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----\n";
    private static final String END = "\n-----END PRIVATE KEY-----\n";
    private static final int LARGEST_FILE = 4096;

    private final PrivateKey key;
    private final VerifierKey verifier;

    SigningKey(PrivateKey key, VerifierKey verifier) {
        this.key = key;
        this.verifier = verifier;
    }

    /**
     * The state folder's key, made where there is no trail yet.
     *
     * @throws StoreProblem if it is missing although a trail was begun with it, or cannot be read or written
     */
    public static SigningKey of(StateDirectory directory) {
        var known = Files.exists(directory.signingKey(), LinkOption.NOFOLLOW_LINKS)
                && Files.exists(directory.verifierKey(), LinkOption.NOFOLLOW_LINKS);
        try {
            if (known) {
                return load(directory);
            }
            if (Files.exists(directory.tip(), LinkOption.NOFOLLOW_LINKS)) {
                throw new StoreProblem(
                        "The trail in " + directory + " cannot be continued.",
                        "The key that signs it is missing ("
                                + directory.signingKey().getFileName() + " or "
                                + directory.verifierKey().getFileName() + ").",
                        "Put the file back from a backup, or begin a new state folder with --state.");
            }
            return make(directory);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new StoreProblem(
                    "The signing key in " + directory + " cannot be used.",
                    "It cannot be read or written: " + e.getMessage() + ".",
                    "Put it back from a backup, or begin a new state folder with --state.",
                    e);
        }
    }

    private static SigningKey make(StateDirectory directory) throws IOException, GeneralSecurityException {
        var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        var random = new byte[4];
        new SecureRandom().nextBytes(random);
        var name = "medzenhealth.app/cutover/" + HexFormat.of().formatHex(random);
        var made = new SigningKey(pair.getPrivate(), VerifierKey.of(name, pair.getPublic()));
        var pem = BEGIN
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(pair.getPrivate().getEncoded())
                + END;
        directory.replace(directory.signingKey(), pem.getBytes(StandardCharsets.US_ASCII));
        directory.replace(directory.verifierKey(), (made.verifier.line() + "\n").getBytes(StandardCharsets.US_ASCII));
        return made;
    }

    /** The bytes of a key in a PEM file. */
    static byte[] der(byte[] file) throws IOException {
        var pem = new String(file, StandardCharsets.US_ASCII);
        if (!pem.startsWith(BEGIN) || !pem.endsWith(END)) {
            throw new IOException("the signing key is not a PEM file");
        }
        return Base64.getMimeDecoder().decode(pem.substring(BEGIN.length(), pem.length() - END.length()));
    }

    private static SigningKey load(StateDirectory directory) throws IOException, GeneralSecurityException {
        var der = der(directory.read(directory.signingKey(), LARGEST_FILE));
        var key = KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(der));
        var verifier = VerifierKey.parse(
                new String(directory.read(directory.verifierKey(), LARGEST_FILE), StandardCharsets.US_ASCII));
        var loaded = new SigningKey(key, verifier);
        var probe = verifier.line().getBytes(StandardCharsets.US_ASCII);
        if (!verifier.verifies(probe, loaded.sign(probe))) {
            throw new IOException("the signing key and the verifier key do not belong together");
        }
        return loaded;
    }

    public VerifierKey verifier() {
        return verifier;
    }

    /** What authenticates each newest record. */
    TipKey tip() {
        return new TipKey(verifier.name(), TipKey.seed(key.getEncoded()));
    }

    byte[] sign(byte[] message) {
        try {
            var signer = Signature.getInstance("Ed25519");
            signer.initSign(key);
            signer.update(message);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform from 15 on has Ed25519", e);
        }
    }
}
