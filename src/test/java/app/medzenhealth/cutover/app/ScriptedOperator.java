package app.medzenhealth.cutover.app;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Runs a script of a pack as a person would: reads what it asks, and types that. */
final class ScriptedOperator {
    private static final Pattern ASKS = Pattern.compile("Type  (.+?)  to go on: $");
    private static final String NAME = "types their own name: ";

    record Outcome(int exit, String said) {
        /** The last lines, which say why it ended. */
        List<String> last(int lines) {
            var all = said.lines().toList();
            return all.subList(Math.max(0, all.size() - lines), all.size());
        }
    }

    private ScriptedOperator() {}

    /** @throws AssertionError if it does not end within a quarter of an hour */
    static Outcome run(Path script, Map<String, String> environment) throws IOException, InterruptedException {
        var builder = new ProcessBuilder("bash", script.toString()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.directory(script.getParent().toFile());
        var process = builder.start();
        var killer = Thread.ofVirtual().start(() -> {
            try {
                if (!process.waitFor(15, TimeUnit.MINUTES)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
            }
        });
        var said = new StringBuilder();
        try (var input = process.inputReader(StandardCharsets.UTF_8);
                Writer answers = process.outputWriter(StandardCharsets.UTF_8)) {
            for (var c = input.read(); c >= 0; c = input.read()) {
                said.append((char) c);
                if (c == ' ' && said.charAt(Math.max(0, said.length() - 2)) == ':') {
                    // A question ends its line, and nothing follows until it is answered.
                    var line = said.substring(said.lastIndexOf("\n") + 1);
                    var asks = ASKS.matcher(line);
                    if (asks.find()) {
                        type(answers, asks.group(1));
                    } else if (line.endsWith(NAME)) {
                        type(answers, "Second Person");
                    }
                }
            }
        }
        var exit = process.waitFor();
        killer.interrupt();
        return new Outcome(exit, said.toString());
    }

    private static void type(Writer answers, String text) throws IOException {
        answers.write(text + "\n");
        answers.flush();
    }
}
