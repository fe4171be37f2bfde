package app.medzenhealth.cutover.cli;

import java.io.PrintWriter;
import java.util.List;

/** Commands typed one after the other into one process, each argument of this one a line; says what each printed and its exit code. */
final class Typed {
    /** Ends the process as a kill does: no hook of its end runs. */
    static final String KILL = "kill";

    private Typed() {}

    public static void main(String[] lines) {
        for (var line : lines) {
            System.out.println("$ " + line);
            if (line.equals(KILL)) {
                Runtime.getRuntime().halt(137);
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
}
