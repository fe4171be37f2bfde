package app.medzenhealth.cutover.action.evidence;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Attestations;
import app.medzenhealth.cutover.inventory.Inventory;
import app.medzenhealth.cutover.inventory.SeenResource;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Rollback;
import app.medzenhealth.cutover.plan.Times;
import app.medzenhealth.cutover.plan.Trait;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What to do when the primary region is lost, with the names that are really there.
 *
 * @param tried what this session has promoted and led users to so far, on disposable resources or not, in the plan's order
 */
record Runbook(Plan plan, Inventory inventory, List<Tried> tried) {
    /** @param took from the step's start to its last post-condition */
    record Tried(String step, String title, Instant ended, Duration took) {}

    private static final Set<String> SUBJECTS = Set.of(
            "rds instance",
            "ecs cluster",
            "ecs service",
            "elbv2 load-balancer",
            "lambda function",
            "apigatewayv2 http-api");

    /** As the inventory calls the source of a replica. */
    private static final String REPLICA_OF = "replica of";

    static Runbook of(ActionContext context, Inventory inventory) {
        return new Runbook(context.plan(), inventory, tried(context.plan(), context.attestations()));
    }

    private static List<Tried> tried(Plan plan, Attestations people) {
        return plan.steps()
                .filter(s -> s.does(Trait.PROMOTES) || s.does(Trait.REDIRECTS))
                .flatMap(s -> people
                        .done(s.id())
                        .map(d -> new Tried(s.id(), s.title(), d.ended(), Duration.between(d.began(), d.ended())))
                        .stream())
                .toList();
    }

    /** The regions that are in use after the migration. */
    static List<String> regions(Plan plan) {
        return Stream.concat(with(plan, Plan.Role.PRIMARY), with(plan, Plan.Role.SECONDARY))
                .toList();
    }

    /** What the runbook must name. */
    Stream<SeenResource> subjects() {
        var regions = regions(plan);
        return inventory
                .resources()
                .filter(r -> regions.contains(r.region()) && SUBJECTS.contains(r.service() + " " + r.type()))
                .sorted(Comparator.comparing(SeenResource::region)
                        .thenComparing(SeenResource::service)
                        .thenComparing(SeenResource::name));
    }

    /** What somebody would look for in it at night and not find; empty where it is whole. */
    List<String> gaps() {
        var secondary = with(plan, Plan.Role.SECONDARY).collect(Collectors.joining(", "));
        var gaps = new ArrayList<String>();
        if (promotions(secondary).stream().noneMatch(Runbook::promotes)) {
            gaps.add("no replica to promote in " + secondary);
        }
        if (starts(secondary).stream().noneMatch(s -> s.contains("update-service"))) {
            gaps.add("no service to start in " + secondary);
        }
        if (plan.contacts().isEmpty()) {
            gaps.add("nobody to call");
        }
        plan.contacts().stream()
                .filter(c -> plan.reached(c).isEmpty())
                .forEach(c -> gaps.add("whom to call as " + c.role()));
        return gaps;
    }

    /** The steps that lead users to a side which was promoted for them. */
    private Stream<String> redirects() {
        return plan.rollbacks().stream()
                .map(Rollback::procedure)
                .filter(p -> p.does(Trait.PROMOTES))
                .flatMap(p -> p.steps().stream())
                .filter(s -> s.does(Trait.REDIRECTS))
                .map(s -> "   - step " + s.id() + " of the plan, “" + s.title()
                        + "”: its command is among the saved scripts\n");
    }

    String markdown() {
        var text = new StringBuilder();
        var primary = with(plan, Plan.Role.PRIMARY).collect(Collectors.joining(", "));
        var secondary = with(plan, Plan.Role.SECONDARY).collect(Collectors.joining(", "));
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
        promotions(secondary).forEach(text::append);
        text.append("""
                   It is done when it follows no source, is available, nothing is pending, and `select pg_is_in_recovery()` says false.
                5. Raise the service to its full count:
                """);
        starts(secondary).forEach(text::append);
        text.append("""
                6. Probe the health path under the regional name. Only then let DNS point to the secondary: a name that leads to a
                   database which cannot write helps nobody. Let one plain record lead there: a pair would lead users back by itself
                   as soon as the primary answers again, to data that is stale by then.
                """);
        redirects().forEach(text::append);
        text.append("""

                ## Until 60 minutes

                1. Turn on functions and triggers in the secondary region, one by one, and look at each:
                """);
        functions(secondary).forEach(text::append);
        text.append("""
                2. Who signs in by an API of the lost region cannot: lead its name to the API that the other region has, or say so.
                3. Tell people: what works, what does not, when the next word comes.
                4. Watch errors, latency, connections and storage.
                5. Find the root cause before anybody goes back: what failed, since when, what AWS says of it, and what was written
                   after the last replicated change. Keep logs and metrics of that time; they expire.
                6. Going back is a migration in the other direction: a new replica, a fence, parity, a promotion. Never automatic.

                ## How long it took when it was tried

                """);
        text.append(times());
        text.append("""

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
                        .append(plan.reached(c).orElse("nobody is named"))
                        .append('\n'));
        return text.toString();
    }

    private String times() {
        if (tried.isEmpty()) {
            return "Nothing was promoted or led elsewhere in this session yet: nobody knows how long it takes.\n";
        }
        return tried.stream()
                .map(t -> "- " + Times.inWords(t.took().truncatedTo(ChronoUnit.SECONDS)) + ": " + t.title() + " (step "
                        + t.step() + ", ended " + Times.second(t.ended()) + ")\n")
                .collect(Collectors.joining());
    }

    /** A database that follows nobody is not promoted: it may be the old primary. */
    private List<String> promotions(String region) {
        var lines = named(region, "rds instance")
                .map(i -> i.details().containsKey(REPLICA_OF)
                        ? "   - `aws rds promote-read-replica --region " + i.region() + " --db-instance-identifier "
                                + i.name() + " --backup-retention-period 30` (replica of "
                                + i.details().get(REPLICA_OF) + ")\n"
                        : "   - NOT `" + i.name() + "`: it follows no source, so its data is not the primary's.\n")
                .toList();
        return lines.stream().anyMatch(Runbook::promotes)
                ? lines
                : Stream.concat(
                                Stream.of("   - **There is no replica in " + region
                                        + ": nothing can be promoted. Restore a backup.**\n"),
                                lines.stream())
                        .toList();
    }

    private static boolean promotes(String line) {
        return line.contains("promote-read-replica");
    }

    /** A service that was stopped is not started by a list: somebody fenced it. */
    private List<String> starts(String region) {
        var lines = named(region, "ecs service")
                .map(s -> "0".equals(s.details().get("desired"))
                        ? "   - NOT `" + s.name()
                                + "`: it was stopped (0 tasks). Find out why before anybody starts it.\n"
                        : "   - `aws ecs update-service --region " + s.region() + " --cluster " + cluster(s)
                                + " --service " + s.name() + " --desired-count 2`\n")
                .toList();
        return lines.isEmpty()
                ? List.of("   - **There is no service in " + region + ": deploy one before users are led there.**\n")
                : lines;
    }

    /** From {@code arn:aws:ecs:REGION:ACCOUNT:service/CLUSTER/SERVICE} (Service Authorization Reference, Amazon ECS). */
    private static String cluster(SeenResource service) {
        var parts = service.arn().split("/");
        return parts.length == 3 ? parts[1] : "(see the ECS console: its cluster is not known)";
    }

    /** What is deployed and called by nobody until a failover. */
    private List<String> functions(String region) {
        return named(region, "lambda function")
                .map(f -> "   - `" + f.name() + "`: `aws lambda invoke --region " + f.region() + " --function-name "
                        + f.name() + " --invocation-type DryRun /dev/null`, then its trigger\n")
                .toList();
    }

    private Stream<SeenResource> named(String region, String what) {
        return subjects().filter(r -> region.contains(r.region()) && what.equals(r.service() + " " + r.type()));
    }

    private static Stream<String> with(Plan plan, Plan.Role role) {
        return plan.regions().stream().filter(r -> r.after() == role).map(Plan.Region::id);
    }
}
