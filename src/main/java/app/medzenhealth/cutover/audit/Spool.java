package app.medzenhealth.cutover.audit;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of a bundle that cannot be written into it yet, because another is being written there. */
final class Spool implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final MeasuredOutput measured;
    private final OutputStream out;

    Spool(Path file) throws IOException {
        this.file = file;
        this.measured = new MeasuredOutput(Files.newOutputStream(file));
        this.out = new BufferedOutputStream(measured, BUFFER);
    }

    /** Where its content goes. */
    OutputStream out() {
        return out;
    }

    Path file() {
        return file;
    }

    /** Of what was written until it was closed. */
    MeasuredOutput measured() {
        return measured;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
