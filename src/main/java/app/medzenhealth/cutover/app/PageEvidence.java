package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.audit.PageSeal;
import app.medzenhealth.cutover.audit.PageSeal.Verdict;
import app.medzenhealth.cutover.audit.VerifierKey;
import app.medzenhealth.cutover.session.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** What is known of a status page, as a line and what the process ends with. */
public record PageEvidence(String line, int exitCode) {
    private static final long LARGEST = 1 << 20;

    /**
     * Verifies a page.
     *
     * @param key the trail's key.vkey, from somewhere else than the page
     * @throws Refusal if one of the two is no such file
     */
    public static PageEvidence of(Path page, Path key, Instant now) {
        return switch (PageSeal.check(read(page), key(key))) {
            case Verdict.Sound(var made) ->
                new PageEvidence(
                        "sound: made at " + made + ", "
                                + Math.max(0, Duration.between(made, now).toSeconds()) + " s ago",
                        Exit.DONE);
            case Verdict.Altered(var why) -> new PageEvidence("altered: " + why, Exit.TAMPERED);
            case Verdict.NoSeal _ ->
                new PageEvidence("cannot be verified: the page has no seal at its end", Exit.CANNOT_BE_VERIFIED);
        };
    }

    private static VerifierKey key(Path file) {
        try {
            return VerifierKey.parse(new String(read(file), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new Refusal(file + " is no key: " + e.getMessage(), "name the trail's key.vkey");
        }
    }

    private static byte[] read(Path file) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
                throw new Refusal(
                        "There is no file " + file + " of at most " + LARGEST / 1024 + " KB", "name another one");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new Refusal(file + " cannot be read: " + e.getMessage(), "make it readable");
        }
    }
}
