package app.medzenhealth.cutover.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteJDBCLoader;

/**
 * SQLite's native library, unpacked into the state folder: the system's folder for temporary files may forbid execution, and
 * others may write there.
 */
final class NativeLibrary {
    private static boolean loaded;

    private NativeLibrary() {}

    static void load(StateDirectory directory) {
        synchronized (NativeLibrary.class) {
            if (!loaded) {
                var folder = directory.folder("native");
                try {
                    empty(folder);
                    load(folder);
                } catch (StoreProblem e) {
                    loadElsewhere(directory.database(), e);
                }
            }
        }
    }

    /**
     * For reading a database that lies anywhere and that a console may have open. Where the system's folder for temporary files
     * forbids execution, or is not there, others are tried.
     */
    static void loadFor(Path database) {
        synchronized (NativeLibrary.class) {
            if (!loaded) {
                loadElsewhere(database, null);
            }
        }
    }

    private static void loadElsewhere(Path database, @Nullable StoreProblem because) {
        var first = because;
        for (var place : places(database)) {
            try {
                loadBelow(place);
                return;
            } catch (StoreProblem e) {
                first = first == null ? e : first;
            }
        }
        throw Objects.requireNonNull(first);
    }

    private static List<Path> places(Path database) {
        var beside = Objects.requireNonNull(database.toAbsolutePath().getParent());
        return List.of(
                Path.of(System.getProperty("java.io.tmpdir")),
                Path.of(System.getProperty("user.home"), ".cache"),
                Path.of(System.getProperty("user.home")),
                beside);
    }

    private static void loadBelow(Path place) {
        try {
            var folder = Files.createTempDirectory(place, "cutover-native");
            // Before the driver registers its files: what is registered first is deleted last (File.deleteOnExit).
            folder.toFile().deleteOnExit();
            load(folder);
            if (hasPosixModes(folder)) {
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            throw problem(e);
        }
    }

    private static void load(Path folder) {
        System.setProperty("org.sqlite.tmpdir", folder.toString());
        try {
            requireExecution(folder);
            if (!SQLiteJDBCLoader.initialize()) {
                throw new IOException("SQLite's native library was not found for this system");
            }
            loaded = true;
            clear(folder);
        } catch (Exception e) {
            throw problem(e);
        }
    }

    /** Asked beforehand, since a library that cannot be loaded is logged loudly by the driver. */
    private static void requireExecution(Path folder) throws IOException {
        if (!hasPosixModes(folder)) {
            return;
        }
        // As a folder is: it is to be executable.
        var probe = Files.createTempFile(folder, "sqlite-probe", "", OwnerOnly.folder(folder));
        var executable = Files.isExecutable(probe);
        Files.delete(probe);
        if (!executable) {
            throw new IOException(folder + " is on a disk from which programs may not be executed (noexec)");
        }
    }

    private static StoreProblem problem(Exception e) {
        return new StoreProblem(
                "The database engine cannot be started.",
                "SQLite's native library could not be unpacked or loaded: "
                        + (e instanceof IOException io ? StateDirectory.reason(io) : e.getMessage()) + ".",
                "Make room on the disk, and see that this user may write and execute in the state folder or in the folder"
                        + " for temporary files.",
                e);
    }

    /** What an earlier process that was killed left behind. */
    private static void empty(Path folder) {
        try (var files = Files.newDirectoryStream(folder, "sqlite-*")) {
            for (var file : files) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw problem(e);
        }
    }

    /** Once loaded, the file is not needed any more where a file that is in use can be deleted: a process that is killed leaves nothing. */
    private static void clear(Path folder) throws IOException {
        if (hasPosixModes(folder)) {
            empty(folder);
        }
    }

    private static boolean hasPosixModes(Path folder) throws IOException {
        return Files.getFileStore(folder).supportsFileAttributeView("posix");
    }
}
