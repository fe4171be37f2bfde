package app.medzenhealth.cutover.aws.read;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One resource as a service listed it, or what is to be said of one.
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
        Map<String, String> tags,
        Kind kind) {

    public enum Kind {
        RESOURCE,
        /** Not known: the state says why. Without an id it is all there is of that type. */
        NOT_KNOWN,
        /** It is there, and left out on purpose: AWS's own, or on its way to be forgotten. */
        LEFT_OUT
    }

    Found(
            String type,
            String region,
            String id,
            String arn,
            String name,
            String state,
            Map<String, String> details,
            Map<String, String> tags) {
        this(type, region, id, arn, name, state, details, tags, Kind.RESOURCE);
    }

    /** @param id empty: no list of that type came */
    static Found notKnown(String type, String region, String id, String reason) {
        return new Found(type, region, id, "", id, reason, Map.of(), Map.of(), Kind.NOT_KNOWN);
    }

    /** The same, left out of what is shown. */
    Found leftOut() {
        return new Found(type, region, id, arn, name, state, details, tags, Kind.LEFT_OUT);
    }

    public boolean isResource() {
        return kind == Kind.RESOURCE;
    }

    public boolean isNotKnown() {
        return kind == Kind.NOT_KNOWN;
    }

    public boolean isLeftOut() {
        return kind == Kind.LEFT_OUT;
    }

    /** Names and values in turns; what AWS did not say is left out. */
    static Map<String, String> details(@Nullable Object... namesAndValues) {
        var details = new LinkedHashMap<String, String>();
        for (var i = 0; i < namesAndValues.length; i += 2) {
            var value = namesAndValues[i + 1];
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
