package app.medzenhealth.cutover.action;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a person has decided about one of several things, and why. A statement's note holds one line of each: {@code delete
 * sqs/queue/work — only test calls}.
 *
 * @param item as the plan names it, {@code service/type/id}
 * @param reason on one line: a second one would read like another decision
 */
public record ItemDecision(String item, Choice choice, String reason) {
    private static final String BECAUSE = " — ";
    private static final Pattern LINE = Pattern.compile("(keep|delete|save first) (.+?)" + BECAUSE + "(.+)");

    public enum Choice {
        KEEP("keep"),
        DELETE("delete"),
        /** It goes only after somebody has saved it and decided again. */
        SAVE_FIRST("save first");

        private final String words;

        Choice(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }

        private static Choice of(String words) {
            return Stream.of(values())
                    .filter(c -> c.words.equals(words))
                    .findFirst()
                    .orElseThrow();
        }

        /** As a button says it. */
        public String label() {
            return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
        }
    }

    public ItemDecision {
        reason = reason.strip().replaceAll("\\s+", " ");
    }

    private String line() {
        return choice.words() + " " + item + BECAUSE + reason;
    }

    /** The note of a statement that decides about these. */
    public static String note(List<ItemDecision> decisions) {
        return decisions.stream().map(ItemDecision::line).collect(Collectors.joining("\n"));
    }

    /** The thing that a line of a note decides about; empty where the line is none of those. */
    public static Optional<String> decidedIn(String line) {
        return Optional.of(LINE.matcher(line)).filter(Matcher::matches).map(m -> m.group(2));
    }

    /** What a note decides about a thing; empty where it says nothing of it, or twice different things. */
    static Optional<ItemDecision> in(String note, String item) {
        var found = note.lines()
                .map(LINE::matcher)
                .filter(m -> m.matches() && m.group(2).equals(item))
                .map(m -> new ItemDecision(item, Choice.of(m.group(1)), m.group(3)))
                .toList();
        return found.stream().map(ItemDecision::choice).distinct().count() == 1
                ? Optional.of(found.getLast())
                : Optional.empty();
    }
}
