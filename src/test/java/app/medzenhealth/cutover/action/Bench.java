package app.medzenhealth.cutover.action;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.standard.StandardActions;
import app.medzenhealth.cutover.aws.Clients;
import app.medzenhealth.cutover.aws.Guard;
import app.medzenhealth.cutover.aws.MemoryTrail;
import app.medzenhealth.cutover.aws.Operations;
import app.medzenhealth.cutover.aws.PermitBook;
import app.medzenhealth.cutover.inventory.InventoryScanner;
import app.medzenhealth.cutover.monitor.CommandRunner;
import app.medzenhealth.cutover.plan.ActionUse;
import app.medzenhealth.cutover.plan.Phase;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.PlanVariant;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.rehearsal.EmbeddedClients;
import app.medzenhealth.cutover.rehearsal.Estate;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.compute.EmbeddedCloudWatch;
import app.medzenhealth.cutover.rehearsal.compute.EmbeddedEc2;
import app.medzenhealth.cutover.rehearsal.compute.EmbeddedEcs;
import app.medzenhealth.cutover.rehearsal.compute.EmbeddedLambda;
import app.medzenhealth.cutover.rehearsal.data.DataServices;
import app.medzenhealth.cutover.rehearsal.data.EmbeddedSql;
import app.medzenhealth.cutover.rehearsal.traffic.EmbeddedDns;
import app.medzenhealth.cutover.rehearsal.traffic.EmbeddedRoute53;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.route53.Route53Client;

/** An embedded estate with the real guard before it: actions are tried as the session runs them, with permits for what was shown. */
public final class Bench {
    public static final String ACCOUNT = "558069890522";
    public static final String IRELAND = "eu-west-1";
    public static final String FRANKFURT = "eu-central-1";
    public static final String CAPE_TOWN = "af-south-1";
    private static final String STEP = "1.1";

    public final VirtualTime time = new VirtualTime(Instant.parse("2026-01-12T08:00:00Z"));
    public final Estate estate = new Estate(time, ACCOUNT, Set.of(IRELAND, FRANKFURT, CAPE_TOWN, "us-east-1"));
    public final MemoryTrail trail = new MemoryTrail();
    private final PermitBook permits = new PermitBook(time);
    public final Stubs stubs;
    private final Clients clients;
    private final Path files;
    private final Map<String, String> tokens = new HashMap<>();
    private InventoryScanner inventory = (regions, partial) -> {
        throw new IllegalStateException("no inventory was given");
    };
    private List<ActionUse> stepActions = List.of();
    private List<Plan.Resource> baseline = List.of();
    private List<Plan.Contact> contacts =
            List.of(new Plan.Contact("On-Call", Optional.of("Ada"), Optional.empty(), ""));
    private Path workingCopy = Path.of(".");
    private final Map<String, Attestations.Attestation> decisions = new HashMap<>();
    private final Map<String, Attestations.Attestation> statements = new HashMap<>();
    private final Map<String, Instant> ended = new HashMap<>();
    private int groups;

    public Bench(Path files) {
        this.files = files;
        var raw = new EmbeddedClients(estate, Operations::isRead);
        DataServices.register(raw);
        raw.register(Route53Client.class, EmbeddedRoute53::new);
        raw.register(Ec2Client.class, EmbeddedEc2::new);
        raw.register(EcsClient.class, EmbeddedEcs::new);
        raw.register(LambdaClient.class, EmbeddedLambda::new);
        raw.register(CloudWatchClient.class, EmbeddedCloudWatch::new);
        stubs = new Stubs(raw);
        clients = new Guard(stubs, ACCOUNT, permits, trail, time, (step, region) -> true).guarded();
    }

    /** The actions that the plan's only step has. */
    public Bench step(ActionUse... uses) {
        stepActions = List.of(uses);
        return this;
    }

    public Bench inventory(InventoryScanner scanner) {
        inventory = scanner;
        return this;
    }

    public Bench baseline(Plan.Resource... resources) {
        baseline = List.of(resources);
        return this;
    }

    public Bench contacts(List<Plan.Contact> people) {
        contacts = people;
        return this;
    }

    public Bench workingCopy(Path folder) {
        workingCopy = folder;
        return this;
    }

    public static ActionUse use(String type, String region, Map<String, Object> with) {
        return new ActionUse(type, Optional.of(region), with);
    }

    public static ActionUse use(String type, Map<String, Object> with) {
        return new ActionUse(type, Optional.empty(), with);
    }

    public Action make(ActionUse use) {
        return StandardActions.catalogue().make(use);
    }

    public ActionContext context() {
        return new ActionContext(
                plan(),
                "session-1",
                STEP,
                clients,
                time,
                request -> {
                    throw new IllegalStateException("no HTTP here");
                },
                new EmbeddedDns(estate),
                new EmbeddedSql(estate),
                (command, output) -> new CommandRunner.Ended.NotStarted("no commands here"),
                inventory,
                files,
                new KeptInMemory(files),
                workingCopy,
                name -> tokens.computeIfAbsent(name, n -> "token-" + n),
                people());
    }

    private Attestations people() {
        return new Attestations() {
            @Override
            public Optional<Attestation> attestation(String step) {
                return Optional.ofNullable(statements.get(step));
            }

            @Override
            public Optional<Attestation> decision(String step, String item) {
                return Optional.ofNullable(decisions.get(item));
            }

            @Override
            public Optional<Done> done(String stepOrPhase) {
                return Optional.ofNullable(ended.get(stepOrPhase)).map(at -> new Done(at, at));
            }
        };
    }

    /** A step or phase ended now. */
    public Bench ended(String stepOrPhase) {
        ended.put(stepOrPhase, time.instant());
        return this;
    }

    /** A person states something in another step. */
    public Bench state(String step, String statement) {
        statements.put(step, new Attestations.Attestation("ada", time.instant(), "as agreed", statement));
        return this;
    }

    /** A person goes on without one open item of the step. */
    public Bench decide(String person, String item) {
        decisions.put(item, new Attestations.Attestation(person, time.instant(), "agreed in writing"));
        return this;
    }

    /**
     * Previews, gives permits for exactly what was shown, runs and verifies; and makes sure that the preview sent nothing and told
     * the truth.
     */
    public Outputs carryOut(Action action) throws InterruptedException {
        var before = estate.ledger().size();
        var preview = action.preview(context());
        assertThat(estate.ledger().size()).as("mutations by preview").isEqualTo(before);
        assertThat(open(action.preflight(context()))).isEmpty();
        var outputs = permitted(action, preview);
        assertThat(estate.ledger().entries().stream()
                        .skip(before)
                        .map(e -> e.region() + " " + e.operation())
                        .toList())
                .as("what was sent")
                .containsExactlyElementsOf(preview.calls().stream()
                        .map(c -> c.region() + " " + c.operation())
                        .toList());
        assertThat(open(action.verify(context()))).isEmpty();
        assertThat(action.reconcile(context())).isInstanceOf(Verdict.Done.class);
        return outputs;
    }

    /** Runs with permits for the calls of the preview. */
    public Outputs permitted(Action action, Preview preview) throws InterruptedException {
        var group = "group-" + ++groups;
        preview.calls()
                .forEach(c ->
                        permits.issue(group, ACCOUNT, "", c, STEP, preview.fingerprint(), "lead", Duration.ofDays(2)));
        try {
            return action.run(context(), Progress.SILENT);
        } finally {
            permits.revoke(group);
        }
    }

    /** What does not pass, as {@code title: evidence}. */
    public static List<String> open(List<Check> checks) {
        return checks.stream()
                .filter(c -> !c.passed())
                .map(c -> c.outcome().getClass().getSimpleName() + " " + c.title() + ": "
                        + c.outcome().evidence())
                .toList();
    }

    private Plan plan() {
        var step = new Step(
                STEP,
                "Step",
                "",
                Step.Effect.REVERSIBLE,
                Step.Confirm.REVIEW,
                Optional.empty(),
                List.of(),
                stepActions,
                List.of(),
                Duration.ofMinutes(1),
                List.of(),
                "");
        var phase = new Phase(
                "1",
                "Phase",
                "",
                new Phase.Span(Duration.ZERO, Duration.ZERO),
                List.of(),
                Optional.empty(),
                Map.of(),
                List.of(),
                List.of(step),
                List.of(),
                List.of(),
                "");
        return PlanVariant.empty("plan", ACCOUNT)
                .title("Plan")
                .company("Company")
                .regions(List.of(
                        region(FRANKFURT, Plan.Role.TARGET, Plan.Role.PRIMARY),
                        region(IRELAND, Plan.Role.PRIMARY, Plan.Role.SECONDARY),
                        region(CAPE_TOWN, Plan.Role.LEGACY, Plan.Role.DECOMMISSIONED)))
                .baseline(baseline)
                .phases(List.of(phase))
                .contacts(contacts)
                .plan();
    }

    private static Plan.Region region(String id, Plan.Role before, Plan.Role after) {
        return new Plan.Region(id, id, "", 0, 0, before, after);
    }
}
