package app.medzenhealth.cutover.aws.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.utils.builder.Buildable;

/**
 * Answers made from the SDK's model alone, so that a reader that is added tomorrow is answered too: every list holds two things,
 * {@code …-1} and {@code …-2}, and what is asked for one of them is answered of that one. There is one page.
 */
final class ModelAnswers {

    private static final Pattern KEY = Pattern.compile("-([12])$");
    private static final Pattern PAGE = Pattern.compile(
            "(?i).*(token|marker|position|lastevaluated.*|failures|nextrecord.*|errors)|bucketregion|stackstatus|status|state");
    private static final String REGION = "eu-central-1";

    private ModelAnswers() {}

    /** Which of the two things a request names. */
    static Set<String> keys(SdkPojo request) {
        var keys = new TreeSet<String>();
        request.sdkFields().forEach(field -> keys(field.getValueOrDefault(request), keys));
        return keys;
    }

    private static void keys(Object value, Set<String> keys) {
        if (value instanceof String text) {
            var key = KEY.matcher(text);
            if (key.find()) {
                keys.add(key.group(1));
            }
        } else if (value instanceof List<?> list) {
            list.forEach(v -> keys(v, keys));
        }
    }

    static Object to(SdkRequest request) {
        try {
            Class<?> type = Class.forName(request.getClass().getName().replaceFirst("Request$", "Response"));
            var builder = (SdkPojo) type.getMethod("builder").invoke(null);
            var keys = keys(request);
            fill(builder, keys.size() == 1 ? Optional.of(keys.iterator().next()) : Optional.empty(), 0);
            var build = Buildable.class.getMethod("build");
            return build.invoke(builder);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("No answer to " + request.getClass(), e);
        }
    }

    private static void fill(SdkPojo builder, Optional<String> key, int depth) {
        for (var field : builder.sdkFields()) {
            if (!PAGE.matcher(field.memberName()).matches()) {
                var value = value(field, field.memberName(), key, depth);
                if (value != null) {
                    field.set(builder, value);
                }
            }
        }
    }

    private static Object value(SdkField<?> field, String name, Optional<String> key, int depth) {
        MarshallingType<?> type = field.marshallingType();
        if (type == MarshallingType.STRING) {
            return text(name, key.orElse("1"));
        }
        if (type == MarshallingType.BOOLEAN) {
            return false;
        }
        if (type == MarshallingType.INTEGER) {
            return 3;
        }
        if (type == MarshallingType.LIST && depth < 4) {
            SdkField<?> member = field.getTrait(ListTrait.class).memberFieldInfo();
            var items = new ArrayList<Object>();
            for (var item : key.map(List::of).orElse(List.of("1", "2"))) {
                var made = value(member, singular(name), Optional.of(item), depth + 1);
                if (made != null) {
                    items.add(made);
                }
            }
            return items;
        }
        if (type == MarshallingType.MAP) {
            return Map.of();
        }
        if (type == MarshallingType.SDK_POJO && depth < 4) {
            var part = field.constructor().get();
            fill(part, key, depth + 1);
            return ((Buildable) part).build();
        }
        return null;
    }

    private static String text(String name, String key) {
        var low = name.toLowerCase(Locale.ROOT);
        if (low.endsWith("region") || low.equals("locationconstraint")) {
            return REGION;
        }
        return low.endsWith("arn") || low.endsWith("url")
                // It ends with the name, as ARNs do.
                ? "arn:aws:any:" + REGION + ":558069890522:" + low + "/" + low.replaceFirst("arn$", "name") + "-" + key
                : low + "-" + key;
    }

    private static String singular(String name) {
        return name.endsWith("s") ? name.substring(0, name.length() - 1) : name;
    }
}
