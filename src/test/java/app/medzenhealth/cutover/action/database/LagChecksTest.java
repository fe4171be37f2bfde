package app.medzenhealth.cutover.action.database;

import static app.medzenhealth.cutover.action.Bench.FRANKFURT;
import static app.medzenhealth.cutover.action.Bench.IRELAND;
import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.Bench;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.app.EstateApp;
import app.medzenhealth.cutover.plan.ActionUse;
import app.medzenhealth.cutover.rehearsal.data.DatabaseSpec;
import app.medzenhealth.cutover.rehearsal.data.EmbeddedRds;
import app.medzenhealth.cutover.rehearsal.data.RdsState;
import app.medzenhealth.cutover.rehearsal.data.SubnetGroup;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.rds.RdsClient;

/** A lag of -1 says that replication is not active: whoever reads a lag has then read nothing, and passes nothing. */
class LagChecksTest {
    private static final String REPLICA = "copy";

    private final Bench bench;

    LagChecksTest(@TempDir Path files) {
        bench = new Bench(files);
        RdsState.of(bench.estate, FRANKFURT)
                .seed(new SubnetGroup("default", "d", "vpc-2", List.of("subnet-3", "subnet-4")));
        RdsState.of(bench.estate, IRELAND)
                .seed(
                        new DatabaseSpec(
                                "main",
                                "15.8",
                                "db.t3.medium",
                                20,
                                false,
                                null,
                                7,
                                "03:00-04:00",
                                "sun:04:00-sun:05:00",
                                "default.postgres15",
                                "default",
                                List.of(),
                                false,
                                false),
                        Duration.ofDays(9),
                        RdsState.FRESH);
        rds(FRANKFURT)
                .createDBInstanceReadReplica(r -> r.dbInstanceIdentifier(REPLICA)
                        .sourceDBInstanceIdentifier("arn:aws:rds:eu-west-1:" + Bench.ACCOUNT + ":db:main"));
        bench.time.advance(Duration.ofHours(2));
    }

    private RdsClient rds(String region) {
        return new EmbeddedRds(bench.estate, region);
    }

    private void replicationEnds() {
        rds(IRELAND).deleteDBInstance(r -> r.dbInstanceIdentifier("main").skipFinalSnapshot(true));
    }

    /** What the plan asks of the lag, and the same asked as a metric. */
    private List<ActionUse> uses() {
        var found = new LinkedHashSet<ActionUse>();
        collect(EstateApp.shippedPlan(), found);
        var uses = new ArrayList<ActionUse>();
        for (var use : found) {
            if (use.with().get("expect") instanceof Map<?, ?> expect && expect.containsKey("maxLagSeconds")) {
                uses.add(Bench.use(
                        "rds.check",
                        FRANKFURT,
                        Map.of("instance", REPLICA, "expect", Map.of("maxLagSeconds", expect.get("maxLagSeconds")))));
            }
            if (use.with().get("signals") instanceof Collection<?> signals) {
                signals.stream()
                        .map(String::valueOf)
                        .filter(s -> s.contains("ReplicaLag"))
                        .map(s -> s.replaceAll("DBInstanceIdentifier=\\S+", "DBInstanceIdentifier=" + REPLICA))
                        .forEach(s -> uses.add(signal(s)));
            }
        }
        assertThat(uses).as("the plan's checks of a lag").hasSizeGreaterThan(4);
        uses.add(signal("AWS/RDS ReplicaLag DBInstanceIdentifier=" + REPLICA + " Maximum < 300"));
        uses.add(signal("AWS/RDS ReplicaLag DBInstanceIdentifier=" + REPLICA + " Average < 300"));
        return uses;
    }

    private static ActionUse signal(String text) {
        return Bench.use("metrics.healthy", FRANKFURT, Map.of("signals", List.of(text), "over", "PT5M"));
    }

    private static void collect(Object value, Set<ActionUse> found) {
        switch (value) {
            case ActionUse use -> found.add(use);
            case Collection<?> all -> all.forEach(v -> collect(v, found));
            case Map<?, ?> all -> all.values().forEach(v -> collect(v, found));
            case Optional<?> one -> one.ifPresent(v -> collect(v, found));
            case Record parts -> {
                for (var part : parts.getClass().getRecordComponents()) {
                    collect(read(parts, part), found);
                }
            }
            default -> {}
        }
    }

    private static Object read(Record of, RecordComponent part) {
        try {
            var accessor = part.getAccessor();
            accessor.setAccessible(true);
            var value = accessor.invoke(of);
            return value == null ? "" : value;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<Class<?>, Integer> outcomes() throws InterruptedException {
        var outcomes = new HashMap<Class<?>, Integer>();
        for (var use : uses()) {
            for (var check : bench.make(use).verify(bench.context())) {
                outcomes.merge(check.outcome().getClass(), 1, Integer::sum);
            }
        }
        return outcomes;
    }

    @Test
    void no_check_that_reads_a_lag_passes_once_replication_is_not_active() throws Exception {
        assertThat(outcomes()).as("while it replicates").containsOnlyKeys(Check.Pass.class);

        replicationEnds();

        bench.time.advance(Duration.ofMinutes(2));
        assertThat(outcomes()).as("some of the last minutes").containsOnlyKeys(Check.Unknown.class);
        bench.time.advance(Duration.ofHours(1));
        assertThat(outcomes()).as("all of the last minutes").containsOnlyKeys(Check.Unknown.class);
    }

    /** Each of them takes -1 for what it is: whoever else reads the metric belongs into the test above. */
    @Test
    void no_other_action_reads_the_metric() throws Exception {
        var actions = Path.of(Check.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .resolve("app/medzenhealth/cutover/action");
        var readers = new TreeSet<String>();
        try (var files = Files.walk(actions)) {
            for (var file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                if (constants(file).contains("\u0001\u0000\nReplicaLag")) {
                    readers.add(file.getFileName().toString());
                }
            }
        }
        assertThat(readers)
                .containsExactlyInAnyOrder(
                        "ReplicaLag.class", "DataRecipes.class", "Series.class", "ObserveRecipes.class");
    }

    private static String constants(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    }
}
