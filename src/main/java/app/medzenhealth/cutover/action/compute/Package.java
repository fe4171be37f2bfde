package app.medzenhealth.cutover.action.compute;

import app.medzenhealth.cutover.action.ActionFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.apache.commons.codec.digest.DigestUtils;
import software.amazon.awssdk.core.SdkBytes;

/**
 * A function's code as a zip.
 *
 * @param sha256 as Lambda's {@code CodeSha256}: Base64
 */
record Package(SdkBytes zip, String sha256) {

    /** What Lambda takes in a request; larger code goes through a bucket. */
    static final long LARGEST = 50L * 1024 * 1024;

    static Package read(String file) {
        try {
            var bytes = Files.readAllBytes(Path.of(file));
            return new Package(
                    SdkBytes.fromByteArrayUnsafe(bytes), Base64.getEncoder().encodeToString(DigestUtils.sha256(bytes)));
        } catch (IOException e) {
            throw new ActionFailure(
                    "The package cannot be read: " + e.getMessage(),
                    "nothing was sent",
                    "run the step that makes the packages again",
                    e);
        }
    }
}
