package app.medzenhealth.cutover.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Optional;

/** The programs that were written from the specification alone, asked for one verdict after another. */
public final class Outsider implements AutoCloseable {
    private static final String PROGRAM = """
            import sys
            sys.path.insert(0, sys.argv[1])
            sys.dont_write_bytecode = True
            import verify, verify_database
            for line in sys.stdin:
                path = line[:-1]
                program = verify if path.endswith('.zip') else verify_database
                print('=', program.verdict(path), sep=chr(9), flush=True)
            """;

    private final Process process;
    private final Writer asks;
    private final BufferedReader says;

    private Outsider(Process process) {
        this.process = process;
        this.asks = process.outputWriter();
        this.says = process.inputReader();
    }

    /** Empty where there is no Python. */
    public static Optional<Outsider> start() throws Exception {
        var python = Python.interpreter();
        if (python.isEmpty()) {
            return Optional.empty();
        }
        var programs = Path.of(
                        Outsider.class.getResource("/audit/verify_database.py").toURI())
                .getParent();
        return Optional.of(new Outsider(new ProcessBuilder(python.get(), "-c", PROGRAM, programs.toString())
                .redirectErrorStream(true)
                .start()));
    }

    /** @param path a bundle, by its ending, or a state folder */
    public int verdict(Path path) throws IOException {
        asks.write(path + "\n");
        asks.flush();
        for (var line = says.readLine(); line != null; line = says.readLine()) {
            if (line.startsWith("=\t")) {
                return Integer.parseInt(line.substring(2));
            }
        }
        throw new IOException("it ended without a verdict on " + path);
    }

    @Override
    public void close() throws IOException {
        asks.close();
        process.destroy();
    }
}
