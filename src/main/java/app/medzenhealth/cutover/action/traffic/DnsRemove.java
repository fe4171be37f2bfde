package app.medzenhealth.cutover.action.traffic;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.LIST;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.TEXT;

import app.medzenhealth.cutover.action.Action;
import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Removal;
import app.medzenhealth.cutover.action.Stage;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.action.script.Command;
import app.medzenhealth.cutover.action.script.Script;
import app.medzenhealth.cutover.aws.name.DnsName;
import app.medzenhealth.cutover.plan.Step.Confirm;
import app.medzenhealth.cutover.plan.Trait;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.DeleteHealthCheckRequest;
import software.amazon.awssdk.services.route53.model.DeleteHealthCheckResponse;

/** Takes a name of a drill out of the zone, and then the health checks that only it asked. */
final class DnsRemove {
    static final ActionType TYPE = ActionSpec.writesGlobally("dns.remove", "Take a drill's name away")
            .requires(TEXT, "zone", "name")
            .requires(LIST, "healthChecks")
            .accepts(LIST, "checksNamed")
            .is(Trait.ABOUT_NAMES, Trait.TAKES_NAME_AWAY)
            .confirmedAtLeast(Confirm.TYPED_AND_SECOND)
            .sends("route53", "ChangeResourceRecordSets", "DeleteHealthCheck")
            .neverUndone("run the steps again that made the name")
            .script(DnsRemove::script)
            .createdBy(DnsRemove::of);

    private DnsRemove() {}

    private static Action of(Inputs in) {
        var records = records(in);
        var checks = new DrillChecks(in.list("healthChecks"), in.list("checksNamed"));
        return new Removal(
                "",
                records.name() + " and its health checks",
                context -> stages(context, records, checks),
                context -> List.of(checks.askedByNoOther(context, records)));
    }

    private static RecordSets records(Inputs in) {
        return new RecordSets(DnsChange.zone(in), DnsName.of(in.text("name")).plain());
    }

    private static List<Stage> stages(ActionContext context, RecordSets records, DrillChecks checks) {
        var stages = new ArrayList<Stage>();
        var there = records.read(context);
        if (!there.isEmpty()) {
            stages.add(Stage.send(
                    "Deleting the records",
                    records.call(RecordSets.batch(there, List.of())),
                    (answer, c, p) ->
                            Propagation.awaitInSync(c, p, answer.changeInfo().id())));
        }
        checks.there(context).stream()
                .map(id -> Stage.send("Deleting the health check", deletion(id)))
                .forEach(stages::add);
        return stages;
    }

    private static Call<Route53Client, DeleteHealthCheckRequest, DeleteHealthCheckResponse> deletion(String id) {
        return Call.of(
                Route53Client.class,
                RecordSets.GLOBAL,
                DeleteHealthCheckRequest.builder().healthCheckId(id).build(),
                Route53Client::deleteHealthCheck);
    }

    private static void script(ActionContext context, Inputs with, Script script) {
        var records = records(with);
        script.attest("The name " + records.name() + " was made for a drill, and users are led by another");
        script.destructive(records.name(), "takes " + records.name() + " out of the zone, with its health checks");
        script.show(Command.aws(
                RecordSets.GLOBAL,
                "route53",
                "list-resource-record-sets",
                "--hosted-zone-id",
                DnsChange.zone(with),
                "--start-record-name",
                records.name(),
                "--max-items",
                "2"));
        script.attest("The records of " + records.name() + " shown above, and no other, are deleted in Route 53");
        with.list("checksNamed")
                .forEach(
                        name -> script.attest(
                                "No health check is called " + name
                                        + " any more: each one that was is deleted in Route 53, and no record but those above asked it"));
        with.list("healthChecks")
                .forEach(id -> script.run(
                        Command.aws(RecordSets.GLOBAL, "route53", "delete-health-check", "--health-check-id", id)));
    }
}
