package app.medzenhealth.cutover.audit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The one way in which a bundle's zip is written (APPNOTE 6.3, 4.3): entries stored, time 1980-01-01 00:00, no flags, no extra
 * fields, no comments. Nothing is left to choose, so that every bit of the container can be told right from wrong.
 */
final class ZipLayout {
    static final int LOCAL = 30;
    static final int CENTRAL = 46;
    static final int END = 22;
    static final long LARGEST = 0xffff_fffeL;

    private static final short VERSION = 10;
    private static final short FIRST_OF_JANUARY_1980 = 0x21;

    private ZipLayout() {}

    /** An entry that is complete. {@code offset}: where its header begins, in bytes. */
    record Entry(String name, long offset, long size, int crc) {
        /** Where its content begins, in bytes. */
        long content() {
            return offset + LOCAL + name.length();
        }

        long end() {
            return content() + size;
        }
    }

    static byte[] local(Entry entry) {
        var out = buffer(LOCAL + entry.name().length());
        out.putInt(0x04034b50);
        common(out, entry);
        out.put(name(entry));
        return out.array();
    }

    static byte[] central(Entry entry) {
        var out = buffer(CENTRAL + entry.name().length());
        out.putInt(0x02014b50);
        out.putShort(VERSION);
        common(out, entry);
        out.putShort((short) 0); // comment
        out.putShort((short) 0); // disk
        out.putShort((short) 0); // internal attributes
        out.putInt(0); // external attributes
        out.putInt((int) entry.offset());
        out.put(name(entry));
        return out.array();
    }

    static byte[] end(int entries, long centralOffset, long centralSize) {
        var out = buffer(END);
        out.putInt(0x06054b50);
        out.putShort((short) 0);
        out.putShort((short) 0);
        out.putShort((short) entries);
        out.putShort((short) entries);
        out.putInt((int) centralSize);
        out.putInt((int) centralOffset);
        out.putShort((short) 0);
        return out.array();
    }

    private static void common(ByteBuffer out, Entry entry) {
        out.putShort(VERSION);
        out.putShort((short) 0); // flags
        out.putShort((short) 0); // stored
        out.putShort((short) 0); // 00:00
        out.putShort(FIRST_OF_JANUARY_1980);
        out.putInt(entry.crc());
        out.putInt((int) entry.size());
        out.putInt((int) entry.size());
        out.putShort((short) entry.name().length());
        out.putShort((short) 0); // extra
    }

    private static byte[] name(Entry entry) {
        return entry.name().getBytes(StandardCharsets.US_ASCII);
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
