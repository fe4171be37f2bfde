package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.session.Approvals;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.store.OwnerOnly;
import app.medzenhealth.cutover.store.StateDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A second approver's Ed25519 key: in a file of their own machine, encrypted under a passphrase (PBKDF2-HMAC-SHA256, AES-256-GCM).
 */
public record ApproverKey(String name, String publicKey, PrivateKey privateKey) {
    /** OWASP's figure for PBKDF2-HMAC-SHA256. */
    private static final int ROUNDS = 600_000;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private record Stored(String name, String publicKey, int rounds, String salt, String iv, String sealed) {}

    /** Where a person's own machine keeps it. */
    public static Path file(StateFolder state) {
        return state.open("approver").path().resolve("approver-key.json");
    }

    /**
     * What a challenge asks for, in plain words, a line each; last, where this machine's clock says so, that its time is over.
     *
     * @param now by this machine's clock
     */
    public static List<String> words(String challenge, Instant now) {
        var read = Approvals.read(challenge);
        var lines = new ArrayList<>(read.words());
        if (!read.open(now)) {
            lines.add(
                    "EXPIRED by this machine's clock, which shows " + now.truncatedTo(ChronoUnit.MINUTES)
                            + ". The console takes a signature only before its own clock is past that; a rehearsal's clock is its own.");
        }
        return lines;
    }

    /** Signs a challenge, and gives the response code. */
    public String respond(String challenge) {
        return Approvals.respond(challenge, name, privateKey);
    }

    public static boolean exists(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    public static ApproverKey make(Path file, String name, char[] passphrase) {
        try {
            var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            var random = new SecureRandom();
            var salt = new byte[16];
            var iv = new byte[12];
            random.nextBytes(salt);
            random.nextBytes(iv);
            var cipher = cipher(Cipher.ENCRYPT_MODE, passphrase, salt, iv, ROUNDS, name);
            var text = Base64.getEncoder();
            var publicKey = text.encodeToString(pair.getPublic().getEncoded());
            var stored = new Stored(
                    name,
                    publicKey,
                    ROUNDS,
                    text.encodeToString(salt),
                    text.encodeToString(iv),
                    text.encodeToString(cipher.doFinal(pair.getPrivate().getEncoded())));
            OwnerOnly.write(file, JSON.writeValueAsBytes(stored));
            return new ApproverKey(name, publicKey, pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks an algorithm it must have", e);
        } catch (IOException e) {
            throw new Refusal(
                    "The key could not be written: " + StateDirectory.reason(e) + ". No key was made",
                    "make room on the disk or give this user the right, then make it again");
        }
    }

    /** @throws Refusal if the passphrase is wrong or the file damaged */
    public static ApproverKey load(Path file, char[] passphrase) {
        try {
            var stored = JSON.readValue(Files.readAllBytes(file), Stored.class);
            var text = Base64.getDecoder();
            if (stored.rounds() < 100_000 || stored.rounds() > 10_000_000) {
                throw new Refusal("The key file " + file + " is damaged", "restore it, or make a new key and enrol it");
            }
            var cipher = cipher(
                    Cipher.DECRYPT_MODE,
                    passphrase,
                    text.decode(stored.salt()),
                    text.decode(stored.iv()),
                    stored.rounds(),
                    stored.name());
            var key = KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new PKCS8EncodedKeySpec(cipher.doFinal(text.decode(stored.sealed()))));
            if (!belong(key, stored.publicKey())) {
                // Only the name and the private half are sealed: another's public half would be enrolled in this
                // person's name.
                throw new Refusal(
                        "The public key in " + file + " is not the other half of the key: somebody changed the file",
                        "restore it, or make a new key and enrol it; nothing was signed");
            }
            return new ApproverKey(stored.name(), stored.publicKey(), key);
        } catch (AEADBadTagException e) {
            throw new Refusal("The passphrase is wrong, or the key file was changed", "try again; nothing was signed");
        } catch (GeneralSecurityException | IllegalArgumentException | JacksonException e) {
            throw new Refusal("The key file " + file + " is damaged", "restore it, or make a new key and enrol it");
        } catch (IOException e) {
            throw new UncheckedIOException("the key could not be read from " + file, e);
        }
    }

    private static boolean belong(PrivateKey key, String publicKey) throws GeneralSecurityException {
        var probe = "cutover".getBytes(StandardCharsets.US_ASCII);
        var signature = Signature.getInstance("Ed25519");
        signature.initSign(key);
        signature.update(probe);
        var signed = signature.sign();
        signature.initVerify(KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(publicKey))));
        signature.update(probe);
        return signature.verify(signed);
    }

    private static Cipher cipher(int mode, char[] passphrase, byte[] salt, byte[] iv, int rounds, String name)
            throws GeneralSecurityException {
        var spec = new PBEKeySpec(passphrase, salt, rounds, 256);
        var secret = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                .generateSecret(spec)
                .getEncoded();
        spec.clearPassword();
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(secret, "AES"), new GCMParameterSpec(128, iv));
        // The name is part of what is sealed: a key cannot be passed off as another person's.
        cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
