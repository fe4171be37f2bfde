package app.medzenhealth.cutover.action.script;

import java.util.regex.Pattern;

/**
 * Words of a shell command. What comes from a plan or from AWS is always quoted; a shell variable is only what
 * {@link #variable} made.
 */
public final class Shell {
    /** Private use characters: in no name AWS accepts, and taken out of whatever a plan says. */
    private static final char OPEN = '\uE000';

    private static final char CLOSE = '\uE001';
    private static final Pattern VARIABLE = Pattern.compile(OPEN + "([A-Za-z_][A-Za-z0-9_]*)" + CLOSE);
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=@%+,-]+");

    private Shell() {}

    /** A text that stands for the variable's value and may be part of a longer word. */
    public static String variable(String name) {
        return OPEN + name + CLOSE;
    }

    /** Text that cannot be taken for a variable, whoever wrote it, and holds nothing that a terminal obeys. */
    public static String harmless(String text) {
        var kept = new StringBuilder();
        text.codePoints()
                .filter(c -> c != OPEN && c != CLOSE && (c == '\n' || c == '\t' || !Character.isISOControl(c)))
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }

    /** One word, quoted for a POSIX shell. */
    public static String word(String text) {
        if (text.isEmpty()) {
            return "''";
        }
        var word = new StringBuilder();
        var end = 0;
        for (var match : VARIABLE.matcher(text).results().toList()) {
            word.append(literal(text.substring(end, match.start())))
                    .append("\"${")
                    .append(match.group(1))
                    .append("}\"");
            end = match.end();
        }
        return word.append(literal(text.substring(end))).toString();
    }

    private static String literal(String text) {
        if (text.isEmpty() || PLAIN.matcher(text).matches()) {
            return text;
        }
        return "'" + harmless(text).replace("'", "'\\''") + "'";
    }

    /** One line for a comment. */
    public static String comment(String text) {
        return harmless(text).replaceAll("\\s+", " ").strip();
    }
}
