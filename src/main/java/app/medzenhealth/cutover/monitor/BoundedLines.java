package app.medzenhealth.cutover.monitor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.util.Optional;

/** Reads lines of at most {@value #LONGEST} characters; the rest of a longer one is dropped and marked with an ellipsis. */
final class BoundedLines implements AutoCloseable {

    static final int LONGEST = 8192;

    private final Reader reader;
    private boolean afterReturn;

    BoundedLines(InputStream stream, Charset charset) {
        this.reader = new BufferedReader(new InputStreamReader(stream, charset));
    }

    /** The next line without its end; empty at the end of the stream. */
    Optional<String> next() throws IOException {
        var line = new StringBuilder();
        var cut = false;
        for (var c = reader.read(); ; c = reader.read()) {
            if (afterReturn && c == '\n') {
                afterReturn = false;
                continue;
            }
            afterReturn = c == '\r';
            if (c == -1 && line.isEmpty()) {
                return Optional.empty();
            }
            if (c == -1 || c == '\n' || c == '\r') {
                return Optional.of(cut ? line + "…" : line.toString());
            }
            if (line.length() < LONGEST) {
                line.append((char) c);
            } else {
                cut = true;
            }
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
