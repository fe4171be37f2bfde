package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.audit.DurableTrail;
import app.medzenhealth.cutover.audit.Trail;
import app.medzenhealth.cutover.audit.TrailUnavailable;
import app.medzenhealth.cutover.aws.VouchedClock.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;

/** Writes down what became known of the clock: every other record's time rests on it. */
record ClockRecords(Trail trail) implements Consumer<Event> {

    @Override
    public void accept(Event event) {
        switch (event) {
            case Event.Jumped(var expected, var found) -> write("clock.jump", "expected", expected, "found", found);
            case Event.Differs(var here, var aws) -> write("clock.differs", "here", here, "aws", aws);
            case Event.Behind(var newest, var here) -> write("clock.behind", "newest", newest, "here", here);
            case Event.Followed(var from, var to) -> write("clock.followed", "from", from, "to", to);
        }
    }

    private void write(String kind, String before, Instant from, String after, Instant to) {
        try {
            trail.append(
                    DurableTrail.CONSOLE,
                    kind,
                    "",
                    Map.of(
                            before,
                            from.toString(),
                            after,
                            to.toString(),
                            "byMillis",
                            Duration.between(from, to).toMillis()));
        } catch (TrailUnavailable e) {
            // Said wherever it matters: no changing call gets past a trail that cannot be written.
        }
    }
}
