package app.medzenhealth.cutover.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What confirms signatures in a trail says yes to no other than the platform does. {@code -Dseed=N}. */
class KnownSignerTest {
    private static final long SEED = Long.getLong("seed", 4711L);
    private static final BigInteger P = Field25519.P;
    private static final BigInteger L =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

    private final Random random = new Random(SEED);

    @Test
    void it_confirms_every_signature_that_is_one() throws Exception {
        for (var i = 0; i < 40; i++) {
            var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            var signer = KnownSigner.of(pair.getPublic().getEncoded()).orElseThrow();
            for (var j = 0; j < 10; j++) {
                var message = bytes(random.nextInt(300));
                assertThat(signer.confirms(message, PlatformSignatures.signed(pair, message)))
                        .as("seed %d", SEED)
                        .isTrue();
            }
        }
    }

    @Test
    void a_single_bit_of_message_signature_or_key_is_enough_for_it_to_say_nothing() throws Exception {
        var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        var key = pair.getPublic().getEncoded();
        var signer = KnownSigner.of(key).orElseThrow();
        var message = bytes(40);
        var signature = PlatformSignatures.signed(pair, message);
        for (var bit = 0; bit < 512; bit++) {
            assertThat(signer.confirms(message, flipped(signature, bit)))
                    .as("bit %d", bit)
                    .isFalse();
        }
        for (var bit = 0; bit < 320; bit++) {
            assertThat(signer.confirms(flipped(message, bit), signature)).isFalse();
        }
        for (var bit = 12 * 8; bit < 44 * 8; bit++) {
            assertThat(KnownSigner.of(flipped(key, bit)).filter(k -> k.confirms(message, signature)))
                    .isEmpty();
        }
        var malleated = signature.clone();
        var larger =
                EdwardsPoint.littleEndian(Arrays.copyOfRange(signature, 32, 64)).add(L);
        littleEndian(larger, malleated, 32);
        assertThat(signer.confirms(message, malleated)).as("S + L").isFalse();
        for (var length : new int[] {0, 32, 63, 65}) {
            assertThat(signer.confirms(message, Arrays.copyOf(signature, length)))
                    .isFalse();
        }
    }

    /** Keys and points that an honest signer never has: of small order, not reduced, not on the curve. */
    @Test
    void what_it_confirms_of_strange_points_the_platform_verifies() throws Exception {
        var strange = new ArrayList<byte[]>();
        for (var y : List.of(
                BigInteger.ZERO,
                BigInteger.ONE,
                BigInteger.TWO,
                P.subtract(BigInteger.ONE),
                P,
                P.add(BigInteger.ONE),
                BigInteger.TWO.pow(255).subtract(BigInteger.ONE))) {
            for (var sign : new int[] {0, 0x80}) {
                var bytes = new byte[32];
                littleEndian(y, bytes, 0);
                bytes[31] |= (byte) sign;
                strange.add(bytes);
            }
        }
        var confirmed = 0;
        for (var key : strange) {
            var x509 = HexFormat.of()
                    .parseHex("302a300506032b6570032100" + HexFormat.of().formatHex(key));
            for (var point : strange) {
                for (var scalar : List.of(BigInteger.ZERO, BigInteger.ONE, L.subtract(BigInteger.ONE), L)) {
                    for (var i = 0; i < 8; i++) {
                        var message = bytes(8);
                        var signature = Arrays.copyOf(point, 64);
                        littleEndian(scalar, signature, 32);
                        if (KnownSigner.of(x509)
                                .filter(k -> k.confirms(message, signature))
                                .isPresent()) {
                            confirmed++;
                            assertThat(PlatformSignatures.verifies(message, signature, x509))
                                    .as("key %s, signature %s", hex(key), hex(signature))
                                    .isTrue();
                        }
                    }
                }
            }
        }
        assertThat(confirmed).as("of small order some are right").isPositive();
    }

    @Test
    void numbers_are_multiplied_as_others_multiply_them_up_to_the_largest_limbs() {
        for (var i = 0; i < 20_000; i++) {
            var a = limbs();
            var b = limbs();
            assertThat(Field25519.number(Field25519.times(a, b)))
                    .as("%s times %s", Arrays.toString(a), Arrays.toString(b))
                    .isEqualTo(number(a).multiply(number(b)).mod(P));
            var c = Field25519.times(a, b);
            var d = Field25519.times(b, b);
            assertThat(Field25519.number(Field25519.minus(c, d)))
                    .isEqualTo(number(c).subtract(number(d)).mod(P));
            assertThat(Field25519.number(Field25519.plus(c, d)))
                    .isEqualTo(number(c).add(number(d)).mod(P));
            assertThat(Arrays.stream(Field25519.minus(c, d)).min())
                    .as("no limb is negative")
                    .satisfies(least -> assertThat(least.orElseThrow()).isNotNegative());
        }
    }

    /** What sums and differences have at most, and often exactly that. */
    private long[] limbs() {
        return random.longs(5, 0, 1L << 53)
                .map(limb -> switch (random.nextInt(4)) {
                    case 0 -> (1L << 53) - 1;
                    case 1 -> limb & 3;
                    case 2 -> (1L << 51) - 1;
                    default -> limb;
                })
                .toArray();
    }

    private static BigInteger number(long[] limbs) {
        var number = BigInteger.ZERO;
        for (var i = 4; i >= 0; i--) {
            number = number.shiftLeft(51).add(BigInteger.valueOf(limbs[i]));
        }
        return number;
    }

    private byte[] bytes(int count) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        var other = bytes.clone();
        other[bit / 8] ^= (byte) (1 << bit % 8);
        return other;
    }

    private static void littleEndian(BigInteger number, byte[] into, int at) {
        for (var i = 0; i < 32; i++) {
            into[at + i] = number.shiftRight(8 * i).byteValue();
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
