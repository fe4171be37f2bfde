package app.medzenhealth.cutover.kill;

import app.medzenhealth.cutover.rehearsal.world.NorthwindEstate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Kills consoles one after the other on the same state folder, each at another point, until every point had its share. After
 * every kill what it left is checked; each chain ends with a console that brings the plan to its end.
 */
final class KillHarness {
    private static final Path PLAN = Path.of("src/test/resources/plans/kill.yaml");
    /** Processes at a time, and consoles in each: starting a process is what takes the time. */
    private static final int AT_ONCE = 2;

    private static final int MOST_TOGETHER = 10;
    /** Where few kills a point are wanted, consoles in one process share the points among them. */
    private static final int LEAST_TOGETHER = 4;

    private final Path folder;
    private final int wanted;
    private final long seed;
    private final Tally tally;
    private final AtomicInteger chains = new AtomicInteger();
    private final AtomicLong usual = new AtomicLong(1_500);
    /** How often the plan reaches each point, uninterrupted. */
    private final Map<String, Integer> usually = new HashMap<>();

    private final int together;
    private Set<String> effects = Set.of();

    KillHarness(Path folder, int wanted, long seed) {
        this.folder = folder;
        this.wanted = wanted;
        this.seed = seed;
        this.tally = new Tally(wanted);
        // As many as make the last round a full one.
        var rounds = Math.ceilDiv(wanted, AT_ONCE * MOST_TOGETHER);
        this.together = Math.max(LEAST_TOGETHER, Math.ceilDiv(wanted, rounds * AT_ONCE));
    }

    /** Prints the counts. Empty: nothing was lost, doubled or left open, and every point was reached. */
    List<String> run() throws Exception {
        var begun = System.nanoTime();
        Files.createDirectories(folder);
        KillPlan.write(PLAN, folder.resolve("plan.bin"));
        try (var machine = new Machine(folder)) {
            reference(machine);
            try (var pool = Executors.newFixedThreadPool(AT_ONCE)) {
                Future<?> one = pool.submit(() -> chainsUntilDone(machine, new Random(seed)));
                Future<?> other = pool.submit(() -> chainsUntilDone(machine, new Random(seed + 1)));
                one.get();
                other.get();
            }
        }
        System.out.print(tally.text(chains.get(), seed, (System.nanoTime() - begun) / 1_000_000_000));
        return tally.faults();
    }

    private void reference(Machine machine) throws IOException, InterruptedException {
        var chain = Files.createDirectories(folder.resolve("reference"));
        var ended = machine.train(new Machine.Start(chain, "reference", NorthwindEstate.START.toString(), "trace"));
        if (!ended.complete()) {
            throw new IllegalStateException("the plan does not even run undisturbed: " + ended);
        }
        ended.said().stream()
                .filter(l -> l.startsWith("at "))
                .forEach(l -> usually.merge(l.substring(3), 1, Integer::sum));
        var strangers = new TreeSet<>(usually.keySet());
        strangers.removeAll(Points.all());
        strangers.forEach(p -> tally.fault("point " + p + " is not on the list"));
        var evidence = evidence(chain, "reference");
        evidence.check("reference", ended.acknowledged(), true, tally);
        effects = plain(evidence.ledger());
    }

    private Evidence evidence(Path chain, String estate) throws IOException {
        return new Evidence(chain.resolve("state"), chain.resolve("copy-of-state"), folder.resolve(estate + ".ledger"));
    }

    /** Effects without what differs from run to run. */
    private static Set<String> plain(List<String> ledger) {
        var plain = new HashSet<String>();
        for (var line : ledger) {
            plain.add(line.replaceFirst("^repeated ", "")
                    .replaceAll("\\d{8}-\\d{6}", "MINT")
                    .replaceAll("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22,}", "ID"));
        }
        return plain;
    }

    /** One state folder and one estate, and who was killed on them. */
    private final class Chain {
        private final int number = chains.incrementAndGet();
        private final String name = "chain-" + number;
        private final Random random = new Random(seed * 1_000_003 + number);
        private final Path path = Files.createDirectories(folder.resolve(name));
        private final Map<Long, String> acknowledged = new HashMap<>();
        private final Set<String> killed = new HashSet<>();
        private String at = NorthwindEstate.START.toString();
        private int children;

        Chain() throws IOException {}

        /** At any of the points that are still wanted, whichever comes first; what comes often at its first to third time. */
        Machine.Start next(boolean anyTime) {
            children++;
            var open = tally.open();
            open.removeAll(killed);
            open.remove(Points.ANY_TIME);
            if (wanted < LEAST_TOGETHER) {
                var own = new TreeSet<>(open);
                own.retainAll(Points.share(number % (AT_ONCE * LEAST_TOGETHER), AT_ONCE * LEAST_TOGETHER));
                if (!own.isEmpty()) {
                    open = own;
                }
                // What is recovered from must have been broken off before.
                if (open.stream().anyMatch(Points.RECOVERING::contains)) {
                    open.addAll(Points.BREAKING_OFF);
                    open.removeAll(killed);
                }
            }
            var text = new StringBuilder();
            for (var point : anyTime ? Set.<String>of() : open) {
                var time = usually.getOrDefault(point, 1) >= 6 ? 1 + random.nextInt(3) : 1;
                text.append(text.isEmpty() ? "" : ",").append(point).append('=').append(time);
            }
            return new Machine.Start(path, name, at, text.isEmpty() ? "never" : text.toString());
        }

        /** Checks what was left. Whether there is more to do. */
        boolean goesOn(Machine.Ended ended, boolean anyTime) throws IOException {
            acknowledged.putAll(ended.acknowledged());
            ended.recovered().ifPresent(tally::recovered);
            var point = ended.halted().or(() -> anyTime ? Optional.of(Points.ANY_TIME) : Optional.empty());
            var where = name + "." + children + " " + point.orElse("end");
            var evidence = evidence(path, name);
            evidence.check(where, acknowledged, ended.recovered().isPresent(), tally);
            at = evidence.newest().orElse(at);
            if (Boolean.getBoolean("kill.trace")) {
                System.out.println(
                        where + ", recovered after " + ended.recovered().orElse(-1L) + " ms");
            }
            if (!ended.complete() && !ended.failed() && point.isPresent()) {
                killed.add(point.get());
                tally.killed(point.get());
                return true;
            }
            var sound = ended.complete();
            if (!sound) {
                tally.fault(where + ": " + ended.said() + "\n" + ended.errors());
            } else if (!plain(evidence.ledger()).containsAll(mustBe())) {
                tally.fault(where + ": complete, but not everything was done: " + evidence.ledger());
                sound = false;
            }
            tally.chain(
                    acknowledged.size(), evidence.ledger().size(), evidence.count("call.reconciled"), evidence.waits());
            if (sound) {
                delete(path);
            }
            return false;
        }
    }

    private Void chainsUntilDone(Machine machine, Random random) throws Exception {
        var running = new ArrayList<Chain>();
        while (true) {
            // A point that cannot be reached must end the run all the same.
            while (running.size() < together
                    && !tally.open().isEmpty()
                    && chains.get() < 3 * wanted + 4 * MOST_TOGETHER) {
                running.add(new Chain());
            }
            if (running.isEmpty()) {
                return null;
            }
            var anyTime = tally.open().contains(Points.ANY_TIME) && random.nextInt(6) == 0;
            var begun = System.nanoTime();
            var starts = running.stream().map(c -> c.next(anyTime)).toList();
            var ended = machine.run(starts, anyTime ? random.nextLong(2 * usual.get()) : Machine.LONGEST);
            usual.set((usual.get() * 9 + (System.nanoTime() - begun) / 1_000_000) / 10);
            var more = new ArrayList<Chain>();
            for (var i = 0; i < running.size(); i++) {
                if (running.get(i).goesOn(ended.get(i), anyTime)) {
                    more.add(running.get(i));
                }
            }
            running = more;
        }
    }

    /** Going back from 2.2 may have found nothing to do. */
    private Set<String> mustBe() {
        var must = new HashSet<>(effects);
        must.removeIf(e -> e.contains("us-west-2 parcels/parcels-api") && e.contains("desiredCount=2"));
        return must;
    }

    private static void delete(Path chain) throws IOException {
        try (var files = Files.walk(chain)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
