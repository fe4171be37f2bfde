package app.medzenhealth.cutover.action.compute;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.NUMBER;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.TEXT;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.ReadOnlyAction;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import java.util.ArrayList;
import java.util.List;

/** Whether a service runs as many tasks as it should. */
public final class EcsCheck extends ReadOnlyAction {

    static final ActionType TYPE = ActionSpec.reads("ecs.check", "Check an ECS service")
            .requires(TEXT, "cluster", "service")
            .requires(NUMBER, "running")
            .script((c, in, s) -> ContainerRecipes.running(s, in, in.number("running")))
            .createdBy(EcsCheck::new);

    private final EcsServiceReads service;
    private final int running;

    private EcsCheck(Inputs in) {
        this.service = new EcsServiceReads(in.region(), in.text("cluster"), in.text("service"));
        this.running = in.number("running");
    }

    @Override
    protected String summary() {
        return "Looks whether " + service.name() + " in " + service.region() + " runs " + running + " tasks.";
    }

    @Override
    protected Finding look(ActionContext context, Progress progress) throws InterruptedException {
        var checks = new ArrayList<Check>();
        checks.add(runs(context, service, running));
        Images.same(context, service).ifPresent(checks::add);
        return new Finding(checks.toArray(Check[]::new));
    }

    /** A digest that ECS does not tell says nothing about the number of tasks. */
    @Override
    protected boolean mayBeWaived(Check open) {
        return open.unread() && open.title().equals(Images.title(service));
    }

    static Check runs(ActionContext context, EcsServiceReads service, int wanted) throws InterruptedException {
        var title = service.name() + " in " + service.region() + " runs " + wanted + " tasks";
        return Check.reading(
                title,
                () -> service.read(context)
                        .map(s -> {
                            var ending = wanted == 0 ? service.ending(context) : List.<String>of();
                            return Check.passIf(
                                    () -> s.desiredCount() == wanted
                                            && EcsServiceReads.settled(s, wanted)
                                            && ending.isEmpty(),
                                    s.runningCount() + " running, " + s.pendingCount() + " pending, "
                                            + s.desiredCount() + " desired"
                                            + (ending.isEmpty() ? "" : ", not ended: " + String.join(", ", ending)),
                                    ending.isEmpty()
                                            ? "look at the service's events and its tasks' stopped reasons"
                                            : "wait until they have ended");
                        })
                        .orElseGet(() -> wanted == 0
                                ? new Check.Pass("there is no such service")
                                : new Check.Fail("there is no such service", "create it")));
    }
}
