package app.medzenhealth.cutover.concurrent;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Where threads come from. All of them are the operating system's, have a name, and do not keep the process alive.
 *
 * <p>None is virtual. A virtual thread that loads a class keeps its carrier, of which there are as many as processors; where all
 * of them wait for a class whose loader waits for a carrier, nothing goes on any more, time-outs included. The operating system
 * lets every thread run. What it costs is little: the stack's pages that are touched, a tenth of a megabyte.
 */
public final class Threads {

    private static final Duration IDLE = Duration.ofSeconds(10);

    private Threads() {}

    /** Starts one thread for one piece of work. */
    public static Thread start(String name, Runnable work) {
        return Thread.ofPlatform().daemon().name(name).start(work);
    }

    /** For the runtime to start when the process ends. */
    public static Thread atExit(String name, Runnable work) {
        return Thread.ofPlatform().name(name).unstarted(work);
    }

    /** As many threads as there is work for, up to {@code most}; further work waits for its turn. Idle ones end. */
    public static ExecutorService crew(int most, String name) {
        return pool(most, most, new LinkedBlockingQueue<>(), name);
    }

    /**
     * Threads for work that may take long, so that none waits for another's end. Idle ones are used again, and end.
     *
     * @return refuses work with {@link RejectedExecutionException} while {@code most} pieces are under way
     */
    public static ExecutorService onDemand(int most, String name) {
        return pool(0, most, new SynchronousQueue<>(), name);
    }

    /** For what has to happen at its time whatever else goes on. Nothing that waits belongs here. */
    public static ScheduledExecutorService clock(int threads, String name) {
        var clock = new ScheduledThreadPoolExecutor(threads, named(name));
        clock.setRemoveOnCancelPolicy(true);
        clock.setKeepAliveTime(IDLE.toMillis(), TimeUnit.MILLISECONDS);
        clock.allowCoreThreadTimeOut(true);
        return clock;
    }

    private static ExecutorService pool(int core, int most, BlockingQueue<Runnable> waiting, String name) {
        var pool = new ThreadPoolExecutor(core, most, IDLE.toMillis(), TimeUnit.MILLISECONDS, waiting, named(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static ThreadFactory named(String name) {
        return Thread.ofPlatform().daemon().name(name + " ", 1).factory();
    }
}
