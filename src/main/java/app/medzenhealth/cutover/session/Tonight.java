package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.plan.Phase;
import app.medzenhealth.cutover.plan.RequiredFact;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.plan.Trait;
import app.medzenhealth.cutover.session.SessionView.PhaseView;
import app.medzenhealth.cutover.session.SessionView.StepView;
import app.medzenhealth.cutover.session.odds.Night;
import app.medzenhealth.cutover.session.odds.RehearsedRun;
import app.medzenhealth.cutover.session.odds.WayBackTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What of a session has to be gone through inside the change window, and how far it is. */
public final class Tonight {
    private Tonight() {}

    /**
     * From the first step that is for the window to the one that leads users to the other side, and what that waits for. What was
     * skipped takes no time.
     *
     * @return empty where the plan closes no side to writes, or no day is set for the window
     */
    public static Optional<Night> of(SessionView view) {
        return window(view)
                .flatMap(window -> cutover(view)
                        .map(phase -> night(view, window, phase, inside(view, phase)))
                        .filter(night -> !night.legs().isEmpty()));
    }

    /**
     * How long the way back that is open now takes: as it was rehearsed, or else as the plan says.
     *
     * @return empty where none is
     */
    public static Optional<WayBackTime> wayBack(SessionView view, List<RehearsedRun> rehearsals) {
        return view.wayBackNow().map(back -> {
            var planned = back.phase().planned();
            return WayBackTime.of(
                    back.steps().stream().map(s -> s.step().id()).toList(),
                    new WayBackTime.Planned(planned.least(), planned.most()),
                    rehearsals);
        });
    }

    private static Optional<ChangeWindow.Times> window(SessionView view) {
        return ChangeWindow.of(view.plan(), view.parameters()).times(view.at());
    }

    private static Optional<PhaseView> cutover(SessionView view) {
        return view.phases().stream().filter(p -> p.phase().does(Trait.FENCES)).findFirst();
    }

    private static List<StepView> inside(SessionView view, PhaseView in) {
        var phase = in.phase();
        var steps = in.steps();
        var first = index(steps, s -> view.plan().inWindow(s), true);
        var last = index(steps, s -> view.plan().inWindow(s) && s.does(Trait.REDIRECTS), false);
        if (first < 0 || last < first) {
            return List.of();
        }
        var needed = needed(phase, steps.get(last).step());
        return steps.subList(first, last + 1).stream()
                .filter(s -> view.plan().inWindow(s.step())
                        || needed.contains(s.step().id()))
                .filter(s -> !(s.state() instanceof StepState.Skipped))
                .toList();
    }

    private static int index(List<StepView> steps, Predicate<Step> which, boolean first) {
        var found = -1;
        for (var i = 0; i < steps.size() && !(first && found >= 0); i++) {
            found = which.test(steps.get(i).step()) ? i : found;
        }
        return found;
    }

    private static Set<String> needed(Phase phase, Step last) {
        var ids = new HashSet<String>();
        RequiredFact.before(phase, last).forEach(s -> ids.add(s.id()));
        ids.add(last.id());
        return ids;
    }

    private static Night night(SessionView view, ChangeWindow.Times window, PhaseView phase, List<StepView> inside) {
        var legs = new ArrayList<Night.Leg>();
        var seen = new HashSet<String>();
        for (var step : inside) {
            // Behind what is no leg it waits for what that waited for.
            var after = RequiredFact.before(phase.phase(), step.step()).stream()
                    .map(Step::id)
                    .filter(seen::contains)
                    .toList();
            legs.add(new Night.Leg(step.step().id(), after, standing(step.state())));
            seen.add(step.step().id());
        }
        return new Night(view.at(), window.opens(), window.closes(), legs, outage(view, inside));
    }

    private static Night.Standing standing(StepState state) {
        return switch (state) {
            case StepState.Succeeded(var at, var took, var _) -> new Night.Done(at.minus(took), at);
            case StepState.Running(var since, var _, var _) -> new Night.Begun(since);
            case StepState.Failed(var at, var _) -> new Night.Begun(at);
            case StepState.InDoubt doubt -> new Night.Begun(doubt.at());
            case StepState.Locked _,
                    StepState.Ready _,
                    StepState.Previewed _,
                    StepState.Waiting _,
                    StepState.Skipped _,
                    StepState.Undone _ -> new Night.Open();
        };
    }

    private static Optional<Night.Outage> outage(SessionView view, List<StepView> inside) {
        var downtime = view.downtime();
        var fence = inside.stream()
                .filter(s -> s.step().does(Trait.FENCES))
                .filter(_ -> !downtime.counting())
                .map(s -> s.step().id())
                .findFirst();
        return inside.reversed().stream()
                .filter(s -> s.step().does(Trait.REDIRECTS))
                .findFirst()
                .map(s -> new Night.Outage(
                        downtime.budget(), downtime.soFar(), fence, s.step().id()));
    }
}
