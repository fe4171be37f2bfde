package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.Sweep;
import app.medzenhealth.cutover.plan.Rollback;
import app.medzenhealth.cutover.rehearsal.RehearsedLead;
import app.medzenhealth.cutover.rehearsal.data.UsersWrites;
import app.medzenhealth.cutover.session.Demand;
import app.medzenhealth.cutover.session.FoldedSession;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.session.Risk;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.SessionView.StepView;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.session.UndoLock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.rds.RdsClient;

/** After a way back what it took back is open again, and a second cutover goes to its end in the same session. {@code -Dsweep=100}: from every step. */
class SecondCutoverTest {
    private static final String FIRST = "medzen-ehrbase-db";
    private static final String REPLICA = "medzen-ehrbase-db-eu-west-1-replica";
    private static final String FRANKFURT = "medzen-ehrbase-db-eu-central-1";
    private static final List<String> ALL =
            List.of("5.3", "5.5", "5.6", "5.7", "5.8", "5.9a", "5.9", "5.10", "5.11", "5.12", "5.12b");
    /** Each has deleted something that was there when the way back was first offered. */
    private static final List<String> DELETED =
            List.of("6.3", "6.4", "6.5", "6.6", "6.6b", "6.6d", "6.7", "6.7b", "6.8", "6.8b");

    private static final List<String> BACK_AT_ONCE = Sweep.of("steps to go straight back from", ALL);
    private static final List<String> BACK_FROM_DELETIONS = Sweep.of("deletions to go back from", DELETED);

    @TempDir
    static Path folder;

    private static PreparedStates states;

    @BeforeAll
    static void prepare() throws Exception {
        states = new PreparedStates(
                folder,
                Stream.of(BACK_AT_ONCE.stream(), Stream.of("5.13", "7.4"), BACK_FROM_DELETIONS.stream())
                        .flatMap(s -> s)
                        .toList());
    }

    private static RehearsedLead lead(RehearsalApp desk) {
        return new RehearsedLead(desk.workplace().session(), desk.time(), desk.lead(), desk.second(), s -> {});
    }

    private static StepView view(RehearsalApp desk, String step) {
        return desk.workplace().session().view().step(step).orElseThrow();
    }

    /** Users write meanwhile. */
    private static void wait(RehearsalApp desk, UsersWrites users, Duration time) {
        desk.time().advance(time);
        users.missing();
    }

    private static void carryOut(RehearsalApp desk, Rollback way, String from) throws Exception {
        for (var step : way.procedure().steps()) {
            assertThat(lead(desk).carryOut(view(desk, step.id())))
                    .as("back from " + from + ", " + step.id())
                    .isEmpty();
        }
    }

    @Test
    void after_going_straight_back_from_any_step_a_second_cutover_reaches_its_end() throws Exception {
        for (var from : BACK_AT_ONCE) {
            try (var desk = PreparedStates.open(states.after(from))) {
                again(desk, from);
            }
        }
    }

    private static void again(RehearsalApp desk, String from) throws Exception {
        var session = desk.workplace().session();
        var users = new UsersWrites(desk.world().estate());
        carryOut(desk, session.plan().rollbacks().getFirst(), from);
        assertThat(users.leadsTo()).isEqualTo("eu-west-1");
        var back = desk.time().instant();
        for (var step : List.of("5.3", "5.4", "5.5", "5.6", "5.7", "5.8", "5.13")) {
            var shown = view(desk, step);
            assertThat(shown.state())
                    .as(from + ": " + step)
                    .isInstanceOfAny(StepState.Locked.class, StepState.Ready.class);
            assertThat(shown.outputs()).as(from + ": " + step).isEmpty();
            assertThat(shown.verified()).as(from + ": " + step).isEmpty();
            assertThat(shown.review()).as(from + ": " + step).isEmpty();
        }
        assertThat(session.view().sentence()).as(from).contains("Rolled back");
        // Nobody goes forward again by taking back what went back.
        assertThat(UndoLock.of(session.view(), view(desk, "rollback.3"))).isPresent();
        assertThatThrownBy(() -> session.reviewUndo("rollback.3")).isInstanceOf(Refusal.class);
        onceMore(desk, users, from, back);
    }

    private static void onceMore(RehearsalApp desk, UsersWrites users, String from, Instant back) throws Exception {
        var session = desk.workplace().session();
        desk.time().advance(Duration.ofHours(2));
        var outcome = lead(desk).goUntil(v -> settled(v, "5.14"));
        assertThat(settled(session.view(), "5.14"))
                .as("second cutover after going back from " + from + ": " + outcome.stoppedAt())
                .isTrue();
        assertThat(users.leadsTo()).as(from).isEqualTo("eu-central-1");
        // What the way back lost was stated then.
        assertThat(users.missing()).as(from).allMatch(w -> w.at().isBefore(back));
        assertThat(users.acknowledged()).as(from).isNotEmpty();
        assertThat(users.open()).as(from).hasSize(1);
        assertThat(session.view().sentence()).as(from).doesNotContain("Rolled back");
    }

    @Test
    void thirty_hours_later_what_is_lost_is_what_was_stated() throws Exception {
        for (var from : BACK_AT_ONCE) {
            try (var desk = PreparedStates.open(states.after(from))) {
                var users = new UsersWrites(desk.world().estate());
                wait(desk, users, Duration.ofMinutes(1));
                wait(desk, users, Duration.ofHours(30));
                var session = desk.workplace().session();
                var way = session.plan().rollbacks().getFirst();
                var stop = way.procedure().steps().getFirst();
                var demand = Demand.toRun(session.view(), stop, session.review(stop.id()));
                var stated = desk.time().instant();
                carryOut(desk, way, from);
                var lost = users.missing();
                assertThat(demand.risk().level() == Risk.Level.LOSES_DATA)
                        .as(from + ": " + demand.risk().headline() + " — lost " + lost.size())
                        .isEqualTo(!lost.isEmpty());
                if (!lost.isEmpty()) {
                    assertThat(demand.risk().headline()).as(from).contains("for 30 h");
                    assertThat(Duration.between(lost.getLast().at(), stated))
                            .as(from)
                            .isLessThan(Duration.ofMinutes(5));
                }
                onceMore(desk, users, from + ", 30 h later", desk.time().instant());
            }
        }
    }

    @Test
    void after_the_full_way_back_nothing_is_lost_and_the_whole_plan_is_carried_out_anew() throws Exception {
        for (var later : List.of(Duration.ZERO, Duration.ofHours(30))) {
            try (var desk = PreparedStates.open(states.after("7.4"))) {
                var users = new UsersWrites(desk.world().estate());
                wait(desk, users, Duration.ofMinutes(1));
                wait(desk, users, later);
                var session = desk.workplace().session();
                session.tick("p6-pre-4", desk.lead(), "Agreed for what was done then");
                var folded = new FoldedSession(session, session.plan(), SessionView.Mode.REHEARSAL);
                if (!later.isZero()) {
                    desk.workplace()
                            .records()
                            .trail()
                            .records(1, Long.MAX_VALUE)
                            .forEach(folded::past);
                    folded.follow();
                }
                carryOut(desk, session.plan().rollbacks().getLast(), "7.4, " + later);
                desk.time().advance(Duration.ofMinutes(5));

                assertThat(users.leadsTo()).isEqualTo("eu-west-1");
                assertThat(users.missing()).isEmpty();
                assertThat(users.open()).containsExactly("eu-west-1 " + REPLICA);
                assertThat(session.view().sentence()).contains("Rolled back");
                assertThat(session.view().phases().stream()
                                .flatMap(p -> p.checklists().stream())
                                .flatMap(c -> c.items().stream())
                                .filter(i -> i.item().id().equals("p6-pre-4")))
                        .singleElement()
                        .satisfies(i -> assertThat(i.ticked()).isFalse());
                assertThat(session.view().parameters())
                        .containsEntry("sourceDatabase", REPLICA)
                        .containsEntry("irelandReplica", FIRST)
                        .containsEntry("irelandService", "medzen-ehrbase-dr")
                        .containsEntry("irelandStandbyService", "medzen-ehrbase");
                for (var step :
                        List.of("2.3", "2.4", "2.6", "5.3", "5.6", "5.13", "6.8b", "7.4", "7.3", "7.6", "after.1")) {
                    assertThat(view(desk, step).state())
                            .as(step)
                            .isInstanceOfAny(StepState.Locked.class, StepState.Ready.class);
                    assertThat(view(desk, step).outputs()).as(step).isEmpty();
                }

                if (later.isZero()) {
                    toTheEnd(desk, users);
                } else {
                    var outcome = lead(desk).goUntil(v -> settled(v, "5.14"));
                    assertThat(settled(session.view(), "5.14"))
                            .as(outcome.toString())
                            .isTrue();
                }
                if (!later.isZero()) {
                    assertThat(folded.differences()).isEmpty();
                }
                assertThat(users.leadsTo()).isEqualTo("eu-central-1");
                assertThat(users.missing()).isEmpty();
                assertThat(users.gone()).isEmpty();
                assertThat(users.open()).containsExactly("eu-central-1 " + FRANKFURT);
            }
        }
    }

    @Test
    void after_each_deletion_a_way_back_loses_nothing_and_everything_works_in_ireland_or_is_refused_beforehand()
            throws Exception {
        for (var from : BACK_FROM_DELETIONS) {
            try (var desk = PreparedStates.open(states.after(from))) {
                var session = desk.workplace().session();
                var users = new UsersWrites(desk.world().estate());
                wait(desk, users, Duration.ofMinutes(1));
                wait(desk, users, Duration.ofHours(3));
                var straight = session.plan().rollbacks().getFirst();
                var sent = desk.world().estate().ledger().size();
                assertThat(lead(desk)
                                .carryOut(view(
                                        desk,
                                        straight.procedure().steps().getFirst().id())))
                        .as("straight back after " + from)
                        .isPresent();
                assertThat(view(desk, "rollback.1").state())
                        .as(from)
                        .isInstanceOfSatisfying(
                                StepState.Locked.class,
                                l -> assertThat(l.locks()).anyMatch(k -> k.why().contains("This way back is closed")));
                assertThat(desk.world().estate().ledger().size()).as(from).isEqualTo(sent);

                var way = session.plan().rollbacks().getLast();
                var fence = way.procedure().steps().stream()
                        .filter(s -> s.id().equals("rollback-full.3"))
                        .findFirst()
                        .orElseThrow();
                assertThat(Demand.toRun(session.view(), fence, session.review(fence.id()))
                                .risk()
                                .headline())
                        .as(from)
                        .doesNotContain("deployed to Ireland again");
                carryOut(desk, way, from);
                desk.time().advance(Duration.ofMinutes(5));
                assertThat(users.leadsTo()).as(from).isEqualTo("eu-west-1");
                assertThat(users.missing()).as(from).isEmpty();
                assertThat(users.gone()).as(from).isEmpty();
                assertThat(users.open()).as(from).containsExactly("eu-west-1 " + REPLICA);
                var rules = desk.world().clients().client(EventBridgeClient.class, "eu-west-1");
                for (var rule : List.of("medzen-data-retention-nightly", "medzen-compliance-hourly")) {
                    assertThat(rules.describeRule(r -> r.name(rule)).state())
                            .as(from + ": " + rule)
                            .isEqualTo(RuleState.ENABLED);
                    assertThat(desk.world()
                                    .clients()
                                    .client(EventBridgeClient.class, "eu-central-1")
                                    .describeRule(r -> r.name(rule))
                                    .state())
                            .as(from + ": " + rule)
                            .isEqualTo(RuleState.DISABLED);
                }
                worksInIreland(desk, from);
                var outcome = lead(desk).goUntil(v -> settled(v, "5.14"));
                assertThat(settled(session.view(), "5.14"))
                        .as("second cutover after going back from " + from + ": " + outcome.stoppedAt())
                        .isTrue();
                assertThat(users.leadsTo()).as(from).isEqualTo("eu-central-1");
                assertThat(users.missing()).as(from).isEmpty();
            }
        }
    }

    /** What a rule starts gets through to the database that users write to. */
    private static void worksInIreland(RehearsalApp desk, String from) {
        var functions = desk.world().clients().client(LambdaClient.class, "eu-west-1");
        for (var function : List.of("medzen-data-retention-cleanup", "medzen-compliance-monitor")) {
            assertThat(functions
                            .invoke(r -> r.functionName(function).payload(SdkBytes.fromUtf8String("{\"dryRun\":true}")))
                            .functionError())
                    .as("after going back from " + from + ": " + function)
                    .isNull();
        }
    }

    /** What the first attempt led away from and what it made are other databases now, and the deletion at the end hits the right one. */
    private static void toTheEnd(RehearsalApp desk, UsersWrites users) throws Exception {
        var sent = desk.world().estate().ledger().size();
        var outcome = lead(desk).goThrough();
        assertThat(outcome.complete()).as(outcome.toString()).isTrue();
        var deleted = desk.world().estate().ledger().entries().stream()
                .skip(sent)
                .filter(e -> e.operation().equals("DeleteDBInstance"))
                .map(Object::toString)
                .toList();
        assertThat(deleted).anyMatch(d -> d.contains(REPLICA)).noneMatch(d -> d.contains(FRANKFURT));
        assertThat(users.open()).containsExactly("eu-central-1 " + FRANKFURT);
        assertThat(desk.world()
                        .clients()
                        .client(RdsClient.class, "eu-west-1")
                        .describeDBInstances()
                        .dbInstances())
                .singleElement()
                .satisfies(i -> {
                    assertThat(i.dbInstanceIdentifier()).isEqualTo(FIRST);
                    assertThat(i.readReplicaSourceDBInstanceIdentifier()).contains(FRANKFURT);
                });
    }

    @Test
    void the_full_way_back_is_not_begun_before_it_can_be_gone_to_its_end() throws Exception {
        try (var desk = PreparedStates.open(states.after("5.13"))) {
            var session = desk.workplace().session();
            for (var step : session.plan().rollbacks().getLast().procedure().steps()) {
                assertThat(view(desk, step.id()).state())
                        .as(step.id())
                        .isInstanceOfSatisfying(
                                StepState.Locked.class,
                                l -> assertThat(l.locks())
                                        .anyMatch(k -> k.why().contains("it needs Step 7.4")
                                                && k.opens().contains("Until then there is no way back without loss")));
            }
            assertThat(session.view().wayBack().orElseThrow().costs())
                    .contains("it needs step 7.4", "carry out phase 7 up to step 7.4");
            assertThat(lead(desk).goUntil(v -> settled(v, "7.4")).stoppedAt()).contains("as far as asked");
            assertThat(lead(desk).carryOut(view(desk, "rollback-full.1"))).isEmpty();
            assertThat(lead(desk).carryOut(view(desk, "rollback-full.2"))).isEmpty();
            // Another hand takes away what it needs: users are not cut off for it.
            desk.world()
                    .clients()
                    .client(EcsClient.class, "eu-west-1")
                    .updateService(u -> u.cluster("medzen-ehrbase-cluster")
                            .service("medzen-ehrbase-dr")
                            .desiredCount(0));
            desk.time().advance(Duration.ofMinutes(10));
            var sent = desk.world().estate().ledger().size();
            assertThat(lead(desk).carryOut(view(desk, "rollback-full.3"))).isPresent();
            assertThat(session.review("rollback-full.3").checks())
                    .anyMatch(c -> !c.passed() && c.title().contains("healthy targets in medzen-ehrbase-tg"));
            assertThat(desk.world().estate().ledger().size()).isEqualTo(sent);
        }
    }

    private static boolean settled(SessionView view, String step) {
        return view.step(step).orElseThrow().state().settled();
    }
}
