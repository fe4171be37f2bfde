package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.plan.Board;
import app.medzenhealth.cutover.plan.Checklist;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.PlanWording;
import app.medzenhealth.cutover.plan.Times;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who has said go or no-go, each for a role, and what that is worth now.
 *
 * @param step the one that decides on the window; empty where the plan asks nobody
 * @param closed why nobody answers any more, and each answer stays as it was; empty as long as they may
 */
public record GoBoard(Optional<String> step, List<Seat> seats, Optional<String> closed) {
    public static final GoBoard NONE = new GoBoard(Optional.empty(), List.of(), Optional.empty());

    /** The record by which an answer is kept. */
    static final String ANSWER = "board.answer";

    public GoBoard {
        seats = List.copyOf(seats);
    }

    public enum Said {
        GO("go"),
        NO_GO("no-go");

        private final String words;

        Said(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }

        /** Whatever is not the very word is none. */
        static Said of(String words) {
            return words.equals(GO.words) ? GO : NO_GO;
        }
    }

    /**
     * @param person who speaks for the role
     * @param by who wrote it down
     * @param window when the window opens that it is about, as ISO 8601 writes it; empty where no day was set
     */
    public record Answer(Said said, String person, String by, Instant at, String note, String window) {

        /** For example {@code Ann at 02:31 UTC, written down by lead: replica clean}. */
        public String words() {
            return person + " at " + Times.minute(at) + " UTC"
                    + (person.equals(by) ? "" : ", written down by " + by)
                    + (note.isBlank() ? "" : ": " + note);
        }
    }

    public sealed interface Standing {}

    /** Nobody has answered. */
    public record Unsaid() implements Standing {}

    public record Given(Answer answer) implements Standing {}

    /** @param why it counts no longer */
    public record Lapsed(Answer answer, String why) implements Standing {}

    /**
     * @param contact who the plan names for the role, with how they are reached; the value may be missing, which is said
     * @param open of the lists that a go claims, those with open items
     */
    public record Seat(Board.Seat asked, String contact, List<Checklist> open, Standing standing) {
        public Seat {
            open = List.copyOf(open);
        }

        public String role() {
            return asked.role();
        }

        public boolean saidGo() {
            return standing instanceof Given(var answer) && answer.said() == Said.GO;
        }

        public boolean saidNoGo() {
            return standing instanceof Given(var answer) && answer.said() == Said.NO_GO;
        }
    }

    public boolean allGo() {
        return seats.stream().allMatch(Seat::saidGo);
    }

    static GoBoard of(Plan plan, SessionState state, Optional<String> closed, Instant now) {
        var board = plan.window().board();
        var go = plan.window().go();
        if (board.seats().isEmpty() || go.isEmpty()) {
            return NONE;
        }
        var window = window(plan, state.parameters(), now);
        return new GoBoard(
                go,
                board.seats().stream()
                        .map(seat -> new Seat(
                                seat,
                                contact(plan, state.parameters(), seat.role()),
                                open(plan, state, Set.copyOf(seat.claims()), now),
                                Optional.ofNullable(state.board().get(key(go.get(), seat.role())))
                                        .<Standing>map(answer -> closed.isPresent()
                                                ? new Given(answer)
                                                : standing(answer, board, window, now))
                                        .orElseGet(Unsaid::new)))
                        .toList(),
                closed);
    }

    static String key(String step, String role) {
        return step + " " + role;
    }

    /** The window that an answer given now is about. */
    static String window(Plan plan, Map<String, String> parameters, Instant now) {
        return ChangeWindow.of(plan, parameters)
                .times(now)
                .map(t -> t.opens().toString())
                .orElse("");
    }

    private static String contact(Plan plan, Map<String, String> parameters, String role) {
        return plan.contacts().stream()
                .filter(c -> c.role().equals(role))
                .flatMap(c -> c.name().stream())
                .findFirst()
                .map(n -> PlanWording.of(plan, parameters, n))
                .orElse("");
    }

    private static List<Checklist> open(Plan plan, SessionState state, Set<String> claims, Instant now) {
        return plan.everything()
                .flatMap(p -> p.checklists().stream())
                .filter(c -> claims.contains(c.id()))
                .filter(c -> c.items().stream().anyMatch(i -> state.tick(i, now).isEmpty()))
                .toList();
    }

    private static Standing standing(Answer answer, Board board, String window, Instant now) {
        if (!answer.window().equals(window)) {
            return new Lapsed(answer, "it was about another window");
        }
        return answer.said() == Said.GO && !now.isBefore(answer.at().plus(board.valid()))
                ? new Lapsed(answer, "a go counts for " + Times.inWords(board.valid()))
                : new Given(answer);
    }
}
