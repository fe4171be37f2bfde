package app.medzenhealth.cutover.monitor.watch;

import app.medzenhealth.cutover.plan.ActionUse;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.plan.Trait;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An alarm of the plan.
 *
 * @param madeBy the step that makes it; empty: no step does
 */
public record AlarmPlace(String region, String name, Optional<String> madeBy) {

    /** Every alarm that a step of the plan makes or looks at, in the plan's order; those that are looked at only come last. */
    public static List<AlarmPlace> of(Plan plan) {
        var made = new LinkedHashMap<String, AlarmPlace>();
        var seen = new LinkedHashSet<List<String>>();
        plan.steps().forEach(step -> {
            for (var use : step.actions()) {
                make(step, use, made);
                look(use, seen);
            }
            step.verify().forEach(v -> v.by().ifPresent(by -> look(by, seen)));
        });
        plan.everything()
                .forEach(p -> p.checklists()
                        .forEach(c -> c.items().forEach(i -> i.check().ifPresent(use -> look(use, seen)))));
        var all = new ArrayList<>(made.values());
        for (var one : seen) {
            if (!made.containsKey(key(one.getFirst(), one.getLast()))) {
                all.add(new AlarmPlace(one.getFirst(), one.getLast(), Optional.empty()));
            }
        }
        return List.copyOf(all);
    }

    private static String key(String region, String name) {
        return region + "/" + name;
    }

    private static void make(Step step, ActionUse use, Map<String, AlarmPlace> made) {
        if (use.has(Trait.MAKES_ALARMS) && use.with().get("alarms") instanceof List<?> alarms) {
            for (var alarm : alarms) {
                if (alarm instanceof Map<?, ?> one && one.get("name") instanceof String name) {
                    use.region()
                            .ifPresent(r ->
                                    made.putIfAbsent(key(r, name), new AlarmPlace(r, name, Optional.of(step.id()))));
                }
            }
        }
    }

    /** An alarm of another region is written {@code region/name}. */
    private static void look(ActionUse use, Set<List<String>> seen) {
        if (use.has(Trait.CHECKS_ALARMS) && use.with().get("alarms") instanceof List<?> alarms) {
            for (var alarm : alarms) {
                var parts = String.valueOf(alarm).split("/", 2);
                (parts.length == 2 ? Optional.of(parts[0]) : use.region())
                        .ifPresent(r -> seen.add(List.of(r, parts[parts.length - 1])));
            }
        }
    }
}
