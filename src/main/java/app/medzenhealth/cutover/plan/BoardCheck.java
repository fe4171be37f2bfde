package app.medzenhealth.cutover.plan;

import app.medzenhealth.cutover.plan.PlanCheck.Faults;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whoever is asked for a go can be reached, is asked once, and claims lists that are ticked before the window is used. */
final class BoardCheck {
    private static final String BOARD = "/window/board";
    /** As of a tick about the moment. A stated figure. */
    private static final Duration MOMENT = Duration.ofHours(24);

    private BoardCheck() {}

    static void look(Plan plan, Faults faults) {
        var board = plan.window().board();
        if (board.seats().isEmpty()) {
            return;
        }
        if (plan.window().go().isEmpty()) {
            faults.found(
                    BOARD,
                    "people are asked whether the window is used, and no step decides on it",
                    "add “go:” to the window, with the step that decides");
        }
        if (!board.valid().isPositive()) {
            faults.found(BOARD + "/valid", "a go counts for no time at all", "write for how long, for example PT4H");
        }
        if (board.valid().compareTo(MOMENT) > 0) {
            faults.found(
                    BOARD + "/valid",
                    "a go is about the moment, and would count for " + Times.inWords(board.valid()),
                    "let it count for a day at most, for example PT4H");
        }
        var lists = beforeWindow(plan);
        var seen = new HashSet<String>();
        for (var i = 0; i < board.seats().size(); i++) {
            seat(plan, board.seats().get(i), BOARD + "/seats/" + i, lists, seen, faults);
        }
    }

    private static void seat(
            Plan plan, Board.Seat seat, String pointer, Set<String> lists, Set<String> seen, Faults faults) {
        if (plan.contacts().stream()
                .filter(c -> c.role().equals(seat.role()))
                .flatMap(c -> c.name().stream())
                .findFirst()
                .isEmpty()) {
            faults.found(
                    pointer + "/role",
                    "no contact has the role “" + seat.role() + "” and a name: nobody can be asked",
                    "name the role of a contact");
        }
        if (!seen.add(seat.role())) {
            faults.found(pointer + "/role", "“" + seat.role() + "” is asked twice", "ask each role once");
        }
        seat.claims().stream()
                .filter(c -> !lists.contains(c))
                .forEach(c -> faults.found(
                        pointer + "/claims",
                        "the go of “" + seat.role() + "” claims “" + c
                                + "”, which is no checklist that locks the window's decision or its steps",
                        "name one of "
                                + String.join(", ", lists.stream().sorted().toList())));
    }

    private static Set<String> beforeWindow(Plan plan) {
        var gates = Stream.concat(plan.window().go().stream(), plan.window().steps().stream())
                .flatMap(s -> Stream.concat(Stream.of(s), plan.phaseOf(s).map(Phase::id).stream()))
                .collect(Collectors.toSet());
        return plan.everything()
                .flatMap(p -> p.checklists().stream())
                .filter(c -> c.gates().filter(gates::contains).isPresent())
                .map(Checklist::id)
                .collect(Collectors.toSet());
    }
}
