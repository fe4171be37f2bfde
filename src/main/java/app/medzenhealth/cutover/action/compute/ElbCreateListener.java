package app.medzenhealth.cutover.action.compute;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.NUMBER;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.TEXT;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.ConvergingAction;
import app.medzenhealth.cutover.action.CreatedBy;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outlook;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Removal;
import app.medzenhealth.cutover.action.Stage;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.WholeObject;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.acm.model.CertificateStatus;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Certificate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/**
 * Puts an HTTPS listener before a target group, or gives the one that is there another certificate. A target group that is not
 * there is made as another one is, where the plan says which.
 */
public final class ElbCreateListener extends ConvergingAction {

    static final ActionType TYPE = ActionSpec.writes("elb.create-listener", "Create an HTTPS listener")
            .requires(TEXT, "loadBalancer", "targetGroup")
            .requires(NUMBER, "port")
            .requires(TEXT, "certificateArn")
            .accepts(TEXT, "targetsLike")
            .outputs("listenerArn")
            .sends(
                    "elasticloadbalancingv2",
                    "CreateListener",
                    "ModifyListener",
                    "DeleteListener",
                    "CreateTargetGroup",
                    "DeleteTargetGroup")
            .besides("elasticloadbalancing:AddTags")
            .undoneBy("the listener is deleted with the target group made for it, or gets its former certificate back")
            .script(ContainerRecipes::listen)
            .createdBy(ElbCreateListener::new);

    private static final String LISTENER = "listener";
    private static final String CERTIFICATE = "certificate";
    private static final String GROUP = "target group";
    private static final String TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06";

    private final String region;
    private final String loadBalancer;
    private final String targetGroup;
    private final int port;
    private final String certificate;
    /** A target group of the same region after which a new one is made. */
    private final Optional<String> model;

    ElbCreateListener(Inputs in) {
        this(
                in.region(),
                in.text("loadBalancer"),
                in.text("targetGroup"),
                in.number("port"),
                in.text("certificateArn"),
                in.optional("targetsLike"));
    }

    private ElbCreateListener(
            String region,
            String loadBalancer,
            String targetGroup,
            int port,
            String certificate,
            Optional<String> model) {
        this.region = region;
        this.loadBalancer = loadBalancer;
        this.targetGroup = targetGroup;
        this.port = port;
        this.certificate = certificate;
        this.model = model;
    }

    @Override
    protected String summary() {
        return "Lets " + loadBalancer + " in " + region + " answer HTTPS on port " + port + " from " + targetGroup
                + ".";
    }

    @Override
    protected Outlook outlook(ActionContext context) {
        var notes = new Outlook.Notes();
        var balancer = TargetGroups.loadBalancer(context, region, loadBalancer);
        var group = TargetGroups.read(context, region, targetGroup);
        var listener = balancer.flatMap(b -> listener(context, b));
        notes.fact(loadBalancer, LISTENER, listener.map(Listener::listenerArn).orElse(Fact.ABSENT));
        listener.ifPresent(l -> notes.fact(loadBalancer, CERTIFICATE, certificates(l)));
        if (model.isPresent()) {
            notes.fact(
                    targetGroup, GROUP, group.map(TargetGroup::targetGroupArn).orElse(Fact.ABSENT));
        }
        var like = model.flatMap(m -> TargetGroups.read(context, region, m));
        if (balancer.isPresent() && group.isEmpty() && like.isPresent() && listener.isEmpty()) {
            notes.change(region, targetGroup, "target group", Fact.ABSENT, "as " + model.get());
            notes.stage(Stage.send(
                    "Creating the target group",
                    Call.of(
                            ElasticLoadBalancingV2Client.class,
                            region,
                            groupLike(context, like.get()),
                            ElasticLoadBalancingV2Client::createTargetGroup)));
            notes.change(region, loadBalancer, "listener " + port, Fact.ABSENT, "HTTPS to " + targetGroup);
            notes.stage(Stage.later(
                    "Creating the listener",
                    listening(balancer.get(), like.get()),
                    c -> listening(
                            balancer.get(),
                            TargetGroups.read(c, region, targetGroup).orElseThrow())));
        }
        if (balancer.isPresent() && group.isPresent() && listener.isEmpty()) {
            notes.change(region, loadBalancer, "listener " + port, Fact.ABSENT, "HTTPS to " + targetGroup);
            notes.stage(Stage.send("Creating the listener", listening(balancer.get(), group.get())));
        } else if (group.isPresent()
                && listener.isPresent()
                && sameWay(listener.get(), group.get())
                && !asWanted(listener.get(), group.get())) {
            notes.change(region, loadBalancer, "certificate", certificates(listener.get()), certificate);
            notes.stage(Stage.send(
                    "Changing the listener",
                    Call.of(
                            ElasticLoadBalancingV2Client.class,
                            region,
                            modification(listener.get()),
                            ElasticLoadBalancingV2Client::modifyListener)));
        }
        return notes.done();
    }

    private Call<?, ?, ?> listening(LoadBalancer balancer, TargetGroup group) {
        return Call.of(
                ElasticLoadBalancingV2Client.class,
                region,
                request(balancer, group),
                ElasticLoadBalancingV2Client::createListener);
    }

    /** Name and tags are its own; everything else that a target group is made with is the model's. */
    CreateTargetGroupRequest groupLike(ActionContext context, TargetGroup like) {
        var request = WholeObject.onto(like, CreateTargetGroupRequest.builder());
        return request.name(targetGroup)
                .tags(CreatedBy.tags(context).entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(t -> Tag.builder()
                                .key(t.getKey())
                                .value(t.getValue())
                                .build())
                        .toList())
                .build();
    }

    /** The certificate alone: what is left out stays (ModifyListener), so that weights and other actions are not lost. */
    private ModifyListenerRequest modification(Listener listener) {
        return ModifyListenerRequest.builder()
                .listenerArn(listener.listenerArn())
                .certificates(Certificate.builder().certificateArn(certificate).build())
                .build();
    }

    private static String certificates(Listener listener) {
        return listener.certificates().stream()
                .map(Certificate::certificateArn)
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private CreateListenerRequest request(LoadBalancer balancer, TargetGroup group) {
        return CreateListenerRequest.builder()
                .loadBalancerArn(balancer.loadBalancerArn())
                .protocol(ProtocolEnum.HTTPS)
                .port(port)
                .sslPolicy(TLS_POLICY)
                .certificates(Certificate.builder().certificateArn(certificate).build())
                .defaultActions(Action.builder()
                        .type(ActionTypeEnum.FORWARD)
                        .targetGroupArn(group.targetGroupArn())
                        .build())
                .build();
    }

    private Optional<Listener> listener(ActionContext context, LoadBalancer balancer) {
        return listener(context, region, balancer, port);
    }

    static Optional<Listener> listener(ActionContext context, String region, LoadBalancer balancer, int port) {
        return context
                .clients()
                .client(ElasticLoadBalancingV2Client.class, region)
                .describeListenersPaginator(q -> q.loadBalancerArn(balancer.loadBalancerArn()))
                .listeners()
                .stream()
                .filter(l -> l.port() == port)
                .findFirst();
    }

    private boolean asWanted(Listener listener, TargetGroup group) {
        return sameWay(listener, group)
                && listener.certificates().stream().anyMatch(c -> certificate.equals(c.certificateArn()));
    }

    private static boolean sameWay(Listener listener, TargetGroup group) {
        return listener.protocol() == ProtocolEnum.HTTPS
                && listener.defaultActions().stream().anyMatch(a -> forwards(a, group.targetGroupArn()));
    }

    private static boolean forwards(Action action, String group) {
        return group.equals(action.targetGroupArn())
                || action.forwardConfig() != null
                        && action.forwardConfig().targetGroups().stream()
                                .anyMatch(g -> group.equals(g.targetGroupArn()));
    }

    @Override
    public List<Check> preflight(ActionContext context) throws InterruptedException {
        return List.of(issued(context), free(context));
    }

    private Check issued(ActionContext context) throws InterruptedException {
        var title = "The certificate is issued in " + region;
        if (!certificate.startsWith("arn:")) {
            return Check.unknown(title, "which certificate is not known yet: " + certificate);
        }
        if (!certificate.split(":", -1)[3].equals(region)) {
            return Check.fail(title, certificate + " belongs to another region", "request one in " + region);
        }
        return Check.reading(title, () -> {
            var found = context.clients()
                    .client(AcmClient.class, region)
                    .describeCertificate(q -> q.certificateArn(certificate))
                    .certificate();
            return Check.passIf(
                    () -> found.status() == CertificateStatus.ISSUED,
                    found.domainName() + " is " + found.statusAsString(),
                    "finish its validation first");
        });
    }

    private Check free(ActionContext context) throws InterruptedException {
        var title = "The port is free, or speaks HTTPS to the same target group";
        return Check.reading(title, () -> {
            var balancer = TargetGroups.loadBalancer(context, region, loadBalancer);
            var group = TargetGroups.read(context, region, targetGroup);
            var toBeMade = group.isEmpty()
                    && model.flatMap(m -> TargetGroups.read(context, region, m)).isPresent();
            if (group.isEmpty() && !toBeMade && model.isPresent()) {
                return new Check.Fail(
                        model.get() + ", after which it is made, does not exist in " + region, "correct its name");
            }
            if (balancer.isEmpty() || (group.isEmpty() && !toBeMade)) {
                return new Check.Fail(
                        (balancer.isEmpty() ? loadBalancer : targetGroup) + " does not exist in " + region,
                        "create it first");
            }
            var listener = listener(context, balancer.get());
            return Check.passIf(
                    () -> listener.isEmpty() || (group.isPresent() && sameWay(listener.get(), group.get())),
                    listener.map(l -> "the port has " + l.listenerArn()).orElse("the port is free"),
                    "another listener holds the port: take it away or change it by hand");
        });
    }

    @Override
    public List<Check> verify(ActionContext context) throws InterruptedException {
        var title = "HTTPS on port " + port + " goes to " + targetGroup;
        return List.of(Check.reading(title, () -> {
            var group = TargetGroups.read(context, region, targetGroup);
            var listener =
                    TargetGroups.loadBalancer(context, region, loadBalancer).flatMap(b -> listener(context, b));
            return Check.passIf(
                    () -> group.isPresent() && listener.isPresent() && asWanted(listener.get(), group.get()),
                    listener.map(Listener::listenerArn).orElse("no listener on the port"),
                    "run the step again");
        }));
    }

    @Override
    protected Outputs outputs(ActionContext context) {
        return TargetGroups.loadBalancer(context, region, loadBalancer)
                .flatMap(b -> listener(context, b))
                .map(l -> new Outputs(Map.of("listenerArn", l.listenerArn())))
                .orElseThrow(() -> new ActionFailure(
                        "There is no listener on port " + port + " of " + loadBalancer,
                        "the listener was not created",
                        "look at the load balancer, then run the step again"));
    }

    @Override
    protected String goingBack() {
        return "The listener is deleted, or gets its former certificate back.";
    }

    @Override
    protected Duration expected() {
        return Duration.ofSeconds(20);
    }

    @Override
    public Undo undo(List<Fact> before) {
        var old = before.stream()
                .filter(f -> f.attribute().equals(CERTIFICATE))
                .map(Fact::value)
                .findFirst();
        if (old.isPresent()) {
            return old.get().equals(certificate) || old.get().contains(",")
                    ? new Undo.None("the listener had this certificate, or several, before")
                    : new Undo.Inverse(
                            new ElbCreateListener(region, loadBalancer, targetGroup, port, old.get(), model));
        }
        var made = before.stream()
                .anyMatch(f -> f.attribute().equals(GROUP) && f.value().equals(Fact.ABSENT));
        return new Undo.Inverse(new Removal(
                region,
                "listener " + port + " of " + loadBalancer,
                context -> FrontRemoval.stages(
                        context, region, loadBalancer, port, made ? Optional.of(targetGroup) : Optional.empty())));
    }
}
