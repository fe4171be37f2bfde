package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.audit.TrailProgress;
import app.medzenhealth.cutover.concurrent.Threads;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How far work on the trail is, in one line of a terminal; silent elsewhere. The first Ctrl-C stops the work, and waits until it has cleaned up. */
public final class ProgressLine implements TrailProgress, AutoCloseable {
    private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long LONGEST_CLEAN_UP_SECONDS = 10;

    private final PrintWriter out;
    private final boolean terminal;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread stop = Threads.atExit("stop", this::stop);
    private volatile boolean stopping;
    private long last = System.nanoTime();
    private int width;

    private ProgressLine(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** On the process's terminal, if it has one. */
    public static ProgressLine onTerminal() {
        var console = System.console();
        var line = console != null && console.isTerminal()
                ? new ProgressLine(console.writer(), true)
                : new ProgressLine(new PrintWriter(Writer.nullWriter()), false);
        Runtime.getRuntime().addShutdownHook(line.stop);
        return line;
    }

    private void stop() {
        stopping = true;
        try {
            over.await(LONGEST_CLEAN_UP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void at(long done, long total, String what) {
        var now = System.nanoTime();
        if (terminal && total > 0 && now - last >= EVERY_NANOS) {
            last = now;
            show(String.format(Locale.ROOT, "%s: %,d of %,d (%d %%)", what, done, total, 100 * done / total));
        }
    }

    private void show(String text) {
        out.print("\r" + text + " ".repeat(Math.max(0, width - text.length())));
        out.flush();
        width = text.length();
    }

    @Override
    public boolean cancelled() {
        return stopping;
    }

    /** Takes the line away. */
    @Override
    public synchronized void close() {
        if (width > 0) {
            show("");
            out.print("\r");
            out.flush();
        }
        over.countDown();
        if (!stopping) {
            Runtime.getRuntime().removeShutdownHook(stop);
        }
    }
}
