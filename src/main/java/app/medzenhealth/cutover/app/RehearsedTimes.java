package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.odds.RehearsedRun;
import app.medzenhealth.cutover.session.odds.RehearsedRuns;
import app.medzenhealth.cutover.store.StoreProblem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Where the times of earlier goings-through of a plan are found: in the session's own folder, and where rehearsals are kept. */
final class RehearsedTimes {
    private RehearsedTimes() {}

    /**
     * Reads the trails on the disk.
     *
     * @param own the session's state folder
     * @param rehearsals the folder of rehearsals
     */
    static List<RehearsedRun> of(SessionView session, Optional<Path> own, Path rehearsals) {
        var folders = new LinkedHashSet<Path>();
        own.ifPresent(f -> folders.add(f.toAbsolutePath().normalize()));
        folders.add(rehearsals.toAbsolutePath().normalize());
        return folders.stream()
                .map(f -> f.resolve("cutover.db"))
                .filter(d -> Files.exists(d, LinkOption.NOFOLLOW_LINKS))
                .flatMap(d -> in(d, session).stream())
                .toList();
    }

    /** A folder that cannot be read has shown no time: the odds say how many rehearsals they rest on. */
    private static List<RehearsedRun> in(Path database, SessionView session) {
        try {
            return RehearsedRuns.of(database, session.plan().id(), session.session());
        } catch (StoreProblem e) {
            return List.of();
        }
    }
}
