package app.medzenhealth.cutover.kill;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What the chains of kills found, together. Safe for many threads. */
final class Tally {
    private final int wanted;
    private final Map<String, Integer> kills = new LinkedHashMap<>();
    private final Set<String> faults = new TreeSet<>();
    private final List<Long> recoveries = new ArrayList<>();
    private long acknowledged;
    private long effects;
    private long inDoubt;
    private long waitedAgain;
    private int lost;
    private int doubled;
    private int unannounced;
    private int withoutVerdict;

    Tally(int wanted) {
        this.wanted = wanted;
        Points.all().forEach(p -> kills.put(p, 0));
    }

    synchronized Set<String> open() {
        var open = new TreeSet<String>();
        kills.forEach((p, n) -> {
            if (n < wanted) {
                open.add(p);
            }
        });
        return open;
    }

    synchronized void killed(String point) {
        kills.merge(point, 1, Integer::sum);
    }

    synchronized int kills() {
        return kills.values().stream().mapToInt(Integer::intValue).sum();
    }

    synchronized void recovered(long millis) {
        recoveries.add(millis);
    }

    synchronized void fault(String what) {
        faults.add(what);
    }

    synchronized void lost(String what) {
        lost++;
        faults.add("lost: " + what);
    }

    synchronized void doubled(String what) {
        doubled++;
        faults.add("doubled: " + what);
    }

    synchronized void unannounced(String what) {
        unannounced++;
        faults.add("without intent: " + what);
    }

    synchronized void withoutVerdict(String what) {
        withoutVerdict++;
        faults.add("without verdict: " + what);
    }

    synchronized void chain(long records, long made, long doubts, long waits) {
        acknowledged += records;
        effects += made;
        inDoubt += doubts;
        waitedAgain += waits;
    }

    synchronized List<String> faults() {
        var all = new ArrayList<>(faults);
        kills.forEach((p, n) -> {
            if (n < wanted) {
                all.add("point " + p + ": killed " + n + " times of " + wanted);
            }
        });
        return all;
    }

    synchronized String text(int chains, long seed, long seconds) {
        var text = new StringBuilder();
        kills.forEach((p, n) -> text.append("%5d  %s%n".formatted(n, p)));
        var sorted = recoveries.stream().sorted().toList();
        text.append("kills            %d at %d points, in %d chains, seed %d, %d s%n"
                .formatted(kills(), kills.size(), chains, seed, seconds));
        text.append(
                "acknowledged     %d records, %d effects in the estate, %d calls in doubt, %d waits taken up again%n"
                        .formatted(acknowledged, effects, inDoubt, waitedAgain));
        text.append("lost             %d%n".formatted(lost));
        text.append("doubled          %d%n".formatted(doubled));
        text.append("without intent   %d%n".formatted(unannounced));
        text.append("without verdict  %d%n".formatted(withoutVerdict));
        if (!sorted.isEmpty()) {
            text.append("recovery         median %d ms, longest %d ms, of %d, from the start of main%n"
                    .formatted(sorted.get(sorted.size() / 2), sorted.getLast(), sorted.size()));
        }
        return text.toString();
    }
}
