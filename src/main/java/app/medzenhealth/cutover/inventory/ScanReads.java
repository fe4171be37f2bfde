package app.medzenhealth.cutover.inventory;

import app.medzenhealth.cutover.aws.Timekeeper;
import app.medzenhealth.cutover.aws.read.Found;
import app.medzenhealth.cutover.aws.read.Reader;
import app.medzenhealth.cutover.aws.read.ServiceReading;
import app.medzenhealth.cutover.concurrent.Deadline;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The reads of one scan, under way on threads of their own. Whoever collects them watches their time as well, on its own thread,
 * so that the watch needs nothing of what it watches: a read that is over time is given up whether or not its thread notices.
 */
final class ScanReads {

    /** A read that begins meanwhile may be the next to end. */
    private static final Duration LOOK = Duration.ofMillis(250);

    /** What one read saw; empty: its service is not offered there. */
    @FunctionalInterface
    interface Seen {
        void take(Optional<Observation<List<Found>>> seen);
    }

    private final class Read {
        final Reader reader;
        final ServiceReading reading;
        final Seen seen;
        volatile @Nullable Deadline end;
        volatile long began = System.nanoTime();

        @Nullable
        Future<?> task;

        Read(Reader reader, ServiceReading reading, Seen seen) {
            this.reader = reader;
            this.reading = reading;
            this.seen = seen;
        }

        void go() {
            began = System.nanoTime();
            end = Deadline.in(limits.service());
            Optional<Observation<List<Found>>> answer;
            try {
                answer = reader.offered().test(reading)
                        ? Optional.of(new Observation.Known<>(reader.read().all(reading), time.instant(), took()))
                        : Optional.empty();
            } catch (InterruptedException e) {
                answer = Optional.of(unknown("stopped before the answer came"));
            } catch (RuntimeException | Error e) {
                answer = Optional.of(unknown(ServiceReading.reason(e)));
            }
            answers.add(new Answer(this, answer));
        }

        Observation<List<Found>> unknown(String reason) {
            return new Observation.Unknown<>(reason, time.instant(), took());
        }

        private Duration took() {
            return Duration.ofNanos(System.nanoTime() - began);
        }
    }

    private record Answer(Read read, Optional<Observation<List<Found>>> seen) {}

    private final ExecutorService threads;
    private final ScanLimits limits;
    private final Timekeeper time;
    private final Deadline last;
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    /** On the collecting thread. */
    private final Set<Read> open = new LinkedHashSet<>();

    /** The scan begins now. */
    ScanReads(ExecutorService threads, ScanLimits limits, Timekeeper time) {
        this.threads = threads;
        this.limits = limits;
        this.time = time;
        this.last = Deadline.in(limits.scan());
    }

    /** Begins a read as soon as a thread is free. */
    void ask(Reader reader, ServiceReading reading, Seen seen) {
        var read = new Read(reader, reading, seen);
        open.add(read);
        read.task = threads.submit(read::go);
    }

    /** Hands on, on this thread, what each read saw, as it comes; returns when nothing is left. */
    void collect() throws InterruptedException {
        while (!open.isEmpty()) {
            var answer = answers.poll(next().toNanos(), TimeUnit.NANOSECONDS);
            if (answer != null && open.remove(answer.read)) {
                answer.read.seen.take(answer.seen);
            }
            for (var late : open.stream().filter(this::isLate).toList()) {
                open.remove(late);
                if (late.task != null) {
                    late.task.cancel(true);
                }
                late.seen.take(Optional.of(late.unknown(lateness(late))));
            }
        }
    }

    private Duration next() {
        var next = Deadline.in(LOOK).orSooner(last);
        for (var read : open) {
            var end = read.end;
            next = end == null ? next : end.orSooner(next);
        }
        return next.left();
    }

    private boolean isLate(Read read) {
        var end = read.end;
        return last.isOver() || end != null && end.isOver();
    }

    private String lateness(Read read) {
        var end = read.end;
        if (end == null) {
            return "timeout: not asked within the " + limits.scan().toSeconds() + " s that a scan may take";
        }
        var why = read.reading
                .refusal()
                .map(refusal -> "; " + ServiceReading.reason(refusal))
                .orElse("");
        return end.isOver()
                ? "timeout: no complete answer within " + limits.service().toSeconds() + " s" + why
                : "timeout: no complete answer within the " + limits.scan().toSeconds() + " s that a scan may take"
                        + why;
    }
}
