package app.medzenhealth.cutover.ui.common;

import app.medzenhealth.cutover.concurrent.Threads;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.session.StepState.Problem;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work beside the JavaFX thread, and the only way back to it. An error always reaches someone: the given receiver, or else
 * the one that all share.
 */
public final class Background implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Background.class);

    /** Steps that run for hours, and everything else beside them; more than a person can begin. */
    private static final int MOST = 128;

    private final Executor workers;
    private final Executor fx;
    private final Runnable onClose;
    private final ObservableList<Job> running = FXCollections.observableArrayList();
    private Consumer<Problem> failures = p -> LOG.warn("[{}] nobody listens for failures yet", p.code());

    /** Threads of its own, and the JavaFX thread. */
    public Background() {
        var threads = Threads.onDemand(MOST, "work");
        workers = threads;
        fx = Platform::runLater;
        onClose = threads::shutdownNow;
    }

    /** For tests and drawings: both may be {@code Runnable::run}. */
    public Background(Executor workers, Executor fx) {
        this.workers = workers;
        this.fx = fx;
        onClose = () -> {};
    }

    /** A piece of work under way; its title is for the status bar. */
    public record Job(long number, String title) {}

    /** Work without a result. */
    @FunctionalInterface
    public interface Work {
        void run() throws Exception;
    }

    /** Who is told of failures for which no receiver was given. */
    public void onFailure(Consumer<Problem> receiver) {
        failures = receiver;
    }

    /** What is under way; to be read on the JavaFX thread. */
    public ObservableList<Job> running() {
        return running;
    }

    public <T> void run(String title, Callable<? extends T> work, Consumer<? super T> done) {
        run(title, work, done, p -> failures.accept(p));
    }

    /**
     * Runs {@code work} beside the JavaFX thread, then one of the two receivers on it.
     *
     * @param title what is being done, for the status bar, for example {@code Reviewing step 5.6}
     */
    public <T> void run(
            String title, Callable<? extends T> work, Consumer<? super T> done, Consumer<? super Problem> failed) {
        var job = new Job(System.nanoTime(), title);
        fx.execute(() -> running.add(job));
        try {
            workers.execute(() -> end(job, outcome(title, work, done, failed)));
        } catch (RejectedExecutionException tooMuch) {
            end(job, failure(title, tooMuch, failed));
        }
    }

    private void end(Job job, Runnable end) {
        fx.execute(() -> {
            running.remove(job);
            end.run();
        });
    }

    public void act(String title, Work work, Runnable done) {
        act(title, work, done, p -> failures.accept(p));
    }

    public void act(String title, Work work, Runnable done, Consumer<? super Problem> failed) {
        run(
                title,
                () -> {
                    work.run();
                    return title;
                },
                _ -> done.run(),
                failed);
    }

    /**
     * Work that a person may stop: the thread doing it is interrupted.
     *
     * @param ended runs on the JavaFX thread when the work is over, stopped included
     * @return stops the work; does nothing once it has ended
     */
    public Runnable stoppable(String title, Work work, Runnable ended) {
        return stoppable(title, work, ended, p -> failures.accept(p));
    }

    /** The same; {@code failed} is told of a failure, after {@code ended}. */
    public Runnable stoppable(String title, Work work, Runnable ended, Consumer<? super Problem> failed) {
        var worker = new AtomicReference<Optional<Thread>>(Optional.empty());
        act(
                title,
                () -> {
                    worker.set(Optional.of(Thread.currentThread()));
                    try {
                        work.run();
                    } catch (InterruptedException stopped) {
                        // Stopped as asked: nothing to report.
                    } finally {
                        worker.set(Optional.empty());
                        // The thread may be shared: the interrupt was meant for this work only.
                        Thread.interrupted();
                    }
                },
                ended,
                p -> {
                    ended.run();
                    failed.accept(p);
                });
        return () -> worker.get().ifPresent(Thread::interrupt);
    }

    /** Work of which only the newest result counts: a result that comes after a newer request is dropped. */
    public <T> Latest<T> latest(String title, Consumer<? super T> done) {
        return new Latest<>(this, title, done);
    }

    /** Runs on the JavaFX thread, soon. */
    public void later(Runnable onFx) {
        fx.execute(onFx);
    }

    private static <T> Runnable outcome(
            String title, Callable<? extends T> work, Consumer<? super T> done, Consumer<? super Problem> failed) {
        try {
            T result = work.call();
            return () -> done.accept(result);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return () -> {};
        } catch (Throwable t) {
            return failure(title, t, failed);
        }
    }

    private static Runnable failure(String title, Throwable t, Consumer<? super Problem> failed) {
        var problem = ErrorReport.of(t);
        log(problem, title, t);
        return () -> failed.accept(problem);
    }

    /** What the product refuses to do is the person's business, not a fault: one line, and no trace of where it was said. */
    private static void log(Problem problem, String title, Throwable t) {
        if (t instanceof Refusal) {
            LOG.info("[{}] {} was refused: {}", problem.code(), title, problem.happened());
        } else {
            LOG.error("[{}] {} failed", problem.code(), title, t);
        }
    }

    @Override
    public void close() {
        onClose.run();
    }

    /** See {@link Background#latest}. Used on the JavaFX thread. */
    public static final class Latest<T> {
        private final Background background;
        private final String title;
        private final Consumer<? super T> done;
        private long newest;

        private Latest(Background background, String title, Consumer<? super T> done) {
            this.background = background;
            this.title = title;
            this.done = done;
        }

        public void submit(Callable<? extends T> work) {
            var mine = ++newest;
            background.<T>run(title, work, result -> {
                if (mine == newest) {
                    done.accept(result);
                }
            });
        }

        /** Drops what is still under way. */
        public void cancel() {
            newest++;
        }
    }
}
