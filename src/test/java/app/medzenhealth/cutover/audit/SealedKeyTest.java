package app.medzenhealth.cutover.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A private key under a passphrase. */
class SealedKeyTest {
    private static final String PASSPHRASE = "grüße aus Kapstadt 👋";
    /** DER of the iteration count 600,000. */
    private static final String ROUNDS = "02030927c0";

    @TempDir
    private Path folder;

    private byte[] key = {};

    @BeforeEach
    void a_key() throws Exception {
        key = KeyPairGenerator.getInstance("Ed25519")
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
    }

    @Test
    void what_was_sealed_opens_with_its_passphrase_and_with_no_other() throws Exception {
        var sealed = SealedKey.seal(key, PASSPHRASE.toCharArray());
        assertThat(SealedKey.open(sealed, PASSPHRASE.toCharArray())).isEqualTo(key);
        assertThat(HexFormat.of().formatHex(sealed))
                .contains(ROUNDS)
                .doesNotContain(HexFormat.of().formatHex(key).substring(32));
        for (var other :
                new String[] {"", "grusse aus Kapstadt", PASSPHRASE + " ", PASSPHRASE.toUpperCase(Locale.ROOT)}) {
            assertThatThrownBy(() -> SealedKey.open(sealed, other.toCharArray()))
                    .as(other)
                    .isInstanceOf(WrongPassphrase.class);
        }
        assertThat(SealedKey.seal(key, PASSPHRASE.toCharArray())).isNotEqualTo(sealed);
    }

    @Test
    void what_is_sealed_too_weakly_or_for_hours_is_not_opened() throws Exception {
        var sealed = HexFormat.of().formatHex(SealedKey.seal(key, PASSPHRASE.toCharArray()));
        // 99,999 and 10,000,001; the lengths stay as they are.
        for (var rounds : new String[] {"020301869f", "0203989681"}) {
            var altered = HexFormat.of().parseHex(sealed.replace(ROUNDS, rounds));
            assertThatThrownBy(() -> SealedKey.open(altered, PASSPHRASE.toCharArray()))
                    .as(rounds)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("are believed");
        }
    }

    @Test
    void whatever_is_changed_in_the_file_gives_an_error_or_a_key_that_does_not_belong() throws Exception {
        var sealed = SealedKey.seal(key, PASSPHRASE.toCharArray());
        for (var length : new int[] {0, 1, 16, sealed.length / 2, sealed.length - 1}) {
            var cut = Arrays.copyOf(sealed, length);
            assertThatThrownBy(() -> SealedKey.open(cut, PASSPHRASE.toCharArray()))
                    .as("cut to %d", length)
                    .isInstanceOfAny(IOException.class, GeneralSecurityException.class, IllegalArgumentException.class);
        }
        // What stands before the salt names the algorithms: each of its bytes counts.
        for (var at = 0; at < 30; at++) {
            var changed = sealed.clone();
            changed[at] ^= 1;
            assertThatThrownBy(() -> SealedKey.open(changed, PASSPHRASE.toCharArray()))
                    .as("byte %d", at)
                    .isInstanceOfAny(
                            IOException.class,
                            GeneralSecurityException.class,
                            IllegalArgumentException.class,
                            IllegalStateException.class);
        }
        for (var at : new int[] {40, 110, sealed.length - 50, sealed.length - 20, sealed.length - 1}) {
            var changed = sealed.clone();
            changed[at] ^= 1;
            try {
                assertThat(SealedKey.open(changed, PASSPHRASE.toCharArray()))
                        .as("byte %d", at)
                        .isNotEqualTo(key);
            } catch (IOException | GeneralSecurityException | IllegalArgumentException refused) {
                assertThat(refused).isNotNull();
            }
        }
    }

    /** What OpenSSL writes and reads by itself, so that nobody depends on this program for their key. */
    @Test
    void openssl_opens_what_was_sealed_and_what_it_seals_is_opened() throws Exception {
        assumeTrue(openssl("version") == 0, "skipped: there is no openssl on the PATH");
        var pem = folder.resolve("signing-key.pem");
        var out = folder.resolve("plain.der");
        Files.write(
                pem,
                KeyFile.Sealed.of(SealedKey.seal(key, "correct horse battery".toCharArray()))
                        .pem());
        assertThat(openssl(
                        "pkcs8",
                        "-in",
                        pem.toString(),
                        "-passin",
                        "pass:correct horse battery",
                        "-topk8",
                        "-nocrypt",
                        "-outform",
                        "DER",
                        "-out",
                        out.toString()))
                .isZero();
        assertThat(out).hasBinaryContent(key);

        var theirs = folder.resolve("theirs.pem");
        assertThat(openssl(
                        "pkcs8",
                        "-inform",
                        "DER",
                        "-in",
                        out.toString(),
                        "-topk8",
                        "-v2",
                        "aes-256-cbc",
                        "-v2prf",
                        "hmacWithSHA256",
                        "-iter",
                        "200000",
                        "-passout",
                        "pass:correct horse battery",
                        "-out",
                        theirs.toString()))
                .isZero();
        assertThat(KeyFile.parse(Files.readAllBytes(theirs)))
                .isInstanceOfSatisfying(
                        KeyFile.Sealed.class, file -> assertThat(opened(file)).isEqualTo(key));
    }

    private static byte[] opened(KeyFile.Sealed file) {
        try {
            return SealedKey.open(file.der(), "correct horse battery".toCharArray());
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static int openssl(String... arguments) throws InterruptedException {
        var command = new ArrayList<String>(List.of("openssl"));
        command.addAll(List.of(arguments));
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return -1;
        }
    }
}
