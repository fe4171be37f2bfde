package app.medzenhealth.cutover.rehearsal;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * What is going to happen in the estate, in the order of virtual time. Nothing runs by itself: whoever reads the estate first
 * {@link Estate#settle() settles} it.
 */
public final class Agenda {

    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparing(Entry::due).thenComparingLong(Entry::number));
    private final List<Consumer<Instant>> observers = new CopyOnWriteArrayList<>();
    private long number;
    private Instant lastNow = Instant.MIN;
    private int lastMutations;

    private record Entry(Instant due, long number, Runnable change) {}

    /** @param change done when the estate is first read at or after {@code due}; may enter further things */
    public void at(Instant due, Runnable change) {
        entries.add(new Entry(due, number++, change));
    }

    /** @param observer told of every instant at which the estate is read, has changed, or something on the agenda was done */
    public void observe(Consumer<Instant> observer) {
        observers.add(observer);
    }

    /**
     * @param mutations how many there have been: where neither time nor estate has moved, there is nothing to see
     * @return whether there was anything to see
     */
    boolean settle(Instant now, int mutations) {
        var nothingDue = entries.isEmpty() || entries.peek().due().isAfter(now);
        if (nothingDue && now.equals(lastNow) && mutations == lastMutations) {
            return false;
        }
        lastNow = now;
        lastMutations = mutations;
        while (!entries.isEmpty() && !entries.peek().due().isAfter(now)) {
            var next = entries.remove();
            observers.forEach(observer -> observer.accept(next.due()));
            next.change().run();
        }
        observers.forEach(observer -> observer.accept(now));
        return true;
    }
}
