package app.medzenhealth.cutover.action.evidence;

import app.medzenhealth.cutover.inventory.Inventory;
import app.medzenhealth.cutover.inventory.SeenResource;
import app.medzenhealth.cutover.plan.Plan;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What to do when the primary region is lost, with the names that are really there. */
record Runbook(Plan plan, Inventory inventory) {
    private static final Set<String> SUBJECTS =
            Set.of("rds instance", "ecs cluster", "ecs service", "elbv2 load-balancer", "lambda function");

    static Runbook of(Plan plan, Inventory inventory) {
        return new Runbook(plan, inventory);
    }

    /** The regions that are in use after the migration. */
    static List<String> regions(Plan plan) {
        return Stream.concat(with(plan, Plan.Role.PRIMARY), with(plan, Plan.Role.SECONDARY))
                .toList();
    }

    /** What the runbook must name. */
    Stream<SeenResource> subjects() {
        List<String> regions = regions(plan);
        return inventory
                .resources()
                .filter(r -> regions.contains(r.region()) && SUBJECTS.contains(r.service() + " " + r.type()))
                .sorted(Comparator.comparing(SeenResource::region)
                        .thenComparing(SeenResource::service)
                        .thenComparing(SeenResource::name));
    }

    String markdown() {
        StringBuilder text = new StringBuilder();
        String primary = with(plan, Plan.Role.PRIMARY).collect(Collectors.joining(", "));
        String secondary = with(plan, Plan.Role.SECONDARY).collect(Collectors.joining(", "));
        text.append("# Disaster recovery runbook: ").append(plan.company()).append("\n\n");
        text.append("Made from the inventory of ")
                .append(inventory.takenAt())
                .append(", account ")
                .append(inventory.account());
        text.append(". Primary: ")
                .append(primary)
                .append(". Secondary: ")
                .append(secondary)
                .append(".\n\n");
        text.append("""
                ## First 15 minutes

                1. Make sure that the primary region is down and not only slow: ask its status page, a second network, a colleague.
                2. Decide, by name, who gives the order. Promotion cannot be undone: what the primary still took in after its last
                   replicated write is lost.
                3. Fence the primary as far as it can be reached: services to 0, triggers off, database ingress closed.
                4. Promote the replica:
                """);
        instances(secondary)
                .forEach(i -> text.append("   - `aws rds promote-read-replica --region ")
                        .append(i.region())
                        .append(" --db-instance-identifier ")
                        .append(i.name())
                        .append(" --backup-retention-period 30`\n"));
        text.append("""
                   It is done when it follows no source, is available, nothing is pending, and `select pg_is_in_recovery()` says false.
                5. Raise the service to its full count:
                """);
        named(secondary, "ecs service")
                .forEach(s -> text.append("   - `aws ecs update-service --region ")
                        .append(s.region())
                        .append(" --cluster ")
                        .append(s.details().getOrDefault("cluster", "CLUSTER"))
                        .append(" --service ")
                        .append(s.name())
                        .append(" --desired-count 2`\n"));
        text.append("""
                6. Probe the health path under the regional name. Only then let DNS point to the secondary: a name that leads to a
                   database which cannot write helps nobody.

                ## Until 60 minutes

                1. Turn on triggers in the secondary region, one by one, and look at each.
                2. Tell people: what works, what does not, when the next word comes.
                3. Watch errors, latency, connections and storage.
                4. Going back is a migration in the other direction: a new replica, a fence, parity, a promotion. Never automatic.

                ## What there is

                | region | service | type | name | state |
                |---|---|---|---|---|
                """);
        subjects()
                .forEach(r -> text.append("| ")
                        .append(r.region())
                        .append(" | ")
                        .append(r.service())
                        .append(" | ")
                        .append(r.type())
                        .append(" | ")
                        .append(r.name())
                        .append(" | ")
                        .append(r.state())
                        .append(" |\n"));
        text.append("\n## Whom to call\n\n");
        plan.contacts()
                .forEach(c -> text.append("- ")
                        .append(c.role())
                        .append(": ")
                        .append(c.name().orElse("not named"))
                        .append(c.reach().map(r -> ", " + r).orElse(""))
                        .append('\n'));
        return text.toString();
    }

    private Stream<SeenResource> instances(String region) {
        return named(region, "rds instance");
    }

    private Stream<SeenResource> named(String region, String what) {
        return subjects().filter(r -> region.contains(r.region()) && what.equals(r.service() + " " + r.type()));
    }

    private static Stream<String> with(Plan plan, Plan.Role role) {
        return plan.regions().stream().filter(r -> r.after() == role).map(Plan.Region::id);
    }
}
