package app.medzenhealth.cutover.monitor;

import java.io.IOException;
import java.time.Duration;

/**
 * How late probes of two good targets are while three others do not answer, see {@link ProbeLoad}. Prints how often each was asked, how late
 * the good ones were, and how many threads there were at most. The first argument is how many seconds it takes.
 */
final class ProbeBenchmark {
    private ProbeBenchmark() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        var seconds = args.length == 0 ? 30 : Integer.parseInt(args[0]);
        try (var load = new ProbeLoad()) {
            Thread.sleep(Duration.ofSeconds(seconds));
            System.out.println("in " + seconds + " s, one beat a second:");
            load.print();
        }
    }
}
