package app.medzenhealth.cutover.action.database;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.ReadOnlyAction;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.monitor.SqlProber;
import app.medzenhealth.cutover.plan.ActionSignature.Kind;
import app.medzenhealth.cutover.plan.Trait;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** Compares attributes of an instance with what a plan expects of it. */
final class CheckInstance extends ReadOnlyAction {
    static final ActionType TYPE = ActionSpec.reads("rds.check", "Check a database instance")
            .requires(Kind.TEXT, "instance")
            .requires(Kind.MAP, "expect")
            .accepts(Kind.MAP, "like", "differs")
            .is(Trait.CHECKS_DATABASE)
            .script(DataRecipes::check)
            .createdBy(CheckInstance::new);

    private static final Set<String> NOTHING = Set.of("", "none", "[]");

    private final String region;
    private final String instance;
    private final Map<String, String> expect;
    /** Another {@code instance} whose settings it must have, and its {@code region}; empty where none is named. */
    private final Map<String, String> like;

    private final Map<String, String> differs;

    CheckInstance(Inputs inputs) {
        region = inputs.region();
        instance = InstanceName.plain(inputs.text("instance"));
        expect = inputs.map("expect");
        like = inputs.map("like");
        differs = InstanceSettings.named(inputs.map("differs"));
    }

    @Override
    protected String summary() {
        return "Read " + instance + " in " + region + " and compare " + String.join(", ", expect.keySet());
    }

    @Override
    protected Finding look(ActionContext context, Progress progress) throws InterruptedException {
        var checks = new ArrayList<Check>();
        Optional<DBInstance> read;
        try {
            read = Rds.in(context, region).instance(instance);
        } catch (SdkException e) {
            return new Finding(Check.unknown(instance + " exists in " + region, String.valueOf(e.getMessage())));
        }
        if (read.isEmpty()) {
            return new Finding(
                    Check.fail(instance + " exists in " + region, "AWS does not know it", "create it first"));
        }
        for (var expected : expect.entrySet()) {
            checks.add(Check.reading(
                    instance + " " + InstanceWords.expectation(expected.getKey(), expected.getValue()),
                    () -> outcome(
                            context,
                            read.get(),
                            expected.getKey(),
                            expected.getValue().strip())));
        }
        if (!like.isEmpty()) {
            checks.add(Check.reading(
                    instance + " has every setting that " + like.get("instance") + " has, or the plan says what else",
                    () -> alike(context, read.get())));
        }
        return new Finding(checks, Outputs.NONE);
    }

    private Check.Outcome alike(ActionContext context, DBInstance found) {
        var other = InstanceName.plain(like.getOrDefault("instance", ""));
        var there = like.getOrDefault("region", region);
        return Rds.in(context, there)
                .instance(other)
                .map(i -> new InstanceSettings(i, differs).compared(found))
                .orElseGet(() ->
                        new Check.Unknown(other + " does not exist in " + there + ": nothing is left to compare with"));
    }

    private Check.Outcome outcome(ActionContext context, DBInstance found, String attribute, String expected)
            throws InterruptedException {
        return switch (attribute) {
            case "status" -> equal(found.dbInstanceStatus(), expected);
            case "multiAz" -> equal(found.multiAZ(), expected);
            case "encrypted" -> equal(found.storageEncrypted(), expected);
            case "replicaSource" ->
                equal(InstanceName.plain(InstanceStatus.source(found)), InstanceName.plain(expected));
            case "backupRetention" -> equal(found.backupRetentionPeriod(), expected);
            case "parameterGroup" -> equal(InstanceStatus.parameterGroup(found).name(), expected);
            case "parameterGroupApplied" ->
                equal(InstanceStatus.parameterGroup(found).applied(), expected);
            case "storage" -> equal(found.allocatedStorage(), expected);
            case "storageType" -> equal(found.storageType(), expected);
            case "class" -> equal(found.dbInstanceClass(), expected);
            case "engineVersion" -> equal(found.engineVersion(), expected);
            case "deletionProtection" -> equal(found.deletionProtection(), expected);
            case "pending" -> equal(String.join(", ", InstanceStatus.pending(found)), expected);
            case "replication" -> equal(InstanceStatus.replication(found).orElse(""), expected);
            case "readReplicas" -> replicas(found, expected);
            case "onlyReplicas" -> noOthers(found, named(expected));
            case "inRecovery" -> recovery(context, found, expected);
            case "maxLagSeconds" -> lag(context, new BigDecimal(expected));
            default -> new Check.Unknown("this console does not know the attribute " + attribute);
        };
    }

    private static Check.Outcome equal(@Nullable Object found, String expected) {
        var value = found == null ? "" : String.valueOf(found);
        var same = value.equalsIgnoreCase(expected) || (NOTHING.contains(value) && NOTHING.contains(expected));
        return same
                ? new Check.Pass(shown(value))
                : new Check.Fail(shown(value) + ", expected " + shown(expected), "bring it to " + shown(expected));
    }

    private static Check.Outcome replicas(DBInstance found, String expected) {
        var names = found.readReplicaDBInstanceIdentifiers().stream()
                .map(InstanceName::plain)
                .toList();
        if (expected.matches("\\d+")) {
            return equal(names.size(), expected);
        }
        if (NOTHING.contains(expected)) {
            return equal(String.join(", ", names), "");
        }
        var wanted = named(expected);
        return names.containsAll(wanted)
                ? new Check.Pass(String.join(", ", names))
                : new Check.Fail(names + ", expected " + wanted, "create the replica");
    }

    /** What follows it besides, cluster or instance, would keep it from being deleted. */
    private static Check.Outcome noOthers(DBInstance found, List<String> known) {
        var others = Stream.concat(
                        found.readReplicaDBInstanceIdentifiers().stream().map(InstanceName::plain),
                        found.readReplicaDBClusterIdentifiers().stream())
                .filter(n -> !known.contains(n))
                .toList();
        return others.isEmpty()
                ? new Check.Pass("none but what the plan knows")
                : new Check.Fail(
                        String.join(", ", others) + (others.size() == 1 ? " follows" : " follow") + " it too",
                        "delete or promote " + String.join(", ", others)
                                + " first: while it is followed it cannot be deleted");
    }

    private static List<String> named(String list) {
        return Stream.of(list.split(","))
                .map(String::strip)
                .map(InstanceName::plain)
                .toList();
    }

    /** RDS does not tell: only the database itself knows whether it takes writes. */
    private static Check.Outcome recovery(ActionContext context, DBInstance found, String expected)
            throws InterruptedException {
        return switch (context.sql().probe(Endpoints.of(Optional.of(found)))) {
            case SqlProber.Answer.State state -> equal(state.inRecovery(), expected);
            case SqlProber.Answer.NoAnswer no -> new Check.Unknown(no.reason());
        };
    }

    private Check.Outcome lag(ActionContext context, BigDecimal most) {
        return ReplicaLag.read(context, region, instance)
                .<Check.Outcome>map(lag -> lag.lowest() < 0
                        ? new Check.Unknown("replication was not active: ReplicaLag was %.0f in the last 5 min"
                                .formatted(lag.lowest()))
                        : lag.highest() <= most.doubleValue()
                                ? new Check.Pass("at most %.0f s in the last 5 min".formatted(lag.highest()))
                                : new Check.Fail(
                                        "%.0f s in the last 5 min".formatted(lag.highest()),
                                        "wait until the replica has caught up"))
                .orElseGet(() -> new Check.Unknown("the metric ReplicaLag has no data point in the last 5 min"));
    }

    private static String shown(String value) {
        return InstanceWords.value(value);
    }
}
