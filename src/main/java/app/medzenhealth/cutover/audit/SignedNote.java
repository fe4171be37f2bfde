package app.medzenhealth.cutover.audit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * A few lines of text with the one signature of one key: a C2SP signed note (c2sp.org/signed-note), in the one form in which it is
 * written here.
 *
 * @param what the note is, for the message
 * @param text lines that each end with a line feed
 * @param key by which it says that it is signed
 */
record SignedNote(String what, String text, VerifierKey key, byte[] signature) {
    private static final int ID_LENGTH = 4;
    /** RFC 8032, section 5.1.6: an Ed25519 signature has 64 bytes. */
    private static final int SIGNATURE_LENGTH = 64;

    /** @param text lines that each end with a line feed, none of them empty */
    static byte[] sign(SigningKey key, String text) {
        return note(text, key.verifier(), key.sign(text.getBytes(StandardCharsets.UTF_8)))
                .getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Verifies a note's signature.
     *
     * @param what the note is, for the message
     * @param lines how many lines of text it must have
     * @return its lines
     * @throws NotCanonical if it is in any other form, or the key did not sign it
     */
    static String[] open(byte[] note, VerifierKey key, String what, int lines) throws NotCanonical {
        var read = read(note, key, what, lines);
        read.require();
        return read.lines();
    }

    /**
     * Reads a note in its form, of which nobody knows yet whether the key signed it.
     *
     * @param lines how many lines of text it must have
     * @throws NotCanonical if it is in any other form
     */
    static SignedNote read(byte[] note, VerifierKey key, String what, int lines) throws NotCanonical {
        var all = new String(note, StandardCharsets.UTF_8);
        var blank = all.indexOf("\n\n");
        var said = all.substring(0, Math.max(blank, 0)).split("\n", -1);
        var signature = all.substring(Math.max(blank, 0)).strip().split(" ", -1);
        if (blank < 0 || said.length != lines || signature.length != 3) {
            throw new NotCanonical(what + " is not a signed note of " + lines + " lines and one signature");
        }
        if (!signature[1].equals(key.name())) {
            throw new NotCanonical(what + " is signed by an unknown key: " + signature[1]);
        }
        byte[] blob;
        try {
            blob = Base64.getDecoder().decode(signature[2]);
        } catch (IllegalArgumentException e) {
            throw new NotCanonical(what + " has a signature that cannot be read");
        }
        if (blob.length != ID_LENGTH + SIGNATURE_LENGTH) {
            throw new NotCanonical(what + " has a signature of the wrong length");
        }
        if (!Arrays.equals(Arrays.copyOf(blob, ID_LENGTH), key.id())) {
            throw new NotCanonical(what + " is signed by an unknown key with a known name");
        }
        var text = String.join("\n", said) + "\n";
        var raw = Arrays.copyOfRange(blob, ID_LENGTH, blob.length);
        // Base64 has more than one form; only the one that is written here counts.
        if (!Arrays.equals(note(text, key, raw).getBytes(StandardCharsets.UTF_8), note)) {
            throw new NotCanonical(what + " is not written in its one form");
        }
        return new SignedNote(what, text, key, raw);
    }

    /** @throws NotCanonical if the key did not sign it */
    void require() throws NotCanonical {
        if (!key.verifies(text.getBytes(StandardCharsets.UTF_8), signature)) {
            throw new NotCanonical("the signature of " + what + " is wrong");
        }
    }

    String[] lines() {
        return text.substring(0, text.length() - 1).split("\n", -1);
    }

    private static String note(String text, VerifierKey key, byte[] signature) {
        var blob = Arrays.copyOf(key.id(), ID_LENGTH + signature.length);
        System.arraycopy(signature, 0, blob, ID_LENGTH, signature.length);
        return text + "\n— " + key.name() + " " + Base64.getEncoder().encodeToString(blob) + "\n";
    }
}
