package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.app.PageEvidence;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Whether a status page is what the console made, and how old it is. */
@Command(
        name = "page",
        description = "Verifies a status page. Exit 0: sound, 4: altered, or by another key, 5: it has no seal.",
        mixinStandardHelpOptions = true)
final class AuditPageCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The page.")
    private Path page = Path.of("");

    @Option(
            names = "--key",
            paramLabel = "FILE",
            required = true,
            description = "The key.vkey of the trail, from somewhere else than the page.")
    private Path key = Path.of("");

    @Override
    public Integer call() {
        var found = PageEvidence.of(page, key, Instant.now());
        spec.commandLine().getOut().println(found.line());
        return found.exitCode();
    }
}
