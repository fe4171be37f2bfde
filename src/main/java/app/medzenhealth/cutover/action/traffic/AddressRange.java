package app.medzenhealth.cutover.action.traffic;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Optional;

/** A range of IPv4 or IPv6 addresses, as a security group's rule writes it. */
record AddressRange(int bits, BigInteger first, BigInteger last) {

    /** Empty for what is none, such as the id of a security group. */
    static Optional<AddressRange> of(String text) {
        var slash = text.indexOf('/');
        try {
            var address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash))
                    .getAddress();
            var bits = address.length * Byte.SIZE;
            var prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
            if (prefix < 0 || prefix > bits) {
                return Optional.empty();
            }
            var size = BigInteger.ONE.shiftLeft(bits - prefix);
            var first = new BigInteger(1, address).divide(size).multiply(size);
            return Optional.of(new AddressRange(bits, first, first.add(size).subtract(BigInteger.ONE)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    boolean single() {
        return first.equals(last);
    }

    boolean overlaps(AddressRange other) {
        return bits == other.bits && first.compareTo(other.last) <= 0 && other.first.compareTo(last) <= 0;
    }
}
