package app.medzenhealth.cutover.audit;

import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import org.apache.commons.codec.binary.Base32;

/** How a known value looks in the encodings in which it travels. */
final class SecretForms {
    /** A shorter part of an encoding is found where the value is not. */
    private static final int SHORTEST_FRAGMENT = 8;

    /** What stands between the lines of a text that was wrapped, also within a string. */
    private static final String BREAK = "(?:\\s|\\\\[nrt])*";

    private static final Base32 BASE32 = new Base32();

    private static final Pattern BREAKS = Pattern.compile("\\s|\\\\[nrt]");

    private SecretForms() {}

    static Set<String> of(String secret) {
        var forms = new LinkedHashSet<String>();
        for (var spelling : List.of(
                secret,
                Normalizer.normalize(secret, Normalizer.Form.NFC),
                Normalizer.normalize(secret, Normalizer.Form.NFD))) {
            if (forms.add(spelling)) {
                written(forms, spelling);
                encoded(forms, spelling.getBytes(StandardCharsets.UTF_8));
                base64(forms, quoted(spelling), StandardCharsets.UTF_8);
            }
        }
        for (var charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            base64(forms, secret, charset);
        }
        return forms;
    }

    /** As URL, JSON, XML, HTML and shells write it. */
    private static void written(Set<String> forms, String secret) {
        var url = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        for (var encoded :
                List.of(url, url.replace("+", "%20"), url.replace("*", "%2A").replace("+", "%20"))) {
            forms.add(encoded);
            forms.add(lowerEscapes(encoded));
            forms.add(encoded.replace("%", "%25"));
        }
        var json = quoted(secret);
        forms.add(json);
        forms.add(json.replace("/", "\\/"));
        forms.add(quoted(json));
        // What JSON must escape, what it may so that nothing but ASCII is left, and what it does where it stands in
        // HTML.
        for (var which : List.<IntPredicate>of(
                c -> c > 126,
                c -> c > 126 || c == '"',
                c -> c > 126 || "&<>'".indexOf(c) >= 0,
                c -> c > 126 || "\"&<>'+".indexOf(c) >= 0,
                _ -> true)) {
            var ascii = escaped(secret, which, "\\u%04x");
            forms.add(ascii);
            forms.add(escaped(secret, which, "\\u%04X"));
            forms.add(escaped(json, c -> which.test(c) && c != '"' && c != '\\', "\\u%04x"));
        }
        forms.add(secret.replace("'", "'\\''"));
        // As SQL and tables double their quotes, and shells escape what means something to them.
        forms.add(secret.replace("'", "''"));
        forms.add(secret.replace("\"", "\"\""));
        for (var escape : List.of("\\", "^", "`")) {
            forms.add(escaped(secret, c -> !Character.isLetterOrDigit(c) && c < 128, escape + "%c"));
            forms.add(escaped(secret, c -> "\"$`\\!&<>|^()".indexOf(c) >= 0, escape + "%c"));
        }
        // As scripts of old browsers, and as HTML with the names of letters.
        forms.add(escaped(secret, c -> c > 126, "%%u%04X"));
        forms.add(escaped(secret, c -> !Character.isLetterOrDigit(c) || c > 126, "%%u%04X"));
        var xml = secret.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        for (var quote : List.of("\"", "&quot;", "&#34;", "&#x22;")) {
            for (var apostrophe : List.of("'", "&apos;", "&#39;", "&#x27;")) {
                forms.add(xml.replace("\"", quote).replace("'", apostrophe));
            }
        }
        forms.add(escaped(secret, _ -> true, "&#%d;"));
        forms.add(escaped(secret, _ -> true, "&#x%x;"));
        forms.add(escaped(secret, _ -> true, "&#x%X;"));
    }

    /** Byte by byte. */
    private static void encoded(Set<String> forms, byte[] bytes) {
        // Only what is not ASCII, as languages print bytes, mail its lines, and directories their names.
        for (var how : List.of("\\x%02x", "\\x%02X", "=%02X", "\\%02x", "\\%02X", "\\%03o", "\\0%03o")) {
            fragment(forms, each(bytes, b -> b > 126, how));
            fragment(forms, each(bytes, _ -> true, how));
        }
        fragment(forms, each(bytes, b -> b > 126 || b == '=', "=%02X"));
        fragment(forms, base32(bytes));
        for (var hex : List.of(HexFormat.of(), HexFormat.of().withUpperCase())) {
            fragment(forms, hex.formatHex(bytes));
            for (var prefix : List.of("%", "\\x", "=", "0x")) {
                fragment(forms, hex.withPrefix(prefix).formatHex(bytes));
            }
            for (var delimiter : List.of(":", " ", "-")) {
                fragment(forms, hex.withDelimiter(delimiter).formatHex(bytes));
            }
        }
        for (var before = 0; before < 3; before++) {
            var base64 = base64Core(bytes, before);
            fragment(forms, base64);
            fragment(forms, base64.replace('+', '-').replace('/', '_'));
            fragment(forms, base64.replace("+", "%2B").replace("/", "%2F"));
            fragment(forms, base64.replace("/", "\\/"));
            // And once more: what was encoded is often put into something that is encoded.
            for (var outer = 0; outer < 3; outer++) {
                fragment(forms, base64Core(base64.getBytes(StandardCharsets.US_ASCII), outer));
            }
        }
    }

    private static String each(byte[] bytes, IntPredicate which, String how) {
        var out = new StringBuilder();
        for (var b : bytes) {
            var value = b & 0xff;
            out.append(which.test(value) ? how.formatted(value) : Character.toString((char) value));
        }
        return out.toString();
    }

    /** RFC 4648, section 6, as far as it does not depend on what follows. */
    private static String base32(byte[] bytes) {
        return BASE32.encodeToString(bytes).replace("=", "");
    }

    private static void base64(Set<String> forms, String secret, Charset charset) {
        for (var before = 0; before < 3; before++) {
            fragment(forms, base64Core(secret.getBytes(charset), before));
        }
    }

    /**
     * The text without values that stand in it wrapped: with line breaks inside, as programs break long lines.
     *
     * @param solid as {@link #solid}
     */
    static String unwrapped(String text, List<String> solid) {
        if (solid.isEmpty()
                || text.indexOf('\n') < 0 && text.indexOf('\r') < 0 && !text.contains("\\n") && !text.contains("\\r")) {
            return text;
        }
        var joined = BREAKS.matcher(text).replaceAll("");
        var left = text;
        for (var form : solid) {
            if (joined.contains(form)) {
                var wrapped = new StringBuilder();
                form.codePoints()
                        .forEach(c -> wrapped.append(wrapped.isEmpty() ? "" : BREAK)
                                .append(Pattern.quote(Character.toString(c))));
                left = Pattern.compile(wrapped.toString()).matcher(left).replaceAll(SecretRules.mark("credential"));
            }
        }
        return left;
    }

    /** The forms without line breaks, in the same order; those are left out that would be found where the value is not. */
    static List<String> solid(List<String> forms) {
        return forms.stream()
                .map(f -> BREAKS.matcher(f).replaceAll(""))
                .filter(f -> f.length() >= SHORTEST_FRAGMENT)
                .toList();
    }

    private static void fragment(Set<String> forms, String fragment) {
        if (fragment.length() >= SHORTEST_FRAGMENT) {
            forms.add(fragment);
        }
    }

    /** What of the Base64 text does not depend on the bytes around, when {@code before} bytes precede modulo 3. */
    private static String base64Core(byte[] bytes, int before) {
        var padded = new byte[before + bytes.length];
        System.arraycopy(bytes, 0, padded, before, bytes.length);
        var base64 = Base64.getEncoder().withoutPadding().encodeToString(padded);
        var from = (before * 8 + 5) / 6;
        var to = padded.length * 8 / 6;
        return base64.substring(Math.min(from, to), to);
    }

    private static String escaped(String text, IntPredicate which, String how) {
        var out = new StringBuilder();
        text.chars().forEach(c -> out.append(which.test(c) ? how.formatted(c) : Character.toString((char) c)));
        return out.toString();
    }

    private static String lowerEscapes(String encoded) {
        var escapes = Pattern.compile("%[0-9A-F]{2}").matcher(encoded);
        return escapes.replaceAll(found -> found.group().toLowerCase(Locale.ROOT));
    }

    private static String quoted(String text) {
        var quoted = Jcs.bytes(Map.of("", text));
        return new String(quoted, 5, quoted.length - 7, StandardCharsets.UTF_8);
    }
}
