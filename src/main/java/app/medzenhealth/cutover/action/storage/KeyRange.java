package app.medzenhealth.cutover.action.storage;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Keys from one to another, both included, in the order in which S3 lists them: "in UTF-8 binary order" (Amazon S3 User Guide,
 * "Listing object keys programmatically").
 */
record KeyRange(String first, String last) {
    static final Comparator<String> ORDER =
            (a, b) -> Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

    /** A key, or what could be one, that comes before the first; empty where the first has one character alone. */
    String before() {
        return first.substring(0, first.length() - 1);
    }

    boolean holds(String key) {
        return ORDER.compare(first, key) <= 0 && !ends(key);
    }

    /** Whether the range is over with this key. */
    boolean ends(String key) {
        return ORDER.compare(key, last) > 0;
    }

    KeyRange prefixed(String prefix) {
        return new KeyRange(prefix + first, prefix + last);
    }
}
