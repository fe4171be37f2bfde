package app.medzenhealth.cutover.action.evidence;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.ReadOnlyAction;
import app.medzenhealth.cutover.action.SessionFile;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.inventory.Inventory;
import app.medzenhealth.cutover.inventory.SeenResource;
import app.medzenhealth.cutover.plan.ActionSignature.Kind;
import app.medzenhealth.cutover.plan.Trait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** In which region every store of data is. A fact, not a statement about compliance. */
final class ReportResidency extends ReadOnlyAction {
    static final ActionType TYPE = ActionSpec.readsGlobally("report.residency", "Report where data is")
            .requires(Kind.LIST, "allowed")
            .accepts(Kind.LIST, "except")
            .outputs("report", "elsewhere")
            .is(Trait.REPORTS_RESIDENCY)
            .script(EvidenceRecipes::residency)
            .createdBy(ReportResidency::new);

    /** What holds data of its own, or a copy. */
    private static final Set<String> DATA = Set.of(
            "backup backup-vault",
            "cognito-idp user-pool",
            "dynamodb backup",
            "dynamodb table",
            "ec2 image",
            "ec2 snapshot",
            "ec2 volume",
            "efs file-system",
            "elasticache cache-cluster",
            "elasticache replication-group",
            "elasticache serverless-cache",
            "elasticache snapshot",
            "kinesis stream",
            "logs log-group",
            "opensearch domain",
            "rds automated-backup",
            "rds automated-snapshot",
            "rds awsbackup-snapshot",
            "rds cluster",
            "rds cluster-automated-backup",
            "rds cluster-snapshot",
            "rds instance",
            "rds snapshot",
            "s3 bucket",
            "secretsmanager secret",
            "sqs queue",
            "ssm parameter",
            "tagging tagged-resource");

    private final List<String> allowed;
    private final List<String> except;

    ReportResidency(Inputs inputs) {
        allowed = inputs.someOf("allowed");
        except = inputs.list("except");
    }

    @Override
    protected String summary() {
        return "List every store of data with its region; data may be in " + String.join(", ", allowed);
    }

    @Override
    protected Duration expected() {
        return Duration.ofMinutes(2);
    }

    @Override
    public Outputs run(ActionContext context, Progress progress) throws InterruptedException {
        var inventory = Scans.sweep(context, Scans.regions(context.plan()), progress);
        var text = new StringBuilder("# Where data is, " + inventory.takenAt() + "\n\n");
        if (stores(inventory).findAny().isEmpty()) {
            text.append("No store of data was found.\n");
        } else {
            text.append("| region | service | type | name |\n|---|---|---|---|\n");
        }
        stores(inventory)
                .forEach(r ->
                        text.append("| %s | %s | %s | %s |%n".formatted(r.region(), r.service(), r.type(), r.name())));
        inventory
                .coverage()
                .notLookedAt()
                .forEach(n -> text.append("\nNot looked at: ").append(n).append(".\n"));
        Scans.items(inventory).stream()
                .filter(i -> !i.passed())
                .forEach(i -> text.append("\nNot read, though it should be: “")
                        .append(i.title())
                        .append("”: ")
                        .append(i.outcome().evidence())
                        .append(".\n"));
        report(context).write(text.toString());
        return judge(finding(context, inventory), progress);
    }

    @Override
    protected Finding look(ActionContext context, Progress progress) throws InterruptedException {
        return finding(context, Scans.sweep(context, Scans.regions(context.plan()), progress));
    }

    private String title() {
        return "No data is unexpectedly outside " + String.join(", ", allowed);
    }

    private Finding finding(ActionContext context, Inventory inventory) {
        var outside = Leftovers.of(stores(inventory).filter(r -> !allowed.contains(r.region())), except);
        var items = new ArrayList<Check>(Scans.items(inventory));
        items.addAll(Scans.named(outside.named().stream()));
        var remains = Remaining.words(outside.remaining(), new Ends(context)::of);
        var rest = outside.remaining().isEmpty() ? "" : ", but elsewhere " + remains;
        var inside = outside.left().isEmpty()
                ? Check.pass(title(), stores(inventory).count() + " stores of data" + rest)
                : Check.fail(
                        title(),
                        Stream.concat(outside.left().stream(), outside.named().stream())
                                        .map(Scans::shown)
                                        .collect(Collectors.joining(", "))
                                + rest,
                        "move or delete what is elsewhere");
        return new Finding(
                new Conclusion(context, items).with(inside),
                new Outputs(Map.of("report", report(context).path().toString(), "elsewhere", remains)));
    }

    /** Where data lies that could not be read is unknown; the report says so, and a person answers for it. */
    @Override
    protected boolean mayBeWaived(Check open) {
        return open.unread() && !open.title().equals(title());
    }

    private static Stream<SeenResource> stores(Inventory inventory) {
        return inventory
                .resources()
                .filter(r -> DATA.contains(r.service() + " " + r.type()))
                .sorted(Comparator.comparing(SeenResource::region)
                        .thenComparing(SeenResource::service)
                        .thenComparing(SeenResource::name));
    }

    private static SessionFile report(ActionContext context) {
        return SessionFile.in(context, "residency-" + context.step() + ".md");
    }
}
