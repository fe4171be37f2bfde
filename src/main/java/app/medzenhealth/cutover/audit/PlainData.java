package app.medzenhealth.cutover.audit;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes of what is to be recorded the plain, immutable values that a record holds, and takes secrets out on the way. */
final class PlainData {
    /** Longer text is cut, and says so: a record is read by people. Characters. */
    static final int LONGEST_TEXT = 65_536;

    private static final int DEEPEST = 64;
    private static final long LARGEST = (1L << 53) - 1;

    private final Redactor redactor;

    PlainData(Redactor redactor) {
        this.redactor = redactor;
    }

    Map<String, Object> of(Map<String, ?> data) {
        return map(data, 0);
    }

    String text(String text) {
        if (redactor.isKnownClean(text)) {
            return text;
        }
        var shown = redactor.text(whole(text));
        return shown.length() <= LONGEST_TEXT
                ? shown
                : whole(shown.substring(0, LONGEST_TEXT)) + "… [" + (shown.length() - LONGEST_TEXT)
                        + " characters cut]";
    }

    private @Nullable Object value(@Nullable Object value, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("nested deeper than " + DEEPEST);
        }
        return switch (value) {
            case null -> null;
            case CharSequence text -> text(text.toString());
            case Boolean flag -> flag;
            case Long number -> whole(number);
            case Integer number -> whole(number.longValue());
            case Short number -> whole(number.longValue());
            case Byte number -> whole(number.longValue());
            case Double number -> number.isNaN() || number.isInfinite() ? number.toString() : floating(number);
            case Float number -> value(number.doubleValue(), depth);
            case Number number -> number.toString();
            case Optional<?> optional -> value(optional.orElse(null), depth);
            case Map<?, ?> map -> map(map, depth + 1);
            case Collection<?> elements -> list(elements, depth + 1);
            case Object[] elements -> list(List.of(elements), depth + 1);
            case Enum<?> name -> name.name();
            case Character c -> text(c.toString());
            case TemporalAccessor time -> time.toString();
            case Duration time -> time.toString();
            case UUID id -> id.toString();
            case URI uri -> text(uri.toString());
            case Path path -> text(path.toString());
            default ->
                throw new IllegalArgumentException(
                        "not plain data: " + value.getClass().getName());
        };
    }

    private Map<String, Object> map(Map<?, ?> map, int depth) {
        if (map.isEmpty()) {
            return Map.of();
        }
        SortedMap<String, @Nullable Object> plain = new TreeMap<>();
        map.forEach((key, value) -> {
            var name = text(String.valueOf(key));
            plain.put(
                    name,
                    value instanceof CharSequence text && redactor.hides(name, map, text.toString())
                            ? SecretRules.mark("value of " + redactor.secretName(name, map))
                            : value(value, depth));
        });
        return Collections.unmodifiableSortedMap(plain);
    }

    private List<@Nullable Object> list(Collection<?> elements, int depth) {
        List<@Nullable Object> plain = new ArrayList<>(elements.size());
        for (var element : elements) {
            plain.add(value(element, depth));
        }
        return Collections.unmodifiableList(plain);
    }

    /** Beyond 53 bits a JSON number is not exact in every reader, so text stands for it. */
    private static Object whole(Long number) {
        return number >= -LARGEST && number <= LARGEST ? (Object) number : number.toString();
    }

    private static Object floating(double number) {
        if (Math.abs(number) > LARGEST) {
            return Double.toString(number);
        }
        return number == Math.rint(number) ? (Object) (long) number : (Object) number;
    }

    /** Half a surrogate pair cannot be written as UTF-8; the replacement character stands for it. */
    private static String whole(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return new String(text.getBytes(StandardCharsets.UTF_16BE), StandardCharsets.UTF_16BE);
            }
        }
        return text;
    }
}
