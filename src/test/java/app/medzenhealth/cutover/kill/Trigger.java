package app.medzenhealth.cutover.kill;

import app.medzenhealth.cutover.store.WritePoints;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Stops a console dead when a point is reached for the time that is set for it; the first to come counts. The process is halted
 * when each of its consoles stands at its point: until then this one does nothing any more, which is the same to its folder and
 * to the estate.
 */
public final class Trigger implements WritePoints {
    /** By point: how often it must still be reached. Points that are not here are passed. */
    private final Map<String, Integer> left;

    private final Consumer<String> tells;
    private final CountDownLatch stopped;
    private final boolean traces;
    private boolean dead;

    private Trigger(Map<String, Integer> left, Consumer<String> tells, CountDownLatch stopped, boolean traces) {
        this.left = left;
        this.tells = tells;
        this.stopped = stopped;
        this.traces = traces;
    }

    /**
     * @param text {@code point=2,point=1,…}; {@code never}; or {@code trace} to tell of every point
     * @param tells hears the name of the point
     * @param stopped counted down when the console is stopped
     */
    public static Trigger of(String text, Consumer<String> tells, CountDownLatch stopped) {
        var left = new HashMap<String, Integer>();
        if (text.contains("=")) {
            for (var one : text.split(",")) {
                left.put(one.substring(0, one.indexOf('=')), Integer.valueOf(one.substring(one.indexOf('=') + 1)));
            }
        }
        return new Trigger(left, tells, stopped, text.equals("trace"));
    }

    @Override
    public void reached(String name) {
        if (isTheEnd(name)) {
            while (true) {
                LockSupport.park(this);
            }
        }
    }

    private synchronized boolean isTheEnd(String name) {
        if (dead) {
            return true;
        }
        if (traces) {
            tells.accept(name);
        }
        var more = left.get(name);
        if (more == null || left.merge(name, -1, Integer::sum) > 0) {
            return false;
        }
        dead = true;
        tells.accept(name);
        stopped.countDown();
        return true;
    }
}
