package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.plan.Checklist;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.rehearsal.RehearsedLead;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import app.medzenhealth.cutover.session.Exemption;
import app.medzenhealth.cutover.session.GoBoard;
import app.medzenhealth.cutover.session.GoBoard.Said;
import app.medzenhealth.cutover.session.GoNoGo;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The go/no-go board of the shipped plan, on the night: who says what, what that opens and what it locks. */
class GoBoardTest {
    @TempDir
    Path folder;

    private final Plan plan = PlanFile.SHIPPED.plan();
    private final VirtualTime time = new VirtualTime(MedZenEstate.START);

    private RehearsalApp open() throws InterruptedException {
        return RehearsalApp.open(plan, StateDirectory.at(folder.resolve("state")), time, MedZenEstate.create(time));
    }

    private RehearsedLead lead(RehearsalApp desk) {
        return new RehearsedLead(desk.workplace().session(), time, desk.lead(), desk.second(), _ -> {});
    }

    private static List<Lock> locks(Session session, String step) {
        return session.view().step(step).orElseThrow().state() instanceof StepState.Locked(var locks)
                ? locks
                : List.of();
    }

    private static boolean onlyTheBoard(Session session) {
        var locks = locks(session, "5.2");
        return !locks.isEmpty() && locks.stream().allMatch(l -> l.cause() instanceof Cause.Unsaid);
    }

    private static void say(RehearsalApp desk, String role, Said said, String note) {
        desk.workplace().session().say(new GoNoGo(role, said, "Ann of " + role, note, desk.lead()));
    }

    private static List<AuditRecord> answers(RehearsalApp desk) {
        try (var all = desk.workplace().records().trail().records(1, Long.MAX_VALUE)) {
            return all.filter(r -> r.kind().equals("board.answer")).toList();
        }
    }

    @Test
    void the_decision_waits_for_each_go_and_a_no_go_holds_it_and_the_fence() throws Exception {
        try (var desk = open()) {
            var session = desk.workplace().session();
            lead(desk).goUntil(_ -> onlyTheBoard(session));
            assertThat(locks(session, "5.2"))
                    .extracting(Lock::cause)
                    .containsExactly(
                            new Cause.Unsaid("DevOps"),
                            new Cause.Unsaid("Database Admin"),
                            new Cause.Unsaid("On-Call"));
            assertThatThrownBy(() -> session.attest("5.2", desk.lead(), "Go: all is well"))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("Nobody has said go for “DevOps”");

            say(desk, "DevOps", Said.GO, "");
            say(desk, "Database Admin", Said.NO_GO, "the replica is 40 s behind");
            say(desk, "On-Call", Said.GO, "at the desk");
            assertThat(locks(session, "5.2")).singleElement().satisfies(l -> {
                assertThat(l.cause()).isEqualTo(new Cause.NoGo("Database Admin"));
                assertThat(l.why()).contains("Ann of Database Admin", "the replica is 40 s behind");
                assertThat(l.waiver()).as("nobody overrules it by a reason").isEmpty();
            });
            assertThatThrownBy(() -> session.attest("5.2", desk.lead(), "Go: I take it on me"))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("No-go for “Database Admin”");
            assertThatThrownBy(() -> session.exempt(Exemption.waive(
                            "5.2", "board Database Admin", desk.lead(), "We go on all the same tonight")))
                    .isInstanceOf(Refusal.class);

            say(desk, "Database Admin", Said.GO, "it has caught up");
            assertThat(session.view().board().allGo()).isTrue();
            lead(desk).goUntil(v -> v.step("5.3").orElseThrow().state() instanceof StepState.Ready);

            say(desk, "On-Call", Said.NO_GO, "the pager is down");
            assertThat(locks(session, "5.3"))
                    .as("behind the decision, too")
                    .extracting(Lock::cause)
                    .containsExactly(new Cause.NoGo("On-Call"));
            say(desk, "On-Call", Said.GO, "it works again");
            assertThat(session.view().step("5.3").orElseThrow().state()).isInstanceOf(StepState.Ready.class);

            assertThat(answers(desk)).hasSize(6).allSatisfy(r -> {
                assertThat(r.step()).isEqualTo("5.2");
                assertThat(r.actor()).isEqualTo(desk.lead().name());
                assertThat(r.data()).containsKeys("role", "answer", "person", "note", "window", "claims");
            });
            assertThat(answers(desk).get(1).data())
                    .containsEntry("answer", "no-go")
                    .containsEntry("person", "Ann of Database Admin")
                    .containsEntry("claims", List.of("p5-budget"));
        }
    }

    @Test
    void once_the_fence_is_up_the_board_is_closed_and_a_way_back_opens_it_empty() throws Exception {
        try (var desk = open()) {
            var session = desk.workplace().session();
            lead(desk).goUntil(v -> v.step("5.3").orElseThrow().state() instanceof StepState.Succeeded);

            assertThatThrownBy(() -> say(desk, "On-Call", Said.NO_GO, "I have doubts"))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("closed since step 5.3");
            time.advance(Duration.ofHours(5));
            assertThat(session.view().board().allGo())
                    .as("as it was when it was used")
                    .isTrue();
            assertThat(locks(session, "5.6"))
                    .as("the way on is not held by it")
                    .noneMatch(l -> l.cause() instanceof Cause.Unsaid || l.cause() instanceof Cause.NoGo);

            for (var step : session.view().wayBackNow().orElseThrow().steps()) {
                assertThat(lead(desk)
                                .carryOut(session.view().step(step.step().id()).orElseThrow()))
                        .isEmpty();
            }
            assertThat(session.view().board().closed()).isEmpty();
            assertThat(session.view().board().seats())
                    .as("whoever said go to the first attempt has said nothing of the second")
                    .allSatisfy(s -> assertThat(s.standing()).isInstanceOf(GoBoard.Unsaid.class));
        }
    }

    @Test
    void a_go_counts_for_four_hours_and_for_its_own_window() throws Exception {
        try (var desk = open()) {
            var session = desk.workplace().session();
            lead(desk).goUntil(_ -> onlyTheBoard(session));
            say(desk, "DevOps", Said.GO, "");
            say(desk, "On-Call", Said.NO_GO, "nobody is awake");

            time.advance(Duration.ofHours(4).minusSeconds(1));
            assertThat(seat(session, "DevOps").saidGo()).isTrue();
            time.advance(Duration.ofSeconds(1));
            assertThat(seat(session, "DevOps").standing())
                    .isInstanceOfSatisfying(
                            GoBoard.Lapsed.class, l -> assertThat(l.why()).contains("4 h"));
            assertThat(seat(session, "On-Call").saidNoGo())
                    .as("a no stays a no")
                    .isTrue();

            session.setParameter(
                    "windowDate",
                    time.instant().plus(Duration.ofDays(7)).toString().substring(0, 10));
            assertThat(seat(session, "On-Call").standing())
                    .isInstanceOfSatisfying(
                            GoBoard.Lapsed.class, l -> assertThat(l.why()).contains("another window"));
        }
    }

    private static GoBoard.Seat seat(Session session, String role) {
        return session.view().board().seats().stream()
                .filter(s -> s.role().equals(role))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_go_is_refused_while_the_list_that_it_claims_is_open_and_a_no_go_needs_words() throws Exception {
        try (var live = LiveOnEstate.open(plan, folder)) {
            var session = live.session();
            assertThatThrownBy(() -> session.say(new GoNoGo("DevOps", Said.GO, "Ann", "", live.lead())))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("“Pre-cutover checklist”")
                    .hasMessageContaining("5 of 5 open");
            assertThat(seat(session, "DevOps").open()).extracting(Checklist::id).containsExactly("p5-pre");
            assertThatThrownBy(() -> session.say(new GoNoGo("DevOps", Said.NO_GO, "Ann", " ", live.lead())))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("needs words");
            assertThatThrownBy(() -> session.say(new GoNoGo("On-Call", Said.GO, " ", "", live.lead())))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("Nobody is named");
            assertThatThrownBy(() -> session.say(new GoNoGo("Night nurse", Said.GO, "Ann", "", live.lead())))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("asks nobody");
            assertThat(live.workplace()
                            .records()
                            .trail()
                            .records(1, Long.MAX_VALUE)
                            .map(AuditRecord::kind))
                    .doesNotContain("board.answer");

            session.say(new GoNoGo("DevOps", Said.NO_GO, "Ann", "alarms are missing", live.lead()));
            session.say(new GoNoGo("On-Call", Said.GO, "Bob", "", live.lead()));
        }
        try (var live = LiveOnEstate.open(plan, folder)) {
            assertThat(seat(live.session(), "DevOps").standing())
                    .as("kept over a restart")
                    .isEqualTo(new GoBoard.Given(new GoBoard.Answer(
                            Said.NO_GO, "Ann", "lead@medzen", at(live, 0), "alarms are missing", "")));
            assertThat(seat(live.session(), "On-Call").saidGo()).isTrue();
        }
    }

    private static Instant at(LiveOnEstate live, int number) {
        try (var all = live.workplace().records().trail().records(1, Long.MAX_VALUE)) {
            return Instant.parse(all.filter(r -> r.kind().equals("board.answer"))
                    .skip(number)
                    .findFirst()
                    .orElseThrow()
                    .at());
        }
    }
}
