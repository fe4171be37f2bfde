package app.medzenhealth.cutover.audit;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one {@code reads.summary} says.
 *
 * @param absent calls that AWS answered with "there is no such thing": an answer like any other where it is asked whether a
 *     bucket has a policy
 * @param failed calls that were answered with another error, or not at all
 */
public record ReadSummary(long calls, long absent, long failed) {

    private static final Pattern ABSENT = Pattern.compile("(?i).*(not_?found|nosuch|doesnotexist|nonexistent).*|404");

    public static ReadSummary of(Map<String, Object> data) {
        long calls = 0;
        long absent = 0;
        long errors = 0;
        if (data.get("reads") instanceof List<?> lines) {
            for (var line : lines) {
                if (line instanceof Map<?, ?> read) {
                    calls += number(read.get("calls"));
                    errors += number(read.get("errors"));
                    absent += absent(read.get("codes"));
                }
            }
        }
        return new ReadSummary(calls, absent, Math.max(0, errors - absent));
    }

    /** Whether an error code of AWS says that there is no such thing. */
    public static boolean saysAbsent(String code) {
        return ABSENT.matcher(code).matches();
    }

    private static long absent(@Nullable Object codes) {
        long sum = 0;
        if (codes instanceof Map<?, ?> byCode) {
            for (var code : byCode.entrySet()) {
                sum += saysAbsent(String.valueOf(code.getKey())) ? number(code.getValue()) : 0;
            }
        }
        return sum;
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number n ? n.longValue() : 0;
    }
}
