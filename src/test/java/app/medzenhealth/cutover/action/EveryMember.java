package app.medzenhealth.cutover.action;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.Buildable;

/** An object of the SDK's with every member set that its model has, down to the last. */
public final class EveryMember {
    private static final int DEEPEST = 8;

    private EveryMember() {}

    public static <B extends SdkPojo> B of(B builder) {
        return filled(builder, 0);
    }

    private static <B extends SdkPojo> B filled(B builder, int depth) {
        for (var field : builder.sdkFields()) {
            if (depth < DEEPEST) {
                field.set(builder, value(field, depth));
            }
        }
        return builder;
    }

    private static Object value(SdkField<?> field, int depth) {
        Class<?> type = field.marshallingType().getTargetClass();
        if (type == SdkPojo.class) {
            return ((Buildable) filled(field.constructor().get(), depth + 1)).build();
        }
        if (type == List.class) {
            return List.of(value(field.getTrait(ListTrait.class).memberFieldInfo(), depth + 1));
        }
        if (type == Map.class) {
            return Map.of("key", value(field.getTrait(MapTrait.class).valueFieldInfo(), depth + 1));
        }
        return scalar(type, field);
    }

    private static Object scalar(Class<?> type, SdkField<?> field) {
        if (type == String.class) {
            return "text of " + field.memberName();
        }
        if (type == Boolean.class) {
            return true;
        }
        if (type == Integer.class) {
            return 7;
        }
        if (type == Long.class) {
            return 1L << 40;
        }
        if (type == Double.class) {
            return 0.1;
        }
        if (type == Float.class) {
            return 0.5f;
        }
        if (type == BigDecimal.class) {
            return new BigDecimal("3.14");
        }
        if (type == Instant.class) {
            return Instant.parse("2026-01-12T08:00:00.123Z");
        }
        if (type == SdkBytes.class) {
            return SdkBytes.fromUtf8String("bytes");
        }
        throw new IllegalArgumentException("no value for " + type + " of " + field.memberName());
    }
}
