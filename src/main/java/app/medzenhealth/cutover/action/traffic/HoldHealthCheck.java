package app.medzenhealth.cutover.action.traffic;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.TEXT;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.attribute.Attribute;
import app.medzenhealth.cutover.action.attribute.AttributeAction;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.plan.Trait;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.NoSuchHealthCheckException;
import software.amazon.awssdk.services.route53.model.UpdateHealthCheckRequest;

/**
 * Holds a health check red whatever it finds, or releases it. "After you disable a health check, Route 53 considers the status of the
 * health check to always be healthy", and inverted, the other way round (Route 53 API Reference, HealthCheckConfig: Disabled, Inverted).
 */
public final class HoldHealthCheck extends AttributeAction {

    static final ActionType TYPE = ActionSpec.writesGlobally("route53.hold-health-check", "Hold a health check red")
            .requires(TEXT, "healthCheck", "state")
            .is(Trait.ABOUT_NAMES, Trait.HOLDS_HEALTH_CHECK)
            .sends("route53", "UpdateHealthCheck")
            .undoneBy("the health check is released, or held as it was")
            .script(script(HoldHealthCheck::new))
            .createdBy(HoldHealthCheck::new);

    private static final String HELD = "held";
    private static final String RELEASED = "released";

    private final String id;
    private final String state;

    HoldHealthCheck(Inputs in) {
        super("");
        id = in.text("healthCheck");
        state = in.text("state");
        if (!Set.of(HELD, RELEASED).contains(state)) {
            throw new ActionFailure(
                    "route53.hold-health-check: state is held or released", "nothing was sent", "correct the plan");
        }
    }

    @Override
    protected String summary() {
        return state.equals(HELD)
                ? "Turns the health check " + id + " red, whatever it finds."
                : "Lets the health check " + id + " say what it finds again.";
    }

    @Override
    protected List<Attribute> attributes(ActionContext context) {
        return List.of(Attribute.of(id, "state", state, () -> read(context)).setBy(this::set));
    }

    /** Disabled alone is always green, which is neither; it counts as held only where it is inverted too. */
    private String read(ActionContext context) {
        var config = context.clients()
                .client(Route53Client.class, RecordSets.GLOBAL)
                .getHealthCheck(r -> r.healthCheckId(id))
                .healthCheck()
                .healthCheckConfig();
        var disabled = Boolean.TRUE.equals(config.disabled());
        var inverted = Boolean.TRUE.equals(config.inverted());
        return disabled && inverted
                ? HELD
                : disabled || inverted ? "disabled " + disabled + ", inverted " + inverted : RELEASED;
    }

    private Call<?, ?, ?> set(String value) {
        return Call.of(
                Route53Client.class,
                RecordSets.GLOBAL,
                UpdateHealthCheckRequest.builder()
                        .healthCheckId(id)
                        .disabled(value.equals(HELD))
                        .inverted(value.equals(HELD))
                        .build(),
                Route53Client::updateHealthCheck);
    }

    @Override
    public List<Check> preflight(ActionContext context) throws InterruptedException {
        return List.of(Check.reading("The health check exists", () -> {
            try {
                return new Check.Pass(id + " is " + read(context));
            } catch (NoSuchHealthCheckException e) {
                return new Check.Fail(id + " does not exist", "create it first");
            }
        }));
    }

    @Override
    protected String condition() {
        return "The health check is " + state;
    }

    @Override
    protected String goingBack() {
        return "The health check becomes what it was.";
    }
}
