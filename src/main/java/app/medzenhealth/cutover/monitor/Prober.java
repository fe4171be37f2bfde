package app.medzenhealth.cutover.monitor;

import app.medzenhealth.cutover.concurrent.Threads;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks targets beside whoever tells it to, each by itself: one that hangs, whose name nobody resolves, or whose handshake does not
 * end costs one request at a time, and none of the others waits for it.
 */
public final class Prober implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Prober.class);
    /** As many as a plan may name, and each has one request at most. */
    private static final int MOST = 12;

    private final HttpProber http;
    private final InstantSource clock;
    private final Consumer<ProbeResult> results;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final ExecutorService hands = Threads.onDemand(MOST, "probe");

    /** @param results receives each, on any thread */
    public Prober(HttpProber http, InstantSource clock, Consumer<ProbeResult> results) {
        this.http = http;
        this.clock = clock;
        this.results = results;
    }

    /**
     * Asks each target whose last request has ended; returns at once.
     *
     * @return how many were asked
     */
    public int round(List<ProbeTarget> targets) {
        var asked = 0;
        for (var target : targets) {
            if (underWay.add(target.id())) {
                try {
                    hands.execute(() -> ask(target));
                    asked++;
                } catch (RejectedExecutionException closed) {
                    underWay.remove(target.id());
                }
            }
        }
        return asked;
    }

    boolean underWay(String target) {
        return underWay.contains(target);
    }

    private void ask(ProbeTarget target) {
        try {
            results.accept(ProbeResult.ask(http, target, clock.instant()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // Nothing that one target does ends the asking of it.
            LOG.error("Probe {} could not be made", target.id(), e);
        } finally {
            underWay.remove(target.id());
        }
    }

    @Override
    public void close() {
        hands.shutdownNow();
    }
}
