package app.medzenhealth.cutover.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.sqlite.SQLiteJDBCLoader;

/**
 * SQLite's native library, unpacked into the state folder: the system's folder for temporary files may forbid execution, and
 * others may write there.
 */
final class NativeLibrary {
    private static boolean loaded;

    private NativeLibrary() {}

    static void load(StateDirectory directory) {
        Path folder = directory.folder("native");
        synchronized (NativeLibrary.class) {
            if (!loaded) {
                empty(folder);
                load(folder);
            }
        }
    }

    /** For reading a database that lies anywhere. */
    static void loadAnywhere() {
        synchronized (NativeLibrary.class) {
            if (loaded) {
                return;
            }
            try {
                Path folder = Files.createTempDirectory("cutover-native");
                folder.toFile().deleteOnExit();
                load(folder);
            } catch (IOException e) {
                throw problem(e);
            }
        }
    }

    private static void load(Path folder) {
        System.setProperty("org.sqlite.tmpdir", folder.toString());
        try {
            if (!SQLiteJDBCLoader.initialize()) {
                throw new IOException("SQLite's native library was not found for this system");
            }
            loaded = true;
            restrict(folder);
        } catch (Exception e) {
            throw problem(e);
        }
    }

    private static StoreProblem problem(Exception e) {
        return new StoreProblem(
                "The database engine cannot be started.",
                "SQLite's native library could not be unpacked or loaded: " + e.getMessage() + ".",
                "Make room on the disk, and put the state folder where programs may be executed.",
                e);
    }

    /** What an earlier process that was killed left behind. */
    private static void empty(Path folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "sqlite-*")) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw problem(e);
        }
    }

    private static void restrict(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "sqlite-*")) {
            for (Path file : files) {
                if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
                    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
                }
            }
        }
    }
}
