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

    private Jcs() {}

    /** Values are what {@link PlainData} leaves: text, whole and floating numbers, booleans, null, lists, maps. */
    static byte[] bytes(Map<String, ?> object) {
        Jcs jcs = new Jcs();
        jcs.object(object);
        return Arrays.copyOf(jcs.out, jcs.length);
    }

    static byte[] bytes(AuditRecord record) {
        Jcs jcs = new Jcs();
        jcs.raw("{\"actor\":");
        jcs.text(record.actor());
        jcs.raw(",\"at\":");
        jcs.text(record.at());
        jcs.raw(",\"data\":");
        jcs.object(record.data());
        jcs.raw(",\"kind\":");
        jcs.text(record.kind());
        jcs.raw(",\"prev\":");
        jcs.text(record.prev());
        jcs.raw(",\"seq\":");
        jcs.raw(Long.toString(record.seq()));
        jcs.raw(",\"session\":");
        jcs.text(record.session());
        jcs.raw(",\"step\":");
        jcs.text(record.step());
        jcs.raw(",\"v\":");
        jcs.raw(Integer.toString(record.v()));
        jcs.put('}');
        return Arrays.copyOf(jcs.out, jcs.length);
    }

    private void value(@Nullable Object value) {
        switch (value) {
            case null -> raw("null");
            case String text -> text(text);
            case Long number -> raw(Long.toString(number));
            case Integer number -> raw(Integer.toString(number));
            case Double number -> raw(number(number));
            case Boolean flag -> raw(flag ? "true" : "false");
            case Map<?, ?> map -> object(map);
            case List<?> list -> {
                put('[');
                boolean first = true;
                for (Object element : list) {
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
        boolean first = true;
        for (Map.Entry<?, ?> entry : ordered.entrySet()) {
            if (!first) {
                put(',');
            }
            first = false;
            text((String) entry.getKey());
            put(':');
            value(entry.getValue());
        }
        put('}');
    }

    private void text(String text) {
        int count = text.length();
        ensure(count + 2);
        out[length++] = '"';
        int from = 0;
        while (from < count) {
            char c = text.charAt(from);
            if (c >= 0x80 || c < 0x20 || c == '"' || c == '\\') {
                break;
            }
            out[length++] = (byte) c;
            from++;
        }
        if (from < count) {
            beyondPlain(text, from);
        }
        put('"');
    }

    private void beyondPlain(String text, int from) {
        int i = from;
        while (i < text.length()) {
            int c = text.codePointAt(i);
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
        ensure(ascii.length());
        for (int i = 0; i < ascii.length(); i++) {
            out[length++] = (byte) ascii.charAt(i);
        }
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
