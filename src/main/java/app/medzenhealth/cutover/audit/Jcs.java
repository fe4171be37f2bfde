package app.medzenhealth.cutover.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.erdtman.jcs.NumberToJSON;
import org.jspecify.annotations.Nullable;

/**
 * Writes RFC 8785 (JCS) bytes straight from values. The library's canonicalizer starts from JSON text, which would have to be
 * written and parsed first for every record; numbers with a fraction are still its business.
 */
final class Jcs {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] out = new byte[512];
    private int length;

    Jcs() {}

    /** Values are what {@link PlainData} leaves: text, whole and floating numbers, booleans, null, lists, maps. */
    static byte[] bytes(Map<String, ?> object) {
        var jcs = new Jcs();
        jcs.object(object);
        return Arrays.copyOf(jcs.out, jcs.length);
    }

    static byte[] bytes(AuditRecord record) {
        return new Jcs().of(record);
    }

    /** The same with the buffer of the record before. Not for several threads at once. */
    byte[] of(AuditRecord record) {
        length = 0;
        raw("{\"actor\":");
        text(record.actor());
        raw(",\"at\":");
        text(record.at());
        raw(",\"data\":");
        object(record.data());
        raw(",\"kind\":");
        text(record.kind());
        raw(",\"prev\":");
        text(record.prev());
        raw(",\"seq\":");
        number(record.seq());
        raw(",\"session\":");
        text(record.session());
        raw(",\"step\":");
        text(record.step());
        raw(",\"v\":");
        number(record.v());
        put('}');
        return Arrays.copyOf(out, length);
    }

    private void value(@Nullable Object value) {
        switch (value) {
            case null -> raw("null");
            case String text -> text(text);
            case Long number -> number(number.longValue());
            case Integer number -> number(number.longValue());
            case Double number -> raw(number(number));
            case Boolean flag -> raw(flag ? "true" : "false");
            case Map<?, ?> map -> object(map);
            case List<?> list -> {
                put('[');
                var first = true;
                for (var element : list) {
                    if (!first) {
                        put(',');
                    }
                    first = false;
                    value(element);
                }
                put(']');
            }
            default -> throw new IllegalArgumentException("not a JSON value: " + value.getClass());
        }
    }

    static String number(double number) {
        try {
            return NumberToJSON.serializeNumber(number);
        } catch (IOException e) {
            throw new IllegalArgumentException("not a JSON number: " + number, e);
        }
    }

    private void object(Map<?, ?> map) {
        // The natural order of strings is by UTF-16 code units, which is what RFC 8785, 3.2.3 asks for.
        Map<?, ?> ordered =
                map instanceof SortedMap<?, ?> sorted && sorted.comparator() == null ? map : new TreeMap<>(map);
        put('{');
        var begin = length;
        // What PlainData leaves makes an entry of its own for each step of an iterator.
        ordered.forEach((key, value) -> {
            if (length > begin) {
                put(',');
            }
            text((String) key);
            put(':');
            value(value);
        });
        put('}');
    }

    private void number(long number) {
        raw(Long.toString(number));
    }

    private void text(String text) {
        var count = text.length();
        ensure(count + 2);
        var to = out;
        var at = length;
        to[at++] = '"';
        var from = 0;
        while (from < count) {
            var c = text.charAt(from);
            if (c >= 0x80 || c < 0x20 || c == '"' || c == '\\') {
                break;
            }
            to[at + from] = (byte) c;
            from++;
        }
        length = at + from;
        if (from < count) {
            beyondPlain(text, from);
        }
        put('"');
    }

    private void beyondPlain(String text, int from) {
        var i = from;
        while (i < text.length()) {
            var c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c < 0x20 || c == '"' || c == '\\') {
                escaped((char) c);
            } else if (c < 0x80) {
                put(c);
            } else if (c < 0x800) {
                put(0xc0 | c >> 6);
                put(0x80 | c & 0x3f);
            } else if (c < 0x10000) {
                if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                    throw new IllegalArgumentException("half a surrogate pair has no UTF-8 form");
                }
                put(0xe0 | c >> 12);
                put(0x80 | c >> 6 & 0x3f);
                put(0x80 | c & 0x3f);
            } else {
                put(0xf0 | c >> 18);
                put(0x80 | c >> 12 & 0x3f);
                put(0x80 | c >> 6 & 0x3f);
                put(0x80 | c & 0x3f);
            }
        }
    }

    private void escaped(char c) {
        put('\\');
        switch (c) {
            case '"', '\\' -> put(c);
            case '\b' -> put('b');
            case '\t' -> put('t');
            case '\n' -> put('n');
            case '\f' -> put('f');
            case '\r' -> put('r');
            default -> {
                raw("u00");
                put(HEX[c >> 4]);
                put(HEX[c & 0xf]);
            }
        }
    }

    private void raw(String ascii) {
        var count = ascii.length();
        ensure(count);
        var to = out;
        var at = length;
        for (var i = 0; i < count; i++) {
            to[at + i] = (byte) ascii.charAt(i);
        }
        length = at + count;
    }

    private void put(int b) {
        ensure(1);
        out[length++] = (byte) b;
    }

    private void ensure(int more) {
        if (length + more > out.length) {
            out = Arrays.copyOf(out, Math.max(out.length * 2, length + more));
        }
    }
}
