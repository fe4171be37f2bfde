package app.medzenhealth.cutover.monitor.watch;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.NavigableMap;

/** Reads metrics, a value a minute. Changes nothing. */
public interface MetricReader {

    /** Each answered, or with why not: one that cannot be read keeps none of the others back. */
    Map<MetricQuery, Answer> read(Collection<MetricQuery> queries, Instant from, Instant to)
            throws InterruptedException;

    sealed interface Answer {}

    /** @param at each value by the beginning of its minute; a minute without one is not in it */
    record Values(NavigableMap<Instant, Double> at) implements Answer {}

    record Unread(String why) implements Answer {}
}
