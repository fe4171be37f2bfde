package app.medzenhealth.cutover.audit;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a record from its RFC 8785 bytes and accepts no other form of it: no white space, sorted keys, the shortest escapes and
 * numbers. One pass, without a tree of tokens: verifying and exporting read every record.
 */
final class JcsReader {
    private static final int DEEPEST = 100;
    private static final long LARGEST = (1L << 53) - 1;
    /** That {@value #LARGEST} has. */
    private static final int MOST_DIGITS = 16;

    /** Whether values are made of what is read, or it is only checked. */
    private enum Keep {
        VALUES,
        NOTHING
    }

    private static final byte[] INTENT = "intent".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] AFTER_KIND = "\",\"prev\":\"".getBytes(StandardCharsets.US_ASCII);

    /** From its prev on a record of this console is shorter: a session has a short name. Bytes. */
    private static final int LONGEST_END = 512;

    private final byte[] in;
    private int at;
    private long intent;

    private JcsReader(byte[] in) {
        this.in = in;
    }

    /**
     * What the chain needs of a record.
     *
     * @param intent number of the record that its data names as {@code intent}; 0, which none has, where they name none
     */
    record Links(int v, long seq, String at, String session, String kind, String prev, long intent) {
        static Links of(AuditRecord record) {
            return new Links(
                    record.v(),
                    record.seq(),
                    record.at(),
                    record.session(),
                    record.kind(),
                    record.prev(),
                    record.data().get("intent") instanceof Long intent ? intent : 0);
        }
    }

    /**
     * What stands where a record has its kind, of bytes that nobody has checked; empty where nothing does. Only good for choosing how to
     * read it.
     */
    static String kindAtSight(byte[] jcs) {
        var last = jcs.length - AFTER_KIND.length;
        for (var at = last; at > 0 && at > last - LONGEST_END; at--) {
            if (Arrays.equals(jcs, at, at + AFTER_KIND.length, AFTER_KIND, 0, AFTER_KIND.length)) {
                var from = at;
                while (from > 0 && jcs[from - 1] != '"') {
                    from--;
                }
                return new String(jcs, from, at - from, StandardCharsets.ISO_8859_1);
            }
        }
        return "";
    }

    static AuditRecord record(byte[] jcs) throws NotCanonical {
        var reader = new JcsReader(jcs);
        reader.expect("{\"actor\":");
        var actor = reader.text();
        reader.expect(",\"at\":");
        var at = reader.text();
        reader.requireTime(at);
        reader.expect(",\"data\":");
        var data = reader.members(Keep.VALUES, 0);
        reader.expect(",\"kind\":");
        var kind = reader.text();
        reader.expect(",\"prev\":");
        var prev = reader.text();
        reader.expect(",\"seq\":");
        var seq = reader.whole();
        reader.expect(",\"session\":");
        var session = reader.text();
        reader.expect(",\"step\":");
        var step = reader.text();
        reader.expect(",\"v\":");
        var v = reader.small();
        reader.end();
        return new AuditRecord(v, seq, at, session, actor, kind, step, data, prev);
    }

    /** Checks the whole record, but makes nothing of it except its links. */
    static Links links(byte[] jcs) throws NotCanonical {
        var reader = new JcsReader(jcs);
        reader.expect("{\"actor\":");
        reader.string(Keep.NOTHING);
        reader.expect(",\"at\":");
        var at = reader.text();
        reader.requireTime(at);
        reader.expect(",\"data\":");
        reader.members(Keep.NOTHING, 0);
        reader.expect(",\"kind\":");
        var kind = reader.text();
        reader.expect(",\"prev\":");
        var prev = reader.text();
        reader.expect(",\"seq\":");
        var seq = reader.whole();
        reader.expect(",\"session\":");
        var session = reader.text();
        reader.expect(",\"step\":");
        reader.string(Keep.NOTHING);
        reader.expect(",\"v\":");
        var v = reader.small();
        reader.end();
        return new Links(v, seq, at, session, kind, prev, reader.intent);
    }

    /** Any object in canonical form. */
    static Map<String, Object> object(byte[] jcs) throws NotCanonical {
        var reader = new JcsReader(jcs);
        var members = reader.members(Keep.VALUES, 0);
        if (reader.at != jcs.length) {
            throw reader.bad("something after the end");
        }
        return members;
    }

    private void requireTime(String time) throws NotCanonical {
        var right = time.length() == 27;
        var shape = "0000-00-00T00:00:00.000000Z";
        for (var i = 0; right && i < shape.length(); i++) {
            var c = time.charAt(i);
            right = shape.charAt(i) == '0' ? c >= '0' && c <= '9' : c == shape.charAt(i);
        }
        if (!right || !RecordTime.exists(time)) {
            throw bad("the time is not UTC with microseconds");
        }
    }

    private void end() throws NotCanonical {
        expect("}");
        if (at != in.length) {
            throw bad("something after the end");
        }
    }

    private void expect(String literal) throws NotCanonical {
        for (var i = 0; i < literal.length(); i++) {
            if (at >= in.length || in[at] != literal.charAt(i)) {
                throw bad("expected " + literal);
            }
            at++;
        }
    }

    private int peek() throws NotCanonical {
        if (at >= in.length) {
            throw bad("ends too early");
        }
        return in[at];
    }

    private @Nullable Object value(Keep keep, int depth) throws NotCanonical {
        if (depth > DEEPEST) {
            throw bad("nested too deep");
        }
        return switch (peek()) {
            case '"' -> string(keep);
            case '{' -> members(keep, depth);
            case '[' -> elements(keep, depth);
            case 't' -> literal("true", Boolean.TRUE);
            case 'f' -> literal("false", Boolean.FALSE);
            case 'n' -> literal("null", null);
            default -> number();
        };
    }

    private @Nullable Object literal(String word, @Nullable Object value) throws NotCanonical {
        expect(word);
        return value;
    }

    private Map<String, Object> members(Keep keep, int depth) throws NotCanonical {
        expect("{");
        if (peek() == '}') {
            at++;
            return Map.of();
        }
        Map<String, @Nullable Object> members = keep == Keep.VALUES ? new TreeMap<>() : Map.of();
        var beforeFrom = -1;
        var beforeTo = -1;
        while (true) {
            var from = at + 1;
            var key = string(keep);
            var to = at - 1;
            if (beforeFrom >= 0 && !ascends(beforeFrom, beforeTo, from, to)) {
                throw bad("keys are not in their order, or one is there twice");
            }
            beforeFrom = from;
            beforeTo = to;
            expect(":");
            var value = value(keep, depth + 1);
            if (key != null && keep == Keep.VALUES) {
                members.put(key, value);
            } else if (depth == 0
                    && value instanceof Long number
                    && Arrays.equals(in, from, to, INTENT, 0, INTENT.length)) {
                intent = number;
            }
            if (peek() == '}') {
                at++;
                return members.isEmpty() ? Map.of() : Collections.unmodifiableMap(members);
            }
            expect(",");
        }
    }

    /** Whether the second key comes after the first in the order of UTF-16 code units. */
    private boolean ascends(int from1, int to1, int from2, int to2) throws NotCanonical {
        if (plain(from1, to1) && plain(from2, to2)) {
            return Arrays.compare(in, from1, to1, in, from2, to2) < 0;
        }
        return decoded(from1, to1).compareTo(decoded(from2, to2)) < 0;
    }

    private boolean plain(int from, int to) {
        for (var i = from; i < to; i++) {
            if (in[i] < 0 || in[i] == '\\') {
                return false;
            }
        }
        return true;
    }

    private @Nullable List<@Nullable Object> elements(Keep keep, int depth) throws NotCanonical {
        expect("[");
        if (peek() == ']') {
            at++;
            return List.of();
        }
        List<@Nullable Object> elements = new ArrayList<>();
        while (true) {
            var value = value(keep, depth + 1);
            if (keep == Keep.VALUES) {
                elements.add(value);
            }
            if (peek() == ']') {
                at++;
                return Collections.unmodifiableList(elements);
            }
            expect(",");
        }
    }

    private String text() throws NotCanonical {
        var text = string(Keep.VALUES);
        return text == null ? "" : text;
    }

    /** Null when nothing is kept. */
    private @Nullable String string(Keep keep) throws NotCanonical {
        expect("\"");
        var from = at;
        var ascii = true;
        var escapes = false;
        var i = at;
        while (true) {
            var b = i < in.length ? in[i] : 0;
            if (b == '"') {
                break;
            }
            if (b < 0) {
                ascii = false;
            } else if (b < 0x20) {
                at = i;
                // Or there is none.
                peek();
                throw bad("a control character that is not escaped");
            } else if (b == '\\') {
                escapes = true;
                at = i;
                escape();
                i = at;
                continue;
            }
            i++;
        }
        at = i;
        var to = at++;
        if (ascii && !escapes) {
            return keep == Keep.VALUES ? new String(in, from, to - from, StandardCharsets.ISO_8859_1) : null;
        }
        String decoded = ascii && keep == Keep.NOTHING ? null : decoded(from, to);
        return keep == Keep.VALUES ? decoded : null;
    }

    private void escape() throws NotCanonical {
        at++;
        var c = peek();
        at++;
        if (c == 'u') {
            expect("00");
            var high = peek() - '0';
            at++;
            var low = Character.digit(peek(), 16);
            var lowerCase = peek() < 'A' || peek() > 'F';
            at++;
            var code = high * 16 + low;
            if (high < 0 || high > 1 || low < 0 || !lowerCase || "\b\t\n\f\r".indexOf(code) >= 0) {
                throw bad("an escape that is not the shortest");
            }
        } else if ("\"\\bfnrt".indexOf(c) < 0) {
            throw bad("an escape that JCS does not use");
        }
    }

    private String decoded(int from, int to) throws NotCanonical {
        String raw;
        try {
            raw = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(in, from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            throw bad("not UTF-8");
        }
        if (raw.indexOf('\\') < 0) {
            return raw;
        }
        var text = new StringBuilder(raw.length());
        for (var i = 0; i < raw.length(); i++) {
            var c = raw.charAt(i);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            i++;
            switch (raw.charAt(i)) {
                case 'b' -> text.append('\b');
                case 'f' -> text.append('\f');
                case 'n' -> text.append('\n');
                case 'r' -> text.append('\r');
                case 't' -> text.append('\t');
                case 'u' -> {
                    text.append((char) Integer.parseInt(raw, i + 1, i + 5, 16));
                    i += 4;
                }
                default -> text.append(raw.charAt(i));
            }
        }
        return text.toString();
    }

    private Object number() throws NotCanonical {
        var from = at;
        var negative = at < in.length && in[at] == '-';
        var first = negative ? at + 1 : at;
        var whole = 0L;
        at = first;
        while (at < in.length && in[at] >= '0' && in[at] <= '9') {
            whole = at - first < MOST_DIGITS ? whole * 10 + in[at] - '0' : whole;
            at++;
        }
        var digits = at - first;
        // Most are: without a leading zero, and no zero has a sign.
        if (!(at < in.length && isOfNumber(in[at]))
                && digits > 0
                && digits <= MOST_DIGITS
                && whole <= LARGEST
                && (in[first] != '0' || digits == 1 && !negative)) {
            return negative ? -whole : whole;
        }
        while (at < in.length && isOfNumber(in[at])) {
            at++;
        }
        return unusual(new String(in, from, at - from, StandardCharsets.ISO_8859_1));
    }

    private static boolean isOfNumber(byte b) {
        return b >= '0' && b <= '9' || b == '+' || b == '-' || b == '.' || b == 'e' || b == 'E';
    }

    private Object unusual(String token) throws NotCanonical {
        try {
            var number = Double.parseDouble(token);
            if (Math.abs(number) > LARGEST) {
                throw bad("a number beyond ±(2^53 − 1), which not every reader reads exactly");
            }
            if (Double.isFinite(number) && Jcs.number(number).equals(token)) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw bad("not a value");
        }
        throw bad("a number that is not in its shortest form");
    }

    private long whole() throws NotCanonical {
        if (number() instanceof Long number) {
            return number;
        }
        throw bad("not a whole number");
    }

    /** A version; 0, which none has, where the number is no version. */
    private int small() throws NotCanonical {
        var number = whole();
        return number < 0 || number > Integer.MAX_VALUE ? 0 : (int) number;
    }

    private NotCanonical bad(String why) {
        return new NotCanonical(why + ", at byte " + at);
    }
}
