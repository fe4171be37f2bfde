package app.medzenhealth.cutover.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Arms and reads what {@code faults.c} does in this process; both map one file. */
final class Faults {
    static final String VARIABLE = "CUTOVER_FAULTS";
    static final int SIZE = 8192;

    private static final int COUNT = 0;
    private static final int FAILED = 16;
    private static final int FROM = 24;
    private static final int TO = 32;
    private static final int KIND = 40;
    private static final int ERROR = 44;
    private static final int TORN = 48;
    private static final int LENGTH = 52;
    private static final int FOLDER = 56;
    private static final int LAST = FOLDER + 1024;
    private static final int AWAKE = LAST + 1024;

    /** What is made to fail. In the order of the C enumeration. */
    enum Kind {
        WRITE,
        SYNC
    }

    /** Linux's numbers, {@code errno.h}. */
    enum Error {
        EIO(5),
        ENOSPC(28),
        EROFS(30);

        private final int number;

        Error(int number) {
            this.number = number;
        }
    }

    /** How often it fails from the chosen call on. */
    enum Extent {
        ONCE,
        FOREVER,
        /** Once, when half of the bytes are written. */
        TORN
    }

    private final MappedByteBuffer control;

    private Faults(MappedByteBuffer control) {
        this.control = control;
    }

    /** @throws IllegalStateException if the library was not loaded into this process */
    static Faults inThisProcess() {
        var path = System.getenv(VARIABLE);
        if (path == null) {
            throw new IllegalStateException(VARIABLE + " is not set: start this with faults.so preloaded");
        }
        try (var file = FileChannel.open(Path.of(path), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            var control = file.map(FileChannel.MapMode.READ_WRITE, 0, SIZE);
            control.order(ByteOrder.nativeOrder());
            return new Faults(control);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Counts from zero below this folder; nothing fails. */
    void watch(Path folder) {
        disarm();
        var bytes = (folder.toAbsolutePath() + "/").getBytes(StandardCharsets.UTF_8);
        control.put(FOLDER, bytes);
        control.putInt(LENGTH, bytes.length);
        control.putLong(COUNT, 0);
        control.putLong(COUNT + 8, 0);
        control.putLong(FAILED, 0);
    }

    /** Lets the {@code number}th call from now on fail. */
    void arm(Kind kind, Error error, Extent extent, long number) {
        var from = count(kind) + number;
        control.putInt(KIND, kind.ordinal());
        control.putInt(ERROR, error.number);
        control.putInt(TORN, extent == Extent.TORN ? 1 : 0);
        control.putLong(TO, extent == Extent.FOREVER ? Long.MAX_VALUE : from);
        control.putLong(FROM, from);
    }

    void disarm() {
        control.putLong(FROM, 0);
    }

    /** From now on waiting for a lock takes no time. */
    void stayAwake() {
        control.putInt(AWAKE, 1);
    }

    long count(Kind kind) {
        return control.getLong(COUNT + 8 * kind.ordinal());
    }

    /** How many calls were made to fail. */
    long failed() {
        return control.getLong(FAILED);
    }

    /** The name of the file of the last call that failed. */
    String last() {
        var bytes = new byte[1024];
        control.get(LAST, bytes);
        var path = new String(bytes, StandardCharsets.UTF_8);
        return path.substring(path.lastIndexOf('/', path.indexOf(0)) + 1, path.indexOf(0));
    }
}
