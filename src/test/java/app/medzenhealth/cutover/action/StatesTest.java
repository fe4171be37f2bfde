package app.medzenhealth.cutover.action;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Field;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.acm.model.CertificateStatus;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetStatus;
import software.amazon.awssdk.services.cloudformation.model.ExecutionStatus;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.cloudwatchlogs.model.ExportTaskStatusCode;
import software.amazon.awssdk.services.dynamodb.model.BackupStatus;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;
import software.amazon.awssdk.services.lambda.model.State;
import software.amazon.awssdk.services.route53.model.ChangeStatus;
import software.amazon.awssdk.services.scheduler.model.ScheduleState;
import software.amazon.awssdk.services.secretsmanager.model.StatusType;

/** Every state machine of AWS that an action waits for, and every state that AWS's model gives it. */
class StatesTest {

    private static final JavaClasses ACTIONS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("app.medzenhealth.cutover.action");

    /** What the model says, or where it has texts only, the documentation that is named beside the field. */
    private static final Map<String, Set<String>> MODELS = new TreeMap<>(Map.ofEntries(
            Map.entry("CfnDelete.DELETION", values(StackStatus.knownValues())),
            Map.entry("CfnDeploy.DEPLOYMENT", values(StackStatus.knownValues())),
            Map.entry("CfnDeploy.REVIEW", values(ChangeSetStatus.knownValues())),
            Map.entry("CfnDeploy.EXECUTION", values(ExecutionStatus.knownValues())),
            Map.entry("Functions.ACTIVE", values(State.knownValues())),
            Map.entry("Functions.UPDATED", values(LastUpdateStatus.knownValues())),
            Map.entry("EcsServiceReads.RUNNING", Set.of("ACTIVE", "DRAINING", "INACTIVE")),
            Map.entry("EcsServiceReads.ROLLOUT", values(DeploymentRolloutState.knownValues())),
            Map.entry("EcsServiceReads.HEALTH", values(TargetHealthStateEnum.knownValues())),
            Map.entry("DeleteTables.GONE", values(TableStatus.knownValues())),
            Map.entry("DeleteTables.UNPROTECTED", values(TableStatus.knownValues())),
            Map.entry("BackUpTables.AVAILABLE", values(BackupStatus.knownValues())),
            Map.entry(
                    "ExportSnapshot.STATES",
                    Set.of("CANCELED", "CANCELING", "COMPLETE", "FAILED", "IN_PROGRESS", "STARTING")),
            Map.entry("SnapshotStatus.AVAILABLE", Set.of("available", "creating", "copying", "deleting", "failed")),
            Map.entry("SnapshotStatus.GONE", Set.of("available", "creating", "copying", "deleting", "failed")),
            Map.entry("InstanceStatus.AVAILABLE", instance()),
            Map.entry("InstanceStatus.GONE", instance()),
            Map.entry("ReplicateSecret.IN_SYNC", values(StatusType.knownValues())),
            Map.entry("RequestCertificate.ISSUED", values(CertificateStatus.knownValues())),
            Map.entry("Propagation.INSYNC", values(ChangeStatus.knownValues())),
            Map.entry("LogsExport.EXPORTED", values(ExportTaskStatusCode.knownValues()))));

    /** Waits that follow no state of AWS's, and what ends them. */
    private static final Map<String, String> OTHERS = Map.ofEntries(
            Map.entry("SqlParity", "positions in the log, which fall together; the fence may be asked about"),
            Map.entry("CreateReplica", "the instance's status is InstanceStatus's; positions in the log"),
            Map.entry("PromoteReplica", "the instance's status is InstanceStatus's; its database's recovery"),
            Map.entry("RestoreSnapshot", "the instance's status is InstanceStatus's"),
            Map.entry("CopySnapshot", "the snapshot's status is SnapshotStatus's"),
            Map.entry("CreateSnapshot", "the snapshot's status is SnapshotStatus's"),
            Map.entry("EmptyAndDeleteBucket", "a bucket is there or gone"),
            Map.entry("SweepDelete", "each leftover is there or gone"),
            Map.entry("LogsDelete", "time that passes"),
            Map.entry("AlarmsTopic", "an address has confirmed or not; a subscription has an ARN or none"),
            Map.entry("FenceWrites", "the database's log stands still; in recovery ends it"),
            Map.entry("DnsTtl", "time that passes"),
            Map.entry("Triggers", "Trigger.State, walked below"),
            Map.entry("WaitFor", "time that passes, or what the plan waits for"),
            Map.entry("SweepResiduals", "time that passes"),
            Map.entry("RemoveReplica", "a replica is there or gone"));

    private static Set<String> instance() {
        return Set.of(
                "available",
                "backing-up",
                "configuring-enhanced-monitoring",
                "configuring-iam-database-auth",
                "configuring-log-exports",
                "converting-to-vpc",
                "creating",
                "delete-precheck",
                "deleting",
                "failed",
                "inaccessible-encryption-credentials",
                "inaccessible-encryption-credentials-recoverable",
                "incompatible-create",
                "incompatible-network",
                "incompatible-option-group",
                "incompatible-parameters",
                "incompatible-restore",
                "insufficient-capacity",
                "maintenance",
                "modifying",
                "moving-to-vpc",
                "rebooting",
                "renaming",
                "resetting-master-credentials",
                "restore-error",
                "starting",
                "stopped",
                "stopping",
                "storage-config-upgrade",
                "storage-full",
                "storage-initialization",
                "storage-optimization",
                "upgrading");
    }

    private static Set<String> values(Collection<?> known) {
        return known.stream().map(Object::toString).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, States> waits() {
        var waits = new TreeMap<String, States>();
        for (var type : ACTIONS) {
            for (var field : type.getFields()) {
                if (field.getRawType().isEquivalentTo(States.class)
                        && field.getModifiers().contains(JavaModifier.STATIC)) {
                    waits.put(type.getSimpleName() + "." + field.getName(), read(field.reflect()));
                }
            }
        }
        return waits;
    }

    private static States read(Field field) {
        try {
            field.setAccessible(true);
            return (States) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void every_state_of_every_wait_is_known_to_be_wanted_on_its_way_or_resting() {
        var waits = waits();
        assertThat(waits.keySet()).isEqualTo(MODELS.keySet());
        var walked = 0;
        for (var wait : waits.entrySet()) {
            var states = wait.getValue();
            var all = new TreeSet<String>();
            for (var part : List.of(states.wanted(), states.going(), states.resting())) {
                assertThat(part)
                        .as(wait.getKey() + ": each state means one thing")
                        .noneMatch(all::contains);
                all.addAll(part);
            }
            assertThat(all).as(wait.getKey()).containsAll(MODELS.get(wait.getKey()));
            for (var state : all) {
                ends(wait.getKey(), states, state);
                walked++;
            }
            assertThat(states.begin(0).seen("it", "NEVER_HEARD_OF", () -> ""))
                    .as(wait.getKey() + " in a state that AWS adds")
                    .isInstanceOf(Await.StillGoing.class);
        }
        System.out.println(waits.size() + " waits, " + walked + " states");
    }

    /** A resting state ends the wait after the readings that AWS may lag, and at once where the change had been seen begun. */
    private static void ends(String name, States states, String state) {
        var wait = states.begin(3);
        var first = wait.seen("it", state, () -> "AWS's reason");
        switch (states.of(state)) {
            case WANTED -> assertThat(first).as(name + " " + state).isInstanceOf(Await.Reached.class);
            case GOING -> {
                for (var i = 0; i < 100; i++) {
                    assertThat(wait.seen("it", state, () -> "")).isInstanceOf(Await.StillGoing.class);
                }
            }
            case RESTING -> {
                assertThat(first).as(name + " " + state).isInstanceOf(Await.StillGoing.class);
                wait.seen("it", state, () -> "");
                wait.seen("it", state, () -> "");
                assertThat(wait.seen("it", state, () -> "AWS's reason"))
                        .isInstanceOfSatisfying(
                                Await.Terminal.class,
                                t -> assertThat(t.reason()).contains(state, "AWS's reason"));
                for (var going : states.going()) {
                    var begun = states.begin(1_000);
                    begun.seen("it", going, () -> "");
                    assertThat(begun.seen("it", state, () -> ""))
                            .as(name + ": " + state + " after " + going)
                            .isInstanceOf(Await.Terminal.class);
                }
            }
            case UNKNOWN -> throw new AssertionError(name + " does not know " + state);
        }
    }

    @Test
    void every_class_that_waits_follows_such_states_or_says_what_ends_its_wait() {
        var waiting = new TreeSet<String>();
        var following = new TreeSet<String>();
        for (var type : ACTIONS) {
            if (type.isEquivalentTo(Await.class)) {
                continue;
            }
            var outer = type.getName().replaceFirst("\\$.*", "").replaceFirst(".*\\.", "");
            if (type.getMethodCallsFromSelf().stream()
                    .anyMatch(c -> c.getTargetOwner().isEquivalentTo(Await.class)
                            && c.getName().equals("until"))) {
                waiting.add(outer);
            }
            if (type.getFields().stream().anyMatch(f -> f.getRawType().isEquivalentTo(States.class))
                    || type.getFieldAccessesFromSelf().stream()
                            .anyMatch(a -> a.getTarget().getRawType().isEquivalentTo(States.class))) {
                following.add(outer);
            }
        }
        waiting.removeAll(following);
        assertThat(waiting).isEqualTo(new TreeSet<>(OTHERS.keySet()));
    }

    @Test
    void every_state_of_a_trigger_is_known() throws Exception {
        Class<?> triggers = Class.forName("app.medzenhealth.cutover.action.traffic.Triggers");
        assertThat(keys(triggers, "RULE")).isEqualTo(values(RuleState.knownValues()));
        assertThat(keys(triggers, "SCHEDULE")).isEqualTo(values(ScheduleState.knownValues()));
        assertThat(keys(triggers, "MAPPING"))
                .isEqualTo(Set.of("Creating", "Enabling", "Enabled", "Disabling", "Disabled", "Updating", "Deleting"));
    }

    private static Set<String> keys(Class<?> type, String name) throws Exception {
        var field = type.getDeclaredField(name);
        field.setAccessible(true);
        return ((Map<?, ?>) field.get(null))
                .keySet().stream().map(String::valueOf).collect(Collectors.toCollection(TreeSet::new));
    }
}
