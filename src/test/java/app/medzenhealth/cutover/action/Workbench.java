package app.medzenhealth.cutover.action;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.standard.StandardActions;
import app.medzenhealth.cutover.aws.Guard;
import app.medzenhealth.cutover.aws.MemoryTrail;
import app.medzenhealth.cutover.aws.Operations;
import app.medzenhealth.cutover.aws.PermitBook;
import app.medzenhealth.cutover.monitor.CommandRunner;
import app.medzenhealth.cutover.plan.ActionUse;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.PlanVariant;
import app.medzenhealth.cutover.rehearsal.EmbeddedClients;
import app.medzenhealth.cutover.rehearsal.Estate;
import app.medzenhealth.cutover.rehearsal.compute.ComputeServices;
import app.medzenhealth.cutover.rehearsal.compute.TestEstate;
import app.medzenhealth.cutover.rehearsal.data.DataServices;
import app.medzenhealth.cutover.rehearsal.data.EmbeddedSql;
import app.medzenhealth.cutover.rehearsal.stacks.EmbeddedCloudFormation;
import app.medzenhealth.cutover.rehearsal.traffic.EmbeddedDns;
import app.medzenhealth.cutover.rehearsal.traffic.EmbeddedHttp;
import app.medzenhealth.cutover.rehearsal.traffic.EmbeddedRoute53;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.route53.Route53Client;

/** Carries out actions on an embedded estate as a session does: through the guard, with exactly the permits of the preview. */
public final class Workbench {

    public final TestEstate world = new TestEstate();
    public final MemoryTrail trail = new MemoryTrail();
    public final Map<String, Attestations.Attestation> stated = new HashMap<>();
    public final Map<String, Instant> begun = new HashMap<>();
    public final List<CommandRunner.Command> commands = new ArrayList<>();
    public CommandRunner.Ended ended = new CommandRunner.Ended.Exited(0, Duration.ofSeconds(1));
    private final PermitBook permits = new PermitBook(world.time);
    private final EmbeddedClients raw;
    public final Stubs stubs;
    private final Guard guard;
    private final Path files;
    private final Path workingCopy;
    /** Where something around the actions is another one than the estate's. */
    public UnaryOperator<ActionContext> surroundings = UnaryOperator.identity();

    public Workbench(Path folder) {
        world.time.skipping();
        files = folder.resolve("files");
        workingCopy = folder.resolve("copy");
        raw = new EmbeddedClients(estate(), (service, operation) -> Operations.isRead(service, operation));
        ComputeServices.register(raw);
        DataServices.register(raw);
        raw.register(Route53Client.class, EmbeddedRoute53::new);
        raw.register(CloudFormationClient.class, EmbeddedCloudFormation::new);
        stubs = new Stubs(raw);
        guard = new Guard(stubs, estate().account(), permits, trail, world.time, (step, region) -> true);
    }

    public Estate estate() {
        return world.estate;
    }

    public Path workingCopy() {
        return workingCopy;
    }

    public Path files() {
        return files;
    }

    public ActionContext context() {
        return context(workingCopy);
    }

    /** With another working copy, or the same by another name. */
    public ActionContext context(Path workingCopy) {
        return surroundings.apply(new ActionContext(
                plan(),
                "session",
                "1.1",
                guard.guarded(),
                world.time,
                new EmbeddedHttp(estate()),
                new EmbeddedDns(estate()),
                new EmbeddedSql(estate()),
                (command, output) -> {
                    commands.add(command);
                    return ended;
                },
                (plan, progress) -> {
                    throw new UnsupportedOperationException("no scan here");
                },
                files,
                new KeptInMemory(files),
                workingCopy,
                name -> "token-" + name.replaceAll("[^A-Za-z0-9-]", "-"),
                new Attestations() {
                    @Override
                    public Optional<Attestation> attestation(String step) {
                        return Optional.ofNullable(stated.get(step));
                    }

                    @Override
                    public Optional<Instant> begun(String step) {
                        return Optional.ofNullable(begun.get(step));
                    }
                }));
    }

    public Action action(String type, String region, Map<String, Object> with) {
        return StandardActions.catalogue()
                .make(new ActionUse(type, region.isEmpty() ? Optional.empty() : Optional.of(region), with));
    }

    /** Previews, gives the permits for what the preview shows, runs, and sees that it verifies. */
    public Outputs carryOut(Action action) throws InterruptedException {
        var outputs = run(action);
        assertThat(action.verify(context()))
                .allSatisfy(c -> assertThat(c.outcome())
                        .as(c.title() + ": " + c.outcome().evidence())
                        .isInstanceOf(Check.Pass.class));
        return outputs;
    }

    public Outputs run(Action action) throws InterruptedException {
        return run(action, Progress.SILENT);
    }

    /** @param progress hears of each call once it is accepted, before the next one is sent */
    public Outputs run(Action action, Progress progress) throws InterruptedException {
        var group = UUID.randomUUID().toString();
        for (var call : preview(action).calls()) {
            permits.issue(group, estate().account(), "", call, "1.1", "f", "lead", Duration.ofDays(30));
        }
        try {
            return action.run(context(), progress);
        } finally {
            permits.revoke(group);
        }
    }

    /** A preview, which must not change anything. */
    public Preview preview(Action action) throws InterruptedException {
        var before = estate().ledger().size();
        var preview = action.preview(context());
        assertThat(estate().ledger().size()).isEqualTo(before);
        return preview;
    }

    public List<String> operations(Action action) throws InterruptedException {
        return preview(action).calls().stream().map(c -> c.operation()).toList();
    }

    /** What AWS was told to change so far, in order. */
    public List<String> sent() {
        return estate().ledger().entries().stream().map(e -> e.operation()).toList();
    }

    private static Plan plan() {
        return PlanVariant.empty("bench", "558069890522")
                .messages(List.of(new Plan.Message("t-0", "T-0", "email", "Account ${account}", "We begin.", "")))
                .plan();
    }
}
