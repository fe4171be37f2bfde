package app.medzenhealth.cutover.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.action.Action;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.ReadOnlyAction;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.action.standard.StandardActions;
import app.medzenhealth.cutover.audit.Redactor;
import app.medzenhealth.cutover.aws.Guard;
import app.medzenhealth.cutover.aws.PermitBook;
import app.medzenhealth.cutover.aws.PlannedCall;
import app.medzenhealth.cutover.inventory.AwsInventoryScanner;
import app.medzenhealth.cutover.monitor.CommandRunner;
import app.medzenhealth.cutover.plan.ActionSignature;
import app.medzenhealth.cutover.plan.ActionUse;
import app.medzenhealth.cutover.plan.Phase;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.PlanReader;
import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.plan.PlanVariant;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.plan.StepOutputs;
import app.medzenhealth.cutover.plan.Variables;
import app.medzenhealth.cutover.rehearsal.EmbeddedWorld;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import app.medzenhealth.cutover.session.StepRecord.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session that only reads has no effect, by whatever door and whatever the plan calls its steps. */
class ReadingSessionTest {
    private static final Operator LEAD = new Operator("lead@example.com");
    private static final String REGION = "eu-central-1";

    @TempDir
    Path folder;

    private final VirtualTime time = new VirtualTime(MedZenEstate.START);
    private final EmbeddedWorld world = MedZenEstate.create(time);
    private final List<CommandRunner.Command> commands = new ArrayList<>();
    private KeptInMemory memory = new KeptInMemory(time);
    private final PermitBook permits = new PermitBook(time);
    private Optional<Identity.Denial> denial =
            Optional.of(new Identity.Denial("this session only reads", "allow changes"));

    @BeforeEach
    void a_working_copy() throws Exception {
        world.workingCopy().writeTo(Files.createDirectories(folder.resolve("copy")));
        Files.createDirectories(folder.resolve("made"));
    }

    /** Every kind of action that a plan may name, each as the only action of a step that the plan calls reading. */
    @Test
    void no_kind_of_action_has_an_effect_in_a_session_that_only_reads() throws Exception {
        var before = copied();
        var made = 0;
        var locked = 0;
        var read = 0;
        var types = StandardActions.catalogue().signatures();
        for (var signature : types) {
            var type = StandardActions.catalogue().find(signature.type()).orElseThrow();
            var use = use(signature);
            var action = made(type, use);
            made += action.isPresent() ? 1 : 0;
            if (tried(use, Step.Effect.READS)) {
                read++;
                assertThat(signature.writes()).as(signature.type()).isFalse();
                assertThat(action.stream()).as(signature.type()).allMatch(ReadOnlyAction.class::isInstance);
            } else {
                locked++;
            }
            assertThat(commands).as(signature.type()).isEmpty();
            assertThat(world.estate().ledger().entries()).as(signature.type()).isEmpty();
            assertThat(copied()).as(signature.type()).isEqualTo(before);
        }
        System.out.println(types.size() + " kinds of action in a session that only reads: " + made + " made, " + locked
                + " locked, " + read + " read, 0 calls that change, 0 commands, 0 files elsewhere");
        assertThat(made).isGreaterThan(types.size() * 9 / 10);
        assertThat(locked)
                .isEqualTo((int) types.stream().filter(ActionSignature::writes).count());
    }

    @Test
    void no_message_is_posted_by_a_session_that_only_reads() {
        var session = session(shipped());
        var posting = session.posting("t-0-team");

        assertThatThrownBy(() -> session.post("t-0-team", posting.fingerprint(), LEAD))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("this session only reads");
        assertThat(memory.records).noneMatch(r -> r.kind().startsWith("message."));
    }

    private static Optional<Action> made(ActionType type, ActionUse use) {
        try {
            return Optional.of(type.make().apply(new Inputs(use.type(), use.region(), use.with())));
        } catch (ActionFailure doesNotFit) {
            return Optional.empty();
        }
    }

    /** Reviews and confirms. Whether the session let the step be carried out, well or not. */
    private boolean tried(ActionUse use, Step.Effect effect) throws Exception {
        memory = new KeptInMemory(time);
        var session = session(plan(use, effect));
        try {
            var review = session.review("x.1");
            session.run(new Confirmation("x.1", review.fingerprint(), LEAD, Optional.empty(), Optional.empty()));
        } catch (RuntimeException refused) {
            assertThat(session.view().step("x.1").orElseThrow().attempts()).isZero();
            return !String.valueOf(refused.getMessage()).contains("this session only reads")
                    && !StandardActions.catalogue()
                            .find(use.type())
                            .orElseThrow()
                            .signature()
                            .writes();
        }
        return true;
    }

    @Test
    void a_step_with_an_effect_is_locked_although_its_actions_only_read() throws Exception {
        var look = new ActionUse("http.check", Optional.empty(), Map.of("url", "http://127.0.0.1/", "status", "200"));

        assertThat(tried(look, Step.Effect.READS)).isTrue();
        assertThat(session(plan(look, Step.Effect.REVERSIBLE)).review("x.1").checks())
                .anyMatch(c -> c.title().equals("Changes are allowed") && !c.passed());
    }

    private static final ActionUse COMMAND = new ActionUse(
            "command.run",
            Optional.empty(),
            Map.of("argv", List.of("./deploy.sh"), "directory", ".", "timeout", "PT1M"));

    @Test
    void changes_that_are_taken_back_after_the_confirmation_stop_the_runner_itself() throws Exception {
        var gate = gate(Optional.of(new Identity.Denial("this session only reads", "allow changes")));
        var reached = new ArrayList<String>();

        assertThatThrownBy(() -> gate.pass("x.1", COMMAND, List.of(), LEAVE, () -> reached.add("begun")))
                .hasMessageContaining("this session only reads");
        assertThat(reached).isEmpty();
    }

    @Test
    void a_command_runs_only_while_its_confirmed_action_is_carried_out() throws Exception {
        var gate = gate(Optional.empty());
        var runner = gate.commands("x.1", this::note);
        var command = new CommandRunner.Command(List.of("./deploy.sh"), folder, Map.of(), Duration.ofMinutes(1));

        assertThat(runner.run(command, l -> {})).isInstanceOf(CommandRunner.Ended.NotStarted.class);
        assertThat(commands).isEmpty();
        assertThat(gate.pass("x.1", COMMAND, List.of(), LEAVE, () -> runner.run(command, l -> {})))
                .isInstanceOf(CommandRunner.Ended.Exited.class);
        assertThat(runner.run(command, l -> {})).isInstanceOf(CommandRunner.Ended.NotStarted.class);
        assertThat(commands).hasSize(1);
    }

    @Test
    void a_call_that_the_type_does_not_declare_is_never_sent() throws Exception {
        var backup = new ActionUse("dynamodb.backup", Optional.of("eu-central-1"), Map.of());
        var deletion = new PlannedCall(
                "eu-central-1",
                "dynamodb",
                "DeleteTable",
                new PlannedCall.Resource.Named("medzen-sessions"),
                List.of("aws", "dynamodb", "delete-table"));
        var gate = gate(Optional.empty());
        var reached = new ArrayList<String>();
        assertThatThrownBy(() -> gate.pass("x.1", backup, List.of(deletion), LEAVE, () -> reached.add("sent")))
                .isInstanceOf(ActionFailure.class)
                .hasMessageContaining("would send dynamodb DeleteTable, which it does not declare");
        assertThat(reached).isEmpty();
    }

    @Test
    void a_hold_and_a_phase_that_writes_nowhere_stop_a_command_too() throws Exception {
        var command = new CommandRunner.Command(List.of("./deploy.sh"), folder, Map.of(), Duration.ofMinutes(1));
        var gate = gate(Optional.empty());
        permits.hold();
        assertThat(gate.pass(
                        "x.1",
                        COMMAND,
                        List.of(),
                        LEAVE,
                        () -> gate.commands("x.1", this::note).run(command, l -> {})))
                .isEqualTo(new CommandRunner.Ended.NotStarted("changes are on hold"));
        permits.release();

        var bystander = new EffectGate(
                plan(COMMAND, Step.Effect.REVERSIBLE),
                StandardActions.catalogue(),
                identity(Optional.empty()),
                (step, region) -> false,
                permits::held,
                commands());
        assertThat(bystander.pass(
                        "x.1",
                        COMMAND,
                        List.of(),
                        LEAVE,
                        () -> bystander.commands("x.1", this::note).run(command, l -> {})))
                .isEqualTo(new CommandRunner.Ended.NotStarted("the plan lets the phase of step x.1 write nowhere"));
        assertThat(commands).isEmpty();
    }

    /** Going back and going on after a crash are doors too. */
    @Test
    void neither_undoing_nor_recovering_nor_running_again_has_an_effect() throws Exception {
        for (var stage : List.of(Stage.RUNNING, Stage.UNDOING, Stage.IN_DOUBT, Stage.FAILED, Stage.SUCCEEDED)) {
            memory = new KeptInMemory(time);
            var plan = plan(COMMAND, Step.Effect.REVERSIBLE);
            var journal = new SessionJournal(
                    memory,
                    new SessionFold(plan, new StepOutputs(type -> Optional.empty())),
                    SessionTables.read(memory, plan, SessionView.Mode.REHEARSAL, time.instant()));
            journal.write("lead", "step.confirm", "x.1", Map.of("undo", stage == Stage.UNDOING, "fingerprint", "f"));
            journal.write("console", "action.begin", "x.1", Map.of("index", 1));
            switch (stage) {
                case IN_DOUBT -> journal.write("console", "step.doubt", "x.1", Map.of("why", "its end was not seen"));
                case FAILED -> journal.write("console", "step.failed", "x.1", Map.of("happened", "it broke"));
                case SUCCEEDED -> journal.write("console", "step.succeeded", "x.1", Map.of("took", "PT1M"));
                default -> {}
            }
            var session = session(plan);
            session.recoverAll();
            session.waitAgain();
            for (var door : List.<Door>of(
                    () -> session.lookAgain("x.1"),
                    () -> session.retry("x.1", LEAD),
                    () -> session.reviewUndo("x.1"),
                    () -> session.run(new Confirmation(
                            "x.1", session.review("x.1").fingerprint(), LEAD, Optional.empty(), Optional.empty())))) {
                try {
                    door.open();
                } catch (Refusal expected) {
                    assertThat(expected.next()).isNotBlank();
                }
            }
            assertThat(commands).as(stage.name()).isEmpty();
        }
    }

    private interface Door {
        void open() throws Exception;
    }

    private CommandRunner.Ended note(CommandRunner.Command command, Consumer<String> output) {
        commands.add(command);
        return new CommandRunner.Ended.Exited(0, Duration.ZERO);
    }

    private EffectGate gate(Optional<Identity.Denial> denied) throws Exception {
        return new EffectGate(
                plan(COMMAND, Step.Effect.REVERSIBLE),
                StandardActions.catalogue(),
                identity(denied),
                (step, region) -> true,
                permits::held,
                commands());
    }

    private static final EffectGate.Leave LEAVE = new EffectGate.Leave(
            Optional.of(List.of("./deploy.sh")),
            new LocalCommands.Confirmed("", "f00d", LEAD.name()),
            Duration.ofMinutes(5));

    private LocalCommands commands() {
        return new LocalCommands(
                (actor, kind, step, data) -> memory.write(actor, kind, step, data, r -> List.of()), time, "");
    }

    private static Identity.Reader identity(Optional<Identity.Denial> denied) {
        return new Identity.Reader() {
            @Override
            public Identity read() {
                return new Identity.Known(MedZenEstate.ACCOUNT, "arn:aws:iam::role/op", Optional.empty());
            }

            @Override
            public Optional<Identity.Denial> denial() {
                return denied;
            }
        };
    }

    private Session session(Plan plan) {
        var access = new PlanAccess(plan);
        var guard = new Guard(
                world.clients(), plan.account(), permits, (a, k, s, d) -> memory.write(a, k, s, d), time, access);
        var surroundings = new Surroundings(
                guard.guarded(),
                time,
                world.http(),
                world.dns(),
                world.sql(),
                this::note,
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
                identity(denial),
                memory,
                () -> new SessionView.AuditHead(memory.records.size(), "0", true, ""));
    }

    /** The shipped plan with one phase of one step; the step may say of itself what is not true. */
    private static Plan plan(ActionUse use, Step.Effect effect) {
        var shipped = shipped();
        var like = shipped.phases().getFirst();
        var step = new Step(
                "x.1",
                "Tried",
                "To see what becomes of it.",
                effect,
                Step.Confirm.NONE,
                Optional.empty(),
                List.of(),
                List.of(use),
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

    private static Plan shipped() {
        return ((PlanReading.Read) new PlanReader(SessionActions.signatures())
                        .read(Path.of("assets/plans/medzen-eu-central-1.yaml")))
                .plan();
    }

    /** As the shipped plan uses it, with something for each variable; else inputs of the kinds that it asks for. */
    private static ActionUse use(ActionSignature signature) {
        return shipped()
                .steps()
                .flatMap(s -> s.actions().stream())
                .filter(a -> a.type().equals(signature.type()))
                .findFirst()
                .map(a -> Variables.resolve(a, name -> Optional.of("medzen-example")))
                .orElseGet(() -> new ActionUse(
                        signature.type(),
                        signature.regional() ? Optional.of(REGION) : Optional.empty(),
                        inputs(signature)));
    }

    private static Map<String, Object> inputs(ActionSignature signature) {
        var with = new LinkedHashMap<String, Object>();
        for (var input : signature.inputs()) {
            if (input.presence() == ActionSignature.Presence.REQUIRED) {
                with.put(
                        input.name(),
                        switch (input.kind()) {
                            case TEXT -> input.name().equals("where") ? "both" : "medzen-example";
                            case NUMBER -> 1;
                            case FLAG -> true;
                            case DURATION -> "PT1M";
                            case LIST -> List.of("medzen-example");
                            case MAP -> Map.of("medzen-example", "medzen-example");
                            case REGION -> "eu-west-1";
                        });
            }
        }
        return with;
    }

    /** Everything that is not the session's own folder, by name. */
    private Map<String, String> copied() throws IOException {
        var found = new TreeMap<String, String>();
        try (var walk = Files.walk(folder)) {
            for (var file : walk.filter(Files::isRegularFile)
                    .filter(f -> !f.startsWith(folder.resolve("made")))
                    .toList()) {
                found.put(folder.relativize(file).toString(), Files.getLastModifiedTime(file) + " " + Files.size(file));
            }
        }
        return found;
    }
}
