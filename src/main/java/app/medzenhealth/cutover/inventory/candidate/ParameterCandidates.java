package app.medzenhealth.cutover.inventory.candidate;

import app.medzenhealth.cutover.aws.AwsErrors;
import app.medzenhealth.cutover.aws.Clients;
import app.medzenhealth.cutover.aws.Timekeeper;
import app.medzenhealth.cutover.inventory.AwsInventoryScanner;
import app.medzenhealth.cutover.inventory.Observation;
import app.medzenhealth.cutover.inventory.SeenResource;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Plan.Parameter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;

/** Lists live what a plan's parameter may be set to. */
public final class ParameterCandidates {
    private static final int MOST = 1_000;
    /** Kinds of resources that a leftover may be, as {@code service/type}: what {@code sweep.delete} can take away. */
    private static final Set<String> LEFTOVERS = Set.of(
            "ec2/address",
            "sns/topic",
            "sqs/queue",
            "ecr/repository",
            "cloudwatch/alarm",
            "secretsmanager/secret",
            "rds/snapshot",
            "events/rule");

    private final Clients clients;
    private final Plan plan;
    private final Timekeeper time;

    public ParameterCandidates(Clients clients, Plan plan, Timekeeper time) {
        this.clients = clients;
        this.plan = plan;
        this.time = time;
    }

    /** Never throws for what AWS says: that is unknown. Kinds that AWS cannot list have no candidates. */
    public Observation<List<Candidate>> of(Parameter parameter) {
        var from = time.instant();
        try {
            var found = list(
                    parameter,
                    parameter.region().orElse(plan.regions().getFirst().id()));
            return new Observation.Known<>(found, time.instant(), Duration.between(from, time.instant()));
        } catch (SdkException e) {
            return unknown(AwsErrors.explain(e).reason(), from);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unknown("the reading was stopped", from);
        }
    }

    private Observation<List<Candidate>> unknown(String reason, Instant from) {
        return new Observation.Unknown<>(reason, time.instant(), Duration.between(from, time.instant()));
    }

    private List<Candidate> list(Parameter parameter, String region) throws InterruptedException {
        return switch (parameter.kind()) {
            case HOSTED_ZONE -> NameAndKeyCandidates.zones(clients, MOST);
            case KMS_KEY -> NameAndKeyCandidates.keys(clients, region, MOST);
            case ROLE -> NameAndKeyCandidates.roles(clients, MOST);
            case SECURITY_GROUP -> NetworkCandidates.securityGroups(clients, region, MOST);
            case SUBNET -> NetworkCandidates.subnets(clients, region, MOST);
            case TARGET_GROUP -> NetworkCandidates.targetGroups(clients, region, MOST);
            case ECS_SERVICE -> NetworkCandidates.services(clients, region, MOST);
            case REST_API -> ApplicationCandidates.restApis(clients, region, MOST);
            case HTTP_API -> ApplicationCandidates.httpApis(clients, region, MOST);
            case HTTP_API_ID -> ApplicationCandidates.httpApiIds(clients, region, MOST);
            case EVENT_RULE -> ApplicationCandidates.rules(clients, region, MOST);
            case EVENT_SOURCE -> ApplicationCandidates.sources(clients, region, MOST);
            case LOG_GROUP -> ApplicationCandidates.logGroups(clients, region, MOST);
            case DB_SUBNET_GROUP -> DataCandidates.subnetGroups(clients, region, MOST);
            case DB_PARAMETER_GROUP -> DataCandidates.parameterGroups(clients, region, MOST);
            case DB_SNAPSHOT -> DataCandidates.snapshots(clients, region, MOST);
            case TABLE -> DataCandidates.tables(clients, region, MOST);
            case BUCKET -> DataCandidates.buckets(clients, region, MOST);
            case LEFTOVER -> leftovers(region);
            case TEXT, DATE, DIRECTORY, URL -> List.of();
        };
    }

    private List<Candidate> leftovers(String region) throws InterruptedException {
        return new AwsInventoryScanner(clients, plan.account(), time)
                .scan(List.of(region), s -> {})
                .resources()
                .filter(r -> r.region().equals(region) && LEFTOVERS.contains(r.service() + "/" + r.type()))
                .limit(MOST)
                .map(ParameterCandidates::leftover)
                .toList();
    }

    private static Candidate leftover(SeenResource r) {
        // An address has no name but its id; everything else goes by its name.
        var id = r.type().equals("address") || r.name().isBlank() ? r.id() : r.name();
        return Candidate.of(
                r.service() + "/" + r.type() + "/" + id,
                r.state(),
                r.details().entrySet().stream()
                        .limit(3)
                        .map(e -> e.getKey() + " " + e.getValue())
                        .reduce((a, b) -> a + ", " + b)
                        .orElse(""));
    }
}
