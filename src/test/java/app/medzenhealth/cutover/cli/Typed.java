package app.medzenhealth.cutover.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Commands typed one after the other into one process, each argument of this one a line; says what each printed and its exit code. */
final class Typed {
    /** Ends the process as a kill does: no hook of its end runs. */
    static final String KILL = "kill";

    /** Names the files of the folder that follows. */
    static final String LIST = "list ";

    private Typed() {}

    public static void main(String[] lines) {
        for (var line : lines) {
            System.out.println("$ " + line);
            if (line.equals(KILL)) {
                Runtime.getRuntime().halt(137);
            }
            if (line.startsWith(LIST)) {
                list(Path.of(line.substring(LIST.length())));
                continue;
            }
            var out = new PrintWriter(System.out, true);
            var exit = Main.commandLine()
                    .setOut(out)
                    .setErr(out)
                    .execute(List.of(line.split(" ")).toArray(String[]::new));
            System.out.println("exit " + exit);
        }
        System.exit(0);
    }

    private static void list(Path folder) {
        try (var all = Files.walk(folder)) {
            all.filter(Files::isRegularFile).forEach(f -> System.out.println("file " + folder.relativize(f)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
