package app.medzenhealth.cutover.audit;

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
        return new Checkpoint(origin, size, root, SignedNote.sign(key, text(origin, size, root)));
    }

    /**
     * Reads a note and verifies its one signature.
     *
     * @throws NotCanonical if it is in any other form, or the key did not sign it
     */
    static Checkpoint open(byte[] note, VerifierKey key) throws NotCanonical {
        var signed = signed(note, key);
        signed.require();
        return of(signed, note);
    }

    /**
     * Reads a note in the form of a checkpoint's.
     *
     * @throws NotCanonical if it is in another
     */
    static SignedNote signed(byte[] note, VerifierKey key) throws NotCanonical {
        return SignedNote.read(note, key, "the checkpoint", 3);
    }

    /**
     * What a note says.
     *
     * @param signed which need not have been verified yet: it is by whoever uses this
     * @throws NotCanonical if it says no checkpoint, or in another form
     */
    static Checkpoint of(SignedNote signed, byte[] note) throws NotCanonical {
        var key = signed.key();
        var lines = signed.lines();
        if (!lines[0].equals(key.name())) {
            throw new NotCanonical("the checkpoint is of another trail: " + lines[0]);
        }
        try {
            var size = Long.parseLong(lines[1]);
            var root = Base64.getDecoder().decode(lines[2]);
            if (root.length != Sha256.LENGTH) {
                throw new NotCanonical("the checkpoint's root has the wrong length");
            }
            // Base64 and decimal numbers have more than one form; only the one that is written here counts.
            if (!text(lines[0], size, root).equals(String.join("\n", lines) + "\n")) {
                throw new NotCanonical("the checkpoint is not written in its one form");
            }
            return new Checkpoint(lines[0], size, root, note.clone());
        } catch (IllegalArgumentException e) {
            throw new NotCanonical("the checkpoint's size or root cannot be read");
        }
    }

    private static String text(String origin, long size, byte[] root) {
        return origin + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root) + "\n";
    }

    /** The first 12 hex digits of the root, to be read aloud. */
    public String head() {
        return head(root);
    }

    static String head(byte[] root) {
        return Sha256.hex(root).substring(0, SHORT);
    }
}
