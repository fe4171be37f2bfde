package app.medzenhealth.cutover;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Temporary folders of tests in memory, where the system has room for them there: what waits for a disk is then measured by the
 * benchmarks alone. Elsewhere they lie where others do.
 */
public final class MemoryFolder implements TempDirFactory {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final Path MOUNTS = Path.of("/proc/mounts");
    private static final long ROOM = 2L << 30;

    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext test) throws IOException {
        return usable() ? Files.createTempDirectory(MEMORY, "junit") : Files.createTempDirectory("junit");
    }

    /** Tests write programs that they start. */
    private static boolean usable() throws IOException {
        if (!Files.isWritable(MEMORY) || !Files.isReadable(MOUNTS)) {
            return false;
        }
        var mounted = Files.readAllLines(MOUNTS).stream()
                .map(line -> line.split(" "))
                .filter(m -> m.length > 3 && m[1].equals(MEMORY.toString()))
                .reduce((before, after) -> after);
        return mounted.isPresent()
                && mounted.get()[2].equals("tmpfs")
                && !(mounted.get()[3] + ",").contains("noexec,")
                && MEMORY.toFile().getUsableSpace() > ROOM;
    }
}
