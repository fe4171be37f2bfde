package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.KeptFiles;
import app.medzenhealth.cutover.action.RecordedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The files by which sessions' actions decide, as they lie in the state folder, held against what the records say of them.
 *
 * @param files how many are as recorded
 * @param altered the first that is not, and how; empty if all are
 * @param away sessions whose files are not here: a copy of the database alone says nothing of them
 */
public record KeptFilesFound(int files, Optional<String> altered, List<String> away) {
    private static final String MADE_IN_REHEARSAL = "made";

    public KeptFilesFound {
        away = List.copyOf(away);
    }

    /**
     * Of one session.
     *
     * @param rehearsed whether it is a rehearsal, whose estate and working copy lie beside what it makes
     * @param recorded by their names within the session's folder
     */
    record Session(boolean rehearsed, Map<String, KeptFiles.Kept> recorded) {}

    /** @param state the folder of the database */
    static KeptFilesFound in(Path state, Map<String, Session> sessions) {
        var files = 0;
        Optional<String> altered = Optional.empty();
        var away = new ArrayList<String>();
        for (var session : new TreeMap<>(sessions).entrySet()) {
            var folder = folder(state, session.getKey(), session.getValue());
            if (folder.isEmpty() || !Files.isDirectory(folder.get(), LinkOption.NOFOLLOW_LINKS)) {
                away.add(session.getKey());
                continue;
            }
            for (var recorded : new TreeMap<>(session.getValue().recorded()).entrySet()) {
                var how = problem(folder.get(), recorded.getKey(), recorded.getValue());
                altered = altered.or(() -> how.map(h -> "file " + recorded.getKey() + " of session " + session.getKey()
                        + ", by which its actions decide: " + h));
                files += how.isEmpty() ? 1 : 0;
            }
        }
        return new KeptFilesFound(files, altered, away);
    }

    private static Optional<Path> folder(Path state, String session, Session of) {
        var files = state.resolve("files").normalize();
        return within(files, session).map(own -> of.rehearsed() ? own.resolve(MADE_IN_REHEARSAL) : own);
    }

    /** Names are what records say: of whatever leads elsewhere nothing is read. */
    private static Optional<Path> within(Path folder, String name) {
        try {
            return Optional.of(folder.resolve(name).normalize())
                    .filter(path -> path.startsWith(folder) && !path.equals(folder));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> problem(Path folder, String name, KeptFiles.Kept recorded) {
        var file = within(folder, name);
        if (file.isEmpty()) {
            return Optional.of("its name leads out of the session's folder");
        }
        try {
            return RecordedFile.problem(file.get(), recorded);
        } catch (IOException e) {
            return Optional.of("it cannot be read: " + e.getMessage());
        }
    }
}
