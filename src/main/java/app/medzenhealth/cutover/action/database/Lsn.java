package app.medzenhealth.cutover.action.database;

import java.util.Optional;
import java.util.regex.Pattern;

/** A position in PostgreSQL's write-ahead log, printed as two hex numbers: {@code 4/8F3A2C10}. */
record Lsn(long position) implements Comparable<Lsn> {
    private static final Pattern PRINTED = Pattern.compile("([0-9A-Fa-f]{1,8})/([0-9A-Fa-f]{1,8})");

    /** Empty where the text is no position. */
    static Optional<Lsn> parse(String text) {
        var matcher = PRINTED.matcher(text.strip());
        return matcher.matches()
                ? Optional.of(
                        new Lsn(Long.parseLong(matcher.group(1), 16) << 32 | Long.parseLong(matcher.group(2), 16)))
                : Optional.empty();
    }

    /** Bytes from here to {@code later}; negative where this is the later one. */
    long bytesTo(Lsn later) {
        return later.position - position;
    }

    @Override
    public int compareTo(Lsn other) {
        return Long.compareUnsigned(position, other.position);
    }
}
