package app.medzenhealth.cutover.wire;

import app.medzenhealth.cutover.app.EstateApp;
import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.aws.Clients;
import app.medzenhealth.cutover.aws.LiveClients;
import app.medzenhealth.cutover.aws.Patience;
import app.medzenhealth.cutover.inventory.Inventory;
import app.medzenhealth.cutover.plan.Plan.Region;
import app.medzenhealth.cutover.rehearsal.Ledger;
import app.medzenhealth.cutover.rehearsal.RehearsedLead;
import app.medzenhealth.cutover.session.Session;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.wire.HttpMessage.Request;
import java.net.URI;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * The shipped plan from its first step to its last by a scripted lead, over the wire to the estate behind AWS's own protocols.
 *
 * @param decided what the lead had to decide, because AWS cannot be asked for it: the last fault before
 * @param asked the requests as the actions made them: all in good weather, the mutating ones in bad
 * @param tokens what the session keeps to say again
 * @param left what the scan of all regions finds in the end
 */
record PlanRun(
        RehearsedLead.Outcome outcome,
        List<BadWeather.Hit> decided,
        List<Asked> asked,
        Set<String> tokens,
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

    /**
     * How often in a row the lead begins again although no new fault stood in the way. There is an end to the faults, and a longer
     * plan meets more of them: how many rounds it takes in all says nothing.
     */
    private static final int CALM_ROUNDS = 3;

    /** Long enough for a busy machine, short enough to wait for a hundred times. */
    private static final Patience HASTY =
            new Patience(Duration.ofSeconds(2), Duration.ofMillis(500), Duration.ofSeconds(10));

    /** Every call over the wire, in good weather. */
    static PlanRun smooth(Path folder) throws Exception {
        return with(folder, new BadWeather(List.of()), (estate, wire) -> wire);
    }

    /**
     * Every mutation over the wire; reads go to the estate itself, so that it can be done several times over.
     *
     * @param faults what each mutating operation of each action type meets, one after another
     */
    static PlanRun stormy(Path folder, List<Fault> faults) throws Exception {
        return with(folder, new BadWeather(faults), (estate, wire) -> estate);
    }

    /** The same, but only some of the mutations meet anything. */
    static PlanRun stormy(Path folder, List<Fault> faults, Predicate<Request> meant) throws Exception {
        return with(folder, new BadWeather(faults, meant), (estate, wire) -> estate);
    }

    private static PlanRun with(Path folder, BadWeather weather, BinaryOperator<Clients> reads) throws Exception {
        var open = new AtomicReference<EstateApp>();
        var atWork = new AtWork(
                EstateApp.shippedPlan(),
                from -> Optional.ofNullable(open.get())
                        .map(d -> d.records(from))
                        .orElse(List.of()));
        var backend = new AtomicReference<EstateBackend>();
        var wire = new AtomicReference<Wire>();
        var clients = new AtomicReference<SessionClients>();
        try (var desk = EstateApp.open(folder, estate -> {
            backend.set(new EstateBackend(estate));
            wire.set(new Wire(backend.get(), EstateBackend::throttled));
            var patient = live(wire.get().endpoint(), Patience.USUAL);
            clients.set(new SessionClients(
                    atWork,
                    new Asker(EstateApp.shippedPlan()),
                    weather,
                    reads.apply(estate, patient),
                    patient,
                    live(wire.get().endpoint(), HASTY)));
            return clients.get();
        })) {
            open.set(desk);
            wire.get().weather(weather);
            var decided = new ArrayList<BadWeather.Hit>();
            var lead = desk.lead(s -> {});
            var outcome = lead.goThrough();
            for (var calm = 0; !outcome.complete() && calm < CALM_ROUNDS; ) {
                var met = weather.hits().size();
                decideWhatIsInDoubt(desk, weather, decided);
                outcome = lead.goThrough();
                calm = weather.hits().size() > met ? 0 : calm + 1;
            }
            var regions =
                    EstateApp.shippedPlan().regions().stream().map(Region::id).toList();
            return new PlanRun(
                    outcome,
                    decided,
                    List.copyOf(clients.get().asked()),
                    tokens(folder),
                    wire.get().passed(),
                    desk.world.estate().ledger().entries(),
                    desk.records(),
                    weather.hits(),
                    weather.mutations(),
                    desk.scanner().scan(regions, s -> {}),
                    backend.get().unknown(),
                    wire.get().broken());
        } finally {
            if (wire.get() != null) {
                wire.get().close();
            }
        }
    }

    /** Whatever AWS cannot tell is sent again by the lead's own decision, never by the console's. */
    private static void decideWhatIsInDoubt(EstateApp desk, BadWeather weather, List<BadWeather.Hit> decided)
            throws InterruptedException {
        for (var step : inDoubt(desk)) {
            desk.session().lookAgain(step);
        }
        for (var step : inDoubt(desk)) {
            desk.decide(step, Session.Decision.NOT_DONE, "A second test event does no harm");
            decided.add(weather.hits().getLast());
        }
    }

    private static List<String> inDoubt(EstateApp desk) {
        return desk.session().view().phases().stream()
                .flatMap(p -> p.steps().stream())
                .filter(s -> s.state() instanceof StepState.InDoubt)
                .map(s -> s.step().id())
                .toList();
    }

    private static Set<String> tokens(Path folder) throws SQLException {
        var tokens = new HashSet<String>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("cutover.db"));
                var statement = connection.createStatement();
                var kept = statement.executeQuery(
                        "SELECT json_extract(value, '$') FROM setting WHERE key LIKE 'token/%'")) {
            while (kept.next()) {
                tokens.add(kept.getString(1));
            }
        }
        return tokens;
    }

    private static Clients live(URI endpoint, Patience patience) {
        return new LiveClients(StaticCredentialsProvider.create(CREDENTIALS), Optional.of(endpoint), patience);
    }

    /** What took effect, counted by service, operation, region and resource. */
    Map<String, Integer> counted() {
        var counted = new TreeMap<String, Integer>();
        effects.forEach(e -> counted.merge(key(e), 1, Integer::sum));
        return counted;
    }

    static String key(Ledger.Entry e) {
        return e.service() + " " + e.operation() + " " + e.region() + " " + e.resource();
    }
}
