package app.medzenhealth.cutover.monitor;

import app.medzenhealth.cutover.monitor.HttpProber.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What came of asking a target once.
 *
 * @param target its id
 * @param at when it was asked
 * @param took until the answer, or until nobody waited any more
 */
public record ProbeResult(String target, Instant at, Duration took, Outcome outcome) {

    public sealed interface Outcome {
        /** @param address which machine answered; empty where a proxy stands before it */
        record Served(int status, Optional<String> address, Optional<Certificate> certificate) implements Outcome {}

        /** Somebody answered, and it was no service. */
        record NotServed(int status, String why, Optional<String> address, Optional<Certificate> certificate)
                implements Outcome {}

        /** Nobody answered: whose fault it is cannot be told from this alone. */
        record Silent(String why) implements Outcome {}
    }

    /** Asks once, and waits for the end of it, which the request itself has. */
    public static ProbeResult ask(HttpProber http, ProbeTarget target, Instant at) throws InterruptedException {
        return switch (http.probe(target.request())) {
            case HttpProber.Answer.NoAnswer(var reason, var took) ->
                new ProbeResult(target.id(), at, took, new Outcome.Silent(reason));
            case HttpProber.Answer.Answered answered ->
                new ProbeResult(target.id(), at, answered.took(), outcome(target, answered));
        };
    }

    private static Outcome outcome(ProbeTarget target, HttpProber.Answer.Answered answer) {
        if (!target.status().contains(answer.status())) {
            return new Outcome.NotServed(
                    answer.status(), "status " + answer.status(), answer.address(), answer.certificate());
        }
        return target.contains().filter(c -> !answer.body().contains(c)).isPresent()
                ? new Outcome.NotServed(
                        answer.status(),
                        "status " + answer.status() + " without “"
                                + target.contains().get() + "”",
                        answer.address(),
                        answer.certificate())
                : new Outcome.Served(answer.status(), answer.address(), answer.certificate());
    }

    public boolean served() {
        return outcome instanceof Outcome.Served;
    }

    /** Whether any machine answered: then this one's own network works. */
    boolean answered() {
        return !(outcome instanceof Outcome.Silent);
    }

    Instant ended() {
        return at.plus(took);
    }

    /** For example {@code status 503}; empty where it was served. */
    public String why() {
        return switch (outcome) {
            case Outcome.Served _ -> "";
            case Outcome.NotServed n -> n.why();
            case Outcome.Silent s -> s.why();
        };
    }
}
