package app.medzenhealth.cutover.rehearsal;

import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.ItemDecision;
import app.medzenhealth.cutover.plan.PlanWording;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.plan.Step.Confirm;
import app.medzenhealth.cutover.session.ChangeWindow;
import app.medzenhealth.cutover.session.Confirmation;
import app.medzenhealth.cutover.session.DailyCheck;
import app.medzenhealth.cutover.session.Demand;
import app.medzenhealth.cutover.session.Exemption;
import app.medzenhealth.cutover.session.GoBoard;
import app.medzenhealth.cutover.session.GoNoGo;
import app.medzenhealth.cutover.session.ItemsToDecide;
import app.medzenhealth.cutover.session.NextStep;
import app.medzenhealth.cutover.session.Operator;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.session.Session;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.SessionView.ChecklistView;
import app.medzenhealth.cutover.session.SessionView.PhaseView;
import app.medzenhealth.cutover.session.SessionView.StepView;
import app.medzenhealth.cutover.session.SignOff;
import app.medzenhealth.cutover.session.SoakReading;
import app.medzenhealth.cutover.session.StepReview;
import app.medzenhealth.cutover.session.StepState;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Goes through a plan as a lead would, through the same doors as the window: ticks what is true, states what was done, reviews,
 * confirms, and waits. Never confirms what a check speaks against.
 */
public final class RehearsedLead {
    private static final int MOST_ROUNDS = 2_000;
    /** Any: what people take is the same in every rehearsal. */
    private static final PeoplePace PACE = new PeoplePace(20_260_112);

    private final Session session;
    private final VirtualTime time;
    private final Operator lead;
    private final RehearsedPerson second;
    private final Consumer<StepView> ended;

    /** @param ended hears of each step that has come to an end */
    public RehearsedLead(
            Session session, VirtualTime time, Operator lead, RehearsedPerson second, Consumer<StepView> ended) {
        this.session = session;
        this.time = time;
        this.lead = lead;
        this.second = second;
        this.ended = ended;
    }

    /** How far it came. {@code stoppedAt}: the step, and why; empty when everything is done. */
    public record Outcome(boolean complete, Optional<String> stoppedAt) {}

    /** Works until everything is done, or something stands in the way that only a person may decide. */
    public Outcome goThrough() throws InterruptedException {
        return goUntil(v -> false);
    }

    /** The same, but stops before the first step for which {@code enough} says so. */
    public Outcome goUntil(Predicate<SessionView> enough) throws InterruptedException {
        for (var round = 0; round < MOST_ROUNDS; round++) {
            var view = session.view();
            if (enough.test(view)) {
                return new Outcome(false, Optional.of("as far as asked"));
            }
            if (view.phases().stream().allMatch(p -> p.state() == SessionView.PhaseState.COMPLETE)) {
                return tickTheRest(view);
            }
            if (tickWhatOpens(view) || sayGo(view)) {
                continue;
            }
            // Where only a window or a soak is waited for, what can be done meanwhile comes first.
            var next = NextStep.atOnce(view.phases(), view.rollbacks());
            if (next.isEmpty()) {
                if (!waitForWindow(view) && !waitForSoak(view)) {
                    return new Outcome(false, Optional.of(why(view)));
                }
                continue;
            }
            var step = mostUrgent(view, view.step(next.get().step()).orElseThrow());
            var problem = persistently(step);
            if (problem.isPresent()) {
                return new Outcome(false, Optional.of("step " + step.step().id() + ": " + problem.get()));
            }
        }
        return new Outcome(false, Optional.of("more than " + MOST_ROUNDS + " rounds"));
    }

    /**
     * Decides in writing about what no metric measures, which no second look would change, and goes on. What could not be read is
     * not decided about: that has to be made readable.
     */
    private Optional<String> deciding(StepView step) throws InterruptedException {
        var problem = carryOut(step);
        for (var i = 0; i < step.step().actions().size() && problem.isPresent(); i++) {
            var items = session.view().step(step.step().id()).orElseThrow().items();
            if (items.isEmpty() || !items.stream().allMatch(RehearsedLead::unmeasured)) {
                return problem;
            }
            for (var item : items) {
                if (item.waiver().isEmpty()) {
                    session.waive(step.step().id(), item.check().title(), lead, "Rehearsed: asked who might use it");
                }
            }
            problem = carryOut(session.view().step(step.step().id()).orElseThrow());
        }
        return problem;
    }

    private static boolean unmeasured(SessionView.OpenItem item) {
        return item.check().outcome() instanceof Check.NotMeasured;
    }

    /** What failed or was refused is reviewed and run again, twice; what is in doubt is looked at again. */
    private Optional<String> persistently(StepView step) throws InterruptedException {
        var id = step.step().id();
        var problem = deciding(step);
        for (var i = 0; i < 2 && problem.isPresent(); i++) {
            time.advance(Duration.ofMinutes(1));
            switch (session.view().step(id).orElseThrow().state()) {
                case StepState.InDoubt d -> {
                    session.lookAgain(id);
                    var state = session.view().step(id).orElseThrow().state();
                    problem = state.settled() ? Optional.empty() : problem;
                }
                default -> problem = deciding(session.view().step(id).orElseThrow());
            }
        }
        return problem;
    }

    /** Carries out one step that is open. Empty: it succeeded. */
    public Optional<String> carryOut(StepView view) throws InterruptedException {
        var step = view.step();
        try {
            if (view.state() instanceof StepState.Waiting w && w.what() instanceof StepState.WaitsFor.Person) {
                state(step);
            }
            time.advance(PACE.toPress(step.id()));
            var review = patiently(step.id());
            Optional<String> response = Optional.empty();
            var demand = Demand.toRun(session.view(), step, review);
            if (demand.confirm() != Confirm.NONE) {
                time.advance(PACE.toRead(review));
            }
            demand.typed().ifPresent(t -> time.advance(PACE.toType(t)));
            if (demand.confirm() == Confirm.TYPED_AND_SECOND && review.passed()) {
                var challenge = session.challenge(step.id());
                time.advance(PACE.toSign(step.id(), review));
                response = Optional.of(second.respond(challenge));
            }
            session.run(new Confirmation(step.id(), review.fingerprint(), lead, demand.typed(), response));
        } catch (Refusal r) {
            return Optional.of(r.getMessage() + " — " + r.next());
        }
        var after = session.view().step(step.id()).orElseThrow();
        ended.accept(after);
        return switch (after.state()) {
            case StepState.Succeeded s -> Optional.empty();
            case StepState.Failed f ->
                Optional.of(f.problem().happened() + " — " + f.problem().next());
            case StepState.InDoubt d -> Optional.of("in doubt: " + d.evidence());
            default -> Optional.of("ended as " + after.state().getClass().getSimpleName());
        };
    }

    /**
     * While users are without service, what most other steps wait for comes first; what can go on beside them, such as the final
     * snapshot, comes when service is back. A lead would start it and go on; here one thing is done at a time.
     */
    private static StepView mostUrgent(SessionView view, StepView next) {
        if (!view.downtime().counting()) {
            return next;
        }
        return view.phases().stream()
                .filter(p -> p.steps().contains(next))
                .flatMap(p -> p.steps().stream())
                .filter(s -> s.equals(next) || open(s.state()))
                .max(Comparator.comparingLong(s -> waiting(view, s.step().id(), new HashSet<>())))
                .orElse(next);
    }

    private static boolean open(StepState state) {
        return state instanceof StepState.Ready
                || state instanceof StepState.Waiting w && w.what() instanceof StepState.WaitsFor.Person;
    }

    private static long waiting(SessionView view, String step, Set<String> counted) {
        view.plan().steps().filter(s -> s.after().contains(step)).forEach(s -> {
            if (counted.add(s.id())) {
                waiting(view, s.id(), counted);
            }
        });
        return counted.size();
    }

    /** What does not hold yet may hold soon: a replica catches up, a backup ends. Looks again for half an hour. */
    private StepReview patiently(String step) throws InterruptedException {
        var review = session.review(step);
        for (var i = 0; i < 15 && !review.passed(); i++) {
            time.advance(Duration.ofMinutes(2));
            review = session.review(step);
        }
        return review;
    }

    /** Whatever the plan asks about one by one may go: that is what the rehearsal rehearses. */
    private void state(Step step) throws InterruptedException {
        var decisions = ItemsToDecide.of(session.view(), step).stream()
                .map(i -> new ItemDecision(i, ItemDecision.Choice.DELETE, "Rehearsed: nobody needs it"))
                .toList();
        if (decisions.isEmpty()) {
            post(step);
            var statement = statement(step.actions().getFirst().with());
            time.advance(PACE.toWrite(statement));
            session.attest(step.id(), lead, statement);
        } else {
            time.advance(PACE.toWrite(ItemDecision.note(decisions)));
            session.decideEach(step.id(), lead, decisions);
        }
    }

    /** Whatever the console may post it posts, as it was read. Elsewhere than in a rehearsal nobody is told of one. */
    private void post(Step step) throws InterruptedException {
        for (var message : session.plan().messages(step).toList()) {
            if (message.webhook().isPresent() && session.view().mode() == SessionView.Mode.REHEARSAL) {
                var posting = session.posting(message.id());
                time.advance(PACE.toWrite(posting.text()));
                session.post(message.id(), posting.fingerprint(), lead);
            }
        }
    }

    /** As a person would write it: with the values, and never with the names that the plan has for them. */
    private String statement(Map<String, Object> with) {
        var said = with.getOrDefault("recommended", with.getOrDefault("text", with.getOrDefault("message", "done")));
        var view = session.view();
        return "Rehearsed: " + PlanWording.of(view.plan(), view.parameters(), String.valueOf(said));
    }

    /** Ticks the checklists that are all that stands between a step and its start. */
    private boolean tickWhatOpens(SessionView view) throws InterruptedException {
        for (var phase : view.phases()) {
            if (!phase.locks().isEmpty()) {
                continue;
            }
            for (var list : phase.checklists()) {
                var target = list.checklist().gates();
                // Mostly a step of its own phase, but any will do.
                if (target.isPresent()
                        && !list.complete()
                        && view.phases().stream().anyMatch(p -> due(p, target.get()))) {
                    return tick(list);
                }
            }
        }
        return false;
    }

    /** Asks whoever is on the board, when that is all that the window's decision waits for. */
    private boolean sayGo(SessionView view) {
        var missing = view.board().step().flatMap(view::step).stream()
                .flatMap(s -> s.state() instanceof StepState.Locked(var locks)
                                && locks.stream().allMatch(l -> l.cause() instanceof StepState.Cause.Unsaid)
                        ? locks.stream()
                        : Stream.empty())
                .flatMap(l -> l.cause() instanceof StepState.Cause.Unsaid(var role) ? Stream.of(role) : Stream.empty())
                .toList();
        for (var role : missing) {
            var note = "Rehearsed: ready";
            time.advance(PACE.toWrite(note));
            session.say(new GoNoGo(role, GoBoard.Said.GO, role + " of the rehearsal", note, lead));
        }
        return !missing.isEmpty();
    }

    private boolean due(PhaseView phase, String target) {
        return phase.phase().id().equals(target)
                || phase.steps().stream()
                        .filter(s -> s.step().id().equals(target))
                        .anyMatch(s -> s.state() instanceof StepState.Locked l
                                && l.locks().stream()
                                        .allMatch(k -> k.why().startsWith("Checklist")
                                                || k.cause() instanceof StepState.Cause.Unsaid))
                || ticksOpenWindow(phase, target);
    }

    /** Whether a list is asked for before its own step: by the one that decides on the window. */
    private boolean ticksOpenWindow(PhaseView phase, String target) {
        var window = session.plan().window();
        return window.steps().contains(target)
                && phase.steps().stream()
                        .filter(s -> window.go().filter(s.step().id()::equals).isPresent())
                        .anyMatch(s -> s.state() instanceof StepState.Locked l
                                && l.locks().stream().allMatch(k -> k.waiver().isPresent()));
    }

    private boolean tick(ChecklistView list) throws InterruptedException {
        var any = false;
        for (var item : list.items()) {
            if (!item.ticked()) {
                session.tick(item.item().id(), lead, "rehearsed");
                any = true;
            }
        }
        return any;
    }

    private Outcome tickTheRest(SessionView view) throws InterruptedException {
        for (var phase : view.phases()) {
            for (var list : phase.checklists()) {
                try {
                    tick(list);
                } catch (Refusal r) {
                    return new Outcome(true, Optional.of(String.valueOf(r.getMessage())));
                }
            }
        }
        return new Outcome(true, Optional.empty());
    }

    /** Waits for the change window where only it stands in the way; where it has passed, sets the day of the next one. */
    private boolean waitForWindow(SessionView view) {
        var waits = view.phases().stream()
                .flatMap(p -> p.steps().stream())
                .anyMatch(s -> s.state() instanceof StepState.Locked l
                        && l.locks().stream().allMatch(k -> k.waiver().isPresent()));
        var window = ChangeWindow.of(view.plan(), view.parameters());
        if (!waits) {
            return false;
        }
        if (!window.isOver(view.at()) && agreeToAnotherDay(view)) {
            return true;
        }
        if (window.isOver(view.at())) {
            var next = window.day().orElseThrow().plusWeeks(1);
            view.plan().window().date().ifPresent(d -> session.setParameter(d, next.toString()));
            return true;
        }
        var left = window.times(view.at())
                .map(t -> Duration.between(view.at(), t.opens()))
                .filter(Duration::isPositive);
        left.ifPresent(l -> time.advance(l.plusSeconds(1)));
        return left.isPresent();
    }

    /** Where the lead alone has moved the window, the second person signs for it. */
    private boolean agreeToAnotherDay(SessionView view) {
        var locks = view.phases().stream()
                .flatMap(p -> p.steps().stream())
                .flatMap(s -> s.state() instanceof StepState.Locked(var all)
                        ? all.stream()
                                .filter(k -> k.cause() instanceof StepState.Cause.Moved)
                                .flatMap(k -> k.waiver().stream())
                                .map(w -> Exemption.waive(
                                        s.step().id(), w, lead, "Postponed: the last window has passed"))
                        : Stream.empty())
                .toList();
        for (var decision : locks) {
            var step = view.step(decision.step()).orElseThrow().step();
            var typed = Demand.toWaive(step, decision.item().orElseThrow()).typed();
            if (!session.approvers().contains(second.name())) {
                session.enrol(second.name(), second.publicKey(), lead);
            }
            session.exempt(decision.signed(typed, Optional.of(second.respond(session.challenge(decision)))));
        }
        return !locks.isEmpty();
    }

    /**
     * Closes the session as it stands, with the second person's signature.
     *
     * @throws Refusal if it cannot be closed
     */
    public void close() throws InterruptedException {
        if (!session.approvers().contains(second.name())) {
            session.enrol(second.name(), second.publicKey(), lead);
        }
        var closing = session.closing();
        var note = "Rehearsed: read by both";
        time.advance(PACE.toWrite(note));
        var signing = SignOff.of(closing, note, lead);
        session.close(signing.signed(second.respond(session.challenge(signing))));
    }

    /** Looks, on each day of the soak, at what has become of it. */
    private void lookDaily(SessionView view) throws InterruptedException {
        for (var day : view.daily()) {
            if (day.begun(view.at()) && day.said().isEmpty()) {
                var healthy = session.soak().map(SoakReading::words).orElse("");
                session.checkDay(day.day(), lead, "Rehearsed: alarms and complaints looked at", healthy);
            }
        }
    }

    /** Waits for whatever is over first: a soak, or the time that a statement is about. */
    private boolean waitForSoak(SessionView view) throws InterruptedException {
        lookDaily(view);
        var left = view.phases().stream().flatMap(p -> p.soak().stream()).map(SessionView.SoakView::left);
        var stated = view.phases().stream()
                .flatMap(p -> p.steps().stream())
                .flatMap(s -> s.state() instanceof StepState.Waiting(StepState.WaitsFor.Time(var until, var why))
                        ? Stream.of(Duration.between(view.at(), until))
                        : Stream.empty());
        var looks = view.daily().stream().map(DailyCheck::from).map(at -> Duration.between(view.at(), at));
        var least = Stream.of(left, stated, looks)
                .flatMap(s -> s)
                .filter(Duration::isPositive)
                .min(Comparator.naturalOrder());
        least.ifPresent(l -> time.advance(l.plusSeconds(1)));
        return least.isPresent();
    }

    private static String why(SessionView view) {
        return view.phases().stream()
                .flatMap(p -> p.steps().stream())
                .filter(s -> s.state() instanceof StepState.Locked)
                .findFirst()
                .map(s -> "step " + s.step().id() + " is locked: "
                        + ((StepState.Locked) s.state()).locks().getFirst().why())
                .orElse("nothing is open");
    }
}
