package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.text.VisibleText;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/**
 * What commands print, with everything that a terminal would obey instead of showing it made visible: much of it was written by
 * somebody else. Commands themselves print text, line feeds and tabs alone.
 */
final class PlainTerminal extends FilterWriter {
    private PlainTerminal(Writer out) {
        super(out);
    }

    /** Flushes after each line. */
    static PrintWriter over(Writer out) {
        return new PrintWriter(new PlainTerminal(out), true);
    }

    @Override
    public void write(int c) throws IOException {
        out.write(VisibleText.lines(Character.toString((char) c)));
    }

    @Override
    public void write(char[] text, int from, int count) throws IOException {
        out.write(VisibleText.lines(new String(text, from, count)));
    }

    @Override
    public void write(String text, int from, int count) throws IOException {
        out.write(VisibleText.lines(text.substring(from, from + count)));
    }
}
