package app.medzenhealth.cutover.plan;

import app.medzenhealth.cutover.plan.PlanCheck.Faults;
import app.medzenhealth.cutover.plan.PlanPlaces.ActionAt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Users are led to where writes are taken: to an address in that region, that somebody has looked at before, and that every other
 * part of the plan calls the same. Resolvers do not keep the answer for longer than the announced downtime bears.
 */
final class AddressCheck {
    /**
     * How long a name may be kept by which users are moved. AWS recommends 60 seconds or less for a record that a health check
     * decides on (Route 53 Developer Guide, "Values that you specify when you create or edit Amazon Route 53 records": TTL); this is
     * twice that.
     */
    private static final long LONGEST_SECONDS = 120;

    /** By one of these a name leads to an address; which it is may change with the switch. */
    private static final Set<String> ANSWERS = Set.of("CNAME", "A", "AAAA");

    /** RFC 9110, 15.5: from here on the request is not served. */
    private static final int REFUSED = 400;

    private final Moves moves;
    private final Faults faults;

    private AddressCheck(Moves moves, Faults faults) {
        this.moves = moves;
        this.faults = faults;
    }

    static void look(Moves moves, Faults faults) {
        if (!moves.databaseMoves()) {
            return;
        }
        var check = new AddressCheck(moves, faults);
        var records = moves.doing(Trait.REDIRECTS).stream()
                .filter(a -> moves.names().contains(Moves.name(a.use())))
                .toList();
        records.forEach(check::kept);
        moves.doing(Trait.SETS_TTL).stream()
                .filter(a -> moves.names().contains(Moves.name(a.use())))
                .forEach(check::kept);
        records.forEach(check::zone);
        records.stream().filter(Moves::cutsOver).forEach(check::leads);
        moves.thereDoing(Trait.FENCES).forEach(check::lowered);
    }

    private void leads(ActionAt at) {
        var use = at.use();
        var value = Moves.value(use);
        var takesWrites = moves.takesWrites(at);
        var region = moves.regionOf(value);
        var regions = takesWrites.stream().map(Moves.Database::region).collect(Collectors.toSet());
        region.filter(r -> !regions.isEmpty() && !regions.contains(r))
                .ifPresent(r -> faults.found(
                        at.pointer(),
                        use.type() + " would lead users to " + value + " in " + r + ", but what takes writes is in "
                                + String.join(", ", regions),
                        "lead them to the side whose database takes writes"));
        if (Moves.isThere(at) && !lookedAt(at)) {
            faults.found(
                    at.pointer(),
                    "nobody has looked whether " + value + " answers " + Moves.name(use)
                            + " before users are led there",
                    "add http.check of the name, with “connectTo” this address, to a step between the promotion and it");
        }
        if (at.in().phase().does(Trait.LIFTS_FENCE)
                && moves.doing(Trait.LIFTS_FENCE).stream().noneMatch(l -> moves.beforeHere(l, at))) {
            faults.found(
                    at.pointer(),
                    use.type() + " would lead users back to the old side, but no step before " + Moves.id(at)
                            + " opens it",
                    "name the step with fence.lift under “after:”");
        }
        moves.doing(Trait.REDIRECTS).stream()
                .filter(a -> Moves.name(a.use()).equals(Moves.name(use)))
                .map(a -> Moves.value(a.use()))
                .filter(other -> !other.equals(value)
                        && region.isPresent()
                        && moves.regionOf(other).equals(region))
                .findFirst()
                .ifPresent(other -> faults.found(
                        at.pointer(),
                        use.type() + " would lead users to " + value + ", and elsewhere the plan leads them to " + other
                                + " in " + region.orElse(""),
                        "lead them to one address of a region"));
    }

    /** By a request under the users' name that was sent to this very address, once its database had been promoted. */
    private boolean lookedAt(ActionAt at) {
        return moves.all().stream()
                .filter(a -> a.step() != null && serves(a.use()))
                .filter(a -> a.in().phase().id().equals(at.in().phase().id()))
                .filter(a -> moves.order().before(Moves.id(a), Moves.id(at)))
                .filter(a -> moves.doing(Trait.PROMOTES).stream()
                        .anyMatch(p -> moves.order().before(Moves.id(p), Moves.id(a))
                                && p.in().phase().id().equals(at.in().phase().id())))
                .anyMatch(a -> Moves.plain(String.valueOf(a.use().with().getOrDefault("connectTo", "")))
                                .equals(Moves.value(at.use()))
                        && host(String.valueOf(a.use().with().get("url"))).equals(Moves.name(at.use())));
    }

    /** Whether it wants an address to serve: that one refuses who gives no password tells nothing of the users who do. */
    static boolean serves(ActionUse use) {
        return use.has(Trait.CHECKS_ADDRESS)
                && !(use.with().get("status") instanceof Number status && status.intValue() >= REFUSED);
    }

    /** The host of an address; empty where it has none. */
    static String host(String url) {
        var from = url.indexOf("://");
        if (from < 0) {
            return "";
        }
        var rest = url.substring(from + 3);
        return Moves.plain(Stream.of(rest.split("[/:?#]", 2)).findFirst().orElse(""));
    }

    private void zone(ActionAt at) {
        var zone = String.valueOf(at.use().with().get("zone"));
        moves.doing(Trait.REDIRECTS).stream()
                .filter(a -> Moves.name(a.use()).equals(Moves.name(at.use())))
                .map(a -> String.valueOf(a.use().with().get("zone")))
                .filter(other -> !other.equals(zone))
                .findFirst()
                .ifPresent(other -> faults.found(
                        at.pointer() + "/with/zone",
                        at.use().type() + " would change " + Moves.name(at.use()) + " in the zone " + zone
                                + ", and elsewhere in " + other,
                        "change it in one zone"));
    }

    private void kept(ActionAt at) {
        if (at.use().with().get("ttl") instanceof Number ttl && ttl.longValue() > LONGEST_SECONDS) {
            faults.found(
                    at.pointer() + "/with/ttl",
                    at.use().type() + " would let " + Moves.name(at.use()) + " be kept for " + ttl.longValue()
                            + " s: so long users stay where they were when it is switched",
                    "let it be 60, and at most " + LONGEST_SECONDS);
        }
    }

    /** Before a side is closed the name is short-lived, and the time for which it was kept before has passed. */
    private void lowered(ActionAt fence) {
        moves.doing(Trait.REDIRECTS).stream()
                .filter(a -> a.in().phase().id().equals(fence.in().phase().id()))
                .filter(a -> moves.doing(Trait.SETS_TTL).stream()
                        .noneMatch(t -> moves.before(t, fence)
                                && Moves.name(t.use()).equals(Moves.name(a.use()))
                                && Boolean.TRUE.equals(t.use().with().get("wait"))
                                && ANSWERS.contains(
                                        String.valueOf(t.use().with().get("type")))
                                && String.valueOf(t.use().with().get("zone"))
                                        .equals(String.valueOf(a.use().with().get("zone")))))
                .forEach(a -> faults.found(
                        a.pointer(),
                        "no step before " + Moves.id(fence) + " lowers how long " + Moves.name(a.use())
                                + " is kept, and waits until the former time has passed",
                        "add dns.ttl with “wait: true” in a step before the fence"));
    }
}
