package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.app.ColdStart;
import app.medzenhealth.cutover.app.Exit;
import app.medzenhealth.cutover.app.RecordedAnswers;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Goes through an inventory, of one region from a server of its own on loopback and of the embedded estate, so that the JVM can
 * see which classes it takes and keep them for {@link PreparedStart}. Part of packaging.
 */
@Command(
        name = "prepare",
        hidden = true,
        description = "Runs through an inventory once, for the archive beside the jar.")
final class PrepareCommand implements Callable<Integer> {
    /** A profile of this name has to be in the AWS config; its keys are never checked. */
    private static final String PROFILE = "prepare";

    private static final String REGION = "eu-central-1";
    private static final Duration WARM = Duration.ofMinutes(1);

    @Spec
    private CommandSpec spec;

    @Option(names = "--answers", paramLabel = "FILE", description = "What AWS is to answer, a JSON object a line.")
    private @Nullable Path answers;

    @Option(
            names = "--clients",
            paramLabel = "FOLDER",
            description = "Only write the classes of the guarded clients there, which are made at run time otherwise.")
    private @Nullable Path clients;

    @Override
    public Integer call() throws Exception {
        if (clients != null) {
            ColdStart.writeClients(clients);
            return Exit.DONE;
        }
        var warm = ColdStart.begin();
        try (var aws = new RecordedAnswers(answers, new PlanOption().chosen().account())) {
            var endpoint = aws.endpoint().toString();
            inventory("--live", PROFILE, "--endpoint-url", endpoint, "--region", REGION, "--json");
            inventory("--json");
            aws.unanswered().forEach(spec.commandLine().getErr()::println);
        }
        warm.join(WARM);
        return Exit.DONE;
    }

    /** What it could not do it says; the archive is the smaller for it, and as good. */
    private void inventory(String... arguments) {
        Main.alone(new InventoryCommand())
                .setOut(new PrintWriter(Writer.nullWriter()))
                .setErr(spec.commandLine().getErr())
                .execute(arguments);
    }
}
