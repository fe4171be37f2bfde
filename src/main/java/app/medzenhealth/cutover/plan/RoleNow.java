package app.medzenhealth.cutover.plan;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a region is for at one moment of the migration, as far as the steps that are done say it. */
public enum RoleNow {
    PRIMARY("PRIMARY"),
    /** Users are still led here, and nothing can be written. */
    FENCED("PRIMARY, FENCED"),
    /** Users are led elsewhere, and it does not stand by yet. */
    FORMER("FORMER PRIMARY"),
    /** Follows the one that leads; that it could take over is not proven yet. */
    PREPARING("DR IN PREPARATION"),
    DR("DR"),
    TARGET("TARGET"),
    /** Its database takes writes, and users are not led here yet. */
    PROMOTED("TARGET, PROMOTED"),
    LEGACY("LEGACY"),
    /** A sweep found nothing but what the plan lets pass or what is on its way out; what that is {@link Remains} tells. */
    NEARLY_EMPTY("NEARLY EMPTY"),
    /** A sweep found nothing at all. */
    EMPTIED("EMPTIED"),
    BYSTANDER("BYSTANDER");

    private final String word;

    RoleNow(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    /** Whether users are led there. */
    public boolean leads() {
        return this == PRIMARY || this == FENCED;
    }

    /** What the plan's role is called where nothing has been done yet, or all has. */
    public static RoleNow of(Plan.Role role) {
        return switch (role) {
            case PRIMARY -> PRIMARY;
            case SECONDARY -> DR;
            case TARGET -> TARGET;
            case LEGACY -> LEGACY;
            case DECOMMISSIONED -> EMPTIED;
            case BYSTANDER -> BYSTANDER;
        };
    }

    /** For people: {@code DR now → PRIMARY}; where nothing changes any more only what it is. */
    public String towards(Plan.Role after) {
        var then = of(after);
        return this == then ? word : word + " now → " + (then == EMPTIED ? "EMPTY" : then.word);
    }

    /**
     * The same, with what is still there.
     *
     * @param remains what {@link Remains} tells of the region; null where it tells nothing
     */
    public String towards(Plan.Role after, @Nullable String remains) {
        return towards(after) + (this == NEARLY_EMPTY && remains != null ? ": emptied but for " + remains : "");
    }

    /**
     * By region, in the plan's order.
     *
     * @param done ids of steps that are done and not undone, in the order in which they ended
     * @param outputs of a step that is done, by name
     */
    public static Map<String, RoleNow> of(Plan plan, List<String> done, Function<String, Map<String, String>> outputs) {
        var remains = Remains.of(plan, done, outputs);
        var walk = new Walk(plan);
        done.forEach(walk::take);
        var roles = new LinkedHashMap<String, RoleNow>();
        plan.regions().forEach(r -> roles.put(r.id(), walk.of(r, Set.copyOf(done), remains)));
        return roles;
    }

    /** Who leads, is fenced, was promoted and follows, step after step. */
    private static final class Walk {
        private final Plan plan;
        private final Set<String> fenced = new HashSet<>();
        private final Set<String> promoted = new HashSet<>();
        /** Region and name of each database that follows another. */
        private final Set<String> replicas = new HashSet<>();

        private boolean moved;

        Walk(Plan plan) {
            this.plan = plan;
        }

        void take(String id) {
            plan.step(id)
                    .ifPresent(step ->
                            plan.phaseOf(id).ifPresent(phase -> step.actions().forEach(a -> take(a, phase))));
        }

        private void take(ActionUse action, Phase phase) {
            var region = action.region().orElse("");
            if (action.has(Trait.FENCES)) {
                fenced.add(region);
            }
            if (action.has(Trait.LIFTS_FENCE)) {
                fenced.remove(region);
            }
            var database = region + " " + action.database().orElse("");
            if (action.has(Trait.REPLICATES)) {
                replicas.add(database);
            }
            // A drill's replica stands by for nobody once it was promoted or is gone.
            if (action.has(Trait.PROMOTES) || action.has(Trait.DESTROYS)) {
                replicas.remove(database);
            }
            if (action.has(Trait.PROMOTES) && phase.cutsOver()) {
                promoted.add(region);
            }
            // Other phases change names too: only beside a fence, or to go back behind one, do users move.
            if (action.has(Trait.REDIRECTS) && phase.cutsOver()) {
                moved = plan.phases().contains(phase);
                // Nobody leads users to what takes no writes: a fence there is over, or a new one is recorded.
                plan.regions().stream()
                        .filter(r -> (moved ? r.after() : r.before()) == Plan.Role.PRIMARY)
                        .forEach(r -> fenced.remove(r.id()));
            }
        }

        RoleNow of(Plan.Region region, Set<String> done, Map<String, String> remains) {
            var was = region.before() == Plan.Role.PRIMARY;
            var willBe = region.after() == Plan.Role.PRIMARY;
            if (was && willBe) {
                return fenced.contains(region.id()) ? FENCED : PRIMARY;
            }
            if (willBe) {
                return moved
                        ? fenced.contains(region.id()) ? FENCED : PRIMARY
                        : promoted.contains(region.id()) ? PROMOTED : RoleNow.of(region.before());
            }
            if (was) {
                return !moved
                        ? fenced.contains(region.id()) ? FENCED : PRIMARY
                        : replicas.stream().anyMatch(r -> r.startsWith(region.id() + " "))
                                        && region.after() == Plan.Role.SECONDARY
                                ? proven(region, done) ? DR : PREPARING
                                : FORMER;
            }
            // That everything was deleted does not tell that nothing is there: a sweep tells it.
            return region.after() == Plan.Role.DECOMMISSIONED
                            && emptied(region.id(), done)
                            && remains.containsKey(region.id())
                    ? remains.get(region.id()).equals(Remains.NOTHING) ? EMPTIED : NEARLY_EMPTY
                    : RoleNow.of(region.before());
        }

        private static boolean proven(Plan.Region region, Set<String> done) {
            return !region.provenBy().isEmpty() && done.containsAll(region.provenBy());
        }

        /** Everything that cannot be undone there is done. */
        private boolean emptied(String region, Set<String> done) {
            var deleting = plan.phases().stream()
                    .flatMap(p -> p.steps().stream())
                    .filter(s -> s.effect() == Step.Effect.IRREVERSIBLE
                            && s.actions().stream()
                                    .anyMatch(a ->
                                            a.region().filter(region::equals).isPresent()))
                    .map(Step::id)
                    .toList();
            return !deleting.isEmpty() && done.containsAll(deleting);
        }
    }
}
