package app.medzenhealth.cutover.monitor;

import app.medzenhealth.cutover.store.OwnerOnly;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeMap;

/** An empty home for one run of one program: it finds nothing of the person's there, and what it leaves behind goes with it. */
final class CommandHome implements AutoCloseable {
    private final Path root;

    private CommandHome(Path root) {
        this.root = root;
    }

    /** @param within where it is made; made itself where it is not there */
    static CommandHome in(Path within) throws IOException {
        OwnerOnly.makeFolder(within);
        var home = Files.createTempDirectory(within, "home", OwnerOnly.folder(within));
        for (var part : new String[] {"tmp", "config", "cache", "data", "state", "run"}) {
            Files.createDirectory(home.resolve(part));
        }
        return new CommandHome(home.toRealPath());
    }

    Path root() {
        return root;
    }

    /** How a program finds it (XDG Base Directory Specification; Windows' own names for the same). */
    Map<String, String> variables() {
        var variables = new TreeMap<String, String>();
        for (var name : new String[] {"HOME", "USERPROFILE"}) {
            variables.put(name, root.toString());
        }
        for (var name : new String[] {"TMPDIR", "TMP", "TEMP"}) {
            variables.put(name, root.resolve("tmp").toString());
        }
        variables.put("XDG_CONFIG_HOME", root.resolve("config").toString());
        variables.put("XDG_CACHE_HOME", root.resolve("cache").toString());
        variables.put("XDG_DATA_HOME", root.resolve("data").toString());
        variables.put("XDG_STATE_HOME", root.resolve("state").toString());
        variables.put("XDG_RUNTIME_DIR", root.resolve("run").toString());
        return variables;
    }

    /** Takes it away, without following what the program may have put there. */
    @Override
    public void close() {
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, IOException problem) throws IOException {
                    Files.delete(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            // It is private, and empty of anything of ours.
        }
    }
}
