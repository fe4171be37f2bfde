package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.app.PlanFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --plan FILE}; without it the shipped plan. */
final class PlanOption {
    @Option(names = "--plan", paramLabel = "FILE", description = "Plan to use. Default: the shipped MedZen plan.")
    private @Nullable Path file;

    PlanFile chosen() {
        return new PlanFile(Optional.ofNullable(file));
    }

    /** The same option for another command. */
    List<String> arguments() {
        return file == null ? List.of() : List.of("--plan", file.toString());
    }
}
