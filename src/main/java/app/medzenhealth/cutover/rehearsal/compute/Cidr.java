package app.medzenhealth.cutover.rehearsal.compute;

/** A range of IPv4 addresses: {@code 10.20.0.0/16}. */
record Cidr(long first, long last) {
    private static final int BITS = 32;

    /** @param text a range, or one address */
    static Cidr of(String text) {
        var parts = text.split("/");
        var bits = parts.length > 1 ? Integer.parseInt(parts[1]) : BITS;
        var address = 0L;
        for (var part : parts[0].split("\\.")) {
            address = address * 256 + Integer.parseInt(part);
        }
        var size = 1L << (BITS - bits);
        var first = address / size * size;
        return new Cidr(first, first + size - 1);
    }

    boolean overlaps(Cidr other) {
        return first <= other.last && other.first <= last;
    }
}
