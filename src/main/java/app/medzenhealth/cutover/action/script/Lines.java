package app.medzenhealth.cutover.action.script;

import java.util.HashSet;
import java.util.Set;

/** The text of a script as it grows: indentation, long commands broken at options, variables' names and the count of commands. */
final class Lines {
    private static final int WIDTH = 110;
    private static final String INDENT = "    ";

    private final StringBuilder text = new StringBuilder();
    private final Set<String> variables = new HashSet<>();
    private int depth;
    private int reads;
    private int changes;
    private int others;

    void add(String line) {
        text.append(INDENT.repeat(depth)).append(line).append('\n');
    }

    /** A function with a command that changes something. */
    void change(String function, Command command) {
        changes++;
        command(function, command);
    }

    /** A function with a command that reads. */
    void read(String function, Command command) {
        read(function, command, "");
    }

    void read(String function, Command command, String end) {
        if (command.isAws()) {
            reads++;
        } else {
            others++;
        }
        command(function, command, end);
    }

    /** A function with a command of another program. */
    void tool(String function, Command command) {
        others++;
        command(function, command);
    }

    private void command(String function, Command command) {
        command(function, command, "");
    }

    private void command(String function, Command command, String end) {
        var line = new StringBuilder(function);
        var width = function.length();
        for (var word : command.words()) {
            var quoted = Shell.word(word);
            var option = quoted.startsWith("--") && !quoted.equals("--region");
            if (option && width + quoted.length() + 40 > WIDTH) {
                line.append(" \\\n").append(INDENT.repeat(depth + 1));
                width = 0;
            } else {
                line.append(' ');
            }
            line.append(quoted);
            width += quoted.length() + 1;
        }
        add(line.append(end).toString());
    }

    void deeper() {
        depth++;
    }

    void back() {
        depth--;
    }

    /** A part between two lines, which the shell wants to hold something. */
    void inside(Runnable part) {
        deeper();
        var before = text.length();
        part.run();
        if (text.length() == before) {
            add(":");
        }
        back();
    }

    /** Whether nobody has taken the name yet; now it is taken. */
    boolean free(String variable) {
        return variables.add(variable);
    }

    /** The name, or the next free one like it. */
    String fresh(String name) {
        var free = name;
        for (var i = 2; !variables.add(free); i++) {
            free = name + "_" + i;
        }
        return free;
    }

    String text() {
        return text.toString();
    }

    int reads() {
        return reads;
    }

    int changes() {
        return changes;
    }

    int others() {
        return others;
    }
}
