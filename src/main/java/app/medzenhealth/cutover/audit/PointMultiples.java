package app.medzenhealth.cutover.audit;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Multiples of a point that many scalars are multiplied by: a sum of 64 of them is a product, without doubling anything. */
final class PointMultiples {
    private static final int DIGITS = 64;
    private static final int BITS = 4;

    static final PointMultiples OF_BASE = new PointMultiples(EdwardsPoint.base());

    /** By place of a digit, its values from 1 to 15: that times 16^place. */
    private final List<EdwardsPoint.Addend[]> places = new ArrayList<>(DIGITS);

    PointMultiples(EdwardsPoint point) {
        var of = point;
        for (var place = 0; place < DIGITS; place++) {
            var values = new EdwardsPoint.Addend[1 << BITS];
            var once = of.addend();
            var value = EdwardsPoint.NEUTRAL;
            for (var digit = 1; digit < values.length; digit++) {
                value = value.plus(once);
                values[digit] = value.addend();
            }
            places.add(values);
            of = value.plus(once);
        }
    }

    /**
     * That sum and a product.
     *
     * @param scalar of at most 256 bits
     */
    EdwardsPoint added(EdwardsPoint sum, BigInteger scalar) {
        var result = sum;
        for (var place = 0; place < DIGITS; place++) {
            var digit = scalar.shiftRight(place * BITS).intValue() & (1 << BITS) - 1;
            if (digit != 0) {
                result = result.plus(places.get(place)[digit]);
            }
        }
        return result;
    }
}
