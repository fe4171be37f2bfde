package app.medzenhealth.cutover.action.compute;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.NUMBER;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.TEXT;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.ConvergingAction;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outlook;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Removal;
import app.medzenhealth.cutover.action.Stage;
import app.medzenhealth.cutover.action.Undo;
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
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/** Puts an HTTPS listener before a target group, or gives the one that is there another certificate. */
public final class ElbCreateListener extends ConvergingAction {

    static final ActionType TYPE = ActionSpec.writes("elb.create-listener", "Create an HTTPS listener")
            .requires(TEXT, "loadBalancer", "targetGroup")
            .requires(NUMBER, "port")
            .requires(TEXT, "certificateArn")
            .outputs("listenerArn")
            .sends("elasticloadbalancingv2", "CreateListener", "ModifyListener", "DeleteListener")
            .besides("elasticloadbalancing:AddTags")
            .undoneBy("the listener is deleted, or gets its former certificate back")
            .script(ContainerRecipes::listen)
            .createdBy(ElbCreateListener::new);

    private static final String LISTENER = "listener";
    private static final String CERTIFICATE = "certificate";
    private static final String TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06";

    private final String region;
    private final String loadBalancer;
    private final String targetGroup;
    private final int port;
    private final String certificate;

    private ElbCreateListener(Inputs in) {
        this(
                in.region(),
                in.text("loadBalancer"),
                in.text("targetGroup"),
                in.number("port"),
                in.text("certificateArn"));
    }

    private ElbCreateListener(String region, String loadBalancer, String targetGroup, int port, String certificate) {
        this.region = region;
        this.loadBalancer = loadBalancer;
        this.targetGroup = targetGroup;
        this.port = port;
        this.certificate = certificate;
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
        if (balancer.isPresent() && group.isPresent() && listener.isEmpty()) {
            notes.change(region, loadBalancer, "listener " + port, Fact.ABSENT, "HTTPS to " + targetGroup);
            notes.stage(Stage.send(
                    "Creating the listener",
                    Call.of(
                            ElasticLoadBalancingV2Client.class,
                            region,
                            request(balancer.get(), group.get()),
                            ElasticLoadBalancingV2Client::createListener)));
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
            if (balancer.isEmpty() || group.isEmpty()) {
                return new Check.Fail(
                        (balancer.isEmpty() ? loadBalancer : targetGroup) + " does not exist in " + region,
                        "create it first");
            }
            var listener = listener(context, balancer.get());
            return Check.passIf(
                    () -> listener.isEmpty() || sameWay(listener.get(), group.get()),
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
                    : new Undo.Inverse(new ElbCreateListener(region, loadBalancer, targetGroup, port, old.get()));
        }
        return new Undo.Inverse(new Removal(
                region,
                "listener " + port + " of " + loadBalancer,
                context -> TargetGroups.loadBalancer(context, region, loadBalancer)
                        .flatMap(b -> listener(context, b))
                        .map(l -> Stage.send(
                                "Deleting the listener",
                                Call.of(
                                        ElasticLoadBalancingV2Client.class,
                                        region,
                                        DeleteListenerRequest.builder()
                                                .listenerArn(l.listenerArn())
                                                .build(),
                                        ElasticLoadBalancingV2Client::deleteListener)))
                        .stream()
                        .toList()));
    }
}
