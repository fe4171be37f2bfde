package app.medzenhealth.cutover.audit;

import java.math.BigInteger;

/**
 * Numbers modulo 2^255 − 19 (RFC 7748, section 4.1), each as five limbs of 51 bits, the least first. A limb may be a few bits longer than
 * that: what {@link #times} gives has 51 bits and a little more in each, what {@link #plus} and {@link #minus} give of such at most 53, of
 * which {@code times} takes both its factors.
 */
final class Field25519 {
    static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

    private static final int LIMB = 51;
    private static final long MASK = (1L << LIMB) - 1;

    /** That 2^255 is modulo {@link #P}. */
    private static final long FOLD = 19;

    /** The limbs of 2·{@link #P}: added before a subtraction, so that no limb is negative. */
    private static final long TWICE_LOWEST = 2 * (MASK + 1 - FOLD);

    private static final long TWICE = 2 * MASK;

    private Field25519() {}

    static long[] of(BigInteger number) {
        var limbs = new long[5];
        var left = number.mod(P);
        for (var i = 0; i < limbs.length; i++) {
            limbs[i] = left.longValue() & MASK;
            left = left.shiftRight(LIMB);
        }
        return limbs;
    }

    /** From 0 to {@link #P} − 1. */
    static BigInteger number(long[] limbs) {
        var number = BigInteger.ZERO;
        for (var i = limbs.length - 1; i >= 0; i--) {
            number = number.shiftLeft(LIMB).add(BigInteger.valueOf(limbs[i]));
        }
        return number.mod(P);
    }

    static long[] plus(long[] a, long[] b) {
        return new long[] {a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3], a[4] + b[4]};
    }

    static long[] minus(long[] a, long[] b) {
        return new long[] {
            a[0] + TWICE_LOWEST - b[0],
            a[1] + TWICE - b[1],
            a[2] + TWICE - b[2],
            a[3] + TWICE - b[3],
            a[4] + TWICE - b[4]
        };
    }

    static long[] times(long[] a, long[] b) {
        // Of each product of limbs the bits below the 51st count here, and those from there on in the next.
        var c0 = low(a[0], b[0]);
        var c1 = low(a[0], b[1]) + low(a[1], b[0]) + high(a[0], b[0]);
        var c2 = low(a[0], b[2]) + low(a[1], b[1]) + low(a[2], b[0]) + high(a[0], b[1]) + high(a[1], b[0]);
        var c3 = low(a[0], b[3])
                + low(a[1], b[2])
                + low(a[2], b[1])
                + low(a[3], b[0])
                + high(a[0], b[2])
                + high(a[1], b[1])
                + high(a[2], b[0]);
        var c4 = low(a[0], b[4])
                + low(a[1], b[3])
                + low(a[2], b[2])
                + low(a[3], b[1])
                + low(a[4], b[0])
                + high(a[0], b[3])
                + high(a[1], b[2])
                + high(a[2], b[1])
                + high(a[3], b[0]);
        var c5 = low(a[1], b[4])
                + low(a[2], b[3])
                + low(a[3], b[2])
                + low(a[4], b[1])
                + high(a[0], b[4])
                + high(a[1], b[3])
                + high(a[2], b[2])
                + high(a[3], b[1])
                + high(a[4], b[0]);
        var c6 = low(a[2], b[4])
                + low(a[3], b[3])
                + low(a[4], b[2])
                + high(a[1], b[4])
                + high(a[2], b[3])
                + high(a[3], b[2])
                + high(a[4], b[1]);
        var c7 = low(a[3], b[4]) + low(a[4], b[3]) + high(a[2], b[4]) + high(a[3], b[3]) + high(a[4], b[2]);
        var c8 = low(a[4], b[4]) + high(a[3], b[4]) + high(a[4], b[3]);
        var c9 = high(a[4], b[4]);
        return carried(c0 + FOLD * c5, c1 + FOLD * c6, c2 + FOLD * c7, c3 + FOLD * c8, c4 + FOLD * c9);
    }

    private static long low(long a, long b) {
        return a * b & MASK;
    }

    /** The product without its lowest 51 bits: of the 13 bits by which both factors are longer here 64 are cut off with them. */
    private static long high(long a, long b) {
        return Math.multiplyHigh(a << 6, b << 7);
    }

    private static long[] carried(long r0, long r1, long r2, long r3, long r4) {
        var s1 = r1 + (r0 >>> LIMB);
        var s2 = r2 + (s1 >>> LIMB);
        var s3 = r3 + (s2 >>> LIMB);
        var s4 = r4 + (s3 >>> LIMB);
        var s0 = (r0 & MASK) + FOLD * (s4 >>> LIMB);
        return new long[] {s0 & MASK, (s1 & MASK) + (s0 >>> LIMB), s2 & MASK, s3 & MASK, s4 & MASK};
    }
}
