package app.medzenhealth.cutover.plan;

import java.util.List;

/** What reading a plan file ended as. */
public sealed interface PlanReading {

    /** @param digest lower-case hex SHA-256 of the file's bytes */
    record Read(Plan plan, String digest) implements PlanReading {}

    /** Nothing was loaded; {@code problems} is never empty. */
    record Refused(List<PlanProblem> problems) implements PlanReading {}
}
