package app.medzenhealth.cutover;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The share of a long sweep that a build takes. {@code -Dsweep=PERCENT}: 15 where nothing is said; 100 is all of it.
 * {@code -Dsweep.seed=N} draws another share. What is drawn is held to every assertion, as all of it is.
 */
public final class Sweep {
    public static final int PERCENT = Math.clamp(Integer.getInteger("sweep", 15), 1, 100);
    private static final long SEED = Long.getLong("sweep.seed", 20261201L);

    private Sweep() {}

    /**
     * The share of {@code all}, in its order; one of it at least. Says what it left out.
     *
     * @param what names the sweep, and makes its draw another than that of others
     */
    public static <T> List<T> of(String what, Collection<T> all) {
        var list = List.copyOf(all);
        var numbers = new ArrayList<>(IntStream.range(0, list.size()).boxed().toList());
        Collections.shuffle(numbers, random(what));
        var share = numbers.subList(0, Math.ceilDiv(list.size() * PERCENT, 100)).stream()
                .sorted()
                .map(list::get)
                .toList();
        if (share.size() < list.size()) {
            System.out.printf(
                    "%s: %d of %d, drawn by the seed %d; -Dsweep=100 takes all%n",
                    what, share.size(), list.size(), SEED);
        }
        return share;
    }

    /** Of a sweep whose length is not known before: every how manieth is taken. */
    public static int stride() {
        return Math.max(1, Math.round(100f / PERCENT));
    }

    /** Of such a sweep: the first that is taken, from 1 to {@link #stride}. */
    public static int first(String what) {
        return 1 + random(what).nextInt(stride());
    }

    /** What a program started by a test is told, so that it draws the same. */
    public static List<String> options() {
        return List.of("-Dsweep=" + PERCENT, "-Dsweep.seed=" + SEED);
    }

    private static Random random(String what) {
        return new Random(SEED * 1_000_003 + what.hashCode());
    }
}
