package app.medzenhealth.cutover.rehearsal.world;

import app.medzenhealth.cutover.rehearsal.Estate;
import app.medzenhealth.cutover.rehearsal.Ledger;
import app.medzenhealth.cutover.rehearsal.data.CostState;
import java.util.function.Predicate;

/** What MedZen pays, by the written plan's own figures: begins and ends with what is done in the estate. */
final class Bill {

    private static final String RDS = "Amazon Relational Database Service";
    private static final String ECS = "Amazon Elastic Container Service";
    private static final String ELB = "Amazon Elastic Load Balancing";
    private static final String LAMBDA = "AWS Lambda";
    private static final Predicate<Ledger.Entry> NEVER = entry -> false;

    private Bill() {}

    static void fill(Estate estate) {
        var frankfurt = Frankfurt.REGION;
        var ireland = Ireland.REGION;
        var capeTown = CapeTown.REGION;
        var costs = CostState.of(estate);
        costs.pays(frankfurt, "Amazon Chime", 200, NEVER);
        costs.pays(frankfurt, "Amazon Bedrock", 150, NEVER);
        costs.pays(ireland, RDS, 250, done(ireland, "DeleteDBInstance", "medzen-ehrbase-db"));
        costs.pays(ireland, ECS, 100, done(ireland, "UpdateService", "medzen-ehrbase"));
        costs.pays(ireland, ELB, 25, NEVER);
        costs.pays(ireland, LAMBDA, 50, NEVER);
        costs.pays(capeTown, "Amazon Chime", 150, done(capeTown, "DeleteRestApi", ""));
        costs.pays(capeTown, "Amazon Bedrock", 100, done(capeTown, "DeleteFunction", "medzen-bedrock-ai-chat"));
        costs.pays(capeTown, LAMBDA, 40, done(capeTown, "DeleteFunction", ""));
        var replica = "CreateDBInstanceReadReplica";
        costs.willPay(frankfurt, RDS, 250, done(frankfurt, replica, "medzen-ehrbase-db-eu-central-1"), NEVER);
        costs.willPay(frankfurt, ECS, 100, done(frankfurt, "CreateService", "medzen-ehrbase"), NEVER);
        costs.willPay(frankfurt, ELB, 25, done(frankfurt, "ExecuteChangeSet", ""), NEVER);
        costs.willPay(frankfurt, LAMBDA, 20, done(frankfurt, "CreateFunction", ""), NEVER);
        costs.willPay(ireland, RDS, 250, done(ireland, replica, "medzen-ehrbase-db-eu-west-1-replica"), NEVER);
        costs.willPay(ireland, ECS, 50, done(ireland, "CreateService", "medzen-ehrbase-dr"), NEVER);
    }

    /** @param resource empty: whichever */
    private static Predicate<Ledger.Entry> done(String region, String operation, String resource) {
        return entry -> entry.region().equals(region)
                && entry.operation().equals(operation)
                && (resource.isEmpty() || entry.resource().equals(resource));
    }
}
