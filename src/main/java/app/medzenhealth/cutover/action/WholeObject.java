package app.medzenhealth.cutover.action;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.DefaultValueTrait;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.utils.builder.Buildable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An object of AWS's, whole, as text: every member that the SDK's model of the service has, those added after this was written
 * included. What is kept for a way back is kept like this, so that nothing of it is lost.
 */
public final class WholeObject {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private WholeObject() {}

    /** The object as JSON with the service's own member names, in the model's order, without what is not set. */
    public static String json(SdkPojo object) {
        return JSON.writeValueAsString(tree(object));
    }

    /** The object as maps, lists, texts, numbers and flags. */
    public static Map<String, Object> tree(SdkPojo object) {
        var members = new LinkedHashMap<String, Object>();
        for (var field : object.sdkFields()) {
            // An idempotency token belongs to one request; the SDK makes up another each time it is asked for one.
            if (field.containsTrait(DefaultValueTrait.class)) {
                continue;
            }
            Object value = field.getValueOrDefault(object);
            if (set(value)) {
                members.put(field.memberName(), plain(value));
            }
        }
        return members;
    }

    /**
     * The object that {@link #json} made the text from.
     *
     * @param empty a builder of its type
     * @throws ActionFailure if the text is of another object, or of a member that this console's model lacks
     */
    public static <B extends SdkPojo & Buildable, T> T read(String json, B empty, Class<T> type) {
        try {
            return type.cast(fill(JSON.readTree(json), empty).build());
        } catch (JacksonException | IllegalArgumentException e) {
            throw new ActionFailure(
                    "What was kept for the way back cannot be read: " + e.getMessage(),
                    "nothing was sent",
                    "restore it by hand from the audit trail",
                    e);
        }
    }

    /**
     * Carries over what both models have, by name: the answer of a read becomes the request that replaces the whole.
     *
     * @return {@code target}
     */
    public static <B extends SdkPojo> B onto(SdkPojo source, B target) {
        var wanted = byName(target);
        for (var field : source.sdkFields()) {
            SdkField<?> to = wanted.get(field.memberName());
            Object value = field.getValueOrDefault(source);
            if (to != null && set(value)) {
                to.set(target, value);
            }
        }
        return target;
    }

    private static boolean set(Object value) {
        return value != null
                && !(value instanceof SdkAutoConstructList<?>)
                && !(value instanceof SdkAutoConstructMap<?, ?>);
    }

    private static Object plain(Object value) {
        return switch (value) {
            case SdkPojo pojo -> tree(pojo);
            case Collection<?> many -> many.stream().map(WholeObject::plain).toList();
            case Map<?, ?> map -> {
                var entries = new LinkedHashMap<String, Object>();
                map.forEach((k, v) -> entries.put(String.valueOf(k), plain(v)));
                yield entries;
            }
            case SdkBytes bytes -> Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe());
            case Instant instant -> instant.toString();
            case Number number -> number;
            case Boolean flag -> flag;
            case String text -> text;
            default -> throw new IllegalArgumentException("cannot keep a " + value.getClass());
        };
    }

    private static <B extends SdkPojo> B fill(JsonNode node, B target) {
        var fields = byName(target);
        for (var member : node.properties()) {
            SdkField<?> field = fields.get(member.getKey());
            if (field == null) {
                throw new IllegalArgumentException("it has the member " + member.getKey() + ", which is not known");
            }
            field.set(target, value(member.getValue(), field));
        }
        return target;
    }

    private static Object value(JsonNode node, SdkField<?> field) {
        Class<?> type = field.marshallingType().getTargetClass();
        if (type == SdkPojo.class) {
            return ((Buildable) fill(node, field.constructor().get())).build();
        }
        if (type == List.class) {
            SdkField<?> item = field.getTrait(ListTrait.class).memberFieldInfo();
            var items = new ArrayList<Object>();
            node.forEach(n -> items.add(value(n, item)));
            return items;
        }
        if (type == Map.class) {
            SdkField<?> item = field.getTrait(MapTrait.class).valueFieldInfo();
            var entries = new LinkedHashMap<String, Object>();
            node.properties().forEach(e -> entries.put(e.getKey(), value(e.getValue(), item)));
            return entries;
        }
        return scalar(node, type);
    }

    private static Object scalar(JsonNode node, Class<?> type) {
        if (type == String.class) {
            return node.asString();
        }
        if (type == Boolean.class) {
            return node.asBoolean();
        }
        if (type == Integer.class) {
            return node.asInt();
        }
        if (type == Long.class) {
            return node.asLong();
        }
        if (type == Double.class) {
            return node.asDouble();
        }
        if (type == Float.class) {
            return (float) node.asDouble();
        }
        if (type == Short.class) {
            return (short) node.asInt();
        }
        if (type == BigDecimal.class) {
            return new BigDecimal(node.asString());
        }
        if (type == Instant.class) {
            return Instant.parse(node.asString());
        }
        if (type == SdkBytes.class) {
            return SdkBytes.fromByteArray(Base64.getDecoder().decode(node.asString()));
        }
        throw new IllegalArgumentException("cannot read a " + type);
    }

    private static Map<String, SdkField<?>> byName(SdkPojo object) {
        return object.sdkFields().stream().collect(Collectors.toMap(SdkField::memberName, Function.identity()));
    }
}
