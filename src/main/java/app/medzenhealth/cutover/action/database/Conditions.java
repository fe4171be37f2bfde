package app.medzenhealth.cutover.action.database;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.CreatedBy;
import app.medzenhealth.cutover.action.KeyCheck;
import app.medzenhealth.cutover.action.PendingResources;
import app.medzenhealth.cutover.aws.AwsErrors;
import app.medzenhealth.cutover.aws.ErrorCode;
import app.medzenhealth.cutover.plan.Times;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** Conditions that several database actions share. */
final class Conditions {
    private Conditions() {}

    /** The instance is there and available, or an earlier action of the step makes it. */
    static Check.Outcome available(ActionContext context, String region, String name, Optional<DBInstance> instance) {
        if (instance.isEmpty()) {
            return comes(context, region, name)
                    ? new Check.Pass(name + " is made by an earlier action of this step")
                    : new Check.Fail(name + " does not exist in " + region, "correct the name, or create it first");
        }
        var status = instance.get().dbInstanceStatus();
        return InstanceStatus.available(instance.get())
                ? new Check.Pass(name + " is available")
                : new Check.Fail(name + " is " + status, "wait until it is available, then review again");
    }

    /** Whether an earlier action of the step makes the instance. */
    static boolean comes(ActionContext context, String region, String name) {
        return PendingResources.from(context, "rds.create-replica", region, "instance", name)
                || PendingResources.from(context, "rds.restore-snapshot", region, "instance", name);
    }

    /** Whether another action of the step deletes the instance again: then it is gone when the step ends. */
    static boolean goes(ActionContext context, String region, String name) {
        return PendingResources.from(context, "rds.delete-instance", region, "instance", name);
    }

    static boolean snapshotComes(ActionContext context, String region, String name) {
        return PendingResources.from(context, "rds.create-snapshot", region, "snapshot", name)
                || PendingResources.from(context, "rds.copy-snapshot", region, "snapshot", name);
    }

    /** The name is free, or taken by what this action began itself. */
    static Check.Outcome nameFree(ActionContext context, String name, Optional<DBInstance> taken) {
        if (taken.isEmpty()) {
            return new Check.Pass(name + " does not exist yet");
        }
        return CreatedBy.isOurs(context, Rds.tags(taken.get().tagList()))
                ? new Check.Pass(name + " was begun by this session")
                : new Check.Fail(
                        name + " exists and was not made by this session",
                        "find out whose it is; choose another name or remove it");
    }

    static Check.Outcome snapshotUsable(ActionContext context, String region, String name) {
        var snapshot = Rds.in(context, region).snapshot(name);
        if (snapshot.isEmpty()) {
            return snapshotComes(context, region, name)
                    ? new Check.Pass(name + " is made by an earlier action of this step")
                    : new Check.Fail(name + " does not exist in " + region, "take or copy the snapshot first");
        }
        var status = snapshot.get().status();
        return "available".equals(status)
                ? new Check.Pass(name + " is available")
                : new Check.Fail(name + " is " + status, "wait until it is available, then review again");
    }

    /**
     * A snapshot's name is not proof: it must be of this instance, not of an earlier one of that name, and taken by this session.
     * One that somebody took last year holds last year's data.
     */
    static Check.Outcome ownSnapshot(
            ActionContext context, DBSnapshot snapshot, String instance, Optional<DBInstance> live) {
        var evidence = snapshot.dbSnapshotIdentifier() + " is of " + snapshot.dbInstanceIdentifier() + ", taken "
                + Times.second(snapshot.snapshotCreateTime())
                + ", " + snapshot.status() + ", encrypted " + snapshot.encrypted();
        var sameResource = live.isEmpty()
                || snapshot.dbiResourceId() == null
                || snapshot.dbiResourceId().equals(live.get().dbiResourceId());
        if (!InstanceName.same(snapshot.dbInstanceIdentifier(), instance) || !sameResource) {
            return new Check.Fail(
                    evidence + (sameResource ? "" : ", an earlier instance of that name"),
                    "choose another snapshot name");
        }
        return CreatedBy.isOurs(context, Rds.tags(snapshot.tagList()))
                ? new Check.Pass(evidence)
                : new Check.Fail(evidence + ", not by this session", "choose another snapshot name");
    }

    /** A finished snapshot: available, encrypted, of the right instance. */
    static Check.Outcome snapshot(String name, Optional<DBSnapshot> read, String instance) {
        if (read.isEmpty()) {
            return new Check.Fail(name + " does not exist", "run the step again");
        }
        var snapshot = read.get();
        var evidence = "status " + snapshot.status() + ", encrypted " + snapshot.encrypted() + ", of "
                + snapshot.dbInstanceIdentifier() + ", " + snapshot.allocatedStorage() + " GiB";
        if (!"available".equals(snapshot.status())) {
            return new Check.Fail(evidence, "run the step again: it continues waiting");
        }
        if (!InstanceName.same(instance, snapshot.dbInstanceIdentifier())) {
            return new Check.Fail(evidence, "the snapshot is of another instance than " + instance);
        }
        return Boolean.TRUE.equals(snapshot.encrypted())
                ? new Check.Pass(evidence)
                : new Check.Fail(evidence, "encrypt it: copy the snapshot with a KMS key");
    }

    private static Check.Outcome given(String variable) {
        return new Check.Pass(variable + " is given by an earlier action of this step, and checked before the call");
    }

    static Check.Outcome keyUsable(ActionContext context, String region, String key) {
        return KeyCheck.usable(context, region, key);
    }

    static Check.Outcome subnetGroup(ActionContext context, String region, String name) {
        if (PendingResources.unresolved(name)) {
            return given(name);
        }
        return Rds.in(context, region)
                .subnetGroup(name)
                .<Check.Outcome>map(g -> new Check.Pass(
                        name + " in " + g.vpcId() + " with " + g.subnets().size() + " subnets"))
                .orElseGet(() -> new Check.Fail(
                        name + " does not exist in " + region, "deploy the network of the region first"));
    }

    static Check.Outcome parameterGroup(ActionContext context, String region, String name, String family) {
        if (PendingResources.unresolved(name)) {
            return given(name);
        }
        var group = Rds.in(context, region).parameterGroup(name);
        if (group.isEmpty()) {
            return PendingResources.from(context, "rds.create-parameter-group", region, "name", name)
                    ? new Check.Pass(name + " is made by an earlier action of this step")
                    : new Check.Fail(name + " does not exist in " + region, "create the parameter group first");
        }
        var found = group.get().dbParameterGroupFamily();
        return family.isEmpty() || family.equals(found)
                ? new Check.Pass(name + " is of family " + found)
                : new Check.Fail(name + " is of family " + found + ", not " + family, "use a group of that family");
    }

    static Check.Outcome securityGroups(ActionContext context, String region, List<String> ids) {
        if (ids.stream().anyMatch(PendingResources::unresolved)) {
            return given(String.join(", ", ids));
        }
        try {
            var found = context
                    .clients()
                    .client(Ec2Client.class, region)
                    .describeSecurityGroups(r -> r.groupIds(ids))
                    .securityGroups()
                    .stream()
                    .map(g -> g.groupId())
                    .toList();
            return found.containsAll(ids)
                    ? new Check.Pass(String.join(", ", found) + " exist")
                    : new Check.Fail("only " + found + " of " + ids + " exist in " + region, "correct the ids");
        } catch (Ec2Exception e) {
            if (AwsErrors.is(e, ErrorCode.NO_SUCH_GROUP)) {
                return new Check.Fail(AwsErrors.said(e), "correct the ids");
            }
            throw e;
        }
    }
}
