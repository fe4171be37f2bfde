package app.medzenhealth.cutover.wire;

import app.medzenhealth.cutover.app.EstateApp;
import app.medzenhealth.cutover.aws.Clients;
import app.medzenhealth.cutover.aws.Guard;
import app.medzenhealth.cutover.aws.InterceptedClient;
import app.medzenhealth.cutover.aws.InterceptedClient.Sending;
import app.medzenhealth.cutover.aws.LiveClients;
import app.medzenhealth.cutover.aws.MemoryTrail;
import app.medzenhealth.cutover.aws.Patience;
import app.medzenhealth.cutover.aws.PermitBook;
import app.medzenhealth.cutover.inventory.AwsInventoryScanner;
import app.medzenhealth.cutover.inventory.Inventory;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import app.medzenhealth.cutover.session.PlanAccess;
import app.medzenhealth.cutover.wire.HttpMessage.Request;
import app.medzenhealth.cutover.wire.protocol.Operation;
import app.medzenhealth.cutover.wire.protocol.RequestReader;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkClient;

/** Scans of all the plan's regions over the wire, in which chosen reads meet one kind of fault. Safe for many scans at a time. */
final class StormyScans implements AutoCloseable {

    enum Times {
        /** Each operation in each region. */
        ONCE,
        ALWAYS
    }

    /**
     * @param targets what should meet the fault
     * @param sent what was sent, each once
     * @param hit how many requests the fault hit, by operation and then by region
     */
    record Seen(
            Fault fault,
            Times times,
            Set<Target> targets,
            Inventory inventory,
            Set<Target> sent,
            Map<String, Map<String, Integer>> hit) {}

    /** @param operation as {@code rds DescribeDBInstances} */
    record Target(String operation, String region) {}

    private static final String SCAN = "X-Wire-Scan";

    /** For what will have no answer; everything else is waited for as usual. */
    private static final Patience HASTY =
            new Patience(Duration.ofSeconds(2), Duration.ofMillis(1200), Duration.ofSeconds(10));

    private static final Plan PLAN = EstateApp.shippedPlan();

    private static final class Scan {
        final Times times;
        final Set<Target> targets;
        final Set<Target> sent = new HashSet<>();
        final Map<String, Map<String, Integer>> hit = new TreeMap<>();

        Scan(Times times, Set<Target> targets) {
            this.times = times;
            this.targets = targets;
        }

        synchronized boolean hits(String operation, String region) {
            var target = new Target(operation, region);
            sent.add(target);
            if (!targets.contains(target)) {
                return false;
            }
            var before = hit.computeIfAbsent(operation, o -> new TreeMap<>()).merge(region, 1, Integer::sum) - 1;
            if (times == Times.ONCE && before > 0) {
                hit.get(operation).put(region, before);
                return false;
            }
            return true;
        }

        synchronized Seen seen(Fault fault, Inventory inventory) {
            var hits = new TreeMap<String, Map<String, Integer>>();
            hit.forEach((operation, regions) -> hits.put(operation, Map.copyOf(regions)));
            return new Seen(fault, times, targets, inventory, Set.copyOf(sent), hits);
        }
    }

    private final Fault fault;
    private final Wire wire;
    private final LiveClients patient;
    private final LiveClients hasty;
    private final Map<String, Scan> scans = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();

    /** @param backend answers the same to the same */
    StormyScans(Fault fault, Wire.Backend backend) throws IOException {
        this.fault = fault;
        this.wire = new Wire(backend, EstateBackend::throttled);
        this.patient = live(Patience.USUAL);
        this.hasty = live(HASTY);
        wire.weather(this::at);
    }

    private LiveClients live(Patience patience) {
        return new LiveClients(
                StaticCredentialsProvider.create(PlanRun.CREDENTIALS), Optional.of(wire.endpoint()), patience);
    }

    private Fault at(Request request) {
        var operation = RequestReader.operation(request);
        var scan = scans.get(request.header(SCAN).orElseThrow());
        return scan.hits(name(operation.api(), operation.spelled()), request.region()) ? fault : Fault.NONE;
    }

    private static String name(String api, String operation) {
        return api + " " + operation;
    }

    /** @param targets what meets the fault */
    Seen scan(Times times, Set<Target> targets) throws InterruptedException {
        var id = String.valueOf(count.incrementAndGet());
        var scan = new Scan(times, targets);
        scans.put(id, scan);
        var time = new VirtualTime(MedZenEstate.START);
        var guarded = new Guard(
                        new Labelled(id, targets),
                        PLAN.account(),
                        new PermitBook(time),
                        new MemoryTrail(),
                        time,
                        new PlanAccess(PLAN))
                .guarded();
        var regions = PLAN.regions().stream().map(Plan.Region::id).toList();
        return scan.seen(fault, new AwsInventoryScanner(guarded, PLAN.account(), time).scan(regions, s -> {}));
    }

    List<Throwable> broken() {
        return wire.broken();
    }

    @Override
    public void close() throws IOException {
        patient.close();
        hasty.close();
        wire.close();
    }

    /** Each request says which scan sends it. */
    private final class Labelled implements Clients {
        private final String scan;
        private final Set<Target> targets;
        private final Map<String, SdkClient> made = new HashMap<>();

        Labelled(String scan, Set<Target> targets) {
            this.scan = scan;
            this.targets = targets;
        }

        @Override
        public synchronized <C extends SdkClient> C client(Class<C> type, String region) {
            return type.cast(made.computeIfAbsent(
                    type.getName() + region, n -> InterceptedClient.of(type, new Calls(type, region))));
        }

        private final class Calls extends LabelledCalls {

            Calls(Class<? extends SdkClient> type, String region) {
                super(type, region, patient);
            }

            @Override
            public @Nullable Object send(Sending sending) throws Throwable {
                var operation = name(Operation.api(type), Operation.spelled(sending.method()));
                var through = fault.hangs() && targets.contains(new Target(operation, region)) ? hasty : patient;
                return sending.to(through.client(type, region), labelled(sending.request(), Map.of(SCAN, scan)));
            }
        }
    }
}
