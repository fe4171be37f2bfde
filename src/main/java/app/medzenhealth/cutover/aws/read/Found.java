package app.medzenhealth.cutover.aws.read;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One resource as a service listed it.
 *
 * @param region where it lives; not always where it was asked for: S3 lists the buckets of all regions
 * @param details what may be compared between regions, in display order; nothing that is different by nature
 */
public record Found(
        String type,
        String region,
        String id,
        String arn,
        String name,
        String state,
        Map<String, String> details,
        Map<String, String> tags) {

    /** Names and values in turns; what AWS did not say is left out. */
    static Map<String, String> details(@Nullable Object... namesAndValues) {
        Map<String, String> details = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            if (value != null && !value.toString().isBlank()) {
                details.put(String.valueOf(namesAndValues[i]), value.toString());
            }
        }
        return details;
    }

    static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
