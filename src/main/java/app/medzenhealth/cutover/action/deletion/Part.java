package app.medzenhealth.cutover.action.deletion;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * One file of what something is made of.
 *
 * @param name of the file
 * @param sha256 of its bytes in Base64, as Lambda ({@code CodeSha256}) and S3 ({@code ChecksumSHA256}) both tell it
 * @param content gets the bytes; only asked where they are to be saved
 */
record Part(String name, String sha256, Content content) {

    /** Gets bytes. */
    @FunctionalInterface
    interface Content {
        /** @throws ActionFailure if they cannot be had */
        byte[] read(ActionContext context) throws InterruptedException;
    }

    static Part of(String name, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Part(name, sha256(bytes), c -> bytes);
    }

    /** The bytes, which are those that were told of. */
    byte[] bytes(ActionContext context) throws InterruptedException {
        var read = content.read(context);
        if (!sha256(read).equals(sha256)) {
            throw new ActionFailure(
                    name + " is not what AWS says it is: its SHA-256 is " + sha256(read) + ", not " + sha256,
                    "it was not saved",
                    "look whether somebody is changing it, then review the step again");
        }
        return read;
    }

    static String sha256(byte[] bytes) {
        return Base64.getEncoder().encodeToString(DigestUtils.sha256(bytes));
    }
}
