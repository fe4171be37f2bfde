package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.KeptFiles;
import app.medzenhealth.cutover.action.SessionFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;

/** Files by which a session's actions decide, each under a record of the trail. */
record RecordedFiles(SessionJournal journal, String step) implements KeptFiles {

    @Override
    public Optional<Kept> of(String name) {
        return Optional.ofNullable(journal.state().files().get(name));
    }

    @Override
    public void keep(String name, String sha256) {
        if (sha256.isEmpty()) {
            journal.write(SessionContext.CONSOLE, "file.removed", step, Map.of("file", name));
        } else {
            journal.write(SessionContext.CONSOLE, "file.kept", step, Map.of("file", name, "sha256", sha256));
        }
    }

    /**
     * Records what an earlier console left, as it is found: from then on a change of it is seen.
     *
     * @param folder the session's
     */
    void adopt(Path folder) {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            files.filter(f -> Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .forEach(f -> adopt(SessionFile.name(folder, f), f));
        } catch (IOException e) {
            throw new UncheckedIOException("the session's files cannot be read", e);
        }
    }

    private void adopt(String name, Path file) {
        try {
            var digest = DigestUtils.sha256Hex(Files.readAllBytes(file));
            journal.write(
                    SessionContext.CONSOLE, "file.kept", step, Map.of("file", name, "sha256", digest, "earlier", true));
        } catch (IOException e) {
            throw new UncheckedIOException("the session's file " + file + " cannot be read", e);
        }
    }
}
