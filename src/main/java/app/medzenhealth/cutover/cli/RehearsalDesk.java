package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.aws.Partitions;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.rehearsal.EmbeddedWorld;
import app.medzenhealth.cutover.rehearsal.RehearsedPerson;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.session.Operator;
import app.medzenhealth.cutover.session.SessionView.Mode;
import app.medzenhealth.cutover.session.SessionWorld;
import app.medzenhealth.cutover.store.StateDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * A workplace on an embedded estate. The estate lives as long as the process, so every rehearsal is a session of its own, in
 * the same trail.
 */
record RehearsalDesk(Workplace workplace, EmbeddedWorld world, VirtualTime time, RehearsedPerson second, Operator lead)
        implements AutoCloseable {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    /** For a plan whose text is not at hand. */
    static RehearsalDesk open(Plan plan, StateDirectory state, VirtualTime time, EmbeddedWorld world)
            throws InterruptedException {
        return open(new PlanReading.Read(plan, ""), state, time, world);
    }

    /** @throws app.medzenhealth.cutover.store.StoreProblem if the folder belongs to another mode, or cannot be used */
    static RehearsalDesk open(PlanReading.Read read, StateDirectory state, VirtualTime time, EmbeddedWorld world)
            throws InterruptedException {
        var plan = read.plan();
        var id = "rehearsal-" + NAME.format(Instant.now());
        var acts = new SessionWorld(
                Mode.REHEARSAL,
                Partitions.of(plan.regions().getFirst().id()),
                plan.account(),
                Optional.empty(),
                plan.id(),
                read.digest(),
                Optional.empty());
        SessionChoice.of(state, acts, Optional.empty());
        var records = Records.open(state, id, time);
        try {
            var folder = "files/" + id;
            var workingCopy = state.folder(folder + "/working-copy");
            world.workingCopy().writeTo(workingCopy);
            var lead = new Operator("lead@rehearsal");
            var workplace = new Workplace(
                    SessionChoice.named(id),
                    plan,
                    lead,
                    new Workplace.World(
                            acts.in(workingCopy.toString()),
                            world.clients(),
                            time,
                            world.http(),
                            world.dns(),
                            world.sql(),
                            world.commands(),
                            state.folder(folder + "/made"),
                            workingCopy),
                    records);
            var second = new RehearsedPerson("second-approver@rehearsal");
            workplace.session().enrol(second.name(), second.publicKey(), lead);
            return new RehearsalDesk(workplace, world, time, second, lead);
        } catch (IOException e) {
            records.close();
            throw new UncheckedIOException("the rehearsal's working copy could not be written", e);
        } catch (RuntimeException | InterruptedException e) {
            records.close();
            throw e;
        }
    }

    @Override
    public void close() {
        workplace.close();
    }
}
