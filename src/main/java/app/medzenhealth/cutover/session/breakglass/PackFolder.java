package app.medzenhealth.cutover.session.breakglass;

import app.medzenhealth.cutover.audit.Redactor;
import app.medzenhealth.cutover.store.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/** Writes a pack: whole or not at all, and readable by its owner only. */
public final class PackFolder {
    /** What the folder is called until everything is in it. */
    private static final String UNFINISHED = ".break-glass";

    private static final String LIBRARY = "/app/medzenhealth/cutover/action/script/lib.sh";

    private final Redactor redactor;
    private final Map<String, String> digests = new TreeMap<>();
    private final List<String> blanked = new ArrayList<>();

    public PackFolder(Redactor redactor) {
        this.redactor = redactor;
    }

    /**
     * @param folder must not exist, or be empty
     * @param record keeps that it was saved; where it throws, nothing is saved
     * @throws IOException if it could not be written; then nothing of it is left, or the message says where half of it is
     * @throws InterruptedException if the thread was interrupted; then nothing of it is left
     */
    public Saved write(Pack pack, Path folder, Consumer<Saved> record) throws IOException, InterruptedException {
        var whole = folder.toAbsolutePath().normalize();
        if (Files.exists(whole, LinkOption.NOFOLLOW_LINKS) && !empty(whole)) {
            throw new IOException(whole + " exists and is not an empty folder");
        }
        var parent = whole.getParent();
        if (parent == null) {
            throw new IOException(whole + " cannot be a pack");
        }
        OwnerOnly.makeFolder(parent);
        var part = Files.createTempDirectory(parent, UNFINISHED, OwnerOnly.folder(parent));
        var made = part;
        try {
            fill(part, pack);
            Files.deleteIfExists(whole);
            Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
            made = whole;
            var saved = new Saved(whole, pack, Map.copyOf(digests), List.copyOf(blanked));
            record.accept(saved);
            return saved;
        } catch (ClosedByInterruptException stopped) {
            // The same as being stopped between two files.
            Thread.interrupted();
            withdraw(made, stopped);
            throw new InterruptedException("cancelled");
        } catch (IOException | InterruptedException | RuntimeException e) {
            withdraw(made, e);
            throw e;
        }
    }

    private static void withdraw(Path made, Exception why) throws IOException {
        try {
            discard(made);
        } catch (IOException left) {
            why.addSuppressed(left);
            throw new IOException(why.getMessage() + "; what is in " + made + " is unfinished: delete it", why);
        }
    }

    private void fill(Path root, Pack pack) throws IOException, InterruptedException {
        for (var phase : pack.parts()) {
            for (var step : phase.steps()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("cancelled");
                }
                script(
                        root,
                        phase.folder() + "/" + step.file(),
                        marked(step.text(), pack.world().warning()));
                for (var file : step.files().entrySet()) {
                    file(root, "files/" + file.getKey(), file.getValue());
                }
            }
        }
        try (var library = PackFolder.class.getResourceAsStream(LIBRARY)) {
            if (library == null) {
                throw new IOException("The product's own file " + LIBRARY + " is missing");
            }
            put(root, "lib.sh", library.readAllBytes(), "rwx------");
        }
        text(root, "README.md", new PackReadme(pack, List.copyOf(blanked)).text());
        var sums = new StringBuilder();
        digests.forEach(
                (name, digest) -> sums.append(digest).append("  ").append(name).append('\n'));
        put(root, "SHA256SUMS", sums.toString().getBytes(StandardCharsets.UTF_8), "rw-------");
    }

    /** Each script may travel alone: what the pack is of stands in its second line. */
    private static String marked(String script, String warning) {
        var line = script.indexOf('\n') + 1;
        return warning.isEmpty() || line == 0
                ? script
                : script.substring(0, line) + "# " + warning + "\n" + script.substring(line);
    }

    private void script(Path root, String name, String text) throws IOException {
        var clean = redactor.text(text);
        if (!clean.equals(text)) {
            blanked.add(name);
            clean = "#!/usr/bin/env bash\n"
                    + "echo 'A possible secret was redacted from this script: write its commands again by hand.' >&2\n"
                    + "exit 1\n" + clean;
        }
        put(root, name, clean.getBytes(StandardCharsets.UTF_8), "rwx------");
    }

    private void text(Path root, String name, String text) throws IOException {
        put(root, name, redactor.text(text).getBytes(StandardCharsets.UTF_8), "rw-------");
    }

    /** What is no text (a function's package) is written as it is: the README says so. */
    private void file(Path root, String name, byte[] content) throws IOException {
        var text = new String(content, StandardCharsets.UTF_8);
        var clean = content;
        if (Arrays.equals(text.getBytes(StandardCharsets.UTF_8), content)) {
            var redacted = redactor.text(text);
            if (!redacted.equals(text)) {
                blanked.add(name);
            }
            clean = redacted.getBytes(StandardCharsets.UTF_8);
        }
        put(root, name, clean, "rw-------");
    }

    private void put(Path root, String name, byte[] content, String permissions) throws IOException {
        var file = root.resolve(name).normalize();
        if (!file.startsWith(root)) {
            throw new IOException(name + " would be outside of the pack");
        }
        OwnerOnly.makeFolder(Objects.requireNonNull(file.getParent()));
        // A disk may say only when it is asked to keep them that it has no room for the bytes.
        try (var out = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            var bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        if (posix(file)) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        }
        digests.put(name, DigestUtils.sha256Hex(content));
    }

    private static boolean posix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static boolean empty(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (var files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private static void discard(Path root) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException problem) throws IOException {
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
