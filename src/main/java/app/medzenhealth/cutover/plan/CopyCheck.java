package app.medzenhealth.cutover.plan;

import app.medzenhealth.cutover.plan.PlanCheck.Faults;
import app.medzenhealth.cutover.plan.PlanPlaces.ActionAt;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Copies go to where things are to stay: not onto what others are copied from, and not into a region that is to be empty. */
final class CopyCheck {
    /** By these a plan names a region in which something is kept or lives on. */
    private static final List<String> KEPT_IN =
            List.of("toRegion", "copiedToRegion", "archiveRegion", "copiesIn", "movedTo");

    private final Moves moves;
    private final Set<String> emptied;
    private final Faults faults;

    private CopyCheck(Moves moves, Faults faults) {
        this.moves = moves;
        this.emptied = moves.plan().regions().stream()
                .filter(r -> r.after() == Plan.Role.DECOMMISSIONED)
                .map(Plan.Region::id)
                .collect(Collectors.toSet());
        this.faults = faults;
    }

    static void look(Moves moves, Faults faults) {
        var check = new CopyCheck(moves, faults);
        moves.doing(Trait.COPIES_OBJECTS).forEach(check::objects);
        moves.all().stream().filter(a -> a.step() != null).forEach(check::regions);
    }

    private void objects(ActionAt at) {
        var to = String.valueOf(at.use().with().get("to"));
        var sources = Stream.of(
                        moves.doing(Trait.COPIES_OBJECTS).stream()
                                .map(a -> String.valueOf(a.use().with().get("from"))),
                        moves.doing(Trait.DESTROYS).stream()
                                .map(a -> String.valueOf(a.use().with().getOrDefault("bucket", ""))),
                        moves.plan().baseline().stream()
                                .filter(r -> r.disposition() != Plan.Disposition.KEEP)
                                .map(Plan.Resource::name))
                .flatMap(s -> s)
                .collect(Collectors.toSet());
        if (sources.contains(to)) {
            faults.found(
                    at.pointer() + "/with/to",
                    at.use().type() + " would copy onto " + to
                            + ", which others are copied from or which is deleted later",
                    "copy from it to its successor");
        }
    }

    private void regions(ActionAt at) {
        var use = at.use();
        var to = use.has(Trait.COPIES_OBJECTS)
                        || use.has(Trait.SAVES) && use.with().containsKey("sourceRegion")
                        || use.has(Trait.REPLICATES)
                        || use.has(Trait.DEPLOYS_FUNCTIONS)
                ? use.region().stream()
                : Stream.<String>empty();
        Stream.concat(to, KEPT_IN.stream().flatMap(i -> Moves.texts(use, i).stream()))
                .filter(emptied::contains)
                .findFirst()
                .ifPresent(r -> faults.found(
                        at.pointer(),
                        use.type() + " would rely on what lies in " + r + ", which is to be empty in the end",
                        "keep it in a region that stays"));
        use.region()
                .filter(_ -> use.has(Trait.DESTROYS))
                .flatMap(r -> Stream.of("movedTo", "copiesIn")
                        .filter(i -> r.equals(use.with().get(i)))
                        .findFirst())
                .ifPresent(i -> faults.found(
                        at.pointer() + "/with/" + i,
                        use.type() + " goes by what is in " + use.region().orElse("")
                                + ", and that is where it is deleted",
                        "name the region in which it lives on"));
    }
}
