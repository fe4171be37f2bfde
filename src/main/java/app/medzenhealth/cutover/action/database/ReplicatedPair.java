package app.medzenhealth.cutover.action.database;

import app.medzenhealth.cutover.action.Arns;
import app.medzenhealth.cutover.action.Explained;
import app.medzenhealth.cutover.aws.Clients;
import app.medzenhealth.cutover.monitor.DataReading;
import app.medzenhealth.cutover.monitor.SqlProber;
import app.medzenhealth.cutover.monitor.SqlProber.Answer;
import app.medzenhealth.cutover.plan.ActionUse;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Trait;
import app.medzenhealth.cutover.plan.Variables;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** The database that is left and the one that follows it, as the phase that moves production compares them. */
public record ReplicatedPair(String sourceRegion, String source, String region, String target) {

    /**
     * @param values of the plan's variables
     * @return empty where the plan compares none, or where a variable has no value yet
     */
    public static Optional<ReplicatedPair> in(Plan plan, Function<String, Optional<String>> values) {
        return plan.sequence()
                .filter(p -> p.does(Trait.FENCES))
                .flatMap(p -> p.steps().stream())
                .flatMap(s -> s.actions().stream())
                .filter(a -> a.has(Trait.PROVES_PARITY))
                .flatMap(a -> of(Variables.resolve(a, values)).stream())
                .findFirst();
    }

    private static Optional<ReplicatedPair> of(ActionUse use) {
        var pair = new ReplicatedPair(
                text(use, "sourceRegion"),
                Arns.name(text(use, "source")),
                use.region().orElse(""),
                Arns.name(text(use, "target")));
        return pair.source.isBlank() || pair.target.isBlank() ? Optional.empty() : Optional.of(pair);
    }

    private static String text(ActionUse use, String input) {
        return String.valueOf(use.with().getOrDefault(input, ""));
    }

    /** Asks both; each question has an end of its own. */
    public DataReading read(Clients clients, SqlProber sql, Instant at) throws InterruptedException {
        var from = endpoint(clients, sourceRegion, source);
        var to = endpoint(clients, region, target);
        return new DataReading(
                at,
                new DataReading.Side(source, sourceRegion, from.answer(sql)),
                new DataReading.Side(target, region, to.answer(sql)),
                from.connected(sql));
    }

    /** @param trouble why there is none; empty where there is */
    private record Found(String endpoint, String trouble) {
        Answer answer(SqlProber sql) throws InterruptedException {
            return trouble.isEmpty() ? sql.probe(endpoint) : new Answer.NoAnswer(trouble);
        }

        SqlProber.Connected connected(SqlProber sql) throws InterruptedException {
            return trouble.isEmpty() ? sql.connected(endpoint) : new SqlProber.Connected.Unknown(trouble);
        }
    }

    private static Found endpoint(Clients clients, String region, String instance) {
        try {
            var host = clients
                    .client(RdsClient.class, region)
                    .describeDBInstances(q -> q.dbInstanceIdentifier(instance))
                    .dbInstances()
                    .stream()
                    .findFirst()
                    .map(DBInstance::endpoint)
                    .map(e -> e.address() + ":" + e.port());
            return host.map(h -> new Found(h, "")).orElseGet(() -> new Found("", instance + " has no endpoint yet"));
        } catch (SdkException e) {
            return new Found("", Explained.of(e));
        }
    }
}
