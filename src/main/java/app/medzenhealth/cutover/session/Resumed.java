package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.session.StepRecord.Stage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is to be told when the console went on after an interruption. It is said only for as long as it is so: a step that has come
 * further since is left out.
 *
 * @param opening when and how the console was stopped; empty where there is nothing to tell of that
 * @param found what became of each step that was being carried out
 * @param doubted whether a step was in doubt when this was told
 * @param announced what else must be known of the session; said after it, whatever the steps do
 */
record Resumed(String opening, List<Found> found, boolean doubted, List<String> announced) {

    static final Resumed NOTHING = new Resumed("", List.of(), false, List.of());

    /** @param stage of the step when this was found */
    record Found(String step, Stage stage, String words) {}

    Resumed announcing(List<String> sentences) {
        return new Resumed(
                opening,
                found,
                doubted,
                Stream.concat(announced.stream(), sentences.stream()).toList());
    }

    /** What of it is so in this state; empty where nothing is. */
    Optional<String> sentence(SessionState state) {
        var all = Stream.concat(where(state).stream(), announced.stream()).collect(Collectors.joining(" "));
        return Optional.of(all).filter(s -> !s.isEmpty());
    }

    private Optional<String> where(SessionState state) {
        var still = found.stream()
                .filter(f -> state.step(f.step()).stage() == f.stage())
                .map(Found::words)
                .toList();
        var doubts = state.steps().entrySet().stream()
                .filter(e -> e.getValue().stage() == Stage.IN_DOUBT)
                .map(Map.Entry::getKey)
                .toList();
        var told = !found.isEmpty() || doubted;
        if (opening.isEmpty() || told && still.isEmpty() && doubts.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(opening
                + (found.isEmpty()
                        ? "nothing was being carried out"
                        : still.isEmpty()
                                ? "what was being carried out has come further since"
                                : String.join("; ", still))
                + ". " + doubts(doubts));
    }

    private static String doubts(List<String> open) {
        return switch (open.size()) {
            case 0 -> "Nothing is in doubt.";
            case 1 -> "Step " + open.getFirst() + " is in doubt and needs your decision.";
            default -> "Steps " + String.join(", ", open) + " are in doubt and need your decision.";
        };
    }
}
