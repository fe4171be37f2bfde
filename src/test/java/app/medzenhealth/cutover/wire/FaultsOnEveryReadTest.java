package app.medzenhealth.cutover.wire;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.Sweep;
import app.medzenhealth.cutover.app.EstateApp;
import app.medzenhealth.cutover.aws.read.Readers;
import app.medzenhealth.cutover.aws.service.AwsService;
import app.medzenhealth.cutover.aws.service.AwsServices;
import app.medzenhealth.cutover.inventory.Inventory;
import app.medzenhealth.cutover.inventory.Observation;
import app.medzenhealth.cutover.inventory.SeenResource;
import app.medzenhealth.cutover.inventory.ServiceScan;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import app.medzenhealth.cutover.wire.HttpMessage.Response;
import app.medzenhealth.cutover.wire.StormyScans.Seen;
import app.medzenhealth.cutover.wire.StormyScans.Target;
import app.medzenhealth.cutover.wire.StormyScans.Times;
import app.medzenhealth.cutover.wire.protocol.RequestReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every read of the inventory meets every fault of the network, once and always. What does not recover is unknown, with a reason
 * that names this fault, in the cells that hang on it and nowhere else.
 */
class FaultsOnEveryReadTest {

    /** What the words of a cell must say. */
    private static final Map<Fault, Pattern> WORDS = new TreeMap<>(Map.ofEntries(
            Map.entry(Fault.THROTTLED, Pattern.compile("AWS asks to slow down")),
            Map.entry(Fault.SERVER_ERROR, Pattern.compile("status 500")),
            Map.entry(Fault.ERROR_AFTER, Pattern.compile("status 500")),
            Map.entry(Fault.HANG, Pattern.compile("No answer in time")),
            Map.entry(Fault.LATE_REPLY, Pattern.compile("No answer in time")),
            Map.entry(Fault.SLOW_DRIP, Pattern.compile("No answer in time")),
            Map.entry(Fault.RESET, Pattern.compile("The connection broke before the answer came")),
            Map.entry(Fault.LOST_REPLY, Pattern.compile("The connection broke before the answer came")),
            Map.entry(Fault.TRUNCATED, Pattern.compile("The connection broke before|answer could not be read")),
            Map.entry(Fault.HEADERS_ONLY, Pattern.compile("The connection broke before|answer could not be read")),
            Map.entry(Fault.GARBAGE, Pattern.compile("answer could not be read")),
            Map.entry(Fault.FOREIGN_PAGE, Pattern.compile("answer could not be read")),
            Map.entry(Fault.EMPTY, Pattern.compile("answer could not be read")),
            Map.entry(Fault.PROXY_PAGE, Pattern.compile("answer could not be read")),
            Map.entry(Fault.PROXY_EMPTY, Pattern.compile("answer could not be read"))));

    private static final List<Fault> MET = Sweep.of("faults on reads", WORDS.keySet());
    private static final Set<String> ANYWHERE = Set.of("s3", "route53");
    private static final List<String> REGIONS =
            EstateApp.shippedPlan().regions().stream().map(Plan.Region::id).toList();
    private static final List<String> ALL =
            Stream.concat(REGIONS.stream(), Stream.of("global")).toList();
    private static final String STATES = "ec2 DescribeRegions";
    private static final String HEAD = "s3 HeadBucket";

    /** What is asked where the other does not answer. */
    private static final Map<String, String> INSTEAD =
            Map.of(STATES, "account ListRegions", HEAD, "s3 GetBucketLocation");

    /**
     * The SDK takes some of these for AWS's last word, and what is slow is waited for and not asked again, so that each can be met by
     * one read of a cell only.
     */
    private static final Set<Fault> NOT_ASKED_AGAIN = EnumSet.of(
            Fault.GARBAGE,
            Fault.FOREIGN_PAGE,
            Fault.EMPTY,
            Fault.PROXY_PAGE,
            Fault.PROXY_EMPTY,
            Fault.HANG,
            Fault.LATE_REPLY,
            Fault.SLOW_DRIP);

    /** More would only wait for the processor. */
    private static final Semaphore BUSY = new Semaphore(2);

    /** These hardly need the processor. */
    private static final Semaphore WAITING = new Semaphore(9);

    /** What the estate had something to tell about. */
    private static final Set<Target> FOUND = ConcurrentHashMap.newKeySet();

    private static Seen calm;
    private static final List<Seen> stormy = new ArrayList<>();
    private static final List<Throwable> broken = new ArrayList<>();

    @BeforeAll
    static void everyScan() throws Exception {
        var backend = remembering();
        try (var still = new StormyScans(Fault.NONE, backend)) {
            calm = still.scan(Times.ONCE, Set.of());
            assertThat(cells(still.scan(Times.ONCE, Set.of()).inventory())).isEqualTo(cells(calm.inventory()));
            broken.addAll(still.broken());
        }
        var lanes = new ArrayList<StormyScans>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var scans = new ArrayList<Future<Seen>>();
            for (var fault : MET) {
                var lane = new StormyScans(fault, backend);
                lanes.add(lane);
                var groups = groups(fault.ordinal());
                for (var targets : groups) {
                    scans.add(threads.submit(() -> scan(lane, fault, Times.ALWAYS, targets)));
                }
                for (var targets : NOT_ASKED_AGAIN.contains(fault) ? groups : List.of(calm.sent())) {
                    scans.add(threads.submit(() -> scan(lane, fault, Times.ONCE, targets)));
                }
            }
            for (var scan : scans) {
                stormy.add(scan.get());
            }
        } finally {
            for (var lane : lanes) {
                broken.addAll(lane.broken());
                lane.close();
            }
        }
    }

    private static Seen scan(StormyScans lane, Fault fault, Times times, Set<Target> targets)
            throws InterruptedException {
        var turn = fault.hangs() || times == Times.ALWAYS && fault == Fault.THROTTLED ? WAITING : BUSY;
        turn.acquire();
        try {
            return lane.scan(times, targets);
        } finally {
            turn.release();
        }
    }

    /** The estate changes nothing meanwhile. Its list of buckets does not tell their regions here, so that each is asked for its own. */
    private static Wire.Backend remembering() {
        var world = MedZenEstate.create(new VirtualTime(MedZenEstate.START));
        var estate = new EstateBackend(world.clients());
        return new Remembering(request -> {
            var answer = estate.answer(request);
            if (answer.status() == 200) {
                var operation = RequestReader.operation(request);
                FOUND.add(new Target(operation.api() + " " + operation.spelled(), request.region()));
            }
            return new Response(
                    answer.status(),
                    answer.headers(),
                    answer.text()
                            .replaceAll("<BucketRegion>[^<]*</BucketRegion>", "")
                            .getBytes(StandardCharsets.UTF_8));
        });
    }

    /**
     * What one scan after the other meets. One operation of each service in each region: these know nothing of each other. What
     * is not asked region by region meets it wherever it is asked.
     *
     * @param turn begins with another region
     */
    private static List<Set<Target>> groups(int turn) {
        var groups = new ArrayList<Set<Target>>();
        var regions = new TreeMap<String, Set<String>>();
        calm.sent()
                .forEach(t -> regions.computeIfAbsent(t.operation(), o -> new TreeSet<>())
                        .add(t.region()));
        var rarestFirst = regions.keySet().stream()
                .sorted(Comparator.comparing(o -> regions.get(o).size()))
                .toList();
        for (var operation : rarestFirst) {
            if (ANYWHERE.contains(service(operation)) || INSTEAD.containsKey(operation)) {
                var all = new HashSet<Target>();
                regions.get(operation).forEach(r -> all.add(new Target(operation, r)));
                REGIONS.forEach(r -> all.add(new Target(operation, r)));
                place(groups, List.of(all));
                if (INSTEAD.containsKey(operation)) {
                    var both = new HashSet<Target>(all);
                    Stream.concat(Stream.of("us-east-1"), REGIONS.stream())
                            .forEach(r -> both.add(new Target(INSTEAD.get(operation), r)));
                    place(groups, List.of(both));
                }
            } else {
                var choices = new ArrayList<Set<Target>>();
                regions.get(operation).forEach(r -> choices.add(Set.of(new Target(operation, r))));
                Collections.rotate(choices, turn);
                place(groups, choices);
            }
        }
        return groups;
    }

    /** Into the first group in which one of the choices disturbs nothing. */
    private static void place(List<Set<Target>> groups, List<Set<Target>> choices) {
        for (var group : groups) {
            for (var choice : choices) {
                if (group.stream().noneMatch(t -> choice.stream().anyMatch(c -> meet(t, c)))) {
                    group.addAll(choice);
                    return;
                }
            }
        }
        groups.add(new HashSet<>(choices.getFirst()));
    }

    private static boolean meet(Target one, Target other) {
        var service = service(one.operation());
        return service.equals(service(other.operation()))
                && (ANYWHERE.contains(service) || one.region().equals(other.region()));
    }

    private static Set<String> reads() {
        var reads = new TreeSet<String>();
        calm.sent().forEach(t -> reads.add(t.operation()));
        return reads;
    }

    private static String service(String operation) {
        var api = operation.split(" ")[0];
        return AwsServices.of(api).map(AwsService::name).orElse(api);
    }

    /** Without times, by region and service. */
    private static Map<String, Object> cells(Inventory inventory) {
        var cells = new LinkedHashMap<String, Object>();
        inventory.scans().forEach(s -> cells.put(cell(s), content(s)));
        return cells;
    }

    private static String cell(ServiceScan scan) {
        return scan.region() + " " + scan.service();
    }

    private static Object content(ServiceScan scan) {
        return switch (scan.found()) {
            case Observation.Known<List<SeenResource>> known -> List.of(scan.offered(), known.value(), scan.gaps());
            case Observation.Unknown<List<SeenResource>> unknown -> unknown.reason();
        };
    }

    @Test
    void a_calm_scan_knows_everything_and_asks_what_the_inventory_says_it_asks() {
        assertThat(broken).isEmpty();
        assertThat(calm.inventory().unknown()).isEmpty();
        assertThat(calm.inventory().notes()).isEmpty();
        assertThat(calm.inventory().resources()).isNotEmpty();
        var declared = new TreeSet<String>();
        for (var reader : Readers.inventory()) {
            reader.operations().forEach(o -> declared.add(reader.service() + " " + o));
        }
        var asked = new TreeSet<String>();
        reads().stream().filter(o -> !o.equals(STATES)).forEach(o -> asked.add(service(o) + " " + o.split(" ")[1]));
        assertThat(declared).containsAll(asked);
        declared.removeAll(asked);
        // One needs an app instance, and the other a bucket that does not say where it is.
        assertThat(declared).containsExactlyInAnyOrder("chime ListChannelFlows", "s3 GetBucketLocation");
    }

    @Test
    void every_read_meets_every_fault_once_and_always() {
        assertThat(reads()).isNotEmpty();
        assertThat(WORDS.keySet()).isEqualTo(EnumSet.complementOf(EnumSet.of(Fault.NONE)));
        for (var fault : MET) {
            for (var times : Times.values()) {
                var hit = new TreeSet<String>();
                stormy.stream()
                        .filter(s -> s.fault() == fault && s.times() == times)
                        .forEach(s -> hit.addAll(s.hit().keySet()));
                hit.removeAll(INSTEAD.values());
                assertThat(hit).as(fault + " " + times).isEqualTo(reads());
            }
        }
    }

    @Test
    void what_no_fault_met_is_as_in_a_calm_scan() {
        var wanted = cells(calm.inventory());
        for (var seen : stormy) {
            var met = new HashSet<String>();
            seen.hit()
                    .forEach((o, regions) -> (ANYWHERE.contains(service(o)) ? ALL : regions.keySet())
                            .forEach(r -> met.add((ALL.contains(r) ? r : "global") + " " + service(o))));
            var got = cells(seen.inventory());
            assertThat(got.keySet()).isEqualTo(wanted.keySet());
            got.forEach((cell, content) -> {
                // What only tags tell of is more where a list is missing.
                if (!met.contains(cell) && !cell.endsWith(" tagging")) {
                    assertThat(content).as(cell + " " + named(seen)).isEqualTo(wanted.get(cell));
                }
            });
        }
    }

    private static String named(Seen seen) {
        return seen.fault() + " " + seen.times() + " " + seen.targets();
    }

    @Test
    void what_does_not_recover_is_unknown_and_says_why() {
        var recovered = 0;
        var unknown = 0;
        var hits = 0;
        var silent = new TreeSet<String>();
        for (var seen : stormy) {
            for (var hit : seen.hit().entrySet()) {
                hits += hit.getValue().values().stream()
                        .mapToInt(Integer::intValue)
                        .sum();
            }
            for (var operation : seen.hit().keySet()) {
                if (INSTEAD.containsValue(operation)) {
                    continue;
                }
                switch (fate(seen, operation)) {
                    case RECOVERED -> recovered++;
                    case UNKNOWN -> unknown++;
                    case SILENT ->
                        silent.add(seen.fault() + " " + seen.times() + " " + operation
                                + differing(seen, service(operation))
                                + seen.inventory().notes());
                }
            }
        }
        System.out.println("faults: " + MET.size() + " faults x " + reads().size() + " reads in " + stormy.size()
                + " scans, requests hit " + hits + ": recovered " + recovered + ", unknown " + unknown + ", silent "
                + silent.size());
        assertThat(silent).isEmpty();
    }

    private enum Fate {
        RECOVERED,
        UNKNOWN,
        /** Not as it is, and nothing says so; or it says something else. */
        SILENT
    }

    private static Fate fate(Seen seen, String operation) {
        var words = WORDS.get(seen.fault());
        if (operation.equals(STATES)) {
            var notes = seen.inventory().notes();
            var both = seen.hit().containsKey(INSTEAD.get(operation))
                    && seen.targets().stream().anyMatch(t -> t.operation().equals(INSTEAD.get(operation)));
            return notes.isEmpty()
                    ? both && seen.times() == Times.ALWAYS ? Fate.SILENT : Fate.RECOVERED
                    : notes.stream().allMatch(n -> words.matcher(n).find() || n.contains("timeout: no answer"))
                            ? Fate.UNKNOWN
                            : Fate.SILENT;
        }
        var wanted = new LinkedHashMap<String, ServiceScan>();
        calm.inventory().scans().forEach(s -> wanted.put(cell(s), s));
        var regions = seen.hit().get(operation).keySet();
        var same = true;
        for (var scan : seen.inventory().scans()) {
            if (!scan.service().equals(service(operation))) {
                continue;
            }
            if (scan.service().equals("tagging") && !regions.contains(scan.region())) {
                // It tells more where another list is missing: of that the other's cell is judged.
                continue;
            }
            var right = wanted.get(cell(scan));
            if (!content(scan).equals(content(right))) {
                same = false;
                if (!says(scan, right, words)) {
                    return Fate.SILENT;
                }
            } else if (seen.times() == Times.ALWAYS
                    && regions.contains(scan.region())
                    && !ANYWHERE.contains(scan.service())
                    && !saidByStatus(seen.fault(), new Target(operation, scan.region()))) {
                return Fate.SILENT;
            }
        }
        if (same) {
            return seen.times() == Times.ONCE
                            || operation.equals(HEAD)
                            || regions.stream().allMatch(r -> saidByStatus(seen.fault(), new Target(operation, r)))
                    ? Fate.RECOVERED
                    : Fate.SILENT;
        }
        return Fate.UNKNOWN;
    }

    /** "It is not there" is said by the status already. */
    private static boolean saidByStatus(Fault fault, Target target) {
        return Set.of(Fault.TRUNCATED, Fault.HEADERS_ONLY).contains(fault) && !FOUND.contains(target);
    }

    /** The cell, or each fact in it that is not what it should be. */
    private static boolean says(ServiceScan scan, ServiceScan right, Pattern words) {
        return switch (scan.found()) {
            case Observation.Unknown<List<SeenResource>> unknown ->
                words.matcher(unknown.reason()).find();
            case Observation.Known<List<SeenResource>> known -> {
                var was = ((Observation.Known<List<SeenResource>>) right.found()).value();
                var open = new HashSet<String>();
                scan.gaps().forEach(gap -> open.add(gap.type()));
                var there = new HashSet<String>();
                known.value().forEach(r -> there.add(r.type() + " " + r.id()));
                yield !scan.gaps().isEmpty()
                        && scan.gaps().stream()
                                .allMatch(gap -> words.matcher(gap.reason()).find())
                        // Each that is not in the list is of a type of which not everything is known.
                        && was.stream()
                                .allMatch(r -> there.contains(r.type() + " " + r.id())
                                        || open.stream()
                                                .anyMatch(o -> r.type().equals(o)
                                                        || r.type().endsWith("-" + o)))
                        && known.value().stream()
                                .allMatch(is -> is.state().startsWith("unknown: ")
                                        || was.stream()
                                                .anyMatch(r -> r.type().equals(is.type())
                                                        && (says(is, r, words)
                                                                || is.id().equals(r.id())
                                                                        && scan.gaps().stream()
                                                                                .anyMatch(gap -> gap.id()
                                                                                                        .isEmpty()
                                                                                                && gap.type()
                                                                                                        .equals(
                                                                                                                r
                                                                                                                        .type())
                                                                                        || gap.id()
                                                                                                .equals(r.id())
                                                                                        || gap.id()
                                                                                                .equals(r.name())))));
            }
        };
    }

    private static boolean says(SeenResource is, SeenResource was, Pattern words) {
        if (!is.arn().equals(was.arn()) || !is.region().equals(was.region())) {
            return false;
        }
        var facts = new TreeSet<String>(is.details().keySet());
        facts.addAll(was.details().keySet());
        return facts.stream().allMatch(f -> {
            var now = is.details().getOrDefault(f, "");
            return now.equals(was.details().getOrDefault(f, ""))
                    || now.startsWith("unknown: ") && words.matcher(now).find();
        });
    }

    /** For the message. */
    private static List<String> differing(Seen seen, String service) {
        var wanted = cells(calm.inventory());
        var differing = new ArrayList<String>();
        cells(seen.inventory()).forEach((cell, content) -> {
            if (cell.endsWith(" " + service) && !content.equals(wanted.get(cell))) {
                differing.add(cell + ": " + (content instanceof String s ? s : "known"));
            }
        });
        return differing;
    }
}
