package app.medzenhealth.cutover.kill;

import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.PlanReader;
import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.session.SessionActions;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The plan, read and checked once by the parent; the children take it as it was read. */
public final class KillPlan {
    private KillPlan() {}

    static void write(Path from, Path to) throws IOException {
        var reading = new PlanReader(SessionActions.signatures()).read(from);
        if (!(reading instanceof PlanReading.Read read)) {
            throw new IllegalStateException(String.valueOf(reading));
        }
        try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(to)))) {
            Wire.write(out, read.plan());
        }
    }

    public static Plan read(Path file) throws IOException {
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            var plan = (Plan) Wire.read(in);
            if (plan == null) {
                throw new IOException("no plan in " + file);
            }
            return plan;
        }
    }
}
