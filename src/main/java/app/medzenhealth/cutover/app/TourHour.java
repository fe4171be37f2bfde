package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.monitor.ProbeLog;
import app.medzenhealth.cutover.monitor.ProbePace;
import app.medzenhealth.cutover.monitor.ProbeResult;
import app.medzenhealth.cutover.plan.Phase;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.plan.Trait;
import app.medzenhealth.cutover.rehearsal.RehearsedLead;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.ui.common.Place;
import app.medzenhealth.cutover.ui.common.ProbeFeed;
import app.medzenhealth.cutover.ui.common.SpeedControl;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The hour in which production moves, for drawings: before the fence, while users are out, with unknowns, after the switch, in the soak. */
final class TourHour {
    private final RehearsalApp desk;
    private final RehearsedLead lead;
    private final Drawing drawing;
    private final Plan plan;

    interface Drawing {
        /**
         * @param pressed selectors of buttons to press first
         * @return the number of faults
         */
        int draw(WindowConsole console, Place place, String name, List<String> pressed) throws InterruptedException;
    }

    TourHour(RehearsalApp desk, RehearsedLead lead, Drawing drawing) {
        this.desk = desk;
        this.lead = lead;
        this.drawing = drawing;
        this.plan = desk.workplace().session().plan();
    }

    /** Where the tour ends in the phase that moves production, and after its fence, what it looks like before that. */
    int before(String until) throws InterruptedException {
        var fence = fence(until);
        if (fence.isEmpty() || fence.get().equals(until)) {
            return 0;
        }
        lead.goUntil(v -> v.step(fence.get())
                .filter(s -> s.state() instanceof StepState.Ready)
                .isPresent());
        desk.workplace().session().review(fence.get());
        // As long as somebody reads the checks.
        desk.time().advance(Duration.ofMinutes(3));
        return drawing.draw(still(), Place.CUTOVER, "cutover-before", List.of());
    }

    /** From where the tour ends to the soak, if that is behind the fence. */
    int fromHere(String until, WindowConsole console) throws InterruptedException {
        if (fence(until).isEmpty()) {
            return 0;
        }
        var session = desk.workplace().session();
        var faults = drawing.draw(console, Place.CUTOVER, "cutover-outage", List.of())
                + drawing.draw(console.asking(unheard(console)), Place.CUTOVER, "cutover-unknown", List.of());
        desk.time().skipping();
        lead.goUntil(v -> done(v, Trait.REDIRECTS));
        desk.time().advance(Duration.ofSeconds(90));
        faults += drawing.draw(console, Place.CUTOVER, "cutover-switched", List.of());
        lead.goUntil(this::soaks);
        desk.time().advance(Duration.ofHours(50));
        session.refresh();
        return faults
                + drawing.draw(console, Place.CUTOVER, "cutover-soak", List.of())
                + drawing.draw(console, Place.AFTER, "after-soak", List.of());
    }

    /** From the soak to the end of the plan, and how it looks when the session is closed. */
    int theEnd(String until, WindowConsole console) throws InterruptedException {
        if (fence(until).isEmpty() || !lead.goThrough().complete()) {
            return 0;
        }
        var faults = drawing.draw(console, Place.AFTER, "after-end", List.of("#end-read"));
        lead.close();
        return faults
                + drawing.draw(console, Place.AFTER, "after-closed", List.of())
                + drawing.draw(console, Place.MISSION, "mission-closed", List.of());
    }

    private WindowConsole still() throws InterruptedException {
        var console = WindowConsole.of(desk);
        console.speed().ifPresent(s -> s.set(SpeedControl.Speed.PAUSED));
        desk.time().skipping();
        return console;
    }

    private Optional<Phase> phase(String step) {
        return plan.phaseOf(step)
                .filter(p -> p.does(Trait.FENCES) && plan.sequence().anyMatch(p::equals));
    }

    private Optional<String> fence(String until) {
        return phase(until)
                .flatMap(p -> p.steps().stream()
                        .filter(s -> s.does(Trait.FENCES))
                        .map(Step::id)
                        .findFirst());
    }

    private boolean done(SessionView view, Trait trait) {
        return view.phases().stream()
                .filter(p -> p.phase().does(Trait.FENCES))
                .flatMap(p -> p.steps().stream())
                .anyMatch(s -> s.step().does(trait) && s.state() instanceof StepState.Succeeded);
    }

    private boolean soaks(SessionView view) {
        return view.phases().stream()
                .filter(p -> p.phase().does(Trait.FENCES))
                .allMatch(p -> p.state() == SessionView.PhaseState.COMPLETE);
    }

    /** The same, for the last two minutes heard by nobody: as where this machine's own network is down. */
    private static ProbeFeed unheard(WindowConsole console) {
        var before = console.probes().map(ProbeFeed::current).orElse(ProbeFeed.Reading.NONE);
        var now = console.clock().instant();
        var from = now.minus(Duration.ofMinutes(2));
        var log = new ProbeLog();
        log.asks(before.probes().targets(), before.probes().lacking(), ProbePace.FAST, from);
        before.probes().recent().values().stream()
                .flatMap(List::stream)
                .filter(r -> r.at().isBefore(from))
                .sorted(Comparator.comparing(ProbeResult::at))
                .forEach(log::add);
        for (var at = from; at.isBefore(now); at = at.plusSeconds(1)) {
            for (var target : before.probes().targets()) {
                log.add(new ProbeResult(
                        target.id(),
                        at,
                        Duration.ofMillis(20),
                        new ProbeResult.Outcome.Silent(
                                "the name " + target.request().uri().getHost() + " does not resolve")));
            }
        }
        var reading = new ProbeFeed.Reading(log.history(), Optional.empty(), true);
        return () -> reading;
    }
}
