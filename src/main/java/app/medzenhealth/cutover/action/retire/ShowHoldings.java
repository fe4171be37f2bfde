package app.medzenhealth.cutover.action.retire;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.LIST;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Deletion;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.ReadOnlyAction;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** What is in that on which somebody decides: how much, how old, when it was used last, as far as AWS tells it. */
public final class ShowHoldings extends ReadOnlyAction {

    static final ActionType TYPE = ActionSpec.reads("holdings.show", "Show what resources hold")
            .accepts(LIST, "resources", "tables", "groups")
            .script(RetireRecipes::holdings)
            .createdBy(ShowHoldings::new);

    private final String region;
    private final List<Leftover> leftovers;
    private final List<String> tables;
    private final List<String> groups;

    private ShowHoldings(Inputs in) {
        this.region = in.region();
        this.leftovers = in.list("resources").stream()
                .map(r -> Leftover.parse(region, r))
                .toList();
        this.tables = in.list("tables");
        this.groups = in.list("groups");
    }

    @Override
    protected String summary() {
        var all = leftovers.size() + tables.size() + groups.size();
        return "Looks what " + Deletion.counted(all, "resource") + " in " + region + (all == 1 ? " holds." : " hold.");
    }

    /** It decides nothing: what was found passes, what could not be read is unknown. */
    @Override
    protected Finding look(ActionContext context, Progress progress) throws InterruptedException {
        var checks = new ArrayList<Check>();
        for (var table : tables) {
            checks.add(shown("dynamodb/table/" + table, () -> table(context, table)));
        }
        for (var group : groups) {
            checks.add(shown("logs/log-group/" + group, () -> group(context, group)));
        }
        for (var leftover : leftovers) {
            checks.add(shown(
                    leftover.label(),
                    () -> leftover.read()
                            .apply(context)
                            .map(there -> new Holdings(context, region).of(leftover, there))));
        }
        return new Finding(checks.toArray(Check[]::new));
    }

    private interface Facts {
        Optional<String> read() throws InterruptedException;
    }

    private static Check shown(String label, Facts facts) throws InterruptedException {
        var title = "What is in " + label;
        return Check.reading(title, () -> new Check.Pass(facts.read().orElse("it is not there")));
    }

    private Optional<String> table(ActionContext context, String name) {
        try {
            var table = context.clients()
                    .client(DynamoDbClient.class, region)
                    .describeTable(q -> q.tableName(name))
                    .table();
            return Optional.of(Holdings.joined(Stream.of(
                    Holdings.fact("items, counted every six hours: ", table.itemCount()),
                    Holdings.fact("bytes: ", table.tableSizeBytes()),
                    Holdings.day("made on ", table.creationDateTime()))));
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        }
    }

    private Optional<String> group(ActionContext context, String name) {
        return LogGroups.read(context, region, name)
                .map(g -> Holdings.joined(Stream.of(
                        Holdings.fact("bytes: ", g.storedBytes()),
                        Holdings.day(
                                "made on ", g.creationTime() == null ? null : Instant.ofEpochMilli(g.creationTime())),
                        Optional.of(
                                g.retentionInDays() == null
                                        ? "kept for ever"
                                        : "lines kept for " + g.retentionInDays() + " days"))));
    }
}
