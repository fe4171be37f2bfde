package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.rehearsal.EmbeddedWorld;
import app.medzenhealth.cutover.rehearsal.RehearsedPerson;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.session.Operator;
import app.medzenhealth.cutover.session.SessionView.Mode;
import app.medzenhealth.cutover.store.StateDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * A workplace on an embedded estate. The estate lives as long as the process, so every rehearsal is a session of its own, in
 * the same trail.
 */
record RehearsalDesk(Workplace workplace, EmbeddedWorld world, VirtualTime time, RehearsedPerson second, Operator lead)
        implements AutoCloseable {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    static RehearsalDesk open(Plan plan, StateDirectory state, VirtualTime time, EmbeddedWorld world)
            throws InterruptedException {
        var id = "rehearsal-" + NAME.format(Instant.now());
        var records = Records.open(state, id, time);
        try {
            var folder = folder(state.path().resolve("files").resolve(id));
            var workingCopy = folder(folder.resolve("working-copy"));
            world.workingCopy().writeTo(workingCopy);
            var lead = new Operator("lead@rehearsal");
            var workplace = new Workplace(
                    id,
                    plan,
                    lead,
                    new Workplace.World(
                            Mode.REHEARSAL,
                            world.clients(),
                            time,
                            world.http(),
                            world.dns(),
                            world.sql(),
                            world.commands(),
                            folder(folder.resolve("made")),
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

    private static Path folder(Path path) throws IOException {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? Files.createDirectories(
                        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")))
                : Files.createDirectories(path);
    }

    @Override
    public void close() {
        workplace.close();
    }
}
