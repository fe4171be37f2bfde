package app.medzenhealth.cutover.action.evidence;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.inventory.Inventory;
import app.medzenhealth.cutover.inventory.SeenResource;
import app.medzenhealth.cutover.plan.Plan;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Scans and what can be said about how complete they are. */
final class Scans {
    private Scans() {}

    static List<String> regions(Plan plan) {
        return plan.regions().stream().map(Plan.Region::id).toList();
    }

    static Inventory scan(ActionContext context, Collection<String> regions, Progress progress)
            throws InterruptedException {
        return context.inventory().scan(regions, s -> progress.line("Read " + s.service() + " in " + s.region()));
    }

    /** With everything that can be asked: for whoever concludes from it that something is not there. */
    static Inventory sweep(ActionContext context, Collection<String> regions, Progress progress)
            throws InterruptedException {
        return context.inventory().sweep(regions, s -> progress.line("Read " + s.service() + " in " + s.region()));
    }

    /** Unknown is never empty: one service that could not be read makes the whole scan incomplete. */
    static Check complete(Inventory inventory) {
        var title = "Every service of every region could be read";
        var unknown = inventory.incomplete();
        if (unknown.isEmpty()) {
            return Check.pass(
                    title,
                    inventory.coverage().notLookedAt().isEmpty()
                            ? inventory.scans().size() + " services read"
                            : inventory.coverage().words());
        }
        return Check.unknown(
                title,
                String.join(
                        "; ",
                        unknown.stream()
                                .map(s -> s.service() + " in " + s.region() + ": "
                                        + s.incomplete().orElse(""))
                                .toList()));
    }

    /** The same item by item: each service of a region that could not be read by itself. */
    static List<Check> items(Inventory inventory) {
        var unknown = inventory.incomplete();
        if (unknown.isEmpty()) {
            return List.of(complete(inventory));
        }
        return unknown.stream()
                .map(s -> Check.unknown(
                        s.service() + " in " + s.region() + " could be read",
                        s.incomplete().orElse("not read")))
                .toList();
    }

    /** What only its tags tell of: neither what it is nor whether it is still there was read. */
    static List<Check> named(Stream<SeenResource> resources) {
        return resources
                .filter(Scans::isNamedOnly)
                .map(SeenResource::arn)
                .distinct()
                .sorted()
                .map(arn -> Check.unknown(
                        arn + " could be read", "named by tagging, not read: nobody looked whether it is still there"))
                .toList();
    }

    static boolean isNamedOnly(SeenResource resource) {
        return resource.service().equals("tagging");
    }

    /** {@code lambda function medzen-x in eu-west-1 (arn:…)}; of what only tags name that it was not read. */
    static String shown(SeenResource resource) {
        if (isNamedOnly(resource)) {
            return "named by tagging, not read: " + resource.arn();
        }
        return resource.service() + " " + resource.type() + " " + resource.name() + " in " + resource.region() + " ("
                + (resource.arn().isEmpty() ? resource.id() : resource.arn()) + ")";
    }
}
