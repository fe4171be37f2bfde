package app.medzenhealth.cutover.rehearsal;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/** A request as plain JSON values and back, by what the SDK's model says of its members ({@link SdkField}). */
final class RequestJson {
    private RequestJson() {}

    /** @throws IllegalArgumentException if a member has a type that no request of the estate has */
    static Map<String, Object> of(SdkPojo request) {
        var values = new LinkedHashMap<String, Object>();
        for (var field : request.sdkFields()) {
            var value = field.getValueOrDefault(request);
            if (value != null && !(value instanceof SdkAutoConstructList) && !(value instanceof SdkAutoConstructMap)) {
                values.put(field.memberName(), plain(value));
            }
        }
        return values;
    }

    private static Object plain(Object value) {
        return switch (value) {
            case String text -> text;
            case Boolean flag -> flag;
            case Number number -> number;
            case Instant at -> at.toString();
            case SdkBytes bytes -> Base64.getEncoder().encodeToString(bytes.asByteArray());
            case SdkPojo pojo -> of(pojo);
            case List<?> list -> list.stream().map(RequestJson::plain).toList();
            case Map<?, ?> map -> {
                var values = new LinkedHashMap<String, Object>();
                map.forEach((k, v) -> values.put(String.valueOf(k), plain(v)));
                yield values;
            }
            default -> throw new IllegalArgumentException("no plain form of " + value.getClass());
        };
    }

    /** @param type the request's class */
    static SdkRequest read(Class<?> type, Map<?, ?> values) throws ReflectiveOperationException {
        var builder = (SdkPojo) type.getMethod("builder").invoke(null);
        return (SdkRequest) filled(builder, values);
    }

    private static Object filled(SdkPojo builder, Map<?, ?> values) {
        for (var field : builder.sdkFields()) {
            var value = values.get(field.memberName());
            if (value != null) {
                field.set(builder, typed(field, value));
            }
        }
        return ((SdkBuilder<?, ?>) builder).build();
    }

    private static @Nullable Object typed(SdkField<?> field, Object value) {
        return switch (field.marshallingType().getTargetClass().getSimpleName()) {
            case "String" -> String.valueOf(value);
            case "Boolean" -> (Boolean) value;
            case "Integer" -> ((Number) value).intValue();
            case "Long" -> ((Number) value).longValue();
            case "Short" -> ((Number) value).shortValue();
            case "Byte" -> ((Number) value).byteValue();
            case "Float" -> ((Number) value).floatValue();
            case "Double" -> ((Number) value).doubleValue();
            case "BigDecimal" -> new BigDecimal(String.valueOf(value));
            case "Instant" -> Instant.parse(String.valueOf(value));
            case "SdkBytes" -> SdkBytes.fromByteArray(Base64.getDecoder().decode(String.valueOf(value)));
            case "SdkPojo" -> filled(field.constructor().get(), (Map<?, ?>) value);
            case "List" -> {
                var member = field.getTrait(ListTrait.class).memberFieldInfo();
                var list = new ArrayList<Object>();
                ((List<?>) value).forEach(v -> list.add(typed(member, v)));
                yield list;
            }
            case "Map" -> {
                var member = field.getTrait(MapTrait.class).valueFieldInfo();
                var map = new LinkedHashMap<String, Object>();
                ((Map<?, ?>) value).forEach((k, v) -> map.put(String.valueOf(k), typed(member, v)));
                yield map;
            }
            default -> throw new IllegalArgumentException("no member of a request is a " + field.marshallingType());
        };
    }
}
