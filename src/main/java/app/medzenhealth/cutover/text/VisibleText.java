package app.medzenhealth.cutover.text;

/**
 * Text that somebody else wrote, as it may stand on a terminal, in a message or on a page: what could move the cursor, hide words or
 * turn their direction is shown as what it is.
 */
public final class VisibleText {
    private VisibleText() {}

    /**
     * The text on one line. What no reader would see as a character is shown as its UTF-16 units: {@code \}{@code u001b}.
     *
     * @see #visible(int)
     */
    public static String plain(String text) {
        return shown(text, false);
    }

    /** The same, but line feeds and tabs stay. */
    public static String lines(String text) {
        return shown(text, true);
    }

    private static String shown(String text, boolean lines) {
        if (text.codePoints().allMatch(c -> visible(c) || lines && layout(c))) {
            return text;
        }
        var shown = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (visible(c) || lines && layout(c)) {
                shown.appendCodePoint(c);
            } else {
                for (var unit : Character.toChars(c)) {
                    shown.append("\\u%04x".formatted((int) unit));
                }
            }
        });
        return shown.toString();
    }

    /** Whether the code point is a line feed or a tab. */
    public static boolean layout(int codePoint) {
        return codePoint == '\n' || codePoint == '\t';
    }

    /**
     * Whether a reader sees it as a character: not one of Unicode's general categories Cc (controls), Cf (directions, joiners, zero width),
     * Zl and Zp (separators of lines), Cs (half a pair), Co and Cn (nobody's).
     */
    public static boolean visible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
