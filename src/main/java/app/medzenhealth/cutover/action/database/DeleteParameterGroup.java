package app.medzenhealth.cutover.action.database;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Change;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Preview;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.WritingAction;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DeleteDbParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbParameterGroupResponse;

/** The way back from making a parameter group. */
final class DeleteParameterGroup extends WritingAction {
    private final String region;
    private final String name;

    DeleteParameterGroup(String region, String name) {
        this.region = region;
        this.name = name;
    }

    @Override
    public Preview preview(ActionContext context) {
        var there = there(context);
        var from = there ? "present" : Fact.ABSENT;
        return new Preview(
                "Delete parameter group " + name,
                List.of(new Fact(name, "status", from)),
                List.of(new Change(region, name, "parameter group", from, Fact.ABSENT)),
                there ? List.of(call().planned()) : List.of(),
                "It can be created again.",
                Duration.ofMinutes(1),
                List.of());
    }

    @Override
    public List<Check> preflight(ActionContext context) throws InterruptedException {
        return List.of(Check.reading("No instance uses the group", () -> {
            var users =
                    context
                            .clients()
                            .client(RdsClient.class, region)
                            .describeDBInstancesPaginator()
                            .dbInstances()
                            .stream()
                            .filter(i -> InstanceStatus.parameterGroup(i).is(name))
                            .map(DBInstance::dbInstanceIdentifier)
                            .toList();
            return users.isEmpty()
                    ? new Check.Pass("no instance uses it")
                    : new Check.Fail(String.join(", ", users), "give them another parameter group first");
        }));
    }

    @Override
    public Outputs run(ActionContext context, Progress progress) throws InterruptedException {
        if (there(context)) {
            require(context);
            call().send(context, progress);
        }
        return Outputs.NONE;
    }

    @Override
    public List<Check> verify(ActionContext context) throws InterruptedException {
        return List.of(Check.reading(
                "Parameter group " + name + " is gone",
                () -> there(context)
                        ? new Check.Fail("it is still there", "run the step again")
                        : new Check.Pass("AWS does not know it")));
    }

    @Override
    public Undo undo(List<Fact> before) {
        return new Undo.None("the group can be created again from its source");
    }

    private boolean there(ActionContext context) {
        return Rds.in(context, region).parameterGroup(name).isPresent();
    }

    private Call<RdsClient, DeleteDbParameterGroupRequest, DeleteDbParameterGroupResponse> call() {
        return Call.of(
                RdsClient.class,
                region,
                DeleteDbParameterGroupRequest.builder()
                        .dbParameterGroupName(name)
                        .build(),
                RdsClient::deleteDBParameterGroup);
    }
}
