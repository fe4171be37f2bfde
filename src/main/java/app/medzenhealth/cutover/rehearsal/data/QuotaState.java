package app.medzenhealth.cutover.rehearsal.data;

import app.medzenhealth.cutover.rehearsal.Estate;
import java.util.LinkedHashMap;
import java.util.Map;

/** Service quotas in one region: AWS's defaults, unless set. */
public final class QuotaState {

    final Map<String, Quota> quotas = new LinkedHashMap<>();

    record Quota(String service, String code, String name, double standard, double applied) {
        String key() {
            return service + "/" + code;
        }
    }

    private QuotaState() {
        add(new Quota("rds", "L-7B6409FD", "DB instances", 40, 40));
        add(new Quota("rds", "L-272F1212", "Manual DB instance snapshots", 100, 100));
        add(new Quota("rds", "L-5BC124EF", "Read replicas per primary", 15, 15));
        add(new Quota("ec2", "L-0263D0A3", "EC2-VPC Elastic IPs", 5, 5));
        add(new Quota("vpc", "L-F678F1CE", "VPCs per Region", 5, 5));
        add(new Quota("lambda", "L-B99A9384", "Concurrent executions", 1_000, 1_000));
        add(new Quota("fargate", "L-3032A538", "Fargate On-Demand vCPU resource count", 6, 64));
        add(new Quota("elasticloadbalancing", "L-53DA6B97", "Application Load Balancers per Region", 50, 50));
        add(new Quota("cloudformation", "L-0485CB21", "Stack count", 2_000, 2_000));
        add(new Quota("acm", "L-F141DD1D", "ACM certificates", 2_500, 2_500));
    }

    public static QuotaState of(Estate estate, String region) {
        return estate.state(QuotaState.class, region, QuotaState::new);
    }

    /** @param key for example {@code rds/L-7B6409FD} */
    public void apply(String key, double value) {
        var known = quotas.get(key);
        if (known == null) {
            throw new IllegalArgumentException("No such quota: " + key);
        }
        add(new Quota(known.service(), known.code(), known.name(), known.standard(), value));
    }

    /**
     * What the account has of it in this region.
     *
     * @param key for example {@code rds/L-7B6409FD}
     */
    public double applied(String key) {
        var known = quotas.get(key);
        if (known == null) {
            throw new IllegalArgumentException("No such quota: " + key);
        }
        return known.applied();
    }

    private void add(Quota quota) {
        quotas.put(quota.key(), quota);
    }
}
