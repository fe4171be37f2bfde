package app.medzenhealth.cutover.plan;

import app.medzenhealth.cutover.plan.PlanCheck.Faults;
import app.medzenhealth.cutover.plan.PlanPlaces.ActionAt;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What works by itself, by a rule, a schedule or a queue, works in one region: it is switched on only where users write, and after
 * it was switched off wherever else the plan knows it.
 */
final class TriggerCheck {
    private static final String MAPPINGS = "mappings";

    /** What is known of a trigger at one action. */
    private enum State {
        ON,
        OFF,
        /** It is there, on or off. */
        KNOWN
    }

    private record Seen(ActionAt at, String region, String kind, String name, State state) {
        boolean same(Seen other) {
            return kind.equals(other.kind) && name.equals(other.name);
        }
    }

    private final Moves moves;
    private final Faults faults;
    private final List<Seen> seen = new ArrayList<>();

    private TriggerCheck(Moves moves, Faults faults) {
        this.moves = moves;
        this.faults = faults;
        moves.doing(Trait.FENCES).forEach(a -> all(a, "functions", State.OFF));
        moves.doing(Trait.LIFTS_FENCE).forEach(a -> all(a, "functions", State.ON));
        moves.doing(Trait.SWITCHES_TRIGGERS)
                .forEach(a -> all(
                        a,
                        MAPPINGS,
                        Set.of("on", "true")
                                        .contains(String.valueOf(a.use().with().get("state")))
                                ? State.ON
                                : State.OFF));
        moves.doing(Trait.COPIES_TRIGGERS).forEach(a -> {
            note(a, a.use().region().orElse(""), "rules", "rules", State.OFF);
            note(a, String.valueOf(a.use().with().get("sourceRegion")), "rules", "rules", State.KNOWN);
        });
    }

    static void look(Moves moves, Faults faults) {
        if (moves.databaseMoves()) {
            var check = new TriggerCheck(moves, faults);
            check.seen.stream().filter(s -> s.state() == State.ON).forEach(check::on);
        }
    }

    private void all(ActionAt at, String mappings, State state) {
        var region = at.use().region().orElse("");
        note(at, region, "rules", "rules", state);
        note(at, region, "schedules", "schedules", state);
        note(at, region, mappings, MAPPINGS, state);
    }

    private void note(ActionAt at, String region, String input, String kind, State state) {
        Moves.texts(at.use(), input).forEach(n -> seen.add(new Seen(at, region, kind, n, state)));
    }

    private void on(Seen on) {
        var at = on.at();
        var what = at.use().type() + " would switch " + on.name() + " on in " + on.region();
        if (!usersAreThere(at)) {
            faults.found(
                    at.pointer(),
                    what + ", before users are led there",
                    "let it come after the step that leads them there");
        }
        where(on, what);
        var others = seen.stream()
                .filter(s -> s.same(on) && s.state() != State.OFF
                        || s.same(on) && s.at().use().has(Trait.FENCES))
                .map(Seen::region)
                .filter(r -> !r.equals(on.region()))
                .collect(Collectors.toCollection(HashSet::new));
        others.stream()
                .sorted()
                .filter(r -> !offBefore(on, r))
                .forEach(r -> faults.found(
                        at.pointer(),
                        what + ", and nothing before it switches it off in " + r,
                        "switch it off there in a step before it: twice at work, it works against itself"));
        if (others.isEmpty()
                && !at.use().has(Trait.LIFTS_FENCE)
                && !offBefore(on, on.region())
                && seen.stream().noneMatch(s -> s.same(on) && s.state() == State.OFF && moves.before(s.at(), at))) {
            faults.found(
                    at.pointer(),
                    what + ", and nothing has switched it off before, so it worked all along",
                    "name it in the fence, so that nothing writes while production moves");
        }
    }

    /** Off in the region, and not on again since. */
    private boolean offBefore(Seen on, String region) {
        return seen.stream()
                .filter(off -> off.same(on) && off.region().equals(region) && off.state() == State.OFF)
                .filter(off -> precedes(off.at(), on.at()))
                .anyMatch(off -> seen.stream()
                        .noneMatch(again -> again.same(on)
                                && again.region().equals(region)
                                && again.state() == State.ON
                                && moves.before(off.at(), again.at())
                                && moves.before(again.at(), on.at())));
    }

    /** A way back relies on nothing but what it does itself. */
    private boolean precedes(ActionAt first, ActionAt then) {
        return then.in().rollback() ? moves.beforeHere(first, then) : moves.before(first, then);
    }

    private boolean usersAreThere(ActionAt at) {
        return at.use().has(Trait.LIFTS_FENCE)
                || (at.in().rollback()
                        ? !moves.takesWrites(at).isEmpty()
                        : moves.thereDoing(Trait.REDIRECTS).stream().anyMatch(r -> moves.before(r, at)));
    }

    /** What a clock starts works where users write; what a queue feeds works beside its queue. */
    private void where(Seen on, String what) {
        var at = on.at();
        var write = (at.in().rollback() ? moves.takesWrites(at).stream() : moves.promoted().stream())
                .map(Moves.Database::region)
                .collect(Collectors.toSet());
        if (!at.use().has(Trait.LIFTS_FENCE)
                && !on.kind().equals(MAPPINGS)
                && !write.isEmpty()
                && !write.contains(on.region())) {
            faults.found(
                    at.pointer(),
                    what + ", but users write in "
                            + Stream.of(write)
                                    .map(w -> String.join(", ", w))
                                    .findFirst()
                                    .orElse(""),
                    "switch it on there");
        }
    }
}
