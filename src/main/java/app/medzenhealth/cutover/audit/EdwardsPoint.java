package app.medzenhealth.cutover.audit;

import java.math.BigInteger;
import java.util.Optional;

/** A point of edwards25519 in extended homogeneous coordinates, with the formulas of RFC 8032, section 5.1.4. */
final class EdwardsPoint {
    private static final int LENGTH = 32;
    private static final BigInteger P = Field25519.P;
    private static final BigInteger D = BigInteger.valueOf(-121_665)
            .multiply(BigInteger.valueOf(121_666).modInverse(P))
            .mod(P);
    private static final BigInteger ROOT_OF_MINUS_1 =
            BigInteger.TWO.modPow(P.subtract(BigInteger.ONE).shiftRight(2), P);
    private static final long[] TWICE_D = Field25519.of(D.shiftLeft(1));
    private static final long[] ZERO = Field25519.of(BigInteger.ZERO);
    private static final long[] ONE = Field25519.of(BigInteger.ONE);

    static final EdwardsPoint NEUTRAL = new EdwardsPoint(ZERO, ONE, ONE, ZERO);

    private final long[] x;
    private final long[] y;
    private final long[] z;
    private final long[] t;

    private EdwardsPoint(long[] x, long[] y, long[] z, long[] t) {
        this.x = x;
        this.y = y;
        this.z = z;
        this.t = t;
    }

    private static EdwardsPoint of(BigInteger x, BigInteger y) {
        return new EdwardsPoint(Field25519.of(x), Field25519.of(y), ONE, Field25519.of(x.multiply(y)));
    }

    /** RFC 8032, section 5.1, table: y of B is 4/5, and its x is even. */
    static EdwardsPoint base() {
        var y = BigInteger.valueOf(4)
                .multiply(BigInteger.valueOf(5).modInverse(P))
                .mod(P);
        return decoded(reversed(bigEndian(y))).orElseThrow();
    }

    /** As RFC 8032, section 5.1.3, decodes it; empty where that fails. */
    static Optional<EdwardsPoint> decoded(byte[] bytes) {
        var number = littleEndian(bytes);
        var y = number.clearBit(255);
        if (bytes.length != LENGTH || y.compareTo(P) >= 0) {
            return Optional.empty();
        }
        var y2 = y.multiply(y).mod(P);
        var x2 = y2.subtract(BigInteger.ONE)
                .multiply(D.multiply(y2).add(BigInteger.ONE).modInverse(P))
                .mod(P);
        var x = x2.modPow(P.add(BigInteger.valueOf(3)).shiftRight(3), P);
        if (!x.multiply(x).mod(P).equals(x2)) {
            x = x.multiply(ROOT_OF_MINUS_1).mod(P);
        }
        var negative = number.testBit(255);
        if (!x.multiply(x).mod(P).equals(x2) || x.signum() == 0 && negative) {
            return Optional.empty();
        }
        return Optional.of(of(x.testBit(0) == negative ? x : P.subtract(x), y));
    }

    /** RFC 8032, section 5.1.2. */
    byte[] encoded() {
        var inverse = Field25519.number(z).modInverse(P);
        var bytes = bigEndian(Field25519.number(y).multiply(inverse).mod(P));
        if (Field25519.number(x).multiply(inverse).mod(P).testBit(0)) {
            bytes[0] |= (byte) 0x80;
        }
        return reversed(bytes);
    }

    static BigInteger littleEndian(byte[] bytes) {
        return new BigInteger(1, reversed(bytes));
    }

    private static byte[] bigEndian(BigInteger number) {
        var bytes = number.toByteArray();
        var whole = new byte[LENGTH];
        var from = Math.max(0, bytes.length - LENGTH);
        System.arraycopy(bytes, from, whole, LENGTH - bytes.length + from, bytes.length - from);
        return whole;
    }

    private static byte[] reversed(byte[] bytes) {
        var other = new byte[bytes.length];
        for (var i = 0; i < bytes.length; i++) {
            other[i] = bytes[bytes.length - 1 - i];
        }
        return other;
    }

    EdwardsPoint negative() {
        return new EdwardsPoint(Field25519.minus(ZERO, x), y, z, Field25519.minus(ZERO, t));
    }

    /** What an addition needs of its second point, computed once for all of them. */
    record Addend(long[] plus, long[] minus, long[] twiceZ, long[] twiceDt) {}

    Addend addend() {
        return new Addend(
                Field25519.plus(y, x), Field25519.minus(y, x), Field25519.plus(z, z), Field25519.times(t, TWICE_D));
    }

    EdwardsPoint plus(Addend other) {
        var a = Field25519.times(Field25519.minus(y, x), other.minus());
        var b = Field25519.times(Field25519.plus(y, x), other.plus());
        var c = Field25519.times(t, other.twiceDt());
        var d = Field25519.times(z, other.twiceZ());
        var e = Field25519.minus(b, a);
        var f = Field25519.minus(d, c);
        var g = Field25519.plus(d, c);
        var h = Field25519.plus(b, a);
        return new EdwardsPoint(
                Field25519.times(e, f), Field25519.times(g, h), Field25519.times(f, g), Field25519.times(e, h));
    }
}
