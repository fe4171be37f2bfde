package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.session.Refusal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Signature;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApproverKeyTest {
    private static final char[] PASSPHRASE = "correct horse battery".toCharArray();

    @TempDir
    Path folder;

    private Path file;
    private ApproverKey made;

    @BeforeEach
    void make() {
        file = folder.resolve("approver-key.json");
        made = ApproverKey.make(file, "dba@example.com", PASSPHRASE);
    }

    @Test
    void the_right_passphrase_gives_the_same_key_back() throws Exception {
        var loaded = ApproverKey.load(file, PASSPHRASE);
        assertThat(loaded.name()).isEqualTo("dba@example.com");
        assertThat(loaded.publicKey()).isEqualTo(made.publicKey());
        assertThat(sign(loaded)).isEqualTo(sign(made));
    }

    private static byte[] sign(ApproverKey key) throws Exception {
        var signature = Signature.getInstance("Ed25519");
        signature.initSign(key.privateKey());
        signature.update("text".getBytes(StandardCharsets.UTF_8));
        return signature.sign();
    }

    @Test
    void a_public_half_that_is_not_the_keys_own_is_refused_with_the_right_passphrase() throws Exception {
        var other = ApproverKey.make(folder.resolve("other.json"), "dba@example.com", PASSPHRASE);
        Files.writeString(file, Files.readString(file).replace(made.publicKey(), other.publicKey()));
        assertThatThrownBy(() -> ApproverKey.load(file, PASSPHRASE))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("not the other half");
    }

    @Test
    void a_wrong_passphrase_is_refused_in_words() {
        assertThatThrownBy(() -> ApproverKey.load(file, "wrong horse battery".toCharArray()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("passphrase is wrong");
    }

    @Test
    void only_its_owner_can_read_it_and_neither_key_nor_passphrase_stands_in_it() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file))
                .doesNotContain("correct horse")
                .doesNotContain(
                        Base64.getEncoder().encodeToString(made.privateKey().getEncoded()));
    }

    @Test
    void an_existing_key_is_never_written_over() {
        assertThatThrownBy(() -> ApproverKey.make(file, "other@example.com", PASSPHRASE))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("in the way")
                .hasMessageContaining("No key was made");
        assertThat(ApproverKey.load(file, PASSPHRASE).name()).isEqualTo("dba@example.com");
    }

    @Test
    void a_key_cannot_be_passed_off_under_another_name() throws Exception {
        Files.writeString(file, Files.readString(file).replace("dba@example.com", "boss@example.com"));
        assertThatThrownBy(() -> ApproverKey.load(file, PASSPHRASE)).isInstanceOf(Refusal.class);
    }

    @Test
    void a_damaged_file_is_refused_as_such() throws Exception {
        Files.writeString(file, "{");
        assertThatThrownBy(() -> ApproverKey.load(file, PASSPHRASE))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("damaged");
    }
}
