package app.medzenhealth.cutover.audit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * A statement about the trail's first {@code size} records, signed: a C2SP tlog-checkpoint in a C2SP signed note.
 *
 * @param origin the name of the key
 * @param root of the RFC 6962 tree over the records
 * @param note the signed note's bytes
 */
public record Checkpoint(String origin, long size, byte[] root, byte[] note) {

    /** How many hex digits of the root are read aloud. */
    static final int SHORT = 12;

    static Checkpoint sign(SigningKey key, long size, byte[] root) {
        var origin = key.verifier().name();
        var text = text(origin, size, root);
        var signature = key.sign(text.getBytes(StandardCharsets.UTF_8));
        return new Checkpoint(
                origin, size, root, note(text, key.verifier(), signature).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads a note and verifies its one signature.
     *
     * @throws NotCanonical if it is in any other form, or the key did not sign it
     */
    static Checkpoint open(byte[] note, VerifierKey key) throws NotCanonical {
        var all = new String(note, StandardCharsets.UTF_8);
        var blank = all.indexOf("\n\n");
        var lines = all.substring(0, Math.max(blank, 0)).split("\n", -1);
        var signature = all.substring(Math.max(blank, 0)).strip().split(" ", -1);
        if (blank < 0 || lines.length != 3 || signature.length != 3) {
            throw new NotCanonical("the checkpoint is not a signed note of three lines and one signature");
        }
        if (!lines[0].equals(key.name()) || !signature[1].equals(key.name())) {
            throw new NotCanonical("the checkpoint is signed by an unknown key: " + signature[1]);
        }
        try {
            var size = Long.parseLong(lines[1]);
            var root = Base64.getDecoder().decode(lines[2]);
            var blob = Base64.getDecoder().decode(signature[2]);
            if (root.length != Sha256.LENGTH || blob.length != 68) {
                throw new NotCanonical("the checkpoint's root or signature has the wrong length");
            }
            if (!Arrays.equals(Arrays.copyOf(blob, 4), key.id())) {
                throw new NotCanonical("the checkpoint is signed by an unknown key with a known name");
            }
            var text = text(lines[0], size, root);
            var raw = Arrays.copyOfRange(blob, 4, 68);
            // Base64 and decimal numbers have more than one form; only the one that is written here counts.
            if (!Arrays.equals(note(text, key, raw).getBytes(StandardCharsets.UTF_8), note)) {
                throw new NotCanonical("the checkpoint is not written in its one form");
            }
            if (!key.verifies(text.getBytes(StandardCharsets.UTF_8), raw)) {
                throw new NotCanonical("the checkpoint's signature is wrong");
            }
            return new Checkpoint(lines[0], size, root, note.clone());
        } catch (IllegalArgumentException e) {
            throw new NotCanonical("the checkpoint's size, root or signature cannot be read");
        }
    }

    private static String text(String origin, long size, byte[] root) {
        return origin + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root) + "\n";
    }

    private static String note(String text, VerifierKey key, byte[] signature) {
        var blob = Arrays.copyOf(key.id(), 4 + signature.length);
        System.arraycopy(signature, 0, blob, 4, signature.length);
        return text + "\n— " + key.name() + " " + Base64.getEncoder().encodeToString(blob) + "\n";
    }

    /** The first 12 hex digits of the root, to be read aloud. */
    public String head() {
        return head(root);
    }

    static String head(byte[] root) {
        return Sha256.hex(root).substring(0, SHORT);
    }
}
