package app.medzenhealth.cutover.action.local;

import app.medzenhealth.cutover.action.SessionFile;
import app.medzenhealth.cutover.action.WorkingCopy;
import app.medzenhealth.cutover.store.OwnerOnly;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.codec.digest.DigestUtils;

/** A function's files as a zip whose bytes depend on nothing but their names and contents. */
final class FunctionZip {

    /** The first moment that a zip can tell. */
    private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

    /** @param sha256 Base64, as Lambda's {@code CodeSha256} is */
    record Packed(Path file, String sha256, int files) {}

    private FunctionZip() {}

    static Packed pack(WorkingCopy workingCopy, String directory, Path target) throws IOException {
        var root = workingCopy.folder(directory);
        var files = files(root);
        if (files.isEmpty()) {
            throw new IOException(directory + " holds no files");
        }
        var folder = Objects.requireNonNull(target.getParent());
        SessionFile.makeFolder(folder);
        // Made for its owner alone, as temporary files are.
        var fresh = Files.createTempFile(folder, "package", ".new");
        try {
            fill(fresh, root, files);
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            OwnerOnly.discard(fresh, e);
            throw e;
        }
        return new Packed(target, sha256(target), files.size());
    }

    private static void fill(Path made, Path root, List<Path> files) throws IOException {
        try (var zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(made)))) {
            zip.setLevel(Deflater.BEST_COMPRESSION);
            for (var file : files) {
                var entry = new ZipEntry(root.relativize(file).toString().replace('\\', '/'));
                entry.setTimeLocal(EPOCH);
                zip.putNextEntry(entry);
                Files.copy(file, zip);
                zip.closeEntry();
            }
        }
    }

    private static List<Path> files(Path root) throws IOException {
        try (var walk = Files.walk(root)) {
            var all = walk.filter(p -> !root.relativize(p).startsWith(".git")).toList();
            for (var path : all) {
                if (Files.isSymbolicLink(path)) {
                    throw new IOException(root.relativize(path) + " is a symbolic link: put the file itself there");
                }
            }
            return all.stream()
                    .filter(Files::isRegularFile)
                    .sorted((a, b) -> name(root, a).compareTo(name(root, b)))
                    .toList();
        }
    }

    private static String name(Path root, Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    static String sha256(Path file) throws IOException {
        return Base64.getEncoder().encodeToString(DigestUtils.sha256(Files.readAllBytes(file)));
    }
}
