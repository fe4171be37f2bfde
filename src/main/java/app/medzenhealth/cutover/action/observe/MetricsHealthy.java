package app.medzenhealth.cutover.action.observe;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.DURATION;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.LIST;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.ReadOnlyAction;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.plan.Times;
import app.medzenhealth.cutover.plan.Trait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Whether metrics keep their limits: now, or at every look over a time. */
public final class MetricsHealthy extends ReadOnlyAction {

    static final ActionType HEALTHY = ActionSpec.reads("metrics.healthy", "Check metrics")
            .requires(LIST, "signals")
            .requires(DURATION, "over")
            .is(Trait.READS_METRICS)
            .script((c, in, s) -> ObserveRecipes.healthy(s, in))
            .createdBy(in -> new MetricsHealthy(in, Duration.ZERO));

    static final ActionType WATCH = ActionSpec.reads("metrics.watch", "Watch metrics")
            .requires(LIST, "signals")
            .requires(DURATION, "over", "for")
            .is(Trait.READS_METRICS)
            .script(ObserveRecipes::watch)
            .createdBy(in -> new MetricsHealthy(in, in.duration("for")));

    private static final Duration INTERVAL = Duration.ofSeconds(60);

    private final List<Signal> signals;
    private final Duration over;
    private final Duration watched;

    private MetricsHealthy(Inputs in, Duration watched) {
        this.signals = in.someOf("signals").stream()
                .map(s -> Signal.parse(in.region(), s))
                .toList();
        this.over = in.duration("over");
        this.watched = watched;
    }

    @Override
    protected String summary() {
        return (watched.isZero() ? "Looks" : "Watches for " + watched.toMinutes() + " min") + " whether "
                + signals.stream().map(Signal::text).collect(Collectors.joining("; ")) + ".";
    }

    @Override
    protected Duration expected() {
        return watched.plusSeconds(10);
    }

    @Override
    public Outputs run(ActionContext context, Progress progress) throws InterruptedException {
        var end = context.time().instant().plus(watched);
        while (context.time().instant().isBefore(end)) {
            var failed = new ArrayList<String>();
            for (var check : look(context, progress).checks()) {
                progress.line(check.title() + ": " + check.outcome().evidence());
                if (check.outcome() instanceof Check.Fail fail) {
                    failed.add(check.title() + ": " + fail.evidence());
                }
            }
            if (!failed.isEmpty()) {
                throw new ActionFailure(
                        String.join("; ", failed),
                        "the watch was ended",
                        "look at the metric, and decide" + " whether to go on or to roll back");
            }
            var left = Duration.between(context.time().instant(), end);
            progress.at(
                    1 - left.toSeconds() / (double) Math.max(1, watched.toSeconds()),
                    "watching until " + Times.second(end));
            context.time().sleep(left.compareTo(INTERVAL) < 0 ? left : INTERVAL);
        }
        return super.run(context, progress);
    }

    @Override
    protected Finding look(ActionContext context, Progress progress) throws InterruptedException {
        var checks = new ArrayList<Check>();
        for (var signal : signals) {
            checks.add(signal.check(context, over));
        }
        return new Finding(checks, Outputs.NONE);
    }
}
