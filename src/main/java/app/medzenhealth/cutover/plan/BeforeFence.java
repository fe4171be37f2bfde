package app.medzenhealth.cutover.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is asked before users are cut off, because behind the fence it would keep them out: what the promotions behind it are
 * verified by, as far as it is true of their replicas before, how long resolvers keep the name that is switched, and how long load
 * balancers hold what is to stop. A promotion is
 * for good, and one whose verification fails leaves users without service.
 */
final class BeforeFence {
    /** What only the promotion makes true. */
    private static final Set<String> MADE_BY_IT =
            Set.of("replicaSource", "inRecovery", "backupRetention", "replication");

    private BeforeFence() {}

    static List<RequiredFact> of(Plan plan, Phase phase, Step fence) {
        return Stream.of(promotions(plan, phase, fence), timesToLive(phase, fence), drainingTimes(phase, fence))
                .flatMap(s -> s)
                .toList();
    }

    private static Stream<RequiredFact> timesToLive(Phase phase, Step fence) {
        return RequiredFact.before(phase, fence).stream()
                .flatMap(s -> s.actions().stream()
                        .filter(a -> a.has(Trait.SETS_TTL))
                        .map(a -> new RequiredFact(
                                a.with().getOrDefault("name", "What step " + s.id() + " is about")
                                        + " is still kept as briefly as step " + s.id() + " set it",
                                s.id(),
                                a)));
    }

    private static Stream<RequiredFact> drainingTimes(Phase phase, Step fence) {
        return RequiredFact.before(phase, fence).stream()
                .flatMap(s -> s.actions().stream()
                        .filter(a -> a.has(Trait.SETS_DRAINING))
                        .map(a -> new RequiredFact(
                                a.with().getOrDefault("targetGroup", "What step " + s.id() + " is about")
                                        + " still lets its targets go as soon as step " + s.id() + " set it",
                                s.id(),
                                a)));
    }

    private static Stream<RequiredFact> promotions(Plan plan, Phase phase, Step fence) {
        return phase.steps().stream()
                .filter(s ->
                        s.does(Trait.PROMOTES) && RequiredFact.before(phase, s).contains(fence))
                .flatMap(s -> s.actions().stream()
                        .filter(a -> a.has(Trait.PROMOTES))
                        .flatMap(promotes -> s.verify().stream()
                                .flatMap(v -> v.by().stream())
                                .filter(by -> by.has(Trait.CHECKS_DATABASE) && sameDatabase(by, promotes))
                                .flatMap(by -> before(plan, promotes, by).stream())
                                .map(by -> new RequiredFact(
                                        by.database().orElse("It") + " is already what step " + s.id()
                                                + " makes sure of",
                                        s.id(),
                                        by))));
    }

    private static boolean sameDatabase(ActionUse one, ActionUse other) {
        return one.database().equals(other.database()) && one.region().equals(other.region());
    }

    private static Optional<ActionUse> before(Plan plan, ActionUse promotes, ActionUse by) {
        var expect = new LinkedHashMap<String, Object>();
        if (by.with().get("expect") instanceof Map<?, ?> all) {
            all.forEach((attribute, value) -> expect.put(String.valueOf(attribute), value));
        }
        expect.keySet().removeAll(MADE_BY_IT);
        var inputs = new LinkedHashMap<>(by.with());
        inputs.put("expect", expect);
        if (!backedUpAlready(plan, promotes)) {
            inputs.remove("like");
            inputs.remove("differs");
        }
        return expect.isEmpty() ? Optional.empty() : Optional.of(by.with(inputs));
    }

    /** Whether the replica was made with the backups that the promotion asks for: else the two differ until then. */
    private static boolean backedUpAlready(Plan plan, ActionUse promotes) {
        return plan.everything()
                .flatMap(p -> p.steps().stream())
                .flatMap(s -> s.actions().stream())
                .filter(a -> a.has(Trait.REPLICATES) && sameDatabase(a, promotes))
                .anyMatch(a -> Stream.of("backupRetention", "backupWindow")
                        .allMatch(i -> !promotes.with().containsKey(i)
                                || promotes.with().get(i).equals(a.with().get(i))));
    }
}
