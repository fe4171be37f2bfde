package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.audit.ExpectedTrail;
import app.medzenhealth.cutover.audit.ExportRequest;
import app.medzenhealth.cutover.audit.Selection;
import app.medzenhealth.cutover.audit.TrailExport;
import app.medzenhealth.cutover.audit.TrailSummary;
import app.medzenhealth.cutover.audit.TrailVerdict;
import app.medzenhealth.cutover.audit.Verifier;
import app.medzenhealth.cutover.session.KeptFilesFound;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.SessionWorld;
import app.medzenhealth.cutover.session.TablesFromRecords;
import app.medzenhealth.cutover.store.Passphrase;
import app.medzenhealth.cutover.store.TrailReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** The trail of a state folder that no console has open, as evidence. */
public record TrailEvidence(PlanFile plan, StateFolder state) {
    private static final int MOST_AGAIN = 3;

    /**
     * @param path a bundle, a database or a state folder
     * @param expected what is known of it from elsewhere
     * @param passphrase of a state folder's key, where it is sealed
     */
    public static TrailVerdict verify(Path path, ExpectedTrail expected, Passphrase passphrase, ProgressLine progress) {
        try {
            for (var again = 0; ; again++) {
                var made = new TablesFromRecords();
                var verdict = new Verifier(progress, expected, made, passphrase).verify(path);
                if (!(verdict instanceof TrailVerdict.Verified verified)) {
                    return verdict;
                }
                var found = made.files(folder(path));
                if (found.altered().isEmpty()) {
                    return withFiles(verified, found);
                }
                // A console that is open puts a file in its place after it has recorded it.
                if (again == MOST_AGAIN || !grew(path, verified)) {
                    return new TrailVerdict.Tampered(0, found.altered().get());
                }
            }
        } catch (CancellationException e) {
            return new TrailVerdict.CannotVerify("stopped before the end");
        }
    }

    private static Path folder(Path path) {
        return Files.isDirectory(path)
                ? path
                : Objects.requireNonNull(path.toAbsolutePath().getParent());
    }

    private static boolean grew(Path path, TrailVerdict.Verified verified) {
        try (var reader = TrailReader.open(Files.isDirectory(path) ? path.resolve("cutover.db") : path)) {
            return reader.newest() > verified.records();
        }
    }

    private static TrailVerdict withFiles(TrailVerdict.Verified verified, KeptFilesFound found) {
        return verified.with(
                found.files() == 0
                        ? List.of()
                        : List.of(found.files()
                                + (found.files() == 1
                                        ? " file by which actions decide: as recorded"
                                        : " files by which actions decide: each as recorded")),
                found.away().stream()
                        .map(session -> "the files by which actions of session " + session
                                + " decide: they are not beside the database")
                        .toList());
    }

    /**
     * Whether a later trail begins with what an earlier one holds, each a bundle, a database or a state folder.
     *
     * @return the verdict on the later one, with the earlier one's key and head expected; or on the earlier one where that does not
     *     verify by itself
     */
    public static TrailVerdict consistency(Path old, Path later, Passphrase passphrase, ProgressLine progress) {
        return switch (verify(old, ExpectedTrail.ANYTHING, passphrase, progress)) {
            case TrailVerdict.Verified before -> verify(later, before.expected(), passphrase, progress);
            case TrailVerdict other -> other.about(old.toString());
        };
    }

    /**
     * Writes the records that were asked for.
     *
     * @param mode of the folder, as in {@link StateFolder}
     * @param out must not exist
     * @param replace it may, and is replaced
     * @return what was written, a line each
     * @throws CancellationException if the process was asked to end; nothing is left behind then
     * @throws Refusal if it could not be written
     */
    public List<String> export(
            String mode, TrailExport.Format format, Selection which, Path out, boolean replace, ProgressLine progress) {
        if (!replace && !Files.isDirectory(out) && Files.exists(out, LinkOption.NOFOLLOW_LINKS)) {
            throw new Refusal(
                    "Nothing was exported: " + out + " is already there, and is left as it is",
                    "name another file, or say --force to replace it");
        }
        var time = time(state.begun(mode));
        try (var records = Records.open(state.open(mode), "export", time)) {
            records.trail().requireFollowed();
            var request = new ExportRequest(format, which, out, progress);
            return lines(new TrailExport(records.trail(), Optional.of(plan.plan()))
                    .write(request, System.getProperty("user.name", "unknown")));
        } catch (IOException e) {
            throw new Refusal("Nothing was exported to " + out + ": " + e.getMessage(), "fix that and export again");
        }
    }

    /** A rehearsal has a time of its own, and what is recorded of its export is at that time too: where it stands. */
    static InstantSource time(Path database) {
        return TrailSummary.each(database).reversed().stream()
                .filter(s -> !s.opened().isEmpty())
                .findFirst()
                .filter(s -> SessionWorld.read(s.opened())
                        .filter(w -> w.mode() == SessionView.Mode.REHEARSAL)
                        .isPresent())
                .map(s -> InstantSource.fixed(Instant.parse(s.at())))
                .orElseGet(InstantSource::system);
    }

    private static List<String> lines(TrailExport.Exported done) {
        var lines = new ArrayList<String>();
        lines.add("%s: %d records · %s"
                .formatted(done.file(), done.records(), done.ofAll().words()));
        if (done.partial()) {
            lines.add("PARTIAL: %d of %d records: %s".formatted(done.records(), done.of(), done.selection()));
        }
        return lines;
    }
}
