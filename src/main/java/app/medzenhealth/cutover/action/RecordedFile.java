package app.medzenhealth.cutover.action;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;

/** Whether a file is what the trail says of it. Changes nothing. */
public final class RecordedFile {
    static final String NOT_PLAIN = "it is a link, or no plain file, and links are not followed";
    static final String CHANGED = "it was changed after it was written: its SHA-256 is not the one that is recorded";

    /** What is to be put in its place once it is recorded; a crash between the two leaves it. */
    private static final String NEXT = ".next";

    /** Of files that are only ever made longer, a line at a time, each of them recorded after it was written. */
    private static final String GROWING = ".jsonl";

    private static final int BUFFER = 1 << 16;

    private RecordedFile() {}

    /** Where something is read that is only read if it has to be. */
    @FunctionalInterface
    interface Read {
        Optional<String> digest() throws IOException;
    }

    /**
     * What is wrong with a file, in words; empty where it is as recorded, or as a console that was killed between a record and the file
     * leaves it.
     *
     * @param found its SHA-256; empty: it does not exist
     * @param next that of what was to be put in its place
     */
    static Optional<String> problem(Optional<KeptFiles.Kept> recorded, Optional<String> found, Read next)
            throws IOException {
        if (recorded.isEmpty()) {
            return found.map(_ -> "no record tells of it: somebody put it there");
        }
        var wanted = recorded.get();
        if (wanted.sha256().isEmpty()) {
            return found.filter(f -> !f.equals(wanted.before()))
                    .map(_ -> "it was removed, and somebody put it there again");
        }
        if (found.filter(wanted.sha256()::equals).isPresent()
                || next.digest().filter(wanted.sha256()::equals).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(found.isPresent() ? CHANGED : "it is missing, and no record tells that it was removed");
    }

    /** The same of a file in a session's folder, whichever action's, without keeping in memory what is in it. */
    public static Optional<String> problem(Path file, KeptFiles.Kept recorded) throws IOException {
        var problem = seen(file, recorded);
        // A console that is open may have put the next one in its place between two looks.
        return problem.isEmpty() ? problem : seen(file, recorded);
    }

    private static Optional<String> seen(Path file, KeptFiles.Kept recorded) throws IOException {
        try {
            if (!isPlain(file)) {
                return Optional.of(NOT_PLAIN);
            }
        } catch (NoSuchFileException e) {
            return problem(Optional.of(recorded), Optional.empty(), () -> digest(next(file)));
        }
        var found = file.toString().endsWith(GROWING) ? digest(file, recorded.sha256()) : digest(file);
        return problem(Optional.of(recorded), found, () -> digest(next(file)));
    }

    static Path next(Path file) {
        return file.resolveSibling(file.getFileName() + NEXT);
    }

    /** @throws NoSuchFileException if it does not exist */
    static boolean isPlain(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isRegularFile();
    }

    /** Lower-case hex SHA-256 of a plain file; empty where there is none. */
    static Optional<String> digest(Path file) throws IOException {
        return digest(file, "");
    }

    /** The same, or {@code enough} where the file up to the end of one of its lines has it. */
    private static Optional<String> digest(Path file, String enough) throws IOException {
        try {
            if (!isPlain(file)) {
                return Optional.empty();
            }
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        var digest = DigestUtils.getSha256Digest();
        try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            var buffer = new byte[BUFFER];
            for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                var from = 0;
                for (var at = 0; at < count && !enough.isEmpty(); at++) {
                    if (buffer[at] == '\n') {
                        digest.update(buffer, from, at + 1 - from);
                        from = at + 1;
                        if (soFar(digest).equals(enough)) {
                            return Optional.of(enough);
                        }
                    }
                }
                digest.update(buffer, from, count - from);
            }
        }
        return Optional.of(soFar(digest));
    }

    private static String soFar(MessageDigest digest) {
        try {
            return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("that of every Java platform can be copied", e);
        }
    }
}
