package app.medzenhealth.cutover.action.database;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Change;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Preview;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.WritingAction;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.aws.PlannedCall;
import app.medzenhealth.cutover.plan.ActionSignature.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.ApplyMethod;
import software.amazon.awssdk.services.rds.model.CreateDbParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.CreateDbParameterGroupResponse;
import software.amazon.awssdk.services.rds.model.DBParameterGroup;
import software.amazon.awssdk.services.rds.model.ModifyDbParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbParameterGroupResponse;
import software.amazon.awssdk.services.rds.model.Parameter;

/**
 * A parameter group with the settings of one in another region. CopyDBParameterGroup works within a region only, so the group is
 * made new and every parameter that somebody set is set again.
 */
final class CreateParameterGroup extends WritingAction {
    static final ActionType TYPE = ActionSpec.writes("rds.create-parameter-group", "Create a database parameter group")
            .requires(Kind.TEXT, "name", "copyFrom")
            .requires(Kind.REGION, "sourceRegion")
            .outputs("parameterGroup")
            .sends("rds", "CreateDBParameterGroup", "ModifyDBParameterGroup", "DeleteDBParameterGroup")
            .besides("rds:AddTagsToResource")
            .undoneBy("the parameter group is deleted")
            .script(SnapshotRecipes::group, SnapshotRecipes::groupName)
            .createdBy(CreateParameterGroup::new);

    /** The most that ModifyDBParameterGroup takes in one request. */
    private static final int BATCH = 20;

    private final String region;
    private final String name;
    private final String copyFrom;
    private final String sourceRegion;

    CreateParameterGroup(Inputs inputs) {
        region = inputs.region();
        name = inputs.text("name");
        copyFrom = inputs.text("copyFrom");
        sourceRegion = inputs.text("sourceRegion");
    }

    @Override
    public Preview preview(ActionContext context) {
        var seen = read(context);
        var changes = new ArrayList<Change>();
        if (seen.here().isEmpty()) {
            changes.add(new Change(region, name, "parameter group", Fact.ABSENT, family(seen)));
        }
        seen.missing()
                .forEach(p -> changes.add(new Change(
                        region,
                        name,
                        p.parameterName(),
                        Optional.ofNullable(seen.set().get(p.parameterName()))
                                .map(Parameter::parameterValue)
                                .orElse("default"),
                        p.parameterValue())));
        var facts = new ArrayList<Fact>();
        facts.add(new Fact(
                name,
                "status",
                seen.here().map(DBParameterGroup::dbParameterGroupFamily).orElse(Fact.ABSENT)));
        seen.wanted().values().forEach(p -> facts.add(new Fact(copyFrom, p.parameterName(), p.parameterValue())));
        var calls = new ArrayList<PlannedCall>();
        if (seen.there().isPresent()) {
            calls.addAll(create(context, seen).map(Call::planned).stream().toList());
            calls.addAll(set(seen).stream().map(Call::planned).toList());
        }
        return new Preview(
                "Create parameter group " + name + " in " + region + " with the settings of " + copyFrom,
                facts,
                changes,
                calls,
                "The group can be deleted while no instance uses it.",
                Duration.ofMinutes(1),
                List.of());
    }

    @Override
    public List<Check> preflight(ActionContext context) throws InterruptedException {
        return List.of(Check.reading("Source group exists, and the name is free or of its family", () -> {
            var seen = read(context);
            if (seen.there().isEmpty()) {
                return new Check.Fail(copyFrom + " does not exist in " + sourceRegion, "correct the name");
            }
            var family = family(seen);
            return seen.here().isEmpty() || family.equals(seen.here().get().dbParameterGroupFamily())
                    ? new Check.Pass(copyFrom + " of family " + family + " with "
                            + seen.wanted().size() + " parameters set")
                    : new Check.Fail(name + " exists and is of another family", "choose another name");
        }));
    }

    @Override
    public Outputs run(ActionContext context, Progress progress) throws InterruptedException {
        require(context);
        var seen = read(context);
        create(context, seen).ifPresent(call -> call.send(context, progress));
        set(seen).forEach(call -> call.send(context, progress));
        return new Outputs(Map.of("parameterGroup", name));
    }

    @Override
    public List<Check> verify(ActionContext context) throws InterruptedException {
        return List.of(Check.reading("Every parameter set in " + copyFrom + " is set in " + name, () -> {
            var seen = read(context);
            if (seen.here().isEmpty() || seen.there().isEmpty()) {
                var absent = seen.here().isEmpty() ? name : copyFrom;
                return new Check.Fail(absent + " does not exist", "run the step again");
            }
            return seen.missing().isEmpty()
                    ? new Check.Pass(seen.wanted().size() + " parameters are the same")
                    : new Check.Fail(
                            String.join(
                                    ", ",
                                    seen.missing().stream()
                                            .map(Parameter::parameterName)
                                            .toList()),
                            "run the step again");
        }));
    }

    @Override
    public Undo undo(List<Fact> before) {
        return Facts.absent(before, name)
                ? new Undo.Inverse(new DeleteParameterGroup(region, name))
                : new Undo.None("the group was there before");
    }

    private record Seen(
            Optional<DBParameterGroup> there,
            Optional<DBParameterGroup> here,
            Map<String, Parameter> wanted,
            Map<String, Parameter> set) {

        List<Parameter> missing() {
            return wanted.values().stream()
                    .filter(p -> !Optional.ofNullable(set.get(p.parameterName()))
                            .map(Parameter::parameterValue)
                            .equals(Optional.of(p.parameterValue())))
                    .toList();
        }
    }

    private Seen read(ActionContext context) {
        var source = Rds.in(context, sourceRegion);
        var own = Rds.in(context, region);
        var there = source.parameterGroup(copyFrom);
        var here = own.parameterGroup(name);
        return new Seen(
                there,
                here,
                there.isPresent() ? source.setParameters(copyFrom) : Map.of(),
                here.isPresent() ? own.setParameters(name) : Map.of());
    }

    private static String family(Seen seen) {
        return seen.there().map(DBParameterGroup::dbParameterGroupFamily).orElse("");
    }

    private Optional<Call<RdsClient, CreateDbParameterGroupRequest, CreateDbParameterGroupResponse>> create(
            ActionContext context, Seen seen) {
        if (seen.here().isPresent()) {
            return Optional.empty();
        }
        var request = CreateDbParameterGroupRequest.builder()
                .dbParameterGroupName(name)
                .dbParameterGroupFamily(family(seen))
                .description("Settings of " + copyFrom + " in " + sourceRegion)
                .tags(Rds.tags(context))
                .build();
        return Optional.of(Call.of(RdsClient.class, region, request, RdsClient::createDBParameterGroup));
    }

    private List<Call<RdsClient, ModifyDbParameterGroupRequest, ModifyDbParameterGroupResponse>> set(Seen seen) {
        var parameters = seen.missing().stream()
                .map(p -> Parameter.builder()
                        .parameterName(p.parameterName())
                        .parameterValue(p.parameterValue())
                        .applyMethod(
                                "dynamic".equals(p.applyType()) ? ApplyMethod.IMMEDIATE : ApplyMethod.PENDING_REBOOT)
                        .build())
                .toList();
        var calls = new ArrayList<Call<RdsClient, ModifyDbParameterGroupRequest, ModifyDbParameterGroupResponse>>();
        for (var from = 0; from < parameters.size(); from += BATCH) {
            var request = ModifyDbParameterGroupRequest.builder()
                    .dbParameterGroupName(name)
                    .parameters(parameters.subList(from, Math.min(parameters.size(), from + BATCH)))
                    .build();
            calls.add(Call.of(RdsClient.class, region, request, RdsClient::modifyDBParameterGroup));
        }
        return calls;
    }
}
