package app.medzenhealth.cutover.session;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** Makes a text for a chat short (RFC 1950), so that one message holds it. */
final class ChatText {
    /** Nothing that is meant to be read is larger. Bytes. */
    static final int LARGEST = 1024 * 1024;

    private ChatText() {}

    static byte[] packed(byte[] text) {
        var deflater = new Deflater(Deflater.BEST_COMPRESSION);
        var out = new ByteArrayOutputStream();
        try (var packing = new DeflaterOutputStream(out, deflater)) {
            packing.write(text);
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail", e);
        } finally {
            deflater.end();
        }
        return out.toByteArray();
    }

    /**
     * The text, whether it was packed or begins as a JSON object does.
     *
     * @throws IllegalArgumentException if it is neither, or too large
     */
    static byte[] unpacked(byte[] bytes) {
        if (bytes.length > 0 && bytes[0] == '{') {
            return bytes;
        }
        try (var unpacking = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
            var text = unpacking.readNBytes(LARGEST + 1);
            if (text.length > LARGEST) {
                throw new IllegalArgumentException("too large");
            }
            return text;
        } catch (IOException e) {
            throw new IllegalArgumentException("damaged", e);
        }
    }
}
