package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.plan.Times;
import app.medzenhealth.cutover.plan.Trait;
import app.medzenhealth.cutover.rehearsal.InjectedFault;
import app.medzenhealth.cutover.rehearsal.RehearsedLead;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.data.RdsPace;
import app.medzenhealth.cutover.rehearsal.data.RdsState;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import app.medzenhealth.cutover.session.ChangeWindow;
import app.medzenhealth.cutover.session.Confirmation;
import app.medzenhealth.cutover.session.Demand;
import app.medzenhealth.cutover.session.Exemption;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.session.Session;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.session.StepState.Cause;
import app.medzenhealth.cutover.session.StepState.Lock;
import app.medzenhealth.cutover.store.StateDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.rds.RdsClient;

/** Moving production is begun in the window and within what was announced, or by two people; once begun it is never held by them. */
class WindowAndBudgetTest {
    private static final String REASON = "Agreed with the hospital's director on the telephone";

    @TempDir
    Path folder;

    private final Plan plan = PlanFile.SHIPPED.plan();
    private final VirtualTime time = new VirtualTime(MedZenEstate.START);

    private interface Night {
        void go(RehearsalApp desk, Session session) throws Exception;
    }

    /** Until a step is the next to be begun, in the window. */
    private void before(String step, RdsPace pace, Night night) throws Exception {
        var world = MedZenEstate.create(time);
        RdsState.of(world.estate(), "eu-central-1").pace(pace);
        try (var desk = RehearsalApp.open(plan, StateDirectory.at(folder.resolve("state")), time, world)) {
            var session = desk.workplace().session();
            new RehearsedLead(session, time, desk.lead(), desk.second(), s -> {})
                    .goUntil(v -> v.step(step).orElseThrow().state() instanceof StepState.Ready
                            || v.step(step).orElseThrow().state() instanceof StepState.Locked l
                                    && l.locks().stream().allMatch(k -> k.cause() instanceof Cause.Budget)
                                    && !(v.step("5.2").orElseThrow().state() instanceof StepState.Locked));
            night.go(desk, session);
        }
    }

    private static List<Lock> locks(Session session, String step) {
        return session.view().step(step).orElseThrow().state() instanceof StepState.Locked(var locks)
                ? locks
                : List.of();
    }

    private static List<String> waivers(Session session, String step) {
        return locks(session, step).stream().flatMap(l -> l.waiver().stream()).toList();
    }

    private void untilItIsOver(Session session) {
        var window = ChangeWindow.of(plan, session.view().parameters());
        var closes = window.times(time.instant()).orElseThrow().closes();
        time.advance(Duration.between(time.instant(), closes).plusMinutes(1));
        assertThat(window.isOver(time.instant())).isTrue();
    }

    private static List<AuditRecord> records(RehearsalApp desk) {
        return desk.workplace().records().trail().records(1, Long.MAX_VALUE).toList();
    }

    @Test
    void the_fence_outside_the_window_is_refused_to_one_person_and_begun_by_two() throws Exception {
        before("5.3", RdsPace.USUAL, (desk, session) -> {
            untilItIsOver(session);
            session.tick("p5-budget-2", desk.lead(), "Looked again: none does");
            assertThat(waivers(session, "5.3")).containsExactly("window");
            var review = session.review("5.3");
            var sent = desk.world().estate().ledger().entries().size();
            assertThatThrownBy(() -> confirm(desk, session, "5.3"))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("The change window");
            var alone = Exemption.waive("5.3", "window", desk.lead(), REASON);
            var written = records(desk).size();
            assertThatThrownBy(() -> session.exempt(alone))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("takes two people");
            assertThat(records(desk)).hasSize(written);
            assertThat(desk.world().estate().ledger().entries()).hasSize(sent);

            TwoPeople.exempt(session, desk.second(), alone);

            assertThat(locks(session, "5.3")).isEmpty();
            assertThat(records(desk))
                    .filteredOn(r -> r.kind().equals("step.waived")
                            && "window".equals(r.data().get("item")))
                    .singleElement()
                    .satisfies(r -> {
                        assertThat(r.data().get("approvedBy"))
                                .isEqualTo(desk.second().name());
                        assertThat(String.valueOf(r.data().get("consequence"))).contains("Users were told");
                    });
            assertThat(review.passed()).isTrue();
            confirm(desk, session, "5.3");
            assertThat(session.view().step("5.3").orElseThrow().state()).isInstanceOf(StepState.Succeeded.class);
        });
    }

    @Test
    void once_the_fence_is_up_the_end_of_the_window_holds_neither_way_out_and_holds_again_when_it_is_taken_back()
            throws Exception {
        before("5.5", RdsPace.USUAL, (desk, session) -> {
            untilItIsOver(session);
            for (var step : List.of("5.6", "5.7", "5.8")) {
                assertThat(waivers(session, step)).as(step).isEmpty();
            }
            for (var back : plan.rollbacks()) {
                for (var step : back.procedure().steps()) {
                    assertThat(waivers(session, step.id())).as(step.id()).isEmpty();
                }
            }
            assertThat(locks(session, "rollback.1")).isEmpty();

            undo(desk, session, "5.3");
            session.tick("p5-budget-2", desk.lead(), "Looked again: none does");
            assertThatThrownBy(() -> confirm(desk, session, "5.3"))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("The change window");
            session.retry("5.3", desk.lead());
            assertThat(waivers(session, "5.3")).contains("window");
            assertThat(waivers(session, "5.6")).contains("window");
            assertThat(waivers(session, "5.8")).contains("window");
            assertThat(locks(session, "rollback.1")).isEmpty();
        });
    }

    @Test
    void behind_the_fence_the_cutover_is_carried_out_to_its_end_after_the_window() throws Exception {
        before("5.6", RdsPace.USUAL, (desk, session) -> {
            untilItIsOver(session);
            for (var step : List.of("5.6", "5.7", "5.8")) {
                confirm(desk, session, step);
                assertThat(session.view().step(step).orElseThrow().state())
                        .as(step)
                        .isInstanceOf(StepState.Succeeded.class);
            }
        });
    }

    @Test
    void no_step_of_a_way_back_is_among_those_that_the_window_holds() {
        assertThat(plan.rollbacks())
                .isNotEmpty()
                .allSatisfy(r -> assertThat(r.procedure().steps())
                        .noneMatch(plan::movesProduction)
                        .noneMatch(plan::inWindow));
        assertThat(plan.steps().filter(plan::movesProduction))
                .extracting(Step::id)
                .containsExactly("5.3", "5.6", "5.7", "5.8");
    }

    /** The promotion alone takes more than 27 minutes. */
    private static RdsPace slow() {
        return pace(Duration.ofMinutes(27), RdsPace.USUAL.firstSnapshot());
    }

    private static RdsPace pace(Duration promotionReboot, Duration firstBackup) {
        var p = RdsPace.USUAL;
        return new RdsPace(
                firstBackup,
                p.nextSnapshot(),
                p.crossRegionCopy(),
                p.exportStart(),
                p.export(),
                p.restore(),
                p.replica(),
                p.modify(),
                p.reboot(),
                p.promotionStart(),
                p.promotionModify(),
                promotionReboot,
                p.backup(),
                p.catchUp(),
                p.stop(),
                p.start(),
                p.deletion());
    }

    /** As slow as one was measured once: the first backup takes 26 minutes, before the window and after the promotion alike. */
    @Test
    void the_first_backup_of_a_replica_is_complete_weeks_before_its_promotion_and_is_not_in_the_downtime()
            throws Exception {
        before("5.6", pace(RdsPace.USUAL.promotionReboot(), Duration.ofMinutes(26)), (desk, session) -> {
            var frankfurt = desk.world().clients().client(RdsClient.class, "eu-central-1");
            var replica = "medzen-ehrbase-db-eu-central-1";
            assertThat(frankfurt
                            .describeDBSnapshots(
                                    q -> q.dbInstanceIdentifier(replica).snapshotType("automated"))
                            .dbSnapshots())
                    .singleElement()
                    .satisfies(s -> {
                        assertThat(s.status()).isEqualTo("available");
                        assertThat(s.snapshotCreateTime())
                                .isBefore(fencedAt(desk).minus(Duration.ofMinutes(26)));
                    });
            confirm(desk, session, "5.6");
            var promoted = (StepState.Succeeded)
                    session.view().step("5.6").orElseThrow().state();
            assertThat(promoted.took()).isLessThan(Duration.ofMinutes(2));
            assertThat(frankfurt
                            .describeDBInstances(q -> q.dbInstanceIdentifier(replica))
                            .dbInstances()
                            .getFirst()
                            .dbInstanceStatus())
                    .isEqualTo("backing-up");
            confirm(desk, session, "5.7");
            confirm(desk, session, "5.8");
            assertThat(session.view().step("5.8").orElseThrow().state()).isInstanceOf(StepState.Succeeded.class);
        });
    }

    private static Instant fencedAt(RehearsalApp desk) {
        return records(desk).stream()
                .filter(r -> r.kind().equals("step.succeeded") && "5.3".equals(r.step()))
                .findFirst()
                .map(r -> Instant.parse(r.at()))
                .orElseThrow();
    }

    @Test
    void a_promotion_that_was_timed_at_27_minutes_locks_the_fence_until_two_people_override_it() throws Exception {
        before("5.3", slow(), (desk, session) -> {
            var drill = (StepState.Succeeded)
                    session.view().step("1.8c").orElseThrow().state();
            assertThat(drill.took()).isBetween(Duration.ofMinutes(27), Duration.ofMinutes(28));
            assertThat(locks(session, "5.3")).singleElement().satisfies(l -> {
                assertThat(l.waiver()).hasValue("budget");
                assertThat(l.why())
                        .contains("letting open requests end, as step 5.3 states 30 s")
                        .contains("closing the fence in step 5.3, not timed before 30 s")
                        .contains("comparing the two sides in step 5.5, not timed before 10 s")
                        .contains("promotion timed in step 1.8c 27 min")
                        .contains("second person's signature timed in step 1.8c")
                        .contains("the name's time to live 1 min")
                        .contains("and " + Times.inWords(plan.window().downtimeBudget()) + " are announced");
            });
            assertThatThrownBy(() -> confirm(desk, session, "5.3"))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("The downtime would be at least ");
            var alone = Exemption.waive("5.3", "budget", desk.lead(), REASON);
            var written = records(desk).size();
            assertThatThrownBy(() -> session.exempt(alone))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("takes two people");
            assertThat(records(desk)).hasSize(written);

            TwoPeople.exempt(session, desk.second(), alone);
            confirm(desk, session, "5.3");
            assertThat(session.view().step("5.3").orElseThrow().state()).isInstanceOf(StepState.Succeeded.class);
            assertThat(waivers(session, "5.6"))
                    .as("once it is begun, nobody is asked again")
                    .isEmpty();
        });
    }

    @Test
    void a_warm_up_that_was_left_out_counts_with_what_starting_the_tasks_is_expected_to_take() throws Exception {
        before("5.1b", slow(), (desk, session) -> {
            assertThat(plan.step("5.1b").orElseThrow().does(Trait.SCALES)).isTrue();
            TwoPeople.skip(session, desk.lead(), desk.second(), "5.1b", REASON);
            assertThat(locks(session, "5.3"))
                    .filteredOn(l -> l.cause() instanceof Cause.Budget)
                    .singleElement()
                    .satisfies(l -> assertThat(l.why())
                            .contains("starting tasks, which were not warmed up, as expected of step 5.7 3 min"));
        });
    }

    private static void confirm(RehearsalApp desk, Session session, String id) throws InterruptedException {
        var step = session.view().step(id).orElseThrow().step();
        var review = session.review(id);
        var demand = Demand.toRun(session.view(), step, review);
        session.run(new Confirmation(
                id, review.fingerprint(), desk.lead(), demand.typed(), response(desk, session, id, demand)));
    }

    private static void undo(RehearsalApp desk, Session session, String id) throws InterruptedException {
        var review = session.reviewUndo(id);
        var demand = Demand.toUndo(
                session.view(), session.view().step(id).orElseThrow().step(), review);
        session.undo(new Confirmation(
                id, review.fingerprint(), desk.lead(), demand.typed(), response(desk, session, id, demand)));
        assertThat(session.view().step(id).orElseThrow().state()).isNotInstanceOf(StepState.Succeeded.class);
    }

    private static Optional<String> response(RehearsalApp desk, Session session, String id, Demand demand) {
        return demand.confirm() == Step.Confirm.TYPED_AND_SECOND
                ? Optional.of(desk.second().respond(session.challenge(id)))
                : Optional.empty();
    }

    /** Steps that decide on the window or move production, and that nothing locks. */
    private Set<String> open(Session session) {
        return plan.phases().stream()
                .flatMap(p -> p.steps().stream())
                .filter(s -> plan.inWindow(s))
                .map(Step::id)
                .filter(s -> !(session.view().step(s).orElseThrow().state() instanceof StepState.Locked))
                .filter(s -> !session.view().step(s).orElseThrow().state().settled())
                .collect(Collectors.toSet());
    }

    @Test
    void no_setting_by_one_person_opens_what_moves_production() throws Exception {
        before("5.3", RdsPace.USUAL, (desk, session) -> {
            untilItIsOver(session);
            session.tick("p5-budget-2", desk.lead(), "Looked again: none does");
            assertThat(open(session)).isEmpty();
            var today = time.instant().toString().substring(0, 10);
            var tried = 0;
            for (var parameter : plan.parameters()) {
                var was = session.view().parameters().getOrDefault(parameter.id(), "");
                for (var value : List.of(today, "2026-01-31", "2030-01-01", "anything", "")) {
                    try {
                        session.setParameter(parameter.id(), value);
                        tried++;
                    } catch (Refusal r) {
                        assertThat(r.next()).isNotBlank();
                    }
                    assertThat(open(session)).as(parameter.id() + " = " + value).isEmpty();
                }
                session.setParameter(parameter.id(), was);
            }
            assertThat(tried).isGreaterThan(150);
            for (var item : List.of("window", "moved window", "budget")) {
                for (var step : List.of("5.2", "5.3")) {
                    assertThatThrownBy(() -> session.exempt(Exemption.waive(step, item, desk.lead(), REASON)))
                            .as(step + " " + item)
                            .isInstanceOf(Refusal.class);
                }
            }
        });
    }

    @Test
    void a_fence_that_fails_in_the_middle_says_what_it_has_done() throws Exception {
        before("5.3", RdsPace.USUAL, (desk, session) -> {
            desk.world()
                    .estate()
                    .faults()
                    .add(InjectedFault.times(
                            9, "ec2", "RevokeSecurityGroupIngress", "*", InjectedFault.Effect.ACCESS_DENIED));
            confirm(desk, session, "5.3");
            assertThat(session.view().step("5.3").orElseThrow().state())
                    .isInstanceOfSatisfying(
                            StepState.Failed.class,
                            f -> assertThat(f.problem().notDone())
                                    .contains("done before that, and not taken back: DisableRule")
                                    .contains("UpdateService"));
        });
    }

    @Test
    void another_day_for_the_window_is_agreed_to_by_two_and_the_decision_taken_anew() throws Exception {
        before("5.3", RdsPace.USUAL, (desk, session) -> {
            untilItIsOver(session);
            assertThat(session.view().step("5.2").orElseThrow().state()).isInstanceOf(StepState.Succeeded.class);

            session.setParameter(
                    "windowDate",
                    time.instant().plus(Duration.ofDays(1)).toString().substring(0, 10));

            assertThat(locks(session, "5.2"))
                    .anyMatch(l -> l.cause() instanceof Cause.Moved
                            && l.why().contains("moved by " + desk.lead().name() + " alone"));
            var alone = Exemption.waive("5.2", "moved window", desk.lead(), REASON);
            assertThatThrownBy(() -> session.exempt(alone))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("takes two people");
            TwoPeople.exempt(session, desk.second(), alone);
            assertThat(locks(session, "5.2")).noneMatch(l -> l.cause() instanceof Cause.Moved);

            // Whoever agreed to that day has agreed to no other.
            session.setParameter(
                    "windowDate",
                    time.instant().plus(Duration.ofDays(2)).toString().substring(0, 10));
            assertThat(locks(session, "5.2")).anyMatch(l -> l.cause() instanceof Cause.Moved);
        });
    }

    @Test
    void what_the_fence_stands_around_is_not_renamed_while_it_stands() throws Exception {
        before("5.5", RdsPace.USUAL, (desk, session) -> {
            for (var parameter : List.of("irelandService", "oldDbSecurityGroup", "operatorSource", "sourceDatabase")) {
                assertThatThrownBy(() -> session.setParameter(parameter, "another"))
                        .as(parameter)
                        .isInstanceOf(Refusal.class)
                        .hasMessageContaining("is in use");
            }
            session.setParameter("onCall", "Another person, +44 20 7946 0199");
            undo(desk, session, "5.3");
            session.setParameter("operatorSource", "10.90.0.8/32");
        });
    }
}
