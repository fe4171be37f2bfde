package app.medzenhealth.cutover.plan;

import app.medzenhealth.cutover.plan.PlanCheck.Faults;
import app.medzenhealth.cutover.plan.PlanPlaces.ActionAt;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a proof of absence lets pass is named by its ARN: partition, service, region, account and kind in full, and of several
 * resources what they are part of. What the plan deletes it does not let pass.
 */
final class SweepCheck {
    private final Moves moves;
    private final Faults faults;

    private SweepCheck(Moves moves, Faults faults) {
        this.moves = moves;
        this.faults = faults;
    }

    static void look(Moves moves, Faults faults) {
        var check = new SweepCheck(moves, faults);
        moves.all().forEach(at -> {
            if (at.use().has(Trait.SWEEPS)) {
                check.passes(at, "allowed");
            }
            if (at.use().has(Trait.REPORTS_RESIDENCY)) {
                check.passes(at, "except");
                check.regions(at);
            }
        });
    }

    private void passes(ActionAt at, String input) {
        Moves.texts(at.use(), input).forEach(pattern -> {
            var deleted = matches(pattern);
            if (!narrow(pattern, at) || !deleted.isEmpty()) {
                faults.found(
                        at.pointer() + "/with/" + input,
                        "“" + pattern + "” would let pass more than what is named"
                                + (deleted.isEmpty()
                                        ? ""
                                        : ", " + deleted.iterator().next() + " among it, which the plan deletes"),
                        "write the ARN in full; a * only for a name between two parts that are written out, as in table/*/backup/*");
            }
        });
    }

    /** {@code arn:partition:service:region:account:resource}, as AWS writes it (IAM User Guide, "Amazon Resource Names"). */
    private boolean narrow(String pattern, ActionAt at) {
        var parts = pattern.split(":", 6);
        if (parts.length < 6 || !parts[0].equals("arn") || !literal(parts[1]) || !literal(parts[2])) {
            return false;
        }
        var global = parts[3].isEmpty() && parts[4].isEmpty();
        var regions = at.use()
                .region()
                .map(Set::of)
                .orElseGet(() ->
                        moves.plan().regions().stream().map(Plan.Region::id).collect(Collectors.toSet()));
        if (!global && (!regions.contains(parts[3]) || !account(parts[4]))) {
            return false;
        }
        return !parts[5].isBlank() && resource(List.of(parts[5].split("[/:]")), global);
    }

    private boolean account(String text) {
        return text.equals("${account}") || text.equals(moves.plan().account());
    }

    /** Without a star, or with one whose neighbours on both sides are written out. */
    private static boolean resource(List<String> parts, boolean global) {
        if (parts.stream().allMatch(SweepCheck::literal)) {
            return true;
        }
        return !global
                && literal(parts.getFirst())
                && parts.stream().filter(p -> p.length() > 1 && literal(p)).count() >= 2;
    }

    private static boolean literal(String part) {
        return !part.contains("*") && !part.contains("?");
    }

    private void regions(ActionAt at) {
        Moves.texts(at.use(), "allowed").stream()
                .filter(r -> moves.plan()
                        .region(r)
                        .filter(x -> x.after() != Plan.Role.DECOMMISSIONED)
                        .isEmpty())
                .forEach(r -> faults.found(
                        at.pointer() + "/with/allowed",
                        "“" + r
                                + "” would let pass more than what is named: data is to stay in the plan's regions that stay",
                        "name the regions that data is to be in"));
    }

    /** The names of what the plan deletes that a pattern fits. */
    private List<String> matches(String pattern) {
        var parts = pattern.split(":", 6);
        if (parts.length < 6) {
            return List.of();
        }
        var kind = parts[5].split("[/:]", 2)[0];
        var regex = Pattern.compile(
                Stream.of(parts[5].split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
        return moves.doing(Trait.DESTROYS).stream()
                .flatMap(a -> a.use().texts())
                .flatMap(this::names)
                .filter(n -> n.length() > 3)
                .filter(n -> Stream.of(n, kind + "/" + n, kind + ":" + n)
                        .anyMatch(c -> regex.matcher(c).matches()))
                .distinct()
                .sorted()
                .toList();
    }

    /** What a name stands for; of a parameter without a value, what it is in a rehearsal. */
    private Stream<String> names(String text) {
        return Stream.of(Variables.resolve(text, v -> moves.plan().parameter(v).flatMap(Plan.Parameter::rehearsed))
                        .split(","))
                .map(String::strip);
    }
}
