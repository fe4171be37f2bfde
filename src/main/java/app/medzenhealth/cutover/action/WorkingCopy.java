package app.medzenhealth.cutover.action;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * The project's working copy: the one place that tells what is in it. Both sides are compared as the file system has them, so that
 * neither a relative folder nor a symbolic link makes something inside look outside, or the other way round.
 */
public record WorkingCopy(Path root) {

    /** The working copy of a step. */
    public static WorkingCopy of(ActionContext context) {
        return new WorkingCopy(context.workingCopy());
    }

    /**
     * What a plan names, as the file system has it.
     *
     * @param named relative to the working copy
     * @throws IOException in words, if it is not there or leads out of the working copy
     */
    public Path find(String named) throws IOException {
        var base = base();
        Path wanted;
        try {
            wanted = base.resolve(named).normalize();
        } catch (InvalidPathException e) {
            throw new IOException(named + " is not a path: " + e.getReason(), e);
        }
        if (!wanted.startsWith(base)) {
            throw new IOException(named + " is outside of the working copy " + base);
        }
        if (!Files.exists(wanted)) {
            throw new IOException(named + " is not in the working copy " + base);
        }
        var real = wanted.toRealPath();
        if (!real.startsWith(base)) {
            throw new IOException(named + " leads out of the working copy by a symbolic link");
        }
        return real;
    }

    /**
     * @param named relative to the working copy
     * @throws IOException in words, if there is no such folder in the working copy
     */
    public Path folder(String named) throws IOException {
        var found = find(named);
        if (!Files.isDirectory(found)) {
            throw new IOException(named + " is not a folder");
        }
        return found;
    }

    /**
     * @param named relative to the working copy
     * @throws IOException in words, if there is no such plain file in the working copy
     */
    public Path file(String named) throws IOException {
        var found = find(named);
        if (!Files.isRegularFile(found)) {
            throw new IOException(named + " is no plain file");
        }
        return found;
    }

    /** The folder itself, absolute and without links. */
    public Path base() throws IOException {
        if (!Files.isDirectory(root)) {
            throw new IOException(
                    "there is no working copy at " + root.toAbsolutePath().normalize());
        }
        return root.toRealPath();
    }
}
