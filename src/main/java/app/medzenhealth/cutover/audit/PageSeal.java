package app.medzenhealth.cutover.audit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;

/**
 * That a page was made with this key at this time. The seal is a signed note in a comment at the page's end, so that the two are one file
 * and never of different times.
 */
public final class PageSeal {
    /** Appended to the key's name: a signature under a page can never pass for one under a checkpoint or a manifest. */
    private static final String ORIGIN = "/page";

    private static final byte[] BEGINS = "<!--\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] ENDS = "-->\n".getBytes(StandardCharsets.UTF_8);
    private static final int LINES = 3;

    private PageSeal() {}

    /** @param page HTML that ends with a line feed */
    static byte[] sealed(byte[] page, Instant at, SigningKey key) {
        var out = new ByteArrayOutputStream(page.length + 512);
        out.writeBytes(page);
        out.writeBytes(BEGINS);
        out.writeBytes(SignedNote.sign(key, text(page, at.toString(), key.verifier())));
        out.writeBytes(ENDS);
        return out.toByteArray();
    }

    /** What is known of a page. */
    public sealed interface Verdict {
        /** @param made when it was */
        record Sound(Instant made) implements Verdict {}

        /** It is not what was made, or another key sealed it. */
        record Altered(String why) implements Verdict {}

        record NoSeal() implements Verdict {}
    }

    /** Whether a page is, to the byte, what was made with this key. */
    public static Verdict check(byte[] file, VerifierKey key) {
        var begins = last(file, BEGINS);
        if (begins < 0 || !endsWith(file)) {
            return new Verdict.NoSeal();
        }
        var page = Arrays.copyOf(file, begins);
        var note = Arrays.copyOfRange(file, begins + BEGINS.length, file.length - ENDS.length);
        try {
            var said = SignedNote.open(note, key, "the page's seal", LINES);
            if (!String.join("\n", said).concat("\n").equals(text(page, said[LINES - 1], key))) {
                return new Verdict.Altered("the seal is not of this page: something in it was changed");
            }
            return new Verdict.Sound(Instant.parse(said[LINES - 1]));
        } catch (NotCanonical | DateTimeParseException e) {
            return new Verdict.Altered(String.valueOf(e.getMessage()));
        }
    }

    private static String text(byte[] page, String at, VerifierKey key) {
        return key.name() + ORIGIN + "\n" + Sha256.hex(new Sha256().of(page)) + "\n" + at + "\n";
    }

    private static boolean endsWith(byte[] file) {
        return file.length >= ENDS.length
                && Arrays.equals(file, file.length - ENDS.length, file.length, ENDS, 0, ENDS.length);
    }

    private static int last(byte[] file, byte[] part) {
        for (var i = file.length - part.length; i >= 0; i--) {
            if (Arrays.equals(file, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        return -1;
    }
}
