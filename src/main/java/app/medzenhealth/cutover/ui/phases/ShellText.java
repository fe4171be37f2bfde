package app.medzenhealth.cutover.ui.phases;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Argument lists as a POSIX shell takes them. */
final class ShellText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private ShellText() {}

    /** The program and its subcommand, then one option a line. */
    static String of(List<String> arguments) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (var argument : arguments) {
            if (argument.startsWith("--") && !line.isEmpty()) {
                lines.add(line.toString());
                line = new StringBuilder();
            }
            line.append(line.isEmpty() ? "" : " ").append(quoted(argument));
        }
        lines.add(line.toString());
        return String.join(" \\\n    ", lines);
    }

    private static String quoted(String argument) {
        return PLAIN.matcher(argument).matches() ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
