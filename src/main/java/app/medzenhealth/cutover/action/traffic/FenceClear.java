package app.medzenhealth.cutover.action.traffic;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.LIST;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.NUMBER;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.TEXT;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.ConvergingAction;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outlook;
import app.medzenhealth.cutover.action.Stage;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.action.compute.EcsServiceReads;
import app.medzenhealth.cutover.action.compute.FenceRecord;
import app.medzenhealth.cutover.plan.Trait;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * Opens a security group again that a fence has closed, once no database stands behind it any more: the next one that is put there
 * must be reached. Starts nothing and switches nothing on.
 */
final class FenceClear extends ConvergingAction {
    static final ActionType TYPE = ActionSpec.writes("fence.clear", "Open a fenced group that stands around nothing")
            .requires(TEXT, "cluster", "service", "instance", "securityGroup")
            .requires(NUMBER, "port")
            .accepts(LIST, "keeps")
            .is(Trait.CLEARS_FENCE, Trait.ONLY_ADDS)
            .sends("ec2", "AuthorizeSecurityGroupIngress")
            .neverUndone("the next fence closes the group again; until then no database stands behind it")
            .script(TriggerRecipes::clear)
            .createdBy(FenceClear::new);

    private final EcsServiceReads service;
    /** The database that the fence stood around. */
    private final String instance;

    private final String group;
    private final int port;
    private final List<String> keeps;

    private FenceClear(Inputs in) {
        service = new EcsServiceReads(in.region(), in.text("cluster"), in.text("service"));
        instance = in.text("instance");
        group = in.text("securityGroup");
        port = in.number("port");
        keeps = in.list("keeps");
    }

    @Override
    protected String summary() {
        return "Opens " + group + " in " + service.region() + " on port " + port
                + " again, as it was before the fence of " + instance + ". No database stands behind it.";
    }

    private List<Ingress> open(ActionContext context) {
        return Ingress.read(context, service.region(), group).stream()
                .filter(i -> i.reaches(port) && !(i.only(port) && keeps.contains(i.source())))
                .toList();
    }

    /** The ways in that the fence has closed. */
    private List<Ingress> shut(ActionContext context, List<Ingress> open) {
        return FenceRecord.read(context, service).map(FenceRecord::ingress).orElse(List.of()).stream()
                .map(Ingress::parse)
                .filter(m -> open.stream().noneMatch(m::same))
                .toList();
    }

    @Override
    protected Outlook outlook(ActionContext context) {
        var notes = new Outlook.Notes();
        var open = open(context);
        open.forEach(i -> notes.fact(group, "ingress", i.text()));
        var shut = shut(context, open);
        if (!shut.isEmpty()) {
            shut.forEach(i -> notes.change(service.region(), group, "ingress", Fact.ABSENT, i.text()));
            notes.stage(Stage.send(
                    "Opening the group",
                    Call.of(
                            Ec2Client.class,
                            service.region(),
                            AuthorizeSecurityGroupIngressRequest.builder()
                                    .groupId(group)
                                    .ipPermissions(shut.stream()
                                            .map(Ingress::permission)
                                            .toList())
                                    .build(),
                            Ec2Client::authorizeSecurityGroupIngress)));
        }
        notes.stage(Stage.await("Forgetting the fence", (c, p) -> FenceRecord.lifted(c, service)));
        return notes.done();
    }

    @Override
    public List<Check> preflight(ActionContext context) throws InterruptedException {
        return List.of(
                Check.reading("No database stands behind the group", () -> {
                    var behind = behind(context);
                    return Check.passIf(
                            behind::isEmpty,
                            behind.isEmpty() ? group + " belongs to no instance" : String.join(", ", behind),
                            "delete it first, with a final snapshot, or leave the group closed");
                }),
                Check.reading("It is known what the fence shut", () -> {
                    var open = open(context);
                    var noted = FenceRecord.read(context, service);
                    return Check.passIf(
                            () -> noted.isPresent() || !open.isEmpty(),
                            noted.map(n -> n.ingress().size() + " ways in, since " + n.fencedAt())
                                    .orElse(open.isEmpty() ? "nothing of it was noted" : "the group is open"),
                            "open the group by hand from the audit trail");
                }));
    }

    private List<String> behind(ActionContext context) {
        return context
                .clients()
                .client(RdsClient.class, service.region())
                .describeDBInstancesPaginator(r -> r.maxRecords(100))
                .dbInstances()
                .stream()
                .filter(i -> i.vpcSecurityGroups().stream().anyMatch(g -> group.equals(g.vpcSecurityGroupId())))
                .map(DBInstance::dbInstanceIdentifier)
                .toList();
    }

    @Override
    public List<Check> verify(ActionContext context) throws InterruptedException {
        return List.of(Check.reading("The group is open as it was before the fence", () -> {
            var open = open(context);
            return Check.passIf(
                    () -> !open.isEmpty() && shut(context, open).isEmpty(),
                    open.isEmpty()
                            ? group + " lets nothing in to port " + port
                            : String.join("; ", open.stream().map(Ingress::text).toList()),
                    "run the step again");
        }));
    }

    @Override
    protected String goingBack() {
        return "None is needed: no database stands behind the group, and the next fence closes it again.";
    }

    @Override
    protected Duration expected() {
        return Duration.ofMinutes(1);
    }

    @Override
    public Undo undo(List<Fact> before) {
        return new Undo.None("the next fence closes the group again; until then no database stands behind it");
    }
}
