package app.medzenhealth.cutover.action.observe;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.NUMBER;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.TEXT;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.ReadOnlyAction;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.plan.Trait;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.costexplorer.CostExplorerClient;
import software.amazon.awssdk.services.costexplorer.model.GetCostAndUsageRequest;
import software.amazon.awssdk.services.costexplorer.model.Granularity;
import software.amazon.awssdk.services.costexplorer.model.Group;
import software.amazon.awssdk.services.costexplorer.model.GroupDefinition;
import software.amazon.awssdk.services.costexplorer.model.GroupDefinitionType;
import software.amazon.awssdk.services.costexplorer.model.ResultByTime;

/**
 * Each region's cost, month by month, beside what the plan expects to save. Asked when a person starts it: a request costs
 * $0.01, and the figures are one to two days late, so that a missing saving is no failure.
 */
public final class CostCompare extends ReadOnlyAction {

    static final ActionType TYPE = ActionSpec.readsGlobally("cost.compare", "Compare the cost with the plan")
            .requires(TEXT, "start")
            .accepts(TEXT, "end")
            .requires(NUMBER, "expectedSavingUsd")
            .outputs("report")
            .is(Trait.COMPARES_COST)
            .script(ObserveRecipes::costs)
            .createdBy(CostCompare::new);

    private static final String METRIC = "UnblendedCost";

    private final LocalDate start;
    private final Optional<LocalDate> end;
    private final BigDecimal expected;

    private CostCompare(Inputs in) {
        this.start = LocalDate.parse(in.text("start"));
        this.end = in.optional("end").map(LocalDate::parse);
        this.expected = in.decimal("expectedSavingUsd");
    }

    @Override
    protected String summary() {
        return "Asks Cost Explorer for the cost of each region since " + start + ", beside the plan's saving of $"
                + expected + " a month. One request costs $0.01.";
    }

    @Override
    protected Finding look(ActionContext context, Progress progress) throws InterruptedException {
        var title = "The cost of each region is read";
        var report = new ArrayList<String>();
        var read = new ArrayList<ResultByTime>();
        var check = Check.reading(title, () -> {
            var months = months(context);
            read.addAll(months);
            report.addAll(lines(context, months));
            return months.isEmpty()
                    ? new Check.Unknown("Cost Explorer has no figures yet")
                    : new Check.Pass(report.getLast());
        });
        if (report.isEmpty()) {
            return new Finding(check);
        }
        var file = Report.write(context, "cost", report);
        return new Finding(
                read.isEmpty() ? List.of(check) : List.of(check, saved(read)),
                new Outputs(Map.of("report", file.toString())));
    }

    /** A month that is not over costs less than a whole one, and proves nothing. */
    private Check saved(List<ResultByTime> months) {
        var title = "The newest month is complete, and can be compared";
        var newest = months.getLast();
        return Boolean.TRUE.equals(newest.estimated())
                ? Check.notMeasured(
                        title,
                        "the month from " + newest.timePeriod().start()
                                + " is not complete, so that its cost shows no saving; ask again when it is")
                : Check.pass(
                        title,
                        newest.timePeriod().start() + " to "
                                + newest.timePeriod().end());
    }

    /** A person may end the step without it: the saving then is not validated, and the deliverable says so. */
    @Override
    protected boolean mayBeWaived(Check open) {
        return open.unread();
    }

    /** What {@code run} wrote down is the evidence: asking again costs again. */
    @Override
    public List<Check> verify(ActionContext context) throws InterruptedException {
        var written = Report.last(context, "cost");
        return written.isPresent()
                ? List.of(Check.pass("The cost of each region is read", written.get()))
                : super.verify(context);
    }

    private List<ResultByTime> months(ActionContext context) {
        var client = context.clients().client(CostExplorerClient.class, "us-east-1");
        var until = end.orElseGet(() ->
                LocalDate.ofInstant(context.time().instant(), ZoneOffset.UTC).plusDays(1));
        var months = new ArrayList<ResultByTime>();
        var page = client.getCostAndUsage(q -> query(q, until, null));
        months.addAll(page.resultsByTime());
        while (page.nextPageToken() != null) {
            var token = page.nextPageToken();
            page = client.getCostAndUsage(q -> query(q, until, token));
            months.addAll(page.resultsByTime());
        }
        return months;
    }

    private void query(GetCostAndUsageRequest.Builder query, LocalDate until, @Nullable String token) {
        query.timePeriod(t -> t.start(start.toString()).end(until.toString()))
                .granularity(Granularity.MONTHLY)
                .metrics(METRIC)
                .groupBy(GroupDefinition.builder()
                        .type(GroupDefinitionType.DIMENSION)
                        .key("REGION")
                        .build())
                .nextPageToken(token);
    }

    private List<String> lines(ActionContext context, List<ResultByTime> months) {
        var lines = new ArrayList<String>();
        lines.add("Cost by region and month, US dollars, as of "
                + context.time().instant() + "; figures are one to two days late");
        for (var month : months) {
            var regions = new TreeMap<String, BigDecimal>();
            month.groups().forEach(g -> regions.merge(g.keys().getFirst(), amount(g), BigDecimal::add));
            lines.add(month.timePeriod().start() + " to " + month.timePeriod().end()
                    + (Boolean.TRUE.equals(month.estimated()) ? " (estimated): " : ": ")
                    + String.join(
                            ", ",
                            regions.entrySet().stream()
                                    .map(r -> r.getKey() + " " + r.getValue().setScale(2, RoundingMode.HALF_UP))
                                    .toList()));
        }
        if (!months.isEmpty()) {
            var newest = months.getLast();
            lines.add("First month " + total(months.getFirst()) + ", newest " + total(newest)
                    + (Boolean.TRUE.equals(newest.estimated())
                            ? ", which is not complete: no difference is known yet; the plan expects "
                            : ": difference " + total(months.getFirst()).subtract(total(newest))
                                    + ", the plan expects ")
                    + expected);
        }
        return lines;
    }

    /** What was asked for is in every group (AWS Cost Explorer API Reference, GetCostAndUsage: Metrics). */
    private static BigDecimal amount(Group group) {
        return new BigDecimal(
                Objects.requireNonNull(group.metrics().get(METRIC)).amount());
    }

    private static BigDecimal total(ResultByTime month) {
        return month.groups().stream()
                .map(g -> amount(g))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .setScale(2, RoundingMode.HALF_UP);
    }
}
