package app.medzenhealth.cutover.plan;

import app.medzenhealth.cutover.plan.PlanCheck.Faults;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What must be complete before what. A step stands behind its phase's start, a phase's end behind all its steps.
 *
 * @param behind direct predecessors of each node; nodes are step ids, {@code start of <phase>} and phase ids (their end)
 * @param ahead all that must be complete before a node, of those that were asked for
 */
record OrderCheck(Map<String, Set<String>> behind, Map<String, Set<String>> ahead) {

    static OrderCheck look(PlanPlaces places, Faults faults) {
        var behind = new LinkedHashMap<String, Set<String>>();
        var where = new HashMap<String, String>();
        var names = new HashSet<String>();
        places.phases().forEach(p -> {
            names.add(p.phase().id());
            p.phase().steps().forEach(s -> names.add(s.id()));
        });
        for (var at : places.phases()) {
            var phase = at.phase();
            var start = start(phase.id());
            where.put(start, at.pointer() + "/after");
            where.put(phase.id(), at.pointer());
            var before = behind.computeIfAbsent(start, k -> new LinkedHashSet<>());
            phase.after().forEach(a -> add(before, a, names, at.pointer() + "/after", faults));
            phase.soak().ifPresent(s -> add(before, s.phase(), names, at.pointer() + "/soak/phase", faults));
            var end = behind.computeIfAbsent(phase.id(), k -> new LinkedHashSet<>());
            end.add(start);
            at.steps().forEach(s -> {
                end.add(s.step().id());
                where.put(s.step().id(), s.pointer() + "/after");
                var needs = behind.computeIfAbsent(s.step().id(), k -> new LinkedHashSet<>());
                needs.add(start);
                s.step().after().forEach(a -> add(needs, a, names, s.pointer() + "/after", faults));
            });
        }
        var order = new OrderCheck(behind, new HashMap<>());
        order.cycle()
                .ifPresent(cycle -> faults.found(
                        where.getOrDefault(cycle.getFirst(), ""),
                        "the dependencies go in a circle: " + String.join(" → ", cycle),
                        "remove one of these dependencies"));
        return order;
    }

    private static String start(String phase) {
        return "start of " + phase;
    }

    private static void add(Set<String> to, String id, Set<String> names, String pointer, Faults faults) {
        if (names.contains(id)) {
            to.add(id);
        } else {
            faults.found(pointer, "there is no step or phase “" + id + "”", "name an existing one");
        }
    }

    /** Whether {@code first} is complete whenever {@code then} may run. */
    boolean before(String first, String then) {
        return ahead.computeIfAbsent(then, this::everythingBefore).contains(first);
    }

    private Set<String> everythingBefore(String then) {
        var seen = new HashSet<String>();
        var open = new ArrayDeque<>(behind.getOrDefault(then, Set.of()));
        while (!open.isEmpty()) {
            var node = open.poll();
            if (seen.add(node)) {
                open.addAll(behind.getOrDefault(node, Set.of()));
            }
        }
        return seen;
    }

    private Optional<List<String>> cycle() {
        var done = new HashSet<String>();
        for (var node : behind.keySet()) {
            var path = new ArrayList<String>();
            if (walk(node, path, new LinkedHashSet<>(), done)) {
                return Optional.of(path);
            }
        }
        return Optional.empty();
    }

    private boolean walk(String node, List<String> path, Set<String> on, Set<String> done) {
        if (done.contains(node)) {
            return false;
        }
        if (!on.add(node)) {
            path.addAll(on.stream().dropWhile(n -> !n.equals(node)).toList());
            path.add(node);
            return true;
        }
        for (var next : behind.getOrDefault(node, Set.of())) {
            if (walk(next, path, on, done)) {
                return true;
            }
        }
        on.remove(node);
        done.add(node);
        return false;
    }
}
