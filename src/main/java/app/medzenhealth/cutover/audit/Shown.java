package app.medzenhealth.cutover.audit;

/**
 * Text that somebody else wrote, as it may stand on a terminal, in a message or on a page: what could move the cursor, hide words or
 * turn their direction is shown as what it is.
 */
public final class Shown {
    private Shown() {}

    /**
     * The text on one line: control characters, line breaks, format characters (directions, zero width) and lone surrogates as
     * {@code \}{@code u001b}.
     */
    public static String plain(String text) {
        var shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (harmless(c)) {
                shown.appendCodePoint(c);
            } else if (c > Character.MAX_VALUE) {
                shown.append("\\U%08x".formatted(c));
            } else {
                shown.append("\\u%04x".formatted(c));
            }
        });
        return shown.toString();
    }

    /** Unicode 15, general categories Cc, Cf, Zl, Zp, Cs, Co, Cn: nothing that a reader would see as a character. */
    private static boolean harmless(int c) {
        return switch (Character.getType(c)) {
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
