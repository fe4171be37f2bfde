package app.medzenhealth.cutover.wire;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.Action;
import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Attestations;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.KeptInMemory;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.Verdict;
import app.medzenhealth.cutover.action.standard.StandardActions;
import app.medzenhealth.cutover.app.EstateApp;
import app.medzenhealth.cutover.aws.Clients;
import app.medzenhealth.cutover.aws.Guard;
import app.medzenhealth.cutover.aws.MemoryTrail;
import app.medzenhealth.cutover.aws.PermitBook;
import app.medzenhealth.cutover.inventory.AwsInventoryScanner;
import app.medzenhealth.cutover.monitor.CommandRunner;
import app.medzenhealth.cutover.monitor.DnsProber;
import app.medzenhealth.cutover.monitor.HttpProber;
import app.medzenhealth.cutover.monitor.SqlProber;
import app.medzenhealth.cutover.plan.ActionUse;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.session.PlanAccess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Carries out single actions as steps of the shipped plan, as a session does: through the guard, with the plan's own leave to
 * write, and with permits for exactly what the preview shows.
 */
final class WireBench {

    final MemoryTrail trail = new MemoryTrail();
    final VirtualTime time;
    private final Map<String, Attestations.Attestation> statements = new HashMap<>();
    private final Plan plan = EstateApp.shippedPlan();
    private final PermitBook permits;
    private final Clients clients;
    private final Path files;
    private final Path workingCopy;
    private final Probers probers;
    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    /** What is asked besides AWS. */
    record Probers(HttpProber http, DnsProber dns, SqlProber sql) {}

    WireBench(Clients raw, VirtualTime time, Path folder, Probers probers) {
        this.time = time;
        this.permits = new PermitBook(time);
        this.files = folder.resolve("files");
        this.workingCopy = folder.resolve("copy");
        this.probers = probers;
        this.clients = new Guard(raw, plan.account(), permits, trail, time, new PlanAccess(plan)).guarded();
    }

    Path workingCopy() {
        return workingCopy;
    }

    /** A person states about the resources that are named. */
    void states(String step, String words) {
        statements.put(step, new Attestations.Attestation("ada", time.instant(), words));
    }

    Clients clients() {
        return clients;
    }

    static ActionUse use(String type, String region, Map<String, Object> with) {
        return new ActionUse(type, region.isEmpty() ? Optional.empty() : Optional.of(region), with);
    }

    static Action make(ActionUse use) {
        return StandardActions.catalogue().make(use);
    }

    ActionContext context(String step) {
        return new ActionContext(
                plan,
                "session-wire",
                step,
                clients,
                time,
                probers.http(),
                probers.dns(),
                probers.sql(),
                (command, output) -> new CommandRunner.Ended.NotStarted("no commands here"),
                new AwsInventoryScanner(clients, plan.account(), time),
                files,
                new KeptInMemory(files),
                workingCopy,
                name -> tokens.computeIfAbsent(step + name, n -> "token-" + UUID.nameUUIDFromBytes(n.getBytes())),
                other -> Optional.ofNullable(statements.get(other)));
    }

    /** Preview, preflight, run, verify and reconcile, each of which has to come out well. */
    Outputs carryOut(String step, ActionUse use) throws InterruptedException {
        var action = make(use);
        assertThat(open(action.preflight(context(step))))
                .as("preflight of " + use.type())
                .isEmpty();
        var outputs = run(step, action);
        assertThat(open(action.verify(context(step))))
                .as("verification of " + use.type())
                .isEmpty();
        assertThat(action.reconcile(context(step))).as(use.type()).isInstanceOf(Verdict.Done.class);
        return outputs;
    }

    /** Runs with permits for the calls of a fresh preview. */
    Outputs run(String step, Action action) throws InterruptedException {
        var preview = action.preview(context(step));
        var group = UUID.randomUUID().toString();
        preview.calls()
                .forEach(c -> permits.issue(
                        group, plan.account(), "", c, step, preview.fingerprint(), "lead", Duration.ofDays(2)));
        try {
            return action.run(context(step), Progress.SILENT);
        } finally {
            permits.revoke(group);
        }
    }

    /** What does not pass, as {@code title: evidence}. */
    static List<String> open(List<Check> checks) {
        return checks.stream()
                .filter(c -> !c.passed())
                .map(c -> c.title() + ": " + c.outcome().evidence())
                .toList();
    }
}
