package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.session.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A challenge as it was given: itself, or the name of a file. What lists many changes is longer than some command lines may be. */
public final class ChallengeArgument {
    private static final int LARGEST_FILE = 256 * 1024;

    private ChallengeArgument() {}

    /** @throws Refusal if it names a file that cannot be read */
    public static String text(String given) {
        if (given.strip().startsWith("CC")) {
            return given;
        }
        try {
            var file = Path.of(given);
            if (!Files.isRegularFile(file)) {
                return given;
            }
            if (Files.size(file) > LARGEST_FILE) {
                throw new Refusal(
                        file + " is too large for a challenge", "name the file that holds the challenge alone");
            }
            return Files.readString(file, StandardCharsets.US_ASCII);
        } catch (InvalidPathException e) {
            return given;
        } catch (IOException e) {
            throw new Refusal("The file " + given + " cannot be read: " + e.getMessage(), "paste the challenge itself");
        }
    }
}
