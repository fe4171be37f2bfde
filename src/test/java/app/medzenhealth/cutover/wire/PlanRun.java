package app.medzenhealth.cutover.wire;

import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.aws.LiveClients;
import app.medzenhealth.cutover.aws.Patience;
import app.medzenhealth.cutover.cli.EstateDesk;
import app.medzenhealth.cutover.inventory.Inventory;
import app.medzenhealth.cutover.rehearsal.Ledger;
import app.medzenhealth.cutover.rehearsal.RehearsedLead;
import app.medzenhealth.cutover.wire.Wire.Fault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * The shipped plan from its first step to its last by a scripted lead, every call an HTTP request to the estate behind AWS's own
 * protocols.
 *
 * @param rounds how often the lead began again after giving up
 */
record PlanRun(
        RehearsedLead.Outcome outcome,
        int rounds,
        List<Wire.Passed> passed,
        List<Ledger.Entry> effects,
        List<AuditRecord> records,
        List<BadWeather.Hit> hits,
        Map<String, Integer> mutations,
        Inventory left,
        List<String> unknown,
        List<Throwable> broken) {

    static final AwsBasicCredentials CREDENTIALS =
            AwsBasicCredentials.create("AKIAWIRETESTKEYIDXXX", "wire/test/secret/that/never/travels/1234");

    /** @param faults what each mutating operation of each action type meets, one after another */
    static PlanRun with(Path folder, Patience patience, int rounds, List<Fault> faults) throws Exception {
        AtomicReference<Wire> wire = new AtomicReference<>();
        AtomicReference<EstateBackend> backend = new AtomicReference<>();
        try (EstateDesk desk = EstateDesk.open(folder, estate -> {
            backend.set(new EstateBackend(estate));
            wire.set(new Wire(backend.get(), EstateBackend::throttled));
            return new LiveClients(
                    StaticCredentialsProvider.create(CREDENTIALS),
                    Optional.of(wire.get().endpoint()),
                    patience);
        })) {
            BadWeather weather = new BadWeather(EstateDesk.shippedPlan(), desk::records, faults);
            wire.get().weather(weather);
            RehearsedLead lead = desk.lead(s -> {
                if (Boolean.getBoolean("wire.steps")) {
                    System.out.println(s.step().id() + " " + s.state());
                }
            });
            RehearsedLead.Outcome outcome = lead.goThrough();
            int round = 1;
            while (!outcome.complete() && round < rounds) {
                outcome = lead.goThrough();
                round++;
            }
            Inventory left = desk.scanner()
                    .scan(
                            EstateDesk.shippedPlan().regions().stream()
                                    .map(r -> r.id())
                                    .toList(),
                            s -> {});
            return new PlanRun(
                    outcome,
                    round,
                    wire.get().passed(),
                    desk.world.estate().ledger().entries(),
                    desk.records(),
                    weather.hits(),
                    weather.mutations(),
                    left,
                    backend.get().unknown(),
                    wire.get().broken());
        } finally {
            if (wire.get() != null) {
                wire.get().close();
            }
        }
    }

    /** What took effect, counted by service, operation, region and resource. */
    Map<String, Integer> counted() {
        Map<String, Integer> counted = new TreeMap<>();
        effects.forEach(e -> counted.merge(
                e.service() + " " + e.operation() + " " + e.region() + " " + e.resource(), 1, Integer::sum));
        return counted;
    }
}
