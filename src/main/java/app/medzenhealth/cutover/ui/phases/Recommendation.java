package app.medzenhealth.cutover.ui.phases;

import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.session.Risk;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.SessionView.ChecklistView;
import app.medzenhealth.cutover.session.SessionView.PhaseView;
import app.medzenhealth.cutover.ui.common.InWords;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether what the plan recommends can be recommended now: not before what it builds on was ticked and holds. */
final class Recommendation {

    private Recommendation() {}

    /** What stands against it, in words; empty where nothing does. */
    static List<String> missing(SessionView view, Step step) {
        var missing = new ArrayList<String>();
        lists(view, step).forEach(list -> {
            var open = list.items().stream().filter(i -> !i.ticked()).toList();
            if (!open.isEmpty()) {
                missing.add(InWords.count(open.size(), "tick is", "ticks are") + " missing in “"
                        + list.checklist().title() + "”: "
                        + open.stream().map(i -> i.item().text()).collect(Collectors.joining("; ")));
            }
            list.items().stream()
                    .flatMap(i -> i.evidence().stream())
                    .filter(c -> !c.passed())
                    .map(c -> "“" + c.title() + "” " + ReviewWords.word(c))
                    .distinct()
                    .forEach(missing::add);
        });
        window(view, step)
                .filter(w -> !open(w, view.at()))
                .ifPresent(w -> missing.add("it is outside the change window, " + w.opens() + " to " + w.closes()));
        return List.copyOf(missing);
    }

    /** The checklists, of whichever phase, that lock it or a step after it in its phase. */
    static Stream<ChecklistView> lists(SessionView view, Step step) {
        return phase(view, step).stream()
                .flatMap(p -> view.phases().stream()
                        .flatMap(of -> of.checklists().stream())
                        .filter(l -> l.checklist()
                                .gates()
                                .filter(g -> notBefore(p, step, g))
                                .isPresent()));
    }

    /** Where service stops in its phase, that must be in the change window. */
    static Optional<Plan.Window> window(SessionView view, Step step) {
        return phase(view, step)
                .filter(p -> p.steps().stream()
                        .anyMatch(s -> Risk.of(view.plan(), s.step()).level() == Risk.Level.DOWNTIME))
                .map(_ -> view.plan().window());
    }

    static boolean open(Plan.Window w, Instant at) {
        var time = LocalTime.ofInstant(at, ZoneOffset.UTC);
        var begun = !time.isBefore(w.opens());
        var going = time.isBefore(w.closes());
        return w.opens().isBefore(w.closes()) ? begun && going : begun || going;
    }

    private static boolean notBefore(PhaseView phase, Step step, String gated) {
        var ids = phase.steps().stream().map(s -> s.step().id()).toList();
        return ids.indexOf(gated) >= ids.indexOf(step.id());
    }

    private static Optional<PhaseView> phase(SessionView view, Step step) {
        return Stream.concat(view.phases().stream(), view.rollbacks().stream())
                .filter(p -> p.steps().stream().anyMatch(s -> s.step().id().equals(step.id())))
                .findFirst();
    }
}
