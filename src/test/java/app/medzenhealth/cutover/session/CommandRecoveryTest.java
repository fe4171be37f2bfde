package app.medzenhealth.cutover.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.standard.StandardActions;
import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.audit.Redactor;
import app.medzenhealth.cutover.aws.Guard;
import app.medzenhealth.cutover.aws.PermitBook;
import app.medzenhealth.cutover.inventory.AwsInventoryScanner;
import app.medzenhealth.cutover.monitor.CommandRunner;
import app.medzenhealth.cutover.plan.ActionUse;
import app.medzenhealth.cutover.plan.Phase;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.PlanReader;
import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.plan.PlanVariant;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.rehearsal.EmbeddedWorld;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A console that was killed around the start of a program of its own machine: the next one says so, and decides as far as the trail tells. */
class CommandRecoveryTest {
    private static final String REGION = "eu-central-1";
    private static final Operator LEAD = new Operator("lead@medzenhealth.app");

    @TempDir
    Path folder;

    private final VirtualTime time = new VirtualTime(MedZenEstate.START);
    private final EmbeddedWorld world = MedZenEstate.create(time);
    private final KeptInMemory memory = new KeptInMemory(time);
    private Optional<String> unheld = Optional.empty();
    private CommandRunner.Ended ends = new CommandRunner.Ended.Exited(0, Duration.ofSeconds(2));
    private boolean dies;
    private int started;

    @BeforeEach
    void a_working_copy() throws Exception {
        world.workingCopy().writeTo(Files.createDirectories(folder.resolve("copy")));
        Files.createDirectories(folder.resolve("made"));
        Files.writeString(folder.resolve("copy/deploy.sh"), "#!/bin/sh\n");
    }

    private final CommandRunner runner = new CommandRunner() {
        @Override
        public Ended run(Command command, Consumer<String> output) {
            started++;
            if (dies) {
                throw new Boxes.Killed();
            }
            return ends;
        }

        @Override
        public Lookup find(Command command) {
            return new Lookup.Found("/copy/deploy.sh", "ab12");
        }

        @Override
        public Optional<String> unheld(Command command) {
            return unheld;
        }
    };

    /** On a system that holds no program, the review says what to do instead, and a confirmation starts nothing. */
    @Test
    void a_step_whose_program_nothing_holds_is_refused_at_its_review_and_says_what_to_do_by_hand() throws Exception {
        unheld = Optional.of("this system cannot hold a program");
        var session = opened();
        var review = session.review("x.1");

        assertThat(review.checks())
                .filteredOn(c -> !c.passed())
                .singleElement()
                .satisfies(c -> assertThat(c.toString())
                        .contains(
                                "This system holds it",
                                "cannot hold a program",
                                "by hand",
                                "leave the step out",
                                "Linux 6.7"));
        assertThatThrownBy(() -> session.run(
                        new Confirmation("x.1", review.fingerprint(), LEAD, Optional.empty(), Optional.empty())))
                .isInstanceOf(Refusal.class);
        assertThat(started).isZero();
        session.skip("x.1", LEAD, "done by hand with the saved scripts at 02:10");
        assertThat(session.view().step("x.1").orElseThrow().state()).isInstanceOf(StepState.Skipped.class);
    }

    private Session opened() throws InterruptedException {
        memory.write(LEAD.name(), "session.open", "", Map.of(TablesFromRecords.VERSION_MEMBER, 1L));
        var session = session(plan());
        session.recoverAll();
        return session;
    }

    private void killed() throws InterruptedException {
        var session = opened();
        var review = session.review("x.1");
        assertThat(review.checks()).allMatch(Check::passed);
        assertThatThrownBy(() -> session.run(
                        new Confirmation("x.1", review.fingerprint(), LEAD, Optional.empty(), Optional.empty())))
                .isInstanceOf(Boxes.Killed.class);
    }

    private StepState after(String point) throws InterruptedException {
        memory.killedAt = point;
        killed();
        return opened().view().step("x.1").orElseThrow().state();
    }

    private AuditRecord last(String kind) {
        return memory.records.stream()
                .filter(r -> r.kind().equals(kind))
                .toList()
                .getLast();
    }

    @Test
    void before_the_start_is_on_record_it_was_not_started_and_the_step_is_not_done() throws Exception {
        assertThat(after("command.intent.before"))
                .isInstanceOfSatisfying(
                        StepState.Failed.class,
                        f -> assertThat(f.problem().notDone())
                                .contains("was not started", "no record tells of a start"));
        assertThat(started).isZero();
        assertThat(memory.kinds()).doesNotContain("command.reconciled");
    }

    @Test
    void while_it_ran_nobody_can_tell_and_a_person_decides() throws Exception {
        dies = true;
        killed();
        dies = false;
        var session = opened();

        var intent = last("command.intent");
        assertThat(session.view().step("x.1").orElseThrow().state())
                .isInstanceOfSatisfying(
                        StepState.InDoubt.class,
                        d -> assertThat(d.toString())
                                .contains(
                                        "./deploy.sh was started at",
                                        "(record " + intent.seq() + ")",
                                        "can be read nowhere"));
        var told = last("command.reconciled");
        assertThat(told.step()).isEqualTo("x.1");
        assertThat(told.data())
                .containsEntry("intent", intent.seq())
                .containsEntry("verdict", "undecided")
                .containsEntry("arguments", List.of("./deploy.sh"));
        assertThat(last("session.resumed").data().get("sentence").toString())
                .contains("nobody can tell what became of it", "./deploy.sh was started at");
        assertThat(started).isOne();

        // Said once, however often the console is started until somebody has decided.
        opened();
        assertThat(memory.kinds()).filteredOn("command.reconciled"::equals).hasSize(1);
        session = opened();
        session.decide("x.1", LEAD, Session.Decision.DONE, "the deployment shows the new version");
        assertThat(session.view().step("x.1").orElseThrow().state()).isInstanceOf(StepState.Succeeded.class);
        assertThat(started).isOne();
    }

    @Test
    void the_intent_alone_is_no_proof_that_it_was_not_started() throws Exception {
        assertThat(after("command.intent.after")).isInstanceOf(StepState.InDoubt.class);
        assertThat(started).isZero();
    }

    @Test
    void after_its_end_is_on_record_the_record_decides() throws Exception {
        assertThat(after("command.outcome.after")).isInstanceOf(StepState.Succeeded.class);
        assertThat(last("step.recovered").data().get("evidence").toString())
                .contains(
                        "./deploy.sh exited with exit code 0",
                        "as record " + last("command.outcome").seq());
        assertThat(started).isOne();
    }

    @Test
    void an_end_on_record_that_is_not_the_one_that_the_plan_asks_for_is_not_done() throws Exception {
        ends = new CommandRunner.Ended.Exited(3, Duration.ofSeconds(2));
        assertThat(after("command.outcome.after"))
                .isInstanceOfSatisfying(
                        StepState.Failed.class,
                        f -> assertThat(f.problem().notDone()).contains("exited with exit code 3"));
        assertThat(started).isOne();
    }

    @Test
    void before_the_end_is_on_record_nobody_can_tell() throws Exception {
        assertThat(after("command.outcome.before")).isInstanceOf(StepState.InDoubt.class);
        assertThat(started).isOne();
    }

    /** An older console recorded no starts: that there is no record proves nothing. */
    @Test
    void a_run_of_a_console_that_recorded_no_starts_stays_in_doubt() throws Exception {
        memory.killedAt = "command.intent.before";
        memory.write(LEAD.name(), "session.open", "", Map.of());
        var session = session(plan());
        var review = session.review("x.1");
        assertThatThrownBy(() -> session.run(
                        new Confirmation("x.1", review.fingerprint(), LEAD, Optional.empty(), Optional.empty())))
                .isInstanceOf(Boxes.Killed.class);
        assertThat(opened().view().step("x.1").orElseThrow().state()).isInstanceOf(StepState.InDoubt.class);
    }

    private Session session(Plan plan) {
        var permits = new PermitBook(time);
        var guard = new Guard(
                world.clients(),
                plan.account(),
                permits,
                (a, k, s, d) -> memory.write(a, k, s, d),
                time,
                new PlanAccess(plan));
        var surroundings = new Surroundings(
                guard.guarded(),
                time,
                world.http(),
                world.dns(),
                world.sql(),
                runner,
                new AwsInventoryScanner(guard.guarded(), plan.account(), time),
                folder.resolve("made"),
                folder.resolve("copy"),
                () -> Optional.of(Worlds.PLAN_DIGEST),
                new Redactor(),
                WebhookAddresses.of(new Redactor(), Map.of()));
        return new Session(
                "s1",
                plan,
                Worlds.rehearsal(plan.account(), plan.id()),
                LEAD,
                StandardActions.catalogue(),
                surroundings,
                permits,
                () -> new Identity.Known(MedZenEstate.ACCOUNT, "arn:aws:iam::role/op", Optional.empty()),
                memory,
                () -> new SessionView.AuditHead(memory.records.size(), "0", true, ""));
    }

    /** The shipped plan with one phase of one step, which starts a program. */
    private static Plan plan() {
        var shipped = ((PlanReading.Read) new PlanReader(SessionActions.signatures())
                        .read(Path.of("assets/plans/medzen-eu-central-1.yaml")))
                .plan();
        var like = shipped.phases().getFirst();
        var step = new Step(
                "x.1",
                "Deploy",
                "To see what becomes of it.",
                Step.Effect.REVERSIBLE,
                Step.Confirm.REVIEW,
                Optional.empty(),
                List.of(),
                List.of(new ActionUse(
                        "command.run",
                        Optional.empty(),
                        Map.of("argv", List.of("./deploy.sh"), "directory", ".", "timeout", "PT1M"))),
                List.of(),
                Duration.ofMinutes(1),
                List.of(),
                "here");
        var phase = new Phase(
                "x",
                "Tried",
                "",
                like.planned(),
                List.of(),
                Optional.empty(),
                Map.of(REGION, Phase.Access.WRITE),
                List.of(),
                List.of(step),
                List.of(),
                List.of(),
                "here");
        return PlanVariant.of(shipped)
                .phases(List.of(phase))
                .closing(List.of())
                .rollbacks(List.of())
                .plan();
    }
}
