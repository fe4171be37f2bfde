package app.medzenhealth.cutover.audit;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/** Writes a bundle's zip in one pass: each entry's header is completed once its content is there. */
final class ZipWriter implements Closeable {
    static final String TOO_LARGE =
            "a bundle holds at most 4 GiB, and this would be larger: export phase by phase, or ranges of time,"
                    + " or the records alone as JSONL";

    private static final int BUFFER = 1 << 16;

    private final FileChannel file;
    private final List<ZipLayout.Entry> entries = new ArrayList<>();
    private final Map<String, String> hashes = new LinkedHashMap<>();

    ZipWriter(FileChannel file) {
        this.file = file;
    }

    /** Writes the content of one entry. */
    @FunctionalInterface
    interface Content {
        void write(OutputStream out) throws IOException;
    }

    /** Adds an entry. Returns the lower-case hex SHA-256 of its content. */
    String add(String name, Content content) throws IOException {
        var offset = begin(name);
        var measured = new MeasuredOutput(new Limited(Channels.newOutputStream(file)));
        OutputStream out = new BufferedOutputStream(measured, BUFFER);
        content.write(out);
        out.flush();
        return end(name, offset, measured);
    }

    /** Adds an entry that was written to a file before. */
    void add(String name, Spool spool) throws IOException {
        var offset = begin(name);
        requireRoom(file.position() + spool.measured().size());
        try (var from = FileChannel.open(spool.file(), StandardOpenOption.READ)) {
            for (long at = 0; at < from.size(); ) {
                at += from.transferTo(at, from.size() - at, file);
            }
        }
        end(name, offset, spool.measured());
    }

    private long begin(String name) throws IOException {
        var offset = file.position();
        file.write(ByteBuffer.wrap(ZipLayout.local(new ZipLayout.Entry(name, offset, 0, 0))));
        return offset;
    }

    private String end(String name, long offset, MeasuredOutput measured) throws IOException {
        var entry = new ZipLayout.Entry(name, offset, measured.size(), measured.crc());
        requireRoom(entry.end());
        overwrite(offset, ZipLayout.local(entry));
        entries.add(entry);
        var hash = measured.hash();
        hashes.put(name, hash);
        return hash;
    }

    /** Replaces an entry's content by another of the same length. */
    void replace(String name, byte[] content) throws IOException {
        for (var i = 0; i < entries.size(); i++) {
            var old = entries.get(i);
            if (old.name().equals(name)) {
                if (old.size() != content.length) {
                    throw new IllegalArgumentException("another length than before");
                }
                var crc = new CRC32();
                crc.update(content);
                var entry = new ZipLayout.Entry(name, old.offset(), old.size(), (int) crc.getValue());
                entries.set(i, entry);
                overwrite(entry.offset(), ZipLayout.local(entry));
                overwrite(entry.content(), content);
                return;
            }
        }
        throw new IllegalArgumentException("no entry " + name);
    }

    /** SHA-256 of the entries so far, by name, in their order. */
    Map<String, String> hashes() {
        return hashes;
    }

    /** Writes the directory at the end and syncs the file. */
    void finish() throws IOException {
        var central = file.position();
        for (var entry : entries) {
            file.write(ByteBuffer.wrap(ZipLayout.central(entry)));
        }
        var size = file.position() - central;
        requireRoom(file.position());
        file.write(ByteBuffer.wrap(ZipLayout.end(entries.size(), central, size)));
        file.force(true);
    }

    private static void requireRoom(long end) throws IOException {
        if (end > ZipLayout.LARGEST) {
            throw new IOException(TOO_LARGE);
        }
    }

    private void overwrite(long offset, byte[] bytes) throws IOException {
        var left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            file.write(left, offset + left.position());
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** Stops before the file is larger than its format can say. */
    private final class Limited extends FilterOutputStream {
        Limited(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            requireRoom(file.position() + count);
            out.write(bytes, from, count);
        }
    }
}
