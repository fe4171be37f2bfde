package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.plan.Step.Confirm;
import app.medzenhealth.cutover.plan.Trait;
import app.medzenhealth.cutover.rehearsal.EmbeddedWorld;
import app.medzenhealth.cutover.rehearsal.RehearsedLead;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import app.medzenhealth.cutover.session.Approvals;
import app.medzenhealth.cutover.session.Confirmation;
import app.medzenhealth.cutover.session.Demand;
import app.medzenhealth.cutover.session.FoldedSession;
import app.medzenhealth.cutover.session.NextStep;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.session.Risk;
import app.medzenhealth.cutover.session.Session;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.StepReview;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.session.UndoLock;
import app.medzenhealth.cutover.store.StateDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Walks every way back of the shipped plan: what loses something asks for as much as the strictest step on the way there. */
class WaysBackTest {
    /** Calls after which something is not there any more, or users are led elsewhere, whatever made them. */
    private static final Pattern LOSES = Pattern.compile("Delete.*|ScheduleKeyDeletion|Terminate.*|Purge.*|Release.*");

    private static final Pattern FINAL = Pattern.compile(
            "irreversible|cannot (be undone|be taken back|be brought back|become)|never become",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern MACHINE_TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d|\\bPT?\\d+[DHMS]");

    @TempDir
    Path folder;

    private final List<String> times = new ArrayList<>();
    private final Set<String> roundTrips = new LinkedHashSet<>();
    private int backs;

    private Plan plan;
    private VirtualTime time;
    private EmbeddedWorld world;
    private RehearsalApp desk;
    private Session session;
    private FoldedSession folded;

    @BeforeEach
    void open() throws Exception {
        plan = ((PlanReading.Read) PlanFile.SHIPPED.read()).plan();
        time = new VirtualTime(MedZenEstate.START);
        world = MedZenEstate.create(time);
        desk = RehearsalApp.open(plan, StateDirectory.at(folder.resolve("state")), time, world);
        session = desk.workplace().session();
        folded = new FoldedSession(session, plan, SessionView.Mode.REHEARSAL);
        desk.workplace().records().trail().records(1, Long.MAX_VALUE).forEach(folded::past);
        folded.follow();
    }

    /** Ways back are records like the ways there. */
    @AfterEach
    void close() throws Exception {
        desk.close();
        assertThat(folded.differences()).isEmpty();
    }

    private RehearsedLead lead(Consumer<SessionView.StepView> ended) {
        return new RehearsedLead(session, time, desk.lead(), desk.second(), ended);
    }

    private void until(String step) throws Exception {
        Predicate<SessionView> enough = v -> v.step(step).orElseThrow().state().settled();
        lead(s -> {}).goUntil(enough);
        assertThat(session.view().step(step).orElseThrow().state()).isInstanceOf(StepState.Succeeded.class);
    }

    private static boolean loses(Plan plan, Step step, StepReview review, boolean switched) {
        var users = switched && plan.phaseOf(step.id()).orElseThrow().does(Trait.FENCES);
        return review.parts().stream()
                .flatMap(p -> p.preview().calls().stream())
                .anyMatch(c -> LOSES.matcher(c.operation()).matches()
                        || users && c.operation().equals("ChangeResourceRecordSets"));
    }

    @Test
    void directly_after_each_step_its_undo_is_confirmed_as_the_strictest_where_it_loses_something() throws Exception {
        var found = new TreeMap<String, String>();
        var words = new ArrayList<String>();
        var closed = new LinkedHashSet<String>();
        var outcome = lead(s -> {
                    try {
                        look(s.step(), found);
                        wordsAfter(s, words);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .goUntil(v -> {
                    wordsBefore(v, words);
                    oneWayBack(v);
                    closedWaysBack(v, closed);
                    return false;
                });

        assertThat(outcome.complete()).as(outcome.toString()).isTrue();
        assertThat(roundTrips).containsExactly("rollback", "rollback loses data", "rollback-full");
        assertThat(closed)
                .containsExactly(
                        "rollback before 5.3",
                        "rollback-full before 5.13",
                        "rollback open",
                        "rollback closed since 5.13",
                        "rollback-full open",
                        "rollback closed since 6.8b");
        assertThat(words).as("words that disagree with what a step does").isEmpty();
        assertThat(backs).as("words about going back that were read").isGreaterThan(40);
        assertThat(times).as("times that only a machine would write").isEmpty();
        System.out.println("ways back that ask for name and second person: " + found);
        assertThat(found).containsKeys("1.3", "2.2", "2.3", "5.4", "5.8", "5.13");
        assertThat(found.get("5.8")).startsWith("LOSES_DATA");
    }

    /** The bar above and the button under the list speak of the same way, and of what it costs. */
    private void oneWayBack(SessionView view) {
        var shown = view.wayBackNow().orElseThrow();
        assertThat(view.wayBack().map(SessionView.LastWayBack::costs))
                .as("what going back costs, before " + view.next())
                .isEqualTo(Risk.price(view, shown.steps().getFirst().step()).map(p -> p.text()));
        roundTrips.add(shown.phase().id()
                + (view.wayBack().filter(b -> b.pointOfNoReturn()).isPresent() ? " loses data" : ""));
    }

    /** Every step of a way back that leads nowhere, or nowhere any more, is locked and says why. */
    private void closedWaysBack(SessionView view, Set<String> found) {
        for (var way : plan.rollbacks()) {
            var closing = way.costs().stream()
                    .filter(c -> c.closes() && view.step(c.step()).orElseThrow().state() instanceof StepState.Succeeded)
                    .reduce((a, b) -> b);
            var begun = view.step(way.from()).orElseThrow().attempts() > 0;
            var id = way.procedure().id();
            found.add(closing.map(c -> id + " closed since " + c.step())
                    .orElse(id + (begun ? " open" : " before " + way.from())));
            for (var step : way.procedure().steps()) {
                var state = view.step(step.id()).orElseThrow().state();
                var why = state instanceof StepState.Locked(var locks)
                        ? locks.stream().map(l -> l.why() + " " + l.opens()).toList()
                        : List.<String>of();
                if (closing.isPresent()) {
                    assertThat(why)
                            .as(step.id())
                            .anyMatch(w -> w.contains("is closed since step "
                                            + closing.get().step())
                                    && w.contains(closing.get().text()));
                } else if (!begun) {
                    assertThat(why).as(step.id()).anyMatch(w -> w.contains("nothing to go back from yet"));
                } else {
                    assertThat(why).as(step.id()).noneMatch(w -> w.contains("closed since"));
                }
            }
        }
    }

    /** What the previews of the next step's actions say about going back. */
    private void wordsBefore(SessionView view, List<String> words) {
        var next = NextStep.atOnce(view.phases(), view.rollbacks())
                .flatMap(n -> view.step(n.step()))
                .filter(s -> s.state() instanceof StepState.Ready)
                .map(SessionView.StepView::step)
                .filter(this::reversible);
        if (next.isEmpty()) {
            return;
        }
        try {
            session.review(next.get().id()).parts().stream()
                    .filter(p -> !p.preview().calls().isEmpty())
                    .map(p -> p.preview().goingBack())
                    .peek(_ -> backs++)
                    .filter(b -> FINAL.matcher(b).find() || b.startsWith("None"))
                    .forEach(b -> words.add(next.get().id() + " is called reversible: " + b));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean reversible(Step step) {
        return Risk.of(plan, step).level() == Risk.Level.REVERSIBLE;
    }

    /** Whether there is a way back, and what the step's own words say; and no time that only a machine would write. */
    private void wordsAfter(SessionView.StepView view, List<String> words) throws InterruptedException {
        var step = view.step();
        if (reversible(step) && FINAL.matcher(step.purpose()).find()) {
            words.add(step.id() + " is called reversible: " + step.purpose());
        }
        var level = Risk.of(plan, step).level();
        try {
            session.reviewUndo(step.id());
            if (level == Risk.Level.STAYS || level == Risk.Level.IRREVERSIBLE || level == Risk.Level.READS) {
                words.add(step.id() + " is called “" + level.words() + "” and can be undone");
            }
        } catch (Refusal r) {
            if (level == Risk.Level.REVERSIBLE || level == Risk.Level.DOWNTIME) {
                words.add(step.id() + " is called “" + level.words() + "” and cannot be undone: " + r.getMessage());
            }
        }
        view.verified().stream()
                .map(c -> c.title() + ": " + c.outcome().evidence())
                .filter(t -> MACHINE_TIME.matcher(t).find())
                .forEach(t -> times.add(step.id() + " " + t));
    }

    private void look(Step step, Map<String, String> found) throws InterruptedException {
        StepReview review;
        try {
            review = session.reviewUndo(step.id());
        } catch (Refusal _) {
            return;
        }
        var view = session.view();
        var demand = Demand.toUndo(view, step, review);
        var switched = view.step("5.8").orElseThrow().attempts() > 0;
        var strict = loses(plan, step, review, switched);
        if (!strict && !demand.risk().level().grave()) {
            assertThat(demand.confirm()).as(step.id()).isEqualTo(step.confirm());
            return;
        }
        refused(step, review, Optional.empty(), "typed name");
        if (onlySettings(review)) {
            // What holds no records is made anew as it was: nobody has to be woken for it.
            assertThat(demand.confirm()).as(step.id()).isEqualTo(Confirm.TYPED);
            return;
        }
        found.put(step.id(), demand.risk().level() + " " + demand.typed().orElse("-"));
        assertThat(demand.confirm()).as(step.id()).isEqualTo(Confirm.TYPED_AND_SECOND);
        assertThat(demand.risk().level().grave()).as(step.id()).isTrue();
        assertThat(demand.typed().orElseThrow()).as(step.id()).isNotBlank();
        refused(step, review, demand.typed(), "hallenge");
    }

    private static boolean onlySettings(StepReview review) {
        var losing = review.parts().stream()
                .flatMap(p -> p.preview().calls().stream())
                .filter(c -> LOSES.matcher(c.operation()).matches())
                .toList();
        return !losing.isEmpty()
                && losing.stream()
                        .allMatch(c -> Set.of("cloudwatch", "elasticloadbalancingv2", "eventbridge", "acm")
                                        .contains(c.service())
                                || c.operation().equals("DeleteHealthCheck")
                                || c.operation().equals("DeleteDBParameterGroup"));
    }

    private void refused(Step step, StepReview review, Optional<String> typed, String why) {
        var before = world.estate().ledger().entries().size();
        assertThatThrownBy(() -> session.undo(
                        new Confirmation(step.id(), review.fingerprint(), desk.lead(), typed, Optional.empty())))
                .as(step.id())
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(why);
        assertThat(world.estate().ledger().entries()).as(step.id()).hasSize(before);
    }

    @Test
    void a_plan_whose_way_back_needs_what_a_step_deletes_is_refused_unless_that_step_closes_it() throws Exception {
        var whole = Files.readString(Path.of("assets/plans/medzen-eu-central-1.yaml"));
        var open = folder.resolve("open.yaml");
        Files.writeString(
                open,
                whole.lines()
                        .filter(l -> !l.contains("step: \"6.8b\"") || !l.contains("closes: true"))
                        .collect(Collectors.joining("\n")));
        assertThat(new PlanFile(Optional.of(open)).read())
                .isInstanceOfSatisfying(
                        PlanReading.Refused.class,
                        r -> assertThat(r.problems())
                                .singleElement()
                                .satisfies(
                                        p -> assertThat(p.problem())
                                                .contains(
                                                        "“rollback” needs medzen-ehrbase-db in eu-west-1, which step 6.8b deletes")));
    }

    /** It would start again what the way back has stopped: both sides would take writes. */
    @Test
    void in_the_middle_of_a_way_back_no_step_of_the_way_there_is_taken_back_by_itself() throws Exception {
        until("5.7");
        for (var step : List.of("rollback.1", "rollback.2", "rollback.3")) {
            assertThat(lead(s -> {}).carryOut(session.view().step(step).orElseThrow()))
                    .isEmpty();
            for (var there : List.of("5.7", "5.3", "2.4")) {
                assertThatThrownBy(() -> session.reviewUndo(there))
                        .as(there + " after " + step)
                        .isInstanceOf(Refusal.class)
                        .hasMessageContaining("Going back is under way");
                assertThat(UndoLock.of(
                                session.view(), session.view().step(there).orElseThrow()))
                        .hasValueSatisfying(w -> assertThat(w).contains("Going back is under way"));
            }
        }
    }

    @Test
    void once_users_write_in_frankfurt_every_step_back_says_what_is_lost_and_asks_for_a_second_person()
            throws Exception {
        until("5.8");
        time.advance(Duration.ofMinutes(20));

        var back = plan.rollbacks().getFirst().procedure().steps();
        for (var step : back) {
            if (step.effect() == Step.Effect.READS) {
                continue;
            }
            var review = session.review(step.id());
            var demand = Demand.toRun(session.view(), step, review);
            if (demand.risk().level() != Risk.Level.LOSES_DATA) {
                throw new AssertionError(step.id() + " says nothing of what is lost");
            }
            assertThat(demand.risk().headline()).contains("since step 5.8 at").contains("for 20 min");
            assertThat(demand.confirm())
                    .as(step.id() + " " + review)
                    .isEqualTo(idle(review) ? step.confirm() : Confirm.TYPED_AND_SECOND);
        }
        var first = back.getFirst();
        var review = session.review(first.id());
        var before = world.estate().ledger().entries().size();
        assertThatThrownBy(() -> session.run(new Confirmation(
                        first.id(), review.fingerprint(), desk.lead(), Optional.empty(), Optional.empty())))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("loses data");
        assertThat(world.estate().ledger().entries()).hasSize(before);

        var pack = session.breakGlass(Set.of(), folder.resolve("pack"), desk.lead(), Progress.SILENT);
        var script = pack.pack().parts().stream()
                .flatMap(p -> p.steps().stream())
                .filter(s -> s.step().equals(first.id()))
                .findFirst()
                .orElseThrow();
        assertThat(script.text()).contains("\nsecond\n").contains("give up what it costs to go back");

        assertThat(Approvals.read(session.challenge(first.id())).words())
                .anyMatch(w -> w.contains("Going back now loses data"));
        assertThat(lead(s -> {}).carryOut(session.view().step(first.id()).orElseThrow()))
                .isEmpty();
    }

    private static boolean idle(StepReview review) {
        return review.parts().stream()
                .allMatch(p ->
                        p.preview().calls().isEmpty() && p.preview().changes().isEmpty());
    }

    @Test
    void what_was_written_behind_the_point_of_no_return_is_not_forgotten_when_the_switch_is_taken_back()
            throws Exception {
        until("5.9a");
        var step = plan.step("5.8").orElseThrow();
        // What was only stated on the ground of the switch does not stand in the way, and is to be stated again.
        assertThat(UndoLock.of(session.view(), session.view().step("5.8").orElseThrow()))
                .isEmpty();
        var undo = session.reviewUndo("5.8");
        var demand = Demand.toUndo(session.view(), step, undo);
        assertThat(demand.risk().headline()).contains("nobody is served until its fence is lifted");
        var challenge = session.challenge("5.8");
        assertThat(Approvals.read(challenge).title()).startsWith("Undo: ");
        session.undo(new Confirmation(
                "5.8",
                undo.fingerprint(),
                desk.lead(),
                demand.typed(),
                Optional.of(desk.second().respond(challenge))));
        assertThat(session.view().step("5.8").orElseThrow().state()).isInstanceOf(StepState.Undone.class);
        assertThat(session.view().step("5.8").orElseThrow().verified()).isEmpty();
        assertThat(session.view().step("5.8").orElseThrow().outputs()).isEmpty();
        assertThat(session.view().downtime().counting()).isTrue();
        assertThat(session.view().step("5.9a").orElseThrow().state()).isInstanceOf(StepState.Locked.class);
        assertThat(session.view().step("5.5").orElseThrow().state()).isInstanceOf(StepState.Succeeded.class);

        var lift = plan.step("rollback.2").orElseThrow();
        var lifting = Demand.toRun(session.view(), lift, session.review("rollback.2"));

        assertThat(lifting.risk().level()).isEqualTo(Risk.Level.LOSES_DATA);
        assertThat(lifting.confirm()).isEqualTo(Confirm.TYPED_AND_SECOND);
        assertThat(session.view().wayBack().orElseThrow().pointOfNoReturn()).isTrue();
        // Behind the fence the switch is what it was the first time.
        assertThat(Demand.toRun(session.view(), step, session.review("5.8")).confirm())
                .isEqualTo(step.confirm());

        // With Ireland open again it is not: what users write there is not in Frankfurt.
        assertThat(lead(s -> {}).carryOut(session.view().step("rollback.1").orElseThrow()))
                .isEmpty();
        assertThat(lead(s -> {}).carryOut(session.view().step("rollback.2").orElseThrow()))
                .isEmpty();
        var again = Demand.toRun(session.view(), step, session.review("5.8"));
        assertThat(again.risk().level()).isEqualTo(Risk.Level.LOSES_DATA);
        assertThat(again.confirm()).isEqualTo(Confirm.TYPED_AND_SECOND);
    }

    @Test
    void before_the_switch_going_back_is_as_quick_as_the_plan_says() throws Exception {
        until("5.6");
        // While it was promoted the database could not be asked what it has taken.
        session.readLosses();

        for (var step : plan.rollbacks().getFirst().procedure().steps()) {
            assertThat(Demand.toRun(session.view(), step)).as(step.id()).isEqualTo(step.confirm());
        }
    }
}
