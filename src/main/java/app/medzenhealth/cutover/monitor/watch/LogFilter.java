package app.medzenhealth.cutover.monitor.watch;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which lines are wanted.
 *
 * @param words one of them must be in a line, in capitals or not; empty: every line
 * @param hidden groups, by id, whose lines are not wanted
 */
public record LogFilter(List<String> words, Set<String> hidden) implements Predicate<FollowedLine> {
    public static final LogFilter ALL = new LogFilter(List.of(), Set.of());

    public LogFilter {
        words = List.copyOf(words);
        hidden = Set.copyOf(hidden);
    }

    /** @param text words with {@code |} between them: no pattern, which somebody could write so that it never ends */
    public static LogFilter of(String text, Set<String> hidden) {
        return new LogFilter(words(text), hidden);
    }

    public static List<String> words(String text) {
        return Arrays.stream(text.split("\\|"))
                .map(String::strip)
                .filter(w -> !w.isEmpty())
                .toList();
    }

    @Override
    public boolean test(FollowedLine line) {
        return !hidden.contains(line.place().id())
                && (words.isEmpty() || found(line.text(), words).isPresent());
    }

    /** Where a word stands. */
    public record Place(int from, int to) {}

    /** The first place of any of the words. */
    public static Optional<Place> found(String text, List<String> words) {
        var best = Optional.<Place>empty();
        for (var word : words) {
            for (var i = 0; i + word.length() <= text.length(); i++) {
                if (best.isPresent() && i >= best.get().from()) {
                    break;
                }
                if (text.regionMatches(true, i, word, 0, word.length())) {
                    best = Optional.of(new Place(i, i + word.length()));
                    break;
                }
            }
        }
        return best;
    }
}
