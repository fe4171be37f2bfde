package app.medzenhealth.cutover.aws.signin;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The text of an AWS config or credentials file. The grammar is the SDKs' common one; the names of sections are read as the AWS CLI
 * reads them, with blanks, quotes and letters of any alphabet, which the SDK's own reader passes over.
 *
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html">shared config and credentials files</a>
 * @see <a href="https://github.com/boto/botocore/blob/develop/botocore/configloader.py">botocore, build_profile_map</a>
 */
final class ProfileText {

    /** Which of the two files it is: they name their sections in different ways. */
    enum Kind {
        CONFIG,
        CREDENTIALS
    }

    /** A text that is no such file. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;
        /** From 1; 0 where it is about the whole. */
        private final int line;

        Unreadable(int line, String why) {
            super(why);
            this.line = line;
        }

        int line() {
            return line;
        }
    }

    /** A section's kind and its name, for example {@code profile} and {@code lead}. */
    record Title(String kind, String name) {}

    private final Kind kind;
    private final Map<Title, Map<String, String>> sections = new LinkedHashMap<>();
    private @Nullable Map<String, String> open;
    private @Nullable String last;
    private int lastIndent;
    private boolean passedOver;

    private ProfileText(Kind kind) {
        this.kind = kind;
    }

    /** @throws Unreadable without what is in the text, which may be a key */
    static Map<Title, ProfileSection> read(byte[] bytes, Kind kind) throws Unreadable {
        var reader = new ProfileText(kind);
        var number = 0;
        for (var line : text(bytes).split("\r\n|\r|\n", -1)) {
            reader.line(++number, line);
        }
        var sections = new LinkedHashMap<Title, ProfileSection>();
        reader.sections.forEach((title, settings) -> sections.put(title, new ProfileSection(Map.copyOf(settings))));
        return sections;
    }

    private static String text(byte[] bytes) throws Unreadable {
        if (starts(bytes, 0xEF, 0xBB, 0xBF)) {
            throw new Unreadable(
                    0,
                    "it begins with a byte order mark (BOM), which the AWS CLI does not take: save it as UTF-8 without BOM");
        }
        if (starts(bytes, 0xFF, 0xFE) || starts(bytes, 0xFE, 0xFF) || hasZeros(bytes)) {
            throw new Unreadable(0, "it is UTF-16, and not UTF-8: save it as UTF-8 without BOM");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    private static boolean starts(byte[] bytes, int... with) {
        for (var i = 0; i < with.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xFF) != with[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasZeros(byte[] bytes) {
        for (var b : bytes) {
            if (b == 0) {
                return true;
            }
        }
        return false;
    }

    private void line(int number, String line) throws Unreadable {
        var text = line.strip();
        if (text.isEmpty() || text.startsWith("#") || text.startsWith(";")) {
            return;
        }
        // Further in than the setting before it: its next line, as Python's configparser has it.
        var indent = line.indexOf(text);
        if (last != null && indent > lastIndent) {
            more(text);
        } else if (text.startsWith("[")) {
            section(number, text);
        } else {
            setting(number, text);
            lastIndent = indent;
        }
    }

    private void section(int number, String text) throws Unreadable {
        // What follows the bracket is a comment at most; a # between brackets belongs to the name.
        var end = text.lastIndexOf(']');
        var after = end < 0 ? "" : text.substring(end + 1).strip();
        if (end < 0 || !(after.isEmpty() || after.startsWith("#") || after.startsWith(";"))) {
            var first = text.indexOf(']');
            var rest = first < 0 ? "" : text.substring(first + 1).strip();
            if (first < 0 || !(rest.startsWith("#") || rest.startsWith(";"))) {
                throw new Unreadable(number, "its closing bracket is missing");
            }
            end = first;
        }
        last = null;
        var title = title(text.substring(1, end).strip());
        passedOver = title.isEmpty();
        open = title.map(t -> sections.computeIfAbsent(t, n -> new HashMap<>())).orElse(null);
    }

    /** Empty for sections of other tools, which are passed over. */
    private Optional<Title> title(String inside) throws Unreadable {
        if (kind == Kind.CREDENTIALS) {
            return Optional.of(new Title("profile", unquoted(inside)));
        }
        if (inside.equals("default")) {
            return Optional.of(new Title("default", inside));
        }
        var blank = firstBlank(inside);
        if (blank < 0) {
            return Optional.empty();
        }
        var type = inside.substring(0, blank);
        return switch (type) {
            case "profile", "sso-session", "services" ->
                Optional.of(new Title(type, unquoted(inside.substring(blank).strip())));
            default -> Optional.empty();
        };
    }

    private static int firstBlank(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (Character.isWhitespace(text.charAt(i))) {
                return i;
            }
        }
        return -1;
    }

    /** Quotes around the whole are a shell's; a name with blanks and none is taken as it stands. */
    private static String unquoted(String name) {
        try {
            var words = ShellWords.of(name);
            return words.size() == 1 ? words.getFirst() : name;
        } catch (IllegalArgumentException open) {
            return name;
        }
    }

    private void setting(int number, String text) throws Unreadable {
        var sign = text.indexOf('=') >= 0 ? text.indexOf('=') : text.indexOf(':');
        if (sign == 0) {
            throw new Unreadable(number, "the name before = is missing");
        }
        if (sign < 0 || open == null && !passedOver) {
            throw new Unreadable(number, "expected [profile NAME], a comment, or NAME = VALUE");
        }
        last = text.substring(0, sign).strip().toLowerCase(Locale.ROOT);
        if (open != null) {
            open.put(last, withoutComment(text.substring(sign + 1).strip()));
        }
    }

    private void more(String text) {
        if (open != null && last != null) {
            open.merge(last, text, (before, added) -> before + "\n" + added);
        }
    }

    private static String withoutComment(String value) {
        if (value.startsWith("#") || value.startsWith(";")) {
            return "";
        }
        var end = value.length();
        for (var sign : List.of(" #", " ;", "\t#", "\t;")) {
            var at = value.indexOf(sign);
            end = at >= 0 ? Math.min(end, at) : end;
        }
        return value.substring(0, end).strip();
    }
}
