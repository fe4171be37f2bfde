package app.medzenhealth.cutover.audit;

import java.util.Arrays;
import java.util.Base64;

/**
 * That a bundle's manifest, and by it every file of the bundle, was written with this key for the trail of this root. Without it
 * whoever has a bundle could put another report beside the records.
 */
final class ManifestSeal {
    /** Appended to the key's name: a signature under a seal can never pass for one under a checkpoint. */
    private static final String ORIGIN = "/manifest";

    private static final int LINES = 4;

    private ManifestSeal() {}

    /** @param manifest its bytes */
    static byte[] of(byte[] manifest, Checkpoint checkpoint, SigningKey key) {
        return SignedNote.sign(key, text(manifest, checkpoint, key.verifier()));
    }

    /** Verifies that the seal is of this manifest and this checkpoint. */
    static void check(byte[] seal, byte[] manifest, Checkpoint checkpoint, VerifierKey key) throws TrailFault {
        try {
            var said = String.join("\n", SignedNote.open(seal, key, "the seal of the manifest", LINES)) + "\n";
            if (!said.equals(text(manifest, checkpoint, key))) {
                throw TrailFault.tampered(
                        0, "the seal is not of this manifest and these records: a file of the bundle was replaced");
            }
        } catch (NotCanonical e) {
            throw TrailFault.tampered(0, String.valueOf(e.getMessage()));
        }
    }

    private static String text(byte[] manifest, Checkpoint checkpoint, VerifierKey key) {
        return key.name() + ORIGIN + "\n" + Sha256.hex(new Sha256().of(manifest)) + "\n" + checkpoint.size() + "\n"
                + Base64.getEncoder().encodeToString(checkpoint.root()) + "\n";
    }

    /** As long as a seal of this checkpoint is, to be replaced by it. */
    static byte[] room(Checkpoint checkpoint, SigningKey key) {
        var room = of(new byte[0], checkpoint, key);
        Arrays.fill(room, (byte) ' ');
        return room;
    }
}
