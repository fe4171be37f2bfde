package app.medzenhealth.cutover.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/**
 * One message against its shape: required members, lengths and sizes, ranges, patterns and enumerations, all the way down. Values
 * that the SDK fills in by itself, as it does with idempotency tokens, count as given.
 */
final class ShapeCheck {
    private static final Map<String, Optional<Pattern>> PATTERNS = new ConcurrentHashMap<>();

    /** Members of the SDK's own, which it joins with slashes into the one that is sent (its CopySourceInterceptor). */
    private static final Set<String> COPIED = Set.of("SourceBucket", "SourceKey");

    private static final String COPY_SOURCE = "CopySource";

    private final Map<String, ModelShape> shapes;
    private final List<String> wrong = new ArrayList<>();

    ShapeCheck(Map<String, ModelShape> shapes) {
        this.shapes = shapes;
    }

    List<String> of(String shape, SdkPojo message) {
        check(shape, message, "");
        return wrong;
    }

    private void check(String name, Object value, String path) {
        var shape = shapes.get(name);
        if (shape == null) {
            throw new AssertionError("the reduced models lack the shape " + name);
        }
        if (shape.opaque()) {
            return;
        }
        switch (value) {
            case SdkPojo pojo when is(shape, "structure") -> structure(shape, pojo, path);
            case List<?> list
            when is(shape, "list") -> {
                range(shape, list.size(), path, "elements");
                for (var i = 0; i < list.size(); i++) {
                    inner(shape.element(), list.get(i), path + "[" + i + "]");
                }
            }
            case Map<?, ?> map
            when is(shape, "map") -> {
                range(shape, map.size(), path, "entries");
                map.forEach((k, v) -> {
                    inner(shape.key(), k, path + " key");
                    inner(shape.value(), v, path + "." + k);
                });
            }
            case String text when is(shape, "string") -> string(shape, text, path);
            case SdkBytes bytes when is(shape, "blob") -> range(shape, bytes.asByteArrayUnsafe().length, path, "bytes");
            case Number number
            when is(shape, "integer", "long", "float", "double") ->
                range(shape, number.doubleValue(), path, "as its value");
            case Boolean _ when is(shape, "boolean") -> {}
            case Instant _ when is(shape, "timestamp") -> {}
            default -> wrong.add(path + ": " + value.getClass().getSimpleName() + " in place of a " + shape.type());
        }
    }

    private static boolean is(ModelShape shape, String... types) {
        return List.of(types).contains(shape.type());
    }

    private void inner(Optional<String> shape, @Nullable Object value, String path) {
        if (value == null) {
            wrong.add(path + ": nothing");
        } else {
            check(shape.orElseThrow(), value, path);
        }
    }

    private void structure(ModelShape shape, SdkPojo pojo, String path) {
        var given = new HashSet<String>();
        var copied = new ArrayList<String>();
        for (var field : pojo.sdkFields()) {
            var value = field.getValueOrDefault(pojo);
            if (value == null || value instanceof SdkAutoConstructList || value instanceof SdkAutoConstructMap) {
                continue;
            }
            if (COPIED.contains(field.memberName()) && shape.members().containsKey(COPY_SOURCE)) {
                copied.add(String.valueOf(value));
                continue;
            }
            var name = name(shape, field);
            var here = path.isEmpty() ? field.memberName() : path + "." + field.memberName();
            if (name.isEmpty()) {
                wrong.add(here + ": the model has no such member");
                continue;
            }
            given.add(name.get());
            var member = shape.members().get(name.get());
            if (member.inPath() && value.equals("")) {
                wrong.add(here + ": empty, and a part of the path");
            }
            check(member.shape(), value, here);
        }
        if (!copied.isEmpty()) {
            given.add(COPY_SOURCE);
            check(shape.members().get(COPY_SOURCE).shape(), String.join("/", copied), COPY_SOURCE);
        }
        shape.required().stream()
                .filter(r -> !given.contains(r) && !shape.members().get(r).streamed())
                .forEach(r -> wrong.add((path.isEmpty() ? "" : path + ".") + r + ": required, and not given"));
        if (shape.union() && given.size() != 1) {
            wrong.add(path + ": " + given.size() + " members of a union");
        }
    }

    /** The SDK has a member's name from the model, or what it is called in the message where it calls it otherwise. */
    private static Optional<String> name(ModelShape shape, SdkField<?> field) {
        return shape.members().containsKey(field.memberName())
                ? Optional.of(field.memberName())
                : shape.members().entrySet().stream()
                        .filter(m -> m.getValue().wire().orElse(m.getKey()).equals(field.locationName()))
                        .map(Map.Entry::getKey)
                        .findFirst();
    }

    private void string(ModelShape shape, String text, String path) {
        range(shape, text.codePointCount(0, text.length()), path, "characters");
        if (!shape.allowed().isEmpty() && !shape.allowed().contains(text)) {
            wrong.add(path + ": \"" + text + "\" is none of its values");
        }
        // AWS's front doors ask for a match from end to end, whether or not the pattern has anchors.
        shape.pattern()
                .flatMap(ShapeCheck::compiled)
                .filter(p -> !p.matcher(text).matches())
                .ifPresent(p -> wrong.add(path + ": \"" + text + "\" does not match " + p));
    }

    private void range(ModelShape shape, double value, String path, String what) {
        if (shape.min().isPresent() && value < shape.min().getAsDouble()
                || shape.max().isPresent() && value > shape.max().getAsDouble()) {
            wrong.add(path + ": " + (long) value + " " + what + ", and the model has " + bound(shape.min()) + " to "
                    + bound(shape.max()));
        }
    }

    private static String bound(OptionalDouble bound) {
        return bound.isPresent() ? String.valueOf((long) bound.getAsDouble()) : "any";
    }

    /** Empty for a pattern that is no regular expression of Java's. */
    static Optional<Pattern> compiled(String pattern) {
        return PATTERNS.computeIfAbsent(pattern, p -> {
            try {
                return Optional.of(Pattern.compile(p));
            } catch (PatternSyntaxException e) {
                return Optional.empty();
            }
        });
    }
}
