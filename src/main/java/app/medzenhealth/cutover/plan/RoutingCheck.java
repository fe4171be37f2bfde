package app.medzenhealth.cutover.plan;

import app.medzenhealth.cutover.plan.PlanCheck.Faults;
import app.medzenhealth.cutover.plan.PlanPlaces.ActionAt;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whatever answers the users' name after the cutover leads to the side that takes writes. A second side may stand behind it only
 * where a health check keeps users away from it that is red from the beginning: a side that can only be read is healthy by itself.
 *
 * <p>Route 53 takes a record without a health check for healthy, and where none of a pair is healthy it answers the primary one
 * (Developer Guide, "How Amazon Route 53 chooses records when health checking is configured"; "Active-passive failover").
 */
final class RoutingCheck {
    private final Moves moves;
    private final Faults faults;

    private RoutingCheck(Moves moves, Faults faults) {
        this.moves = moves;
        this.faults = faults;
    }

    static void look(Moves moves, Faults faults) {
        if (moves.there().isEmpty()) {
            return;
        }
        var check = new RoutingCheck(moves, faults);
        moves.doing(Trait.REDIRECTS).stream()
                .filter(a -> moves.names().contains(Moves.name(a.use())))
                .forEach(check::record);
        moves.doing(Trait.HOLDS_HEALTH_CHECK).forEach(check::holds);
        moves.doing(Trait.TAKES_NAME_AWAY).forEach(check::takesAway);
    }

    private void record(ActionAt at) {
        var use = at.use();
        var name = Moves.name(use);
        var routed = use.with().containsKey("setIdentifier")
                || use.with().containsKey("failover")
                || use.with().containsKey("weight");
        if (Moves.cutsOver(at)) {
            if (routed) {
                faults.found(
                        at.pointer(),
                        use.type() + " would answer " + name + " by a routing policy while production moves",
                        "lead users by one plain record");
            }
            return;
        }
        if (!routed) {
            leadsThere(at, "would lead " + name + " to " + Moves.value(use));
            return;
        }
        switch (String.valueOf(use.with().get("failover"))) {
            case "PRIMARY" -> primary(at);
            case "SECONDARY" -> secondary(at);
            default -> shared(at);
        }
    }

    private void leadsThere(ActionAt at, String what) {
        if (!moves.there().contains(Moves.value(at.use()))) {
            faults.found(
                    at.pointer(),
                    at.use().type() + " " + what + ", but the cutover leads users to "
                            + String.join(", ", moves.there()),
                    "lead them there");
        }
    }

    private void primary(ActionAt at) {
        var value = Moves.value(at.use());
        leadsThere(at, "would make " + value + " the first to answer " + Moves.name(at.use()));
        check(at, "nothing tells when " + value + " is to be left").ifPresent(made -> {
            if (Boolean.TRUE.equals(made.use().with().get("held"))) {
                faults.found(
                        at.pointer() + "/with/healthCheck",
                        "the check of " + value + " is held red, and users would be led away from it",
                        "make it without “held”");
            }
        });
    }

    private void secondary(ActionAt at) {
        var value = Moves.value(at.use());
        var name = Moves.name(at.use());
        if (moves.there().contains(value)) {
            faults.found(
                    at.pointer(),
                    at.use().type() + " would make " + value + " the second to answer " + name
                            + ", but the cutover leads users to " + String.join(", ", moves.there()),
                    "make it the first");
        }
        if (moves.doing(Trait.REDIRECTS).stream()
                .noneMatch(a -> Moves.name(a.use()).equals(name)
                        && "PRIMARY".equals(a.use().with().get("failover"))
                        && moves.before(a, at))) {
            faults.found(
                    at.pointer(),
                    at.use().type() + " would let " + value + " be the only one to answer " + name,
                    "write the PRIMARY record before it, in the same step");
        }
        check(at, "nothing keeps users away from " + value).ifPresent(made -> {
            if (!Boolean.TRUE.equals(made.use().with().get("held"))) {
                faults.found(
                        at.pointer() + "/with/healthCheck",
                        "the check that would keep users away from " + value
                                + " is not held red from the beginning, and what can only be read is healthy by itself",
                        "make it with “held: true” in its step");
            }
        });
    }

    private void shared(ActionAt at) {
        if (!moves.there().contains(Moves.value(at.use()))) {
            faults.found(
                    at.pointer(),
                    at.use().type() + " would share users between " + String.join(", ", moves.there()) + " and "
                            + Moves.value(at.use()),
                    "lead all of them to where the cutover does; another side stands behind it by “failover: SECONDARY”");
        }
    }

    /** The health check that a record goes by, where a step of the plan makes it; says what is wrong with it. */
    private Optional<ActionAt> check(ActionAt at, String without) {
        var reference = String.valueOf(at.use().with().getOrDefault("healthCheck", ""));
        if (reference.isBlank()) {
            faults.found(at.pointer(), without, "add “healthCheck” with the output of route53.create-health-check");
            return Optional.empty();
        }
        var made = moves.giver(reference).filter(a -> a.use().has(Trait.MAKES_HEALTH_CHECK));
        if (made.isEmpty()) {
            faults.found(
                    at.pointer() + "/with/healthCheck",
                    "no step of the plan makes the health check " + reference + ", so nothing shows what it asks",
                    "use ${<step>.healthCheckId} of a step with route53.create-health-check");
        }
        made.ifPresent(m -> asks(at, m));
        return made;
    }

    private void asks(ActionAt at, ActionAt made) {
        var host = Moves.plain(String.valueOf(made.use().with().get("host")));
        var value = Moves.value(at.use());
        if (moves.names().contains(host)) {
            faults.found(
                    at.pointer() + "/with/healthCheck",
                    "the check of " + value + " asks " + host + ", the very name that it decides on",
                    "let it ask a name of the one side");
            return;
        }
        moves.doing(Trait.REDIRECTS).stream()
                .filter(a -> Moves.name(a.use()).equals(host))
                .map(a -> Moves.value(a.use()))
                .filter(v -> !v.equals(value))
                .findFirst()
                .ifPresent(other -> faults.found(
                        at.pointer() + "/with/healthCheck",
                        "the check of " + value + " asks " + host + ", which leads to " + other,
                        "let it ask the side that its record leads to"));
    }

    private boolean goesBy(ActionAt record, ActionAt check) {
        return moves.names().contains(Moves.name(record.use()))
                && moves.giver(String.valueOf(record.use().with().getOrDefault("healthCheck", "")))
                        .filter(check::equals)
                        .isPresent();
    }

    private Optional<ActionAt> usersRecord(String reference) {
        return moves.giver(reference)
                .flatMap(check -> moves.doing(Trait.REDIRECTS).stream()
                        .filter(r -> goesBy(r, check))
                        .findFirst());
    }

    private void holds(ActionAt at) {
        usersRecord(String.valueOf(at.use().with().get("healthCheck"))).ifPresent(record -> {
            var value = Moves.value(record.use());
            var held = "held".equals(String.valueOf(at.use().with().get("state")));
            if (held && moves.there().contains(value)) {
                faults.found(
                        at.pointer(),
                        at.use().type() + " would turn red the check by which users are led to " + value,
                        "try it with a check and a name of a drill's own");
            }
            if (!held
                    && !moves.there().contains(value)
                    && promotedBefore(at, value).isEmpty()) {
                faults.found(
                        at.pointer(),
                        at.use().type() + " would let users be led to " + value + ", before anything is promoted there",
                        "leave it held: who promotes releases it");
            }
        });
    }

    private Optional<Moves.Database> promotedBefore(ActionAt at, String value) {
        return moves.doing(Trait.PROMOTES).stream()
                .filter(p -> moves.beforeHere(p, at) && Moves.cutsOver(p))
                .flatMap(p -> Moves.Database.of(p.use()).stream())
                .filter(d -> moves.regionOf(value).filter(d.region()::equals).isPresent())
                .findFirst();
    }

    private void takesAway(ActionAt at) {
        var named = Moves.texts(at.use(), "checksNamed");
        Stream.concat(
                        Moves.texts(at.use(), "healthChecks").stream().flatMap(c -> usersRecord(c).stream()),
                        moves.doing(Trait.MAKES_HEALTH_CHECK).stream()
                                .filter(c -> named.contains(
                                        String.valueOf(c.use().with().get("name"))))
                                .flatMap(c ->
                                        moves.doing(Trait.REDIRECTS).stream().filter(r -> goesBy(r, c))))
                .findFirst()
                .ifPresent(record -> faults.found(
                        at.pointer() + "/with",
                        at.use().type() + " would take away the check by which users are led to "
                                + Moves.value(record.use()),
                        "take away the checks of drills alone"));
    }
}
