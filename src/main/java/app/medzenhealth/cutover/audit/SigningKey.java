package app.medzenhealth.cutover.audit;

import app.medzenhealth.cutover.store.Passphrase;
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
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The Ed25519 key that signs a trail's checkpoints. It stays in the state folder, under a passphrase where somebody wanted that; its public
 * half goes everywhere.
 */
public final class SigningKey {
    private static final int LARGEST_FILE = 4096;

    private final PrivateKey key;
    private final VerifierKey verifier;

    SigningKey(PrivateKey key, VerifierKey verifier) {
        this.key = key;
        this.verifier = verifier;
    }

    /** The same, with the folder's own passphrase. */
    public static SigningKey of(StateDirectory directory) {
        return of(directory, directory.passphrase());
    }

    /**
     * The state folder's key, made where there is no trail yet.
     *
     * @param passphrase where it is sealed, or is to be
     * @throws StoreProblem if it is missing although a trail was begun with it, if it cannot be read or written, or if it is sealed
     *     and the passphrase is not given, or another; nothing was changed then
     */
    public static SigningKey of(StateDirectory directory, Passphrase passphrase) {
        var known = Files.exists(directory.signingKey(), LinkOption.NOFOLLOW_LINKS)
                && Files.exists(directory.verifierKey(), LinkOption.NOFOLLOW_LINKS);
        try {
            if (known) {
                return load(directory, passphrase);
            }
            if (Files.exists(directory.tip(), LinkOption.NOFOLLOW_LINKS)) {
                throw new StoreProblem(
                        "The trail in " + directory + " cannot be continued.",
                        "The key that signs it is missing ("
                                + directory.signingKey().getFileName() + " or "
                                + directory.verifierKey().getFileName() + ").",
                        "Put the file back from a backup, or begin a new state folder with --state.");
            }
            return make(directory, passphrase);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new StoreProblem(
                    "The signing key in " + directory + " cannot be used.",
                    "It cannot be read or written: " + e.getMessage() + ".",
                    "Put it back from a backup, or begin a new state folder with --state.",
                    e);
        }
    }

    /**
     * Of the folder's key; nothing is opened for it.
     *
     * @return as {@link VerifierKey#fingerprint()}
     */
    public static String fingerprint(StateDirectory directory) {
        try {
            return VerifierKey.file(directory.read(directory.verifierKey(), LARGEST_FILE))
                    .fingerprint();
        } catch (IOException | IllegalArgumentException e) {
            throw new StoreProblem(
                    "The key in " + directory + " cannot be used.",
                    "Its public half cannot be read: " + e.getMessage() + ".",
                    "Put " + directory.verifierKey().getFileName() + " back from a backup, or from any bundle.",
                    e);
        }
    }

    /** Whether a passphrase seals the folder's key. */
    public static boolean sealed(StateDirectory directory) {
        try {
            return KeyFile.parse(directory.read(directory.signingKey(), LARGEST_FILE)) instanceof KeyFile.Sealed;
        } catch (IOException e) {
            throw new StoreProblem(
                    "The signing key in " + directory + " cannot be used.",
                    "It cannot be read: " + e.getMessage() + ".",
                    "Put it back from a backup.",
                    e);
        }
    }

    private static SigningKey make(StateDirectory directory, Passphrase passphrase)
            throws IOException, GeneralSecurityException {
        var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        var random = new byte[4];
        new SecureRandom().nextBytes(random);
        var name = "medzenhealth.app/cutover/" + HexFormat.of().formatHex(random);
        var made = new SigningKey(pair.getPrivate(), VerifierKey.of(name, pair.getPublic()));
        var under = passphrase.toBegin(directory.signingKey());
        try {
            directory.replace(directory.signingKey(), made.file(under).pem());
        } finally {
            under.ifPresent(SigningKey::wipe);
        }
        directory.replace(directory.verifierKey(), (made.verifier.line() + "\n").getBytes(StandardCharsets.US_ASCII));
        return made;
    }

    /** As it is kept: under the passphrase where there is one. */
    private KeyFile file(Optional<char[]> under) throws GeneralSecurityException {
        return under.isPresent()
                ? KeyFile.Sealed.of(SealedKey.seal(key.getEncoded(), under.get()))
                : new KeyFile.Plain(key.getEncoded());
    }

    /**
     * Keeps the key under another passphrase from now on, or under none. What was there before is replaced only by what was found to
     * open again.
     *
     * @throws StoreProblem if it cannot be written; it is kept as it was then
     */
    void keep(StateDirectory directory, Optional<char[]> under) {
        try {
            var file = file(under);
            if (file instanceof KeyFile.Sealed sealed
                    && !Arrays.equals(SealedKey.open(sealed.der(), under.orElseThrow()), key.getEncoded())) {
                throw new GeneralSecurityException("what was sealed does not open");
            }
            directory.replace(directory.signingKey(), file.pem());
        } catch (IOException | GeneralSecurityException e) {
            throw new StoreProblem(
                    "The signing key in " + directory + " was not changed.",
                    "It cannot be written: " + e.getMessage() + ".",
                    "Check the disk, then do it again.",
                    e);
        }
    }

    private static SigningKey load(StateDirectory directory, Passphrase passphrase)
            throws IOException, GeneralSecurityException {
        var der = switch (KeyFile.parse(directory.read(directory.signingKey(), LARGEST_FILE))) {
            case KeyFile.Plain(byte[] plain) -> plain;
            case KeyFile.Sealed sealed -> opened(directory, sealed, passphrase);
        };
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

    private static byte[] opened(StateDirectory directory, KeyFile.Sealed sealed, Passphrase passphrase)
            throws IOException, GeneralSecurityException {
        for (var attempt = 0; ; attempt++) {
            var given = passphrase.of(directory.signingKey(), attempt);
            if (given.isEmpty()) {
                throw new StoreProblem(
                        "The signing key in " + directory + " is sealed, and nothing was opened.",
                        attempt == 0
                                ? "Its passphrase was not given."
                                : "The passphrase is wrong, or the file " + directory.signingKey() + " was changed.",
                        "Give the passphrase: in the window, at the terminal, with --passphrase-file FILE, or in the environment"
                                + " variable CUTOVER_KEY_PASSPHRASE. If nobody knows it any more: “audit key lost”.");
            }
            try {
                return SealedKey.open(sealed.der(), given.get());
            } catch (WrongPassphrase wrong) {
                // Whoever knows another is asked once more.
            } finally {
                wipe(given.get());
            }
        }
    }

    private static void wipe(char[] passphrase) {
        Arrays.fill(passphrase, '\0');
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
