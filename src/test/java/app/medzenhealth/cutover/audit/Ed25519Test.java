package app.medzenhealth.cutover.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Ed25519Test {
    private static final long SEED = Long.getLong("ed25519.seed", 20261201L);

    @Test
    void a_key_that_was_used_before_says_the_same_of_every_signature_as_one_that_is_read_anew() throws Exception {
        var random = new Random(SEED);
        var keys = new ArrayList<KeyPair>();
        for (var i = 0; i < 12; i++) {
            keys.add(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
        }
        var right = 0;
        for (var i = 0; i < 1_000; i++) {
            var pair = keys.get(random.nextInt(random.nextBoolean() ? 3 : keys.size()));
            var message = new byte[random.nextInt(300)];
            random.nextBytes(message);
            var signature = PlatformSignatures.signed(pair, message);
            var key = pair.getPublic().getEncoded();
            switch (random.nextInt(8)) {
                case 0 -> flip(signature, random);
                case 1 -> signature = Arrays.copyOf(signature, random.nextInt(80));
                case 2 -> flip(key, random);
                case 3 -> key = Arrays.copyOf(key, random.nextInt(60));
                case 4 -> message = Arrays.copyOf(message, message.length + 1);
                case 5 -> Arrays.fill(signature, 32, 64, (byte) 0xff);
                default -> right++;
            }
            assertThat(Ed25519.verifies(message, signature, key))
                    .as("seed %d, signature %d", SEED, i)
                    .isEqualTo(PlatformSignatures.verifies(message, signature, key));
        }
        assertThat(right).isGreaterThan(100);
    }

    @Test
    void a_key_is_what_it_was_when_it_was_given() throws Exception {
        var message = "a challenge".getBytes(StandardCharsets.UTF_8);
        var mine = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        var yours = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        var array = mine.getPublic().getEncoded();
        assertThat(Ed25519.verifies(message, PlatformSignatures.signed(mine, message), array))
                .isTrue();
        System.arraycopy(yours.getPublic().getEncoded(), 0, array, 0, array.length);
        for (var signer : List.of(mine, yours)) {
            assertThat(Ed25519.verifies(message, PlatformSignatures.signed(signer, message), array))
                    .isEqualTo(signer == yours);
        }
    }

    private static void flip(byte[] bytes, Random random) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
}
