package app.medzenhealth.cutover.concurrent;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What a program prints, up to its own end or to a deadline. Nobody waits in the pipe: what the program leaves running may hold it
 * open for as long as it likes, and a thread that reads from it cannot be stopped.
 */
public final class ProgramOutput extends InputStream {

    private static final Duration SOON = Duration.ofMillis(2);
    private static final Duration LATER = Duration.ofMillis(40);

    private final Process process;
    private final InputStream pipe;
    private final Deadline end;

    public ProgramOutput(Process process, Deadline end) {
        this.process = process;
        this.pipe = process.getInputStream();
        this.end = end;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /**
     * Waits for something to read.
     *
     * @return less than zero once the program has ended and all that it printed was read, and past the deadline
     * @throws InterruptedIOException if the thread is interrupted; it stays so
     */
    @Override
    public int read(byte[] to, int from, int most) throws IOException {
        var pause = SOON;
        while (true) {
            // Asked first: what it printed before its end is in the pipe then.
            var ended = !process.isAlive();
            if (!ended && end.isOver()) {
                return -1;
            }
            var there = pipe.available();
            if (there > 0) {
                return pipe.read(to, from, Math.min(there, most));
            }
            if (ended) {
                return -1;
            }
            try {
                process.waitFor(pause.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("stopped while the program runs");
            }
            pause = pause.compareTo(LATER) < 0 ? pause.multipliedBy(2) : LATER;
        }
    }

    @Override
    public int available() throws IOException {
        return pipe.available();
    }
}
