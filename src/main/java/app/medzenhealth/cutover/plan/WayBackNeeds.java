package app.medzenhealth.cutover.plan;

import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The steps of the way there that make what a way back acts on, or give a value that it uses. One that is begun without them stops
 * half-way, with users cut off on both sides.
 */
final class WayBackNeeds {
    private WayBackNeeds() {}

    /** In the order in which the way back comes to need them. */
    static Set<String> of(Plan plan, Rollback way) {
        var found = new LinkedHashSet<String>();
        var own = new HashSet<Made>();
        for (var step : way.procedure().steps()) {
            for (var use : uses(step)) {
                there(plan)
                        .filter(_ -> !mayBeGone(use))
                        .filter(s -> Made.by(s).anyMatch(m -> !own.contains(m) && m.in(use)))
                        .map(Step::id)
                        .forEach(found::add);
                Variables.in(use.with()).stream()
                        .flatMap(v -> giver(plan, v).stream())
                        .forEach(found::add);
            }
            Made.by(step).forEach(own::add);
        }
        return found;
    }

    /** What it clears away where it stands, it does without. */
    private static boolean mayBeGone(ActionUse use) {
        return Boolean.TRUE.equals(use.with().get("mayBeGone"));
    }

    private static Stream<Step> there(Plan plan) {
        return plan.sequence().flatMap(p -> p.steps().stream());
    }

    private static List<ActionUse> uses(Step step) {
        return Stream.concat(step.actions().stream(), step.verify().stream().flatMap(v -> v.by().stream()))
                .toList();
    }

    private static Optional<String> giver(Plan plan, String variable) {
        return there(plan)
                .map(Step::id)
                .filter(id -> variable.startsWith(id + "."))
                .max(Comparator.comparingInt(String::length));
    }

    /** Something that a step makes, by what others call it. */
    private sealed interface Made {
        /** Whether an action is about it. */
        boolean in(ActionUse use);

        record Database(String region, String name) implements Made {
            @Override
            public boolean in(ActionUse use) {
                return use.region().filter(region::equals).isPresent()
                        && Stream.of("instance", "target")
                                .anyMatch(i -> name.equals(use.with().get(i)));
            }
        }

        record Service(String region, Optional<Object> cluster, String name) implements Made {
            @Override
            public boolean in(ActionUse use) {
                return use.region().filter(region::equals).isPresent()
                        && name.equals(use.with().get("service"))
                        && cluster.equals(Optional.ofNullable(use.with().get("cluster")));
            }
        }

        static Stream<Made> by(Step step) {
            return step.actions().stream().flatMap(a -> a.region().stream().flatMap(r -> by(a, r)));
        }

        private static Stream<Made> by(ActionUse use, String region) {
            if (use.has(Trait.REPLICATES) || use.has(Trait.MAKES_DATABASE)) {
                return use.database().<Made>map(d -> new Database(region, d)).stream();
            }
            return use.has(Trait.MAKES_SERVICE)
                    ? Stream.of(new Service(
                            region,
                            Optional.ofNullable(use.with().get("cluster")),
                            String.valueOf(use.with().get("service"))))
                    : Stream.empty();
        }
    }
}
