package app.medzenhealth.cutover.action.script;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Collects the lines of one step's script. The functions it calls are those of {@code lib.sh}, which stops at the first command
 * that fails.
 */
public final class Script {
    private final String step;
    private final Optional<String> typed;
    private final Lines lines = new Lines();
    private final Map<String, byte[]> files = new LinkedHashMap<>();

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
        lines.add("say " + Shell.word(Shell.comment(text)));
        return this;
    }

    public Script comment(String text) {
        lines.add("# " + Shell.comment(text));
        return this;
    }

    /** A command that changes something. */
    public Script run(Command command) {
        lines.change("run", command);
        return this;
    }

    /** A reading for the person at the keyboard. */
    public Script show(Command command) {
        lines.read("show", command);
        return this;
    }

    /** Reads one value; an empty answer stops the script. Gives what stands for the value in later words. */
    public String value(String name, String what, Command command) {
        var variable = lines.fresh(name);
        lines.read("value " + variable + " " + Shell.word(what), command);
        return Shell.variable(variable);
    }

    /** Changes something and reads one value from the answer. */
    public String made(String name, String what, Command command) {
        var variable = lines.fresh(name);
        lines.change("made " + variable + " " + Shell.word(what), command);
        return Shell.variable(variable);
    }

    /** Writes an answer into a file of this run; gives the file's path. */
    public String keep(String file, Command command) {
        lines.read("keep " + Shell.word(file), command);
        return Shell.variable("WORK") + "/" + file;
    }

    /** Fetches what lies at the address that is the answer, into a file of this run; gives the file's path. */
    public String download(String file, String what, Command address) {
        lines.read("download " + Shell.word(file) + " " + Shell.word(what), address);
        return Shell.variable("WORK") + "/" + file;
    }

    /** Writes an answer into the pack, where it stays: what going back will need. Gives the file's path. */
    public String preserve(String file, Command command) {
        lines.read("preserve " + Shell.word(file), command);
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
        var from = lines.fresh("FROM");
        var to = lines.fresh("TO");
        lines.add("moments " + from + " " + to + " " + back.toSeconds());
        return new Times(Shell.variable(from), Shell.variable(to));
    }

    /** The moment at which the script runs, in milliseconds since 1970. */
    public String millis(String name) {
        var now = lines.fresh(name);
        lines.add(now + "=$(date -u +%s)000");
        return Shell.variable(now);
    }

    /** The day of a moment, as ISO 8601 writes it. */
    public String day(String moment) {
        var day = lines.fresh("DAY");
        lines.add(day + "=" + Shell.word(moment));
        lines.add(day + "=${" + day + "%%T*}");
        return Shell.variable(day);
    }

    /** Looks again and again, within bounds, until the answer is one of {@code good}. One of {@code bad} ends it at once. */
    public Script until(
            String what, List<String> good, List<String> bad, Duration every, Duration most, Command command) {
        var times = Math.max(1, most.toSeconds() / every.toSeconds());
        lines.read(
                "until_is %s %s %s %d %d"
                        .formatted(
                                Shell.word(what),
                                Shell.word(String.join(" ", good)),
                                Shell.word(String.join(" ", bad)),
                                every.toSeconds(),
                                times),
                command);
        return this;
    }

    /** Looks until AWS knows the thing no more. */
    public Script untilGone(String what, Duration every, Duration most, Command command) {
        var times = Math.max(1, most.toSeconds() / every.toSeconds());
        lines.read("until_gone %s %d %d".formatted(Shell.word(what), every.toSeconds(), times), command);
        return this;
    }

    /** A check: the answer must be {@code wanted}, upper and lower case alike. */
    public Script expect(String title, String wanted, Command command) {
        lines.read("expect " + Shell.word(title) + " " + Shell.word(wanted), command);
        return this;
    }

    /** A check: the answer must be a whole number that is at least or at most the given one. */
    public Script expect(String title, Bound bound, long number, Command command) {
        lines.read("expect_" + bound.name().toLowerCase(Locale.ROOT) + " " + Shell.word(title) + " " + number, command);
        return this;
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
        lines.read("if present", found, "; then");
        inside(yes);
        lines.add("else");
        inside(no);
        lines.add("fi");
        return this;
    }

    /** For each word of an answer. */
    public Script each(String name, String what, Command command, Consumer<String> then) {
        var list = lines.fresh(name + "_LIST");
        var one = lines.fresh(name);
        lines.read("list " + list + " " + Shell.word(what), command);
        // The list is meant to fall into words; the library has made sure that none holds anything but plain
        // characters.
        lines.add("# shellcheck disable=SC2086");
        lines.add("for " + one + " in ${" + list + "}; do");
        lines.deeper();
        then.accept(Shell.variable(one));
        lines.back();
        lines.add("done");
        return this;
    }

    /** For each line of a file that {@link #keep} wrote, whose two columns are put into the variables KEY and UPLOAD. */
    public Script eachPair(String file, Consumer<Script> then) {
        lines.add("while IFS=$'\\t' read -r KEY UPLOAD; do");
        lines.deeper();
        lines.add("[ -n \"${UPLOAD}\" ] || continue");
        then.accept(this);
        lines.back();
        lines.add("done <" + Shell.word(file));
        return this;
    }

    /** As long as the reading finds something, at most {@code most} times. */
    public Script whilePresent(Command found, int most, String what, Consumer<Script> then) {
        lines.add("for ((round = 1; round <= " + most + "; round++)); do");
        lines.deeper();
        lines.read("if ! present", found, "; then break; fi");
        then.accept(this);
        lines.back();
        lines.add("done");
        lines.add("[ \"$round\" -le " + most + " ] || stop " + Shell.word("too many rounds: " + what));
        return this;
    }

    /** A command that changes or runs something and must answer {@code wanted}. */
    public Script checked(String title, String wanted, Command command) {
        lines.change("checked " + Shell.word(title) + " " + Shell.word(wanted), command);
        return this;
    }

    /** Takes over a value that was read into a file, as far as it is there. */
    public Script edit(String file, String... expressions) {
        var words = new ArrayList<String>(List.of("sed", "-i.bak"));
        for (var expression : expressions) {
            words.add("-e");
            words.add(expression);
        }
        words.add(file);
        lines.tool("edit", new Command(words));
        return this;
    }

    private void inside(Consumer<Script> part) {
        lines.inside(() -> part.accept(this));
    }

    /**
     * What cannot be taken back: the name must be typed first.
     *
     * @param name to be typed where the step itself asks for none
     */
    public Script destructive(String name, String what) {
        lines.add("typed " + Shell.word(typed.orElse(name)) + " " + Shell.word(what));
        return this;
    }

    /** Steps of the same pack that come first. */
    public Script requires(List<String> earlier) {
        if (!earlier.isEmpty()) {
            lines.add("requires"
                    + earlier.stream()
                            .map(e -> " " + Shell.word(Shell.comment(e)))
                            .collect(Collectors.joining()));
        }
        return this;
    }

    /** Another person must be there. */
    public Script second() {
        lines.add("second");
        return this;
    }

    /** A person must say that they saw or did something no command can tell. */
    public Script attest(String text) {
        lines.add("attest " + Shell.word(Shell.comment(text)));
        return this;
    }

    public Script pause(Duration time, String why) {
        lines.add("pause " + time.toSeconds() + " " + Shell.word(why));
        return this;
    }

    /** @param seconds what stands for a number of seconds */
    public Script pauseFor(String seconds, String why) {
        lines.add("pause " + Shell.word(seconds) + " " + Shell.word(why));
        return this;
    }

    /** A command of another program; the library stops with its name where it is not installed. */
    public Script tool(String check, Command command) {
        lines.tool("tool " + Shell.word(check), command);
        return this;
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
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Stops the script unless its caller has set the variable to one value. */
    public Script setBefore(String variable, String what) {
        if (lines.free(variable)) {
            lines.add("set_before " + variable + " " + Shell.word(Shell.comment(what)));
        }
        return this;
    }

    /** A variable of this name is set before; used by whoever looks up what earlier steps gave. */
    public Script named(String variable, String what, Command command) {
        if (lines.free(variable)) {
            lines.add(variable + "=''");
            lines.read("value " + variable + " " + Shell.word(what), command);
        }
        return this;
    }

    public String text() {
        return lines.text();
    }

    public Map<String, byte[]> files() {
        return Map.copyOf(files);
    }

    /** Commands of the aws CLI that read. */
    public int reads() {
        return lines.reads();
    }

    /** Commands of the aws CLI that change something. */
    public int changes() {
        return lines.changes();
    }

    /** Commands of other programs. */
    public int others() {
        return lines.others();
    }

    /** Whether a person is asked to state something. */
    public boolean asksPerson() {
        return lines.text().contains("attest ");
    }
}
