package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.plan.Plan;
import java.time.Instant;
import java.util.Optional;

/**
 * A message of the plan, and how far telling people is.
 *
 * @param step the one that sends it and comes next, or else the last that did; empty where no step does
 * @param due when it is due; empty where it hangs on what happens, or no day is set for the window
 * @param now whether it is due and nobody has stated that it went out
 * @param stated when somebody had stated that it went out
 * @param posted what became of posting it
 */
public record MessageView(
        Plan.Message message,
        Optional<String> step,
        Optional<Instant> due,
        boolean now,
        Optional<Instant> stated,
        Optional<Posted> posted) {}
