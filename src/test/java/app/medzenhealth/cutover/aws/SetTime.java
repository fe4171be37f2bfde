package app.medzenhealth.cutover.aws;

import java.time.Duration;
import java.time.Instant;

/** A clock that moves when told. */
public final class SetTime implements Timekeeper {
    private Instant now = Instant.parse("2026-01-12T02:00:00Z");

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public synchronized void sleep(Duration time) {
        now = now.plus(time);
    }
}
