package app.medzenhealth.cutover.wire;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.Sweep;
import app.medzenhealth.cutover.inventory.Inventory;
import app.medzenhealth.cutover.wire.protocol.RequestReader;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole plan several times over. In each run every mutating operation of every action type meets one fault before it has
 * its effect and one after; the lead looks at what became of it and goes on. In the end AWS must look as if nothing had happened.
 */
class FaultsOnEveryMutationTest {

    /** The share of the runs that meet faults, after the one that meets none. What takes effect comes last, for it is not sent again; before what hangs after that, one that does not. */
    private static final List<List<Fault>> RUNS = Stream.concat(
                    Stream.of(List.<Fault>of()),
                    Sweep.of(
                            "runs with faults",
                            List.of(
                                    List.of(Fault.THROTTLED, Fault.LOST_REPLY),
                                    List.of(Fault.SERVER_ERROR, Fault.LATE_REPLY),
                                    List.of(Fault.HANG, Fault.TRUNCATED),
                                    List.of(Fault.PROXY_EMPTY, Fault.RESET, Fault.ERROR_AFTER),
                                    List.of(Fault.PROXY_PAGE, Fault.SLOW_DRIP)))
                            .stream())
            .toList();

    private static final Pattern TOKEN =
            Pattern.compile("(?i)ClientRequestToken|ClientToken|CallerReference|IdempotencyToken|CreatorRequestId");

    /** A bucket is closed to the public from the start. */
    private static final Set<String> HOLDS_ANYWAY = Set.of("s3 PutPublicAccessBlock");

    /** What a run makes up anew: ids, and times in names, as RDS gives its own snapshots the minute in which it took them. */
    private static final Pattern MINTED = Pattern.compile("[0-9a-f]{8,}(-[0-9a-f]{3,})*|20[0-9]{2}(-[0-9]{2}){4}");

    @TempDir
    static Path folder;

    private static PlanRun calm;
    private static List<PlanRun> stormy;

    @BeforeAll
    static void everyRun() throws Exception {
        var done = new ArrayList<PlanRun>();
        try (var workers = Executors.newFixedThreadPool(3)) {
            var runs = new ArrayList<Future<PlanRun>>();
            for (var i = 0; i < RUNS.size(); i++) {
                var state = folder.resolve("run-" + i);
                var faults = RUNS.get(i);
                runs.add(workers.submit(() -> PlanRun.stormy(state, faults)));
            }
            for (var run : runs) {
                done.add(run.get());
            }
        }
        calm = done.getFirst();
        stormy = done.subList(1, done.size());
    }

    @Test
    void every_action_type_meets_every_fault_with_every_call_it_makes() {
        var wanted = calm.mutations().keySet();
        var hit = new EnumMap<Fault, Set<String>>(Fault.class);
        stormy.forEach(r -> r.hits()
                .forEach(h ->
                        hit.computeIfAbsent(h.fault(), f -> new TreeSet<>()).add(h.action() + " " + h.operation())));
        var met = RUNS.stream().flatMap(List::stream).collect(Collectors.toSet());
        assertThat(met).isNotEmpty();
        if (Sweep.PERCENT == 100) {
            assertThat(met)
                    .containsAll(EnumSet.complementOf(EnumSet.copyOf(Fault.OF_ANSWERS)).stream()
                            .filter(f -> f != Fault.NONE)
                            .toList());
        }
        for (var fault : met) {
            assertThat(hit.getOrDefault(fault, Set.of())).as(fault.name()).containsAll(wanted);
        }
    }

    @Test
    void the_plan_gets_to_its_end_through_all_of_them() {
        for (var run : stormy) {
            assertThat(run.broken()).isEmpty();
            assertThat(run.outcome().complete()).as(run.outcome().toString()).isTrue();
        }
        assertThat(calm.outcome().complete()).as(calm.outcome().toString()).isTrue();
    }

    @Test
    void no_effect_is_doubled_and_what_is_left_is_the_same() {
        var fates = new TreeMap<String, Integer>();
        var hits = 0;
        var repeated = 0;
        for (var run : stormy) {
            var repetitions = repetitions(run);
            var had = run.counted();
            repetitions.forEach((effect, times) -> had.merge(effect, -times, Integer::sum));
            run.decided().stream()
                    .filter(h -> h.fault().takesEffect())
                    .forEach(h -> had.merge(decidedOn(run, h), -1, Integer::sum));
            assertThat(doubled(had))
                    .as("after " + run.hits().getFirst().fault())
                    .isEmpty();
            assertThat(names(run.left())).isEqualTo(names(calm.left()));
            hits += run.hits().size();
            repeated +=
                    repetitions.values().stream().mapToInt(Integer::intValue).sum();
            fates(run).forEach((h, fate) -> fates.merge(fate, 1, Integer::sum));
        }
        var kinds = RUNS.stream().flatMap(List::stream).distinct().count();
        System.out.println("faults: " + kinds + " faults x " + calm.mutations().size()
                + " kinds of mutations of "
                + calm.mutations().keySet().stream()
                        .map(k -> k.split(" ")[0])
                        .distinct()
                        .count()
                + " action types, " + hits + " requests hit: calls ended " + fates + ", effects doubled 0; "
                + repeated + " repetitions with the same token");
    }

    /** What is read right after a call may still be the old state; it is looked at again before it is called not done. */
    @Test
    void what_had_its_effect_is_never_called_not_done_and_what_had_none_is_never_called_done() {
        for (var run : stormy) {
            var outcomes = new HashMap<Long, String>();
            run.records().stream()
                    .filter(r -> r.kind().equals("call.outcome"))
                    .forEach(r -> outcomes.put(
                            intent(r.data()), String.valueOf(r.data().get("outcome"))));
            var fates = fates(run);
            assertThat(run.hits().stream()
                            .filter(h -> last(run, h))
                            .filter(h -> h.fault().takesEffect()
                                    ? !Set.of("unknown", "done").contains(outcomes.get(h.intent()))
                                            || fates.get(h).equals("not done")
                                    : fates.get(h).equals("done") && !HOLDS_ANYWAY.contains(h.operation()))
                            .map(h -> h + " " + outcomes.get(h.intent()) + ", then " + fates.get(h)))
                    .isEmpty();
            assertThat(fates.values()).isSubsetOf("done", "not done", "undecided");
        }
    }

    /** Of the attempts of one call. */
    private static boolean last(PlanRun run, BadWeather.Hit hit) {
        return run.hits().stream()
                        .filter(h -> h.intent() == hit.intent())
                        .reduce((a, b) -> b)
                        .orElseThrow()
                == hit;
    }

    /** How the call that a fault hit ended in the trail: by its outcome, or by what was read in AWS afterwards. */
    private static Map<BadWeather.Hit, String> fates(PlanRun run) {
        var ended = new HashMap<Long, String>();
        run.records().forEach(r -> {
            switch (r.kind()) {
                case "call.outcome" ->
                    ended.put(
                            intent(r.data()),
                            String.valueOf(r.data().get("outcome")).replace("failed", "not done"));
                case "call.reconciled" ->
                    ended.put(intent(r.data()), String.valueOf(r.data().get("verdict")));
                default -> {}
            }
        });
        var fates = new HashMap<BadWeather.Hit, String>();
        run.hits().forEach(h -> fates.put(h, ended.getOrDefault(h.intent(), "nothing is known")));
        return fates;
    }

    private static long intent(Map<String, Object> data) {
        return ((Number) data.get("intent")).longValue();
    }

    /** A repetition that carries the same token as before is no second effect. */
    private static Map<String, Integer> repetitions(PlanRun run) {
        var sent = new TreeMap<String, Integer>();
        var repeated = new TreeMap<String, Integer>();
        var done = run.passed().stream()
                .filter(p -> p.answered() / 100 == 2)
                .map(Wire.Passed::request)
                .filter(r -> TOKEN.matcher(r.text()).find())
                .toList();
        for (var request : done) {
            var whole = request.service() + request.region() + request.target() + request.text();
            if (sent.merge(whole, 1, Integer::sum) > 1) {
                var operation = RequestReader.operation(request).spelled();
                var decoded = URLDecoder.decode(request.target() + " " + request.text(), StandardCharsets.UTF_8);
                run.effects().stream()
                        .filter(e ->
                                e.operation().equals(operation) && e.region().equals(request.region()))
                        .filter(e -> decoded.contains(e.resource()))
                        .findFirst()
                        .map(PlanRun::key)
                        .ifPresent(k -> repeated.merge(k, 1, Integer::sum));
            }
        }
        return repeated;
    }

    /** More often than in the calm run. Less often may be right: a bucket is closed to the public from the start. */
    private static List<String> doubled(Map<String, Integer> had) {
        var wanted = unminted(calm.counted());
        return unminted(had).entrySet().stream()
                .filter(e -> e.getValue() > wanted.getOrDefault(e.getKey(), 0))
                .map(e -> e.getKey() + ": " + e.getValue() + " in place of " + wanted.getOrDefault(e.getKey(), 0))
                .toList();
    }

    private static Map<String, Integer> unminted(Map<String, Integer> effects) {
        var named = new TreeMap<String, Integer>();
        effects.forEach((effect, times) -> named.merge(MINTED.matcher(effect).replaceAll("#"), times, Integer::sum));
        return named;
    }

    private static String decidedOn(PlanRun run, BadWeather.Hit hit) {
        return run.effects().stream()
                .filter(e -> hit.operation().endsWith(" " + e.operation()))
                .map(PlanRun::key)
                .filter(k -> run.counted().get(k) > calm.counted().getOrDefault(k, 0))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> names(Inventory inventory) {
        var names = new TreeSet<String>();
        inventory
                .resources()
                .forEach(r -> names.add(r.region() + " " + r.service() + " " + r.type() + " "
                        + MINTED.matcher(r.name()).replaceAll("#")));
        return names;
    }
}
