package app.medzenhealth.cutover.action;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** A file in the session's folder: readable by its owner only, and never half written. */
public record SessionFile(Path path) {

    public static SessionFile in(ActionContext context, String name) {
        return new SessionFile(context.files().resolve(name));
    }

    /** @throws ActionFailure if it cannot be written */
    public void write(String text) {
        try {
            Files.createDirectories(path.getParent());
            Path beside =
                    Files.createTempFile(path.getParent(), path.getFileName().toString(), ".part");
            Files.setPosixFilePermissions(beside, PosixFilePermissions.fromString("rw-------"));
            Files.writeString(beside, text);
            Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new ActionFailure(
                    "Could not write " + path + ": " + e.getMessage(),
                    "the file was not written",
                    "check the disk and the folder's permissions",
                    e);
        }
    }

    /** What is in it; empty where it does not exist or cannot be read as text. */
    public Optional<String> read() {
        try {
            return Files.exists(path) ? Optional.of(Files.readString(path)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    public static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
