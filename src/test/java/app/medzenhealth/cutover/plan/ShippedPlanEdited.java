package app.medzenhealth.cutover.plan;

import app.medzenhealth.cutover.session.SessionActions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What is found in the shipped plan once its text was changed. */
final class ShippedPlanEdited {
    static final Path SHIPPED = Path.of("assets/plans/medzen-eu-central-1.yaml");
    static final PlanReader READER = new PlanReader(SessionActions.signatures());

    private ShippedPlanEdited() {}

    static String text() throws IOException {
        return Files.readString(SHIPPED);
    }

    static Plan plan() {
        return ((PlanReading.Read) READER.read(SHIPPED)).plan();
    }

    /** Empty where the text is a sound plan. */
    static List<String> problems(String text) {
        return switch (READER.read(SHIPPED, text.getBytes(StandardCharsets.UTF_8))) {
            case PlanReading.Read _ -> List.of();
            case PlanReading.Refused refused ->
                refused.problems().stream().map(PlanProblem::toString).toList();
        };
    }
}
