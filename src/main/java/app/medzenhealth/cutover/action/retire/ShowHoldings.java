package app.medzenhealth.cutover.action.retire;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.LIST;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.ReadOnlyAction;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.plan.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.ImageDetail;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

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
        return "Looks what " + (leftovers.size() + tables.size() + groups.size()) + " resources in " + region
                + " hold.";
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
                    () -> leftover.read().apply(context).map(there -> facts(context, leftover, there))));
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
            return Optional.of(joined(Stream.of(
                    fact("items, counted every six hours: ", table.itemCount()),
                    fact("bytes: ", table.tableSizeBytes()),
                    day("made on ", table.creationDateTime()))));
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        }
    }

    private Optional<String> group(ActionContext context, String name) {
        return LogGroups.read(context, region, name)
                .map(g -> joined(Stream.of(
                        fact("bytes: ", g.storedBytes()),
                        day("made on ", g.creationTime() == null ? null : Instant.ofEpochMilli(g.creationTime())),
                        Optional.of(
                                g.retentionInDays() == null
                                        ? "kept for ever"
                                        : "lines kept for " + g.retentionInDays() + " days"))));
    }

    private String facts(ActionContext context, Leftover leftover, String there) {
        return switch (leftover.service() + "/" + leftover.type()) {
            case "sqs/queue" ->
                Holds.messages(context, region, leftover.id()).orElse("no message is in it")
                        + "; how old they are is unknown";
            case "ecr/repository" -> images(context, leftover.id());
            case "secretsmanager/secret" -> secret(context, leftover.id());
            case "rds/snapshot" -> snapshot(context, leftover.id());
            default -> there;
        };
    }

    private String images(ActionContext context, String repository) {
        var images = context
                .clients()
                .client(EcrClient.class, region)
                .describeImagesPaginator(q -> q.repositoryName(repository))
                .imageDetails()
                .stream()
                .toList();
        return joined(Stream.of(
                fact("images: ", images.size()),
                fact(
                        "bytes: ",
                        images.stream()
                                .map(ImageDetail::imageSizeInBytes)
                                .filter(Objects::nonNull)
                                .mapToLong(b -> b)
                                .sum()),
                day(
                        "newest pushed on ",
                        images.stream()
                                .map(ImageDetail::imagePushedAt)
                                .filter(Objects::nonNull)
                                .max(Instant::compareTo)
                                .orElse(null))));
    }

    /** Its value is not read. Secrets Manager tells the day of the last use only. */
    private String secret(ActionContext context, String id) {
        var secret =
                context.clients().client(SecretsManagerClient.class, region).describeSecret(q -> q.secretId(id));
        return joined(Stream.of(
                day("made on ", secret.createdDate()),
                day("changed on ", secret.lastChangedDate()),
                secret.lastAccessedDate() == null
                        ? Optional.of("last use unknown")
                        : day("last used on ", secret.lastAccessedDate())));
    }

    private String snapshot(ActionContext context, String id) {
        return context
                .clients()
                .client(RdsClient.class, region)
                .describeDBSnapshots(q -> q.dbSnapshotIdentifier(id))
                .dbSnapshots()
                .stream()
                .findFirst()
                .map(s -> joined(Stream.of(
                        fact("of ", s.dbInstanceIdentifier()),
                        fact("GiB: ", s.allocatedStorage()),
                        day("made on ", s.snapshotCreateTime()))))
                .orElse("it is not there");
    }

    private static Optional<String> fact(String name, @Nullable Object value) {
        return Optional.ofNullable(value).map(v -> name + v);
    }

    private static Optional<String> day(String name, @Nullable Instant at) {
        return Optional.ofNullable(at).map(a -> name + Times.day(a));
    }

    private static String joined(Stream<Optional<String>> facts) {
        return facts.flatMap(Optional::stream).collect(Collectors.joining(", "));
    }
}
