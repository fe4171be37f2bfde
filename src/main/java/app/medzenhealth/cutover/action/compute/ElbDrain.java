package app.medzenhealth.cutover.action.compute;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.FLAG;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.NUMBER;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.TEXT;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.SessionNote;
import app.medzenhealth.cutover.action.Stage;
import app.medzenhealth.cutover.action.attribute.Attribute;
import app.medzenhealth.cutover.action.attribute.AttributeAction;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.plan.Trait;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;

/**
 * Sets how long a target group lets a target end its requests before it is taken out. A task that is to stop goes on for that long,
 * whether it has a request or none: ECS waits until the target is unused (Amazon ECS Developer Guide, "Optimize load balancer connection
 * draining parameters for Amazon ECS"), which it is told as only once the delay has passed (User Guide for Application Load Balancers,
 * "Deregistration delay").
 */
public final class ElbDrain extends AttributeAction {

    static final ActionType TYPE = ActionSpec.writes("elb.drain", "Set how long targets drain")
            .requires(TEXT, "targetGroup")
            .accepts(NUMBER, "seconds")
            .accepts(FLAG, "back")
            .is(Trait.SETS_DRAINING)
            .sends("elasticloadbalancingv2", "ModifyTargetGroupAttributes")
            .undoneBy("the group has the time again that it had")
            .script(ContainerRecipes::drain)
            .asked(ContainerRecipes::drains)
            .createdBy(ElbDrain::new);

    /** Elastic Load Balancing API Reference, TargetGroupAttribute: "The range is 0-3600 seconds". */
    private static final int LONGEST = 3600;

    private static final String SECONDS = "seconds that targets drain";

    private final String group;
    /** Empty: what it was before a step of this session set it. */
    private final Optional<Integer> seconds;

    /** @param seconds before a step of this session set another time */
    record Noted(int seconds) {}

    ElbDrain(Inputs in) {
        super(in.region());
        group = in.text("targetGroup");
        seconds = in.optionalNumber("seconds");
        if (seconds.isPresent() == in.flag("back")
                || seconds.filter(s -> s < 0 || s > LONGEST).isPresent()) {
            throw new ActionFailure(
                    "elb.drain: it takes seconds from 0 to " + LONGEST + ", or back: true",
                    "nothing was sent",
                    "correct the plan");
        }
    }

    @Override
    protected String summary() {
        return "Lets the targets of " + group + " in " + region() + " end their requests for "
                + seconds.map(s -> s + " s").orElse("as long as before this session changed it")
                + " once they are to stop.";
    }

    @Override
    protected List<Attribute> attributes(ActionContext context) {
        var arn = TargetGroups.read(context, region(), group).map(TargetGroup::targetGroupArn);
        var now = once(() -> arn.map(a -> Long.toString(
                        TargetGroups.draining(context, region(), a).toSeconds()))
                .orElse(Fact.ABSENT));
        return List.of(Attribute.of(
                        group,
                        SECONDS,
                        seconds.or(() -> before(context))
                                .map(s -> Integer.toString(s))
                                .orElseGet(now),
                        now)
                .setBy(value -> set(arn.orElse(group), value))
                .settableWhere(found -> !found.equals(Fact.ABSENT)));
    }

    private Call<?, ?, ?> set(String arn, String value) {
        return Call.of(
                ElasticLoadBalancingV2Client.class,
                region(),
                ModifyTargetGroupAttributesRequest.builder()
                        .targetGroupArn(arn)
                        .attributes(List.of(TargetGroupAttribute.builder()
                                .key(TargetGroups.DELAY)
                                .value(value)
                                .build()))
                        .build(),
                ElasticLoadBalancingV2Client::modifyTargetGroupAttributes);
    }

    /** What it was is on disk before it is changed: a step that puts it back asks for it. */
    @Override
    protected List<Stage> stages(List<Attribute> lacking) {
        return lacking.isEmpty() || seconds.isEmpty()
                ? super.stages(lacking)
                : Stream.concat(
                                Stream.of(Stage.await("Noting how long they drain now", (c, p) -> note(c))),
                                super.stages(lacking).stream())
                        .toList();
    }

    private void note(ActionContext context) {
        var now = TargetGroups.read(context, region(), group)
                .map(g -> TargetGroups.draining(context, region(), g.targetGroupArn()));
        now.filter(d -> seconds.filter(s -> s != d.toSeconds()).isPresent())
                .ifPresent(d -> note(context, region(), group).write(new Noted((int) d.toSeconds())));
    }

    private Optional<Integer> before(ActionContext context) {
        return note(context, region(), group).read().map(Noted::seconds);
    }

    static SessionNote<Noted> note(ActionContext context, String region, String group) {
        return SessionNote.in(context, "draining-" + region + "-" + group, Noted.class);
    }

    @Override
    public List<Check> preflight(ActionContext context) throws InterruptedException {
        return List.of(exist(
                "target group",
                List.of(group),
                g -> TargetGroups.read(context, region(), g).isPresent()));
    }

    @Override
    protected String condition() {
        return "The targets of " + group + " drain for "
                + seconds.map(s -> s + " s").orElse("as long as before");
    }

    @Override
    protected String goingBack() {
        return "The group has the time again that it had.";
    }
}
