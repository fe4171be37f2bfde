package app.medzenhealth.cutover.audit;

import app.medzenhealth.cutover.store.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** Files beside an export's target that are gone when the export ends. */
final class ScratchFiles implements AutoCloseable {
    private final Path folder;
    private final Set<Path> files = new HashSet<>();

    ScratchFiles(Path folder) {
        this.folder = folder;
    }

    Path file() throws IOException {
        var file = Files.createTempFile(folder, ".cutover-", ".part", OwnerOnly.file(folder));
        files.add(file);
        return file;
    }

    @Override
    public void close() throws IOException {
        for (var file : files) {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                Files.delete(file);
            }
        }
    }
}
