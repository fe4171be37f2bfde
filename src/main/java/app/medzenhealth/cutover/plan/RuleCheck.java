package app.medzenhealth.cutover.plan;

import app.medzenhealth.cutover.plan.PlanCheck.Faults;
import java.util.HashSet;
import java.util.Optional;

/** Rules that say what happens to resources: each can be reached, and none gives up more than a region that is emptied. */
final class RuleCheck {
    private final Plan plan;
    private final Faults faults;

    private RuleCheck(Plan plan, Faults faults) {
        this.plan = plan;
        this.faults = faults;
    }

    static void look(Plan plan, Faults faults) {
        var check = new RuleCheck(plan, faults);
        var ids = new HashSet<String>();
        for (var i = 0; i < plan.rules().size(); i++) {
            var rule = plan.rules().get(i);
            var pointer = "/rules/" + i;
            if (!ids.add(rule.id())) {
                faults.found(pointer + "/id", "there are two rules “" + rule.id() + "”", "rename one");
            }
            check.names(rule, pointer);
            check.reached(i, pointer);
            check.givesUp(rule, pointer);
        }
    }

    private void names(DispositionRule rule, String pointer) {
        var name = rule.name().orElse("");
        if (name.indexOf(NamePattern.IT) != name.lastIndexOf(NamePattern.IT)) {
            faults.found(pointer + "/name", "{it} stands in it twice", "leave one of them, and write * for the other");
        }
        if (rule.follows().filter(f -> f.name().contains(NamePattern.IT)).isPresent()
                && !name.contains(NamePattern.IT)) {
            faults.found(
                    pointer + "/follows/name",
                    "nothing says what {it} stands for",
                    "write {it} in the rule's name where those letters stand");
        }
    }

    /** An earlier one that asks for no more than this decides on all that this fits. */
    private void reached(int i, String pointer) {
        var rule = plan.rules().get(i);
        plan.rules().stream()
                .limit(i)
                .filter(r -> r.disposition().isPresent())
                .filter(r -> asks(r.service(), rule.service())
                        && asks(r.type(), rule.type())
                        && asks(r.region(), rule.region())
                        && asks(r.name(), rule.name())
                        && asks(r.tag(), rule.tag()))
                .findFirst()
                .ifPresent(r -> faults.found(
                        pointer,
                        "“" + r.id() + "” stands before it and decides on all that it fits",
                        "put it before “" + r.id() + "”, or take it out"));
    }

    private static boolean asks(Optional<String> earlier, Optional<String> later) {
        return earlier.isEmpty() || earlier.equals(later);
    }

    /** What stays is given up by its name, in the baseline, and never by a pattern. */
    private void givesUp(DispositionRule rule, String pointer) {
        if (rule.disposition()
                .filter(d -> d == Plan.Disposition.DELETE || d == Plan.Disposition.RETIRE)
                .isEmpty()) {
            return;
        }
        var emptied = rule.region().flatMap(plan::region).filter(r -> r.after() == Plan.Role.DECOMMISSIONED);
        if (emptied.isEmpty()) {
            faults.found(
                    pointer + "/disposition",
                    "a rule would give up resources "
                            + rule.region()
                                    .map(r -> "in " + r + ", which is not emptied")
                                    .orElse("of every region"),
                    "name a region that is decommissioned, or name each resource in the baseline");
        }
    }
}
