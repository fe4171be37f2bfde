package app.medzenhealth.cutover.action.script;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Collects the lines of one step's script. The functions it calls are those of {@code lib.sh}, which stops at the first command
 * that fails.
 */
public final class Script {
    private static final int WIDTH = 110;

    private final String step;
    private final Optional<String> typed;
    private final StringBuilder lines = new StringBuilder();
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final Set<String> variables = new HashSet<>();
    private int depth;
    private int reads;
    private int changes;
    private int others;

    /**
     * @param step its id
     * @param typed the name that the console would have asked for in it
     */
    public Script(String step, Optional<String> typed) {
        this.step = step;
        this.typed = typed;
    }

    /** A word to the person at the keyboard. */
    public Script say(String text) {
        return line("say " + Shell.word(Shell.comment(text)));
    }

    public Script comment(String text) {
        return line("# " + Shell.comment(text));
    }

    /** A command that changes something. */
    public Script run(Command command) {
        changes++;
        return command("run", command);
    }

    /** A reading for the person at the keyboard. */
    public Script show(Command command) {
        count(command);
        return command("show", command);
    }

    /** Reads one value; an empty answer stops the script. Gives what stands for the value in later words. */
    public String value(String name, String what, Command command) {
        count(command);
        String variable = fresh(name);
        command("value " + variable + " " + Shell.word(what), command);
        return Shell.variable(variable);
    }

    /** Changes something and reads one value from the answer. */
    public String made(String name, String what, Command command) {
        changes++;
        String variable = fresh(name);
        command("made " + variable + " " + Shell.word(what), command);
        return Shell.variable(variable);
    }

    /** Writes an answer into a file of this run; gives the file's path. */
    public String keep(String file, Command command) {
        count(command);
        command("keep " + Shell.word(file), command);
        return Shell.variable("WORK") + "/" + file;
    }

    /** Writes an answer into the pack, where it stays: what going back will need. Gives the file's path. */
    public String preserve(String file, Command command) {
        count(command);
        command("preserve " + Shell.word(file), command);
        return kept(file);
    }

    /** Where {@link #preserve} puts a file, in this script or in another of the pack. */
    public static String kept(String file) {
        return Shell.variable("PACK") + "/kept/" + file;
    }

    /** What stands for two moments, as ISO 8601. */
    public record Times(String from, String to) {}

    /** The time until now, when the script runs. */
    public Times times(Duration back) {
        String from = fresh("FROM");
        String to = fresh("TO");
        line("moments " + from + " " + to + " " + back.toSeconds());
        return new Times(Shell.variable(from), Shell.variable(to));
    }

    /** The day of a moment, as ISO 8601 writes it. */
    public String day(String moment) {
        String day = fresh("DAY");
        line(day + "=" + Shell.word(moment));
        line(day + "=${" + day + "%%T*}");
        return Shell.variable(day);
    }

    /** Looks again and again, within bounds, until the answer is one of {@code good}. One of {@code bad} ends it at once. */
    public Script until(
            String what, List<String> good, List<String> bad, Duration every, Duration most, Command command) {
        count(command);
        long times = Math.max(1, most.toSeconds() / every.toSeconds());
        return command(
                "until_is %s %s %s %d %d"
                        .formatted(
                                Shell.word(what),
                                Shell.word(String.join(" ", good)),
                                Shell.word(String.join(" ", bad)),
                                every.toSeconds(),
                                times),
                command);
    }

    /** Looks until AWS knows the thing no more. */
    public Script untilGone(String what, Duration every, Duration most, Command command) {
        count(command);
        long times = Math.max(1, most.toSeconds() / every.toSeconds());
        return command("until_gone %s %d %d".formatted(Shell.word(what), every.toSeconds(), times), command);
    }

    /** A check: the answer must be {@code wanted}, upper and lower case alike. */
    public Script expect(String title, String wanted, Command command) {
        count(command);
        return command("expect " + Shell.word(title) + " " + Shell.word(wanted), command);
    }

    /** A check: the answer must be a whole number that is at least or at most the given one. */
    public Script expect(String title, Bound bound, long number, Command command) {
        count(command);
        return command(
                "expect_" + bound.name().toLowerCase(java.util.Locale.ROOT) + " " + Shell.word(title) + " " + number,
                command);
    }

    public enum Bound {
        LEAST,
        MOST
    }

    /** Does {@code then} only where the reading finds nothing. */
    public Script unless(Command found, String already, Consumer<Script> then) {
        return choice(found, s -> s.say(already), then);
    }

    /** Does {@code then} only where the reading finds something. */
    public Script when(Command found, String otherwise, Consumer<Script> then) {
        return choice(found, then, s -> s.say(otherwise));
    }

    public Script choice(Command found, Consumer<Script> yes, Consumer<Script> no) {
        count(found);
        command("if present", found, "; then");
        inside(yes);
        line("else");
        inside(no);
        return line("fi");
    }

    /** For each word of an answer. */
    public Script each(String name, String what, Command command, Consumer<String> then) {
        count(command);
        String list = fresh(name + "_LIST");
        String one = fresh(name);
        command("list " + list + " " + Shell.word(what), command);
        // The list is meant to fall into words; the library has made sure that none holds anything but plain
        // characters.
        line("# shellcheck disable=SC2086");
        line("for " + one + " in ${" + list + "}; do");
        depth++;
        then.accept(Shell.variable(one));
        depth--;
        return line("done");
    }

    /** For each line of a file that {@link #keep} wrote, whose two columns are put into the variables KEY and UPLOAD. */
    public Script eachPair(String file, Consumer<Script> then) {
        line("while IFS=$'\\t' read -r KEY UPLOAD; do");
        depth++;
        line("[ -n \"${UPLOAD}\" ] || continue");
        then.accept(this);
        depth--;
        return line("done <" + Shell.word(file));
    }

    /** As long as the reading finds something, at most {@code most} times. */
    public Script whilePresent(Command found, int most, String what, Consumer<Script> then) {
        count(found);
        line("for ((round = 1; round <= " + most + "; round++)); do");
        depth++;
        command("if ! present", found, "; then break; fi");
        then.accept(this);
        depth--;
        line("done");
        return line("[ \"$round\" -le " + most + " ] || stop " + Shell.word("too many rounds: " + what));
    }

    /** A command that changes or runs something and must answer {@code wanted}. */
    public Script checked(String title, String wanted, Command command) {
        changes++;
        return command("checked " + Shell.word(title) + " " + Shell.word(wanted), command);
    }

    /** Takes over a value that was read into a file, as far as it is there. */
    public Script edit(String file, String... expressions) {
        List<String> words = new java.util.ArrayList<>(List.of("sed", "-i.bak"));
        for (String expression : expressions) {
            words.add("-e");
            words.add(expression);
        }
        words.add(file);
        others++;
        return command("edit", new Command(words));
    }

    private void inside(Consumer<Script> part) {
        depth++;
        int before = lines.length();
        part.accept(this);
        if (lines.length() == before) {
            line(":");
        }
        depth--;
    }

    /**
     * What cannot be taken back: the name must be typed first.
     *
     * @param name to be typed where the step itself asks for none
     */
    public Script destructive(String name, String what) {
        return line("typed " + Shell.word(typed.orElse(name)) + " " + Shell.word(what));
    }

    /** Steps of the same pack that come first. */
    public Script requires(List<String> earlier) {
        return earlier.isEmpty()
                ? this
                : line("requires"
                        + earlier.stream()
                                .map(e -> " " + Shell.word(Shell.comment(e)))
                                .collect(java.util.stream.Collectors.joining()));
    }

    /** Another person must be there. */
    public Script second() {
        return line("second");
    }

    /** A person must say that they saw or did something no command can tell. */
    public Script attest(String text) {
        return line("attest " + Shell.word(Shell.comment(text)));
    }

    public Script pause(Duration time, String why) {
        return line("pause " + time.toSeconds() + " " + Shell.word(why));
    }

    /** @param seconds what stands for a number of seconds */
    public Script pauseFor(String seconds, String why) {
        return line("pause " + Shell.word(seconds) + " " + Shell.word(why));
    }

    /** A command of another program; the library stops with its name where it is not installed. */
    public Script tool(String check, Command command) {
        others++;
        return command("tool " + Shell.word(check), command);
    }

    /** Puts a file into the pack; gives its path for whoever carries out the script. */
    public String file(String name, byte[] content) {
        files.put(inPack(step, name), content.clone());
        return Shell.variable("PACK") + "/files/" + inPack(step, name);
    }

    /** Where a step's file lies below the folder {@code files}. */
    public static String inPack(String step, String name) {
        return (step + "/" + name).replaceAll("[^A-Za-z0-9._/-]", "-").replace("..", "-");
    }

    public String file(String name, String content) {
        return file(name, content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** A variable of this name is set before; used by whoever looks up what earlier steps gave. */
    public Script named(String variable, String what, Command command) {
        if (variables.add(variable)) {
            count(command);
            line(variable + "=''");
            command("value " + variable + " " + Shell.word(what), command);
        }
        return this;
    }

    public String text() {
        return lines.toString();
    }

    public Map<String, byte[]> files() {
        return Map.copyOf(files);
    }

    /** Commands of the aws CLI that read. */
    public int reads() {
        return reads;
    }

    /** Commands of the aws CLI that change something. */
    public int changes() {
        return changes;
    }

    /** Commands of other programs. */
    public int others() {
        return others;
    }

    /** Whether a person is asked to state something. */
    public boolean asksPerson() {
        return lines.indexOf("attest ") >= 0;
    }

    private void count(Command command) {
        if (command.isAws()) {
            reads++;
        } else {
            others++;
        }
    }

    private String fresh(String name) {
        String free = name;
        for (int i = 2; !variables.add(free); i++) {
            free = name + "_" + i;
        }
        return free;
    }

    private Script command(String function, Command command) {
        return command(function, command, "");
    }

    private Script command(String function, Command command, String end) {
        StringBuilder line = new StringBuilder(function);
        int width = function.length();
        for (String word : command.words()) {
            String quoted = Shell.word(word);
            boolean option = quoted.startsWith("--") && !quoted.equals("--region");
            if (option && width + quoted.length() + 40 > WIDTH) {
                line.append(" \\\n").append("    ".repeat(depth + 1));
                width = 0;
            } else {
                line.append(' ');
            }
            line.append(quoted);
            width += quoted.length() + 1;
        }
        return line(line.append(end).toString());
    }

    private Script line(String text) {
        lines.append("    ".repeat(depth)).append(text).append('\n');
        return this;
    }
}
