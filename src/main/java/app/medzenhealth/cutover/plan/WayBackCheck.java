package app.medzenhealth.cutover.plan;

import app.medzenhealth.cutover.plan.PlanCheck.Faults;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A way back that needs what a later step deletes for good must be closed by that step; it cannot be begun before everything stands
 * that it needs on its way; and where it makes another database the one that users write to, the next attempt begins at that.
 */
final class WayBackCheck {
    private final Plan plan;
    private final OrderCheck order;
    private final Faults faults;

    private WayBackCheck(Plan plan, OrderCheck order, Faults faults) {
        this.plan = plan;
        this.order = order;
        this.faults = faults;
    }

    /** @param stated the plan with the values that it states */
    static void look(Plan plan, Plan stated, OrderCheck order, Faults faults) {
        var check = new WayBackCheck(stated, order, faults);
        for (var i = 0; i < plan.rollbacks().size(); i++) {
            var way = stated.rollbacks().get(i);
            check.look(way, "/rollbacks/" + i + "/costs");
            check.needs(way, "/rollbacks/" + i);
            check.outcome(plan, way, "/rollbacks/" + i);
            check.noReturn(way, "/rollbacks/" + i + "/costs");
            check.counted(way, "/rollbacks/" + i);
        }
        check.proven();
    }

    private void needs(Rollback way, String pointer) {
        var id = way.procedure().id();
        way.needs().stream()
                .filter(n -> plan.step(n).isEmpty())
                .forEach(n -> faults.found(pointer + "/needs", "there is no step “" + n + "”", "name an existing one"));
        WayBackNeeds.of(plan, way).stream()
                .filter(need -> way.standsOn().noneMatch(s -> s.equals(need) || order.before(need, s)))
                .forEach(need -> faults.found(
                        pointer,
                        "“" + id + "” needs what step " + need + " makes, and may be begun before it",
                        "add “" + need + "” to its “needs:”"));
        way.needs().stream()
                .flatMap(n -> plan.step(n).stream())
                .filter(n -> n.verify().stream().allMatch(v -> v.by().isEmpty()))
                .forEach(n -> faults.found(
                        pointer + "/needs",
                        "“" + id + "” needs step " + n.id() + ", and nothing reads whether what it made still stands",
                        "add a “by:” under “verify:” of step " + n.id()));
        if (!way.needs().isEmpty() && way.until().isEmpty()) {
            faults.found(
                    pointer,
                    "“" + id + "” stays locked until " + String.join(", ", way.needs())
                            + ", and nothing says what to do until then",
                    "add “until:”");
        }
    }

    /**
     * The way back that opens the old database again loses what users write to the new one: it says from where on, and is closed
     * once another way back keeps it.
     */
    private void noReturn(Rollback way, String pointer) {
        if (!way.procedure().does(Trait.LIFTS_FENCE)) {
            return;
        }
        var id = way.procedure().id();
        plan.phases().stream()
                .filter(p -> p.does(Trait.FENCES) && p.does(Trait.PROMOTES))
                .flatMap(p -> p.steps().stream())
                .filter(s -> s.does(Trait.REDIRECTS))
                .filter(s -> way.costs().stream()
                        .noneMatch(c ->
                                c.pointOfNoReturn() && (c.step().equals(s.id()) || order.before(c.step(), s.id()))))
                .forEach(s -> faults.found(
                        pointer,
                        "“" + id + "” would lose what users write from step " + s.id() + " on, and does not say so",
                        "add { step: \"" + s.id() + "\", text: …, pointOfNoReturn: true }"));
        plan.rollbacks().stream()
                .filter(other -> !other.equals(way) && other.procedure().does(Trait.PROMOTES))
                .filter(other -> way.costs().stream()
                        .noneMatch(c ->
                                c.closes() && (c.step().equals(other.from()) || order.before(c.step(), other.from()))))
                .forEach(other -> faults.found(
                        pointer,
                        "“" + id + "” stays open when “" + other.procedure().id() + "” is offered, which loses nothing",
                        "add { step: \"" + other.from() + "\", text: …, closes: true }"));
    }

    /**
     * The way back that opens the old database again loses what was written to the promoted one, by whomever: that nothing is lost is
     * counted there, not concluded from steps.
     */
    private void counted(Rollback way, String pointer) {
        if (!way.procedure().does(Trait.LIFTS_FENCE)) {
            return;
        }
        var promoted = plan.phases().stream()
                .filter(p -> p.steps().stream().anyMatch(s -> s.id().equals(way.from())))
                .flatMap(p -> p.steps().stream())
                .flatMap(s -> s.actions().stream())
                .filter(a -> a.has(Trait.PROMOTES))
                .toList();
        var counts = way.leaves().filter(l -> l.has(Trait.COUNTS_WRITES));
        if (promoted.stream()
                .anyMatch(p -> counts.filter(c ->
                                c.database().equals(p.database()) && c.region().equals(p.region()))
                        .isEmpty())) {
            faults.found(
                    pointer,
                    "“" + way.procedure().id()
                            + "” loses what is written to the promoted database, and nothing counts that",
                    "add “leaves:” with sql.untouched of the database that the cutover promotes");
        }
    }

    /** What users were led away from stands by only once steps have proven it. */
    private void proven() {
        var moved = plan.phases().stream().anyMatch(p -> p.does(Trait.FENCES) && p.does(Trait.PROMOTES));
        for (var i = 0; i < plan.regions().size(); i++) {
            var region = plan.regions().get(i);
            if (moved
                    && region.before() == Plan.Role.PRIMARY
                    && region.after() == Plan.Role.SECONDARY
                    && region.provenBy().isEmpty()) {
                faults.found(
                        "/regions/" + i,
                        "no step proves that " + region.id() + " stands by once users have left it",
                        "name the steps that do under “provenBy:”");
            }
        }
    }

    private void outcome(Plan written, Rollback way, String pointer) {
        var id = way.procedure().id();
        way.outcome()
                .forEach((parameter, value) -> Stream.concat(Stream.of(parameter), Variables.in(value).stream())
                        .filter(p -> plan.parameter(p).isEmpty())
                        .forEach(p -> faults.found(
                                pointer + "/outcome/" + parameter,
                                "there is no parameter “" + p + "”",
                                "name one of the plan's parameters")));
        if (way.outcome().isEmpty()) {
            return;
        }
        var promoted = way.procedure().steps().stream()
                .flatMap(s -> s.actions().stream())
                .filter(a -> a.has(Trait.PROMOTES))
                .flatMap(a -> a.database().stream())
                .toList();
        var again = StatedValues.in(
                written,
                v -> Optional.ofNullable(way.outcome().get(v))
                        .map(t -> Variables.resolve(t, this::stated))
                        .or(() -> stated(v)));
        again.phases().stream()
                .flatMap(p -> p.steps().stream())
                .flatMap(s -> s.actions().stream())
                .filter(a -> a.has(Trait.FENCES))
                .flatMap(a -> a.database().stream())
                .filter(begins -> !promoted.isEmpty() && !promoted.contains(begins))
                .forEach(begins -> faults.found(
                        pointer + "/outcome",
                        "after “" + id + "” users write to " + String.join(", ", promoted)
                                + ", and the next attempt would fence " + begins,
                        "let its outcome set the parameter that names the fenced database"));
    }

    private Optional<String> stated(String parameter) {
        return plan.parameter(parameter).flatMap(Plan.Parameter::value);
    }

    private void look(Rollback way, String pointer) {
        var needs = new HashSet<Name>();
        // What it clears away where it stands, and what it makes where it is missing, it does without.
        var without = new HashSet<Name>();
        var uses = way.procedure().steps().stream()
                .flatMap(s -> s.actions().stream())
                .filter(a -> !a.has(Trait.LEADS_FUNCTIONS_AWAY))
                .toList();
        uses.forEach(a -> {
            if (Boolean.TRUE.equals(a.with().get("mayBeGone")) || makes(a)) {
                names(a).forEach(without::add);
            } else {
                names(a).filter(n -> !without.contains(n)).forEach(needs::add);
            }
        });
        var closing = way.costs().stream()
                .filter(Rollback.Price::closes)
                .map(Rollback.Price::step)
                .collect(Collectors.toSet());
        plan.sequence()
                .flatMap(p -> p.steps().stream())
                .filter(s -> s.effect() == Step.Effect.IRREVERSIBLE && !closing.contains(s.id()))
                .forEach(s -> deleted(s, needs, closing.stream().noneMatch(c -> order.before(c, s.id())))
                        .ifPresent(gone -> faults.found(
                                pointer,
                                "“" + way.procedure().id() + "” needs " + gone.name() + " in " + gone.region()
                                        + ", which step " + s.id() + " deletes",
                                "add { step: \"" + s.id() + "\", text: …, closes: true }")));
    }

    /** Functions and rules that are missing, from those of another region. */
    private static boolean makes(ActionUse use) {
        return use.has(Trait.DEPLOYS_FUNCTIONS) || use.has(Trait.COPIES_TRIGGERS);
    }

    private record Name(String region, String name) {

        /** A list of leftovers names each as {@code service/type/id}: the id alone, too. */
        Stream<Name> andId() {
            var parts = name.split("/", 3);
            return parts.length == 3 && !parts[0].isEmpty()
                    ? Stream.of(this, new Name(region, parts[2]))
                    : Stream.of(this);
        }
    }

    /** @param open whether the way back may still be gone then: where it is closed long before, leftovers do not matter to it */
    private Optional<Name> deleted(Step step, Set<Name> needs, boolean open) {
        return step.actions().stream()
                .filter(a -> a.has(Trait.DESTROYS))
                .flatMap(this::names)
                .flatMap(n -> open ? n.andId() : Stream.of(n))
                .filter(needs::contains)
                .findFirst();
    }

    /** Every text among an action's inputs that names no region, with the region it is meant in. */
    private Stream<Name> names(ActionUse use) {
        return use.region().stream()
                .flatMap(r -> use.texts().map(t -> new Name(r, t)))
                .filter(n -> !n.name().isBlank() && plan.region(n.name()).isEmpty());
    }
}
