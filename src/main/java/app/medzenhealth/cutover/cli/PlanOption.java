package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.PlanHead;
import app.medzenhealth.cutover.plan.PlanProblem;
import app.medzenhealth.cutover.plan.PlanReader;
import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.session.SessionActions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --plan FILE}; without it the shipped plan. */
final class PlanOption {
    private static final String SHIPPED = "/assets/plans/medzen-eu-central-1.yaml";

    @Option(names = "--plan", paramLabel = "FILE", description = "Plan to use. Default: the shipped MedZen plan.")
    private @Nullable Path file;

    /** @throws Refusal if it does not pass its check, with every problem */
    Plan plan() {
        return chosen().plan();
    }

    /**
     * The plan with the digest of its text.
     *
     * @throws Refusal if it does not pass its check, with every problem
     */
    PlanReading.Read chosen() {
        return switch (read(file)) {
            case PlanReading.Read r -> r;
            case PlanReading.Refused r ->
                throw new Refusal(
                        "The plan was refused:\n"
                                + r.problems().stream()
                                        .map(PlanProblem::toString)
                                        .collect(Collectors.joining("\n")),
                        "correct the file and check it with “plan check”");
        };
    }

    /** For a command that carries nothing out, and so needs no phases of the shipped plan. */
    Plan planToReadBy() {
        return file == null ? PlanHead.read(shipped()) : plan();
    }

    /** The same option for another command. */
    List<String> arguments() {
        return file == null ? List.of() : List.of("--plan", file.toString());
    }

    static PlanReading read(@Nullable Path file) {
        var reader = new PlanReader(SessionActions.signatures());
        if (file != null) {
            return reader.read(file);
        }
        return reader.read(Path.of(SHIPPED.substring(1)), shipped());
    }

    private static byte[] shipped() {
        try (var in = PlanOption.class.getResourceAsStream(SHIPPED)) {
            if (in == null) {
                throw new IllegalStateException("the shipped plan is missing from the program");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
