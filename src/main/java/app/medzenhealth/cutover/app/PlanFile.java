package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.PlanArithmetic;
import app.medzenhealth.cutover.plan.PlanHead;
import app.medzenhealth.cutover.plan.PlanProblem;
import app.medzenhealth.cutover.plan.PlanReader;
import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.plan.PlanText;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.session.SessionActions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The plan that a person chose.
 *
 * @param file empty: the shipped plan
 */
public record PlanFile(Optional<Path> file) {
    static final PlanFile SHIPPED = new PlanFile(Optional.empty());

    private static final String RESOURCE = "/assets/plans/medzen-eu-central-1.yaml";

    /** What there is to say of it, a line each. */
    public sealed interface Report {
        /** It is sound. */
        record Sound(List<String> lines) implements Report {}

        /** Nothing is done with it. */
        record Refused(List<String> problems) implements Report {}
    }

    /** Whether it is sound, what it was found to have, and what is computed from it. */
    public Report check() {
        return report(PlanFile::checked);
    }

    /** Its phases and steps. */
    public Report show() {
        return report(r -> PlanText.lines(r.plan()));
    }

    /**
     * The account that it is about.
     *
     * @throws Refusal if it does not pass its check, with every problem
     */
    public String account() {
        return plan().account();
    }

    private Report report(Function<PlanReading.Read, List<String>> lines) {
        return switch (read()) {
            case PlanReading.Read r -> new Report.Sound(lines.apply(r));
            case PlanReading.Refused r ->
                new Report.Refused(
                        r.problems().stream().map(PlanProblem::toString).toList());
        };
    }

    private static List<String> checked(PlanReading.Read read) {
        var plan = read.plan();
        var lines = new ArrayList<String>();
        lines.add("%s: sound. %d phases, %d steps, digest %s."
                .formatted(
                        plan.id(),
                        plan.phases().size(),
                        plan.steps().count(),
                        read.digest().substring(0, 12)));
        plan.findings().forEach(f -> lines.add("finding %s: %s".formatted(f.id(), f.title())));
        PlanArithmetic.of(plan).sentences().forEach(s -> lines.add("computed: " + s));
        return lines;
    }

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
        return switch (read()) {
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

    /** For what carries nothing out, and so needs no phases of the shipped plan. */
    Plan planToReadBy() {
        return file.isEmpty() ? PlanHead.read(shipped()) : plan();
    }

    PlanReading read() {
        var reader = new PlanReader(SessionActions.signatures());
        return file.map(reader::read).orElseGet(() -> reader.read(Path.of(RESOURCE.substring(1)), shipped()));
    }

    private static byte[] shipped() {
        try (var in = PlanFile.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the shipped plan is missing from the program");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
