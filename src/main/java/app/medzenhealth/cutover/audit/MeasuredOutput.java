package app.medzenhealth.cutover.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.zip.CRC32;
import org.apache.commons.codec.digest.DigestUtils;

/** Counts what passes, and knows its checksum and hash. To be written to in large pieces. */
final class MeasuredOutput extends OutputStream {
    private final OutputStream out;
    private final CRC32 crc = new CRC32();
    private final MessageDigest sha = DigestUtils.getSha256Digest();
    private long size;

    MeasuredOutput(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        crc.update(bytes, from, count);
        sha.update(bytes, from, count);
        size += count;
        out.write(bytes, from, count);
    }

    /** Bytes so far. */
    long size() {
        return size;
    }

    /** CRC-32 of all bytes so far. */
    int crc() {
        return (int) crc.getValue();
    }

    /** Lower-case hex SHA-256 of all bytes; to be asked once, at the end. */
    String hash() {
        return Sha256.hex(sha.digest());
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
