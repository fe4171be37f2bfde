package app.medzenhealth.cutover.action;

import app.medzenhealth.cutover.plan.Times;
import java.time.Instant;

/**
 * What a check rests on.
 *
 * @param what is measured, for example {@code CPUUtilization, Average, of each 5 min}
 * @param unit in which, for example {@code percent}; empty where it is a state, or nobody says
 * @param source who was asked, for example {@code CloudWatch AWS/RDS, eu-central-1}
 * @param newest of when the newest value is
 * @param samples how many values
 */
public record Basis(String what, String unit, String source, Instant newest, long samples) {

    /** For example {@code CPUUtilization in percent by CloudWatch AWS/RDS, eu-central-1: 12 values, newest 2026-01-24 02:41:00 UTC}. */
    public String words() {
        return what + (unit.isEmpty() ? "" : " in " + unit) + " by " + source + ": "
                + (samples == 1 ? "one value, of " : samples + " values, newest ") + Times.second(newest);
    }
}
