package app.medzenhealth.cutover.ui.phases;

import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.session.FlightCheck;
import app.medzenhealth.cutover.ui.common.FlightControl;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** A plan whose check finds one step that is ready. */
final class UnaskedFlight implements FlightControl {
    @Override
    public FlightCheck check(Progress progress) {
        progress.at(1, "step 1.1");
        return new FlightCheck(
                "plan",
                "s1",
                "EMULATOR",
                Instant.parse("2026-01-24T02:00:00Z"),
                "somebody",
                List.of(new FlightCheck.Answer(
                        "1",
                        "1.1",
                        "Ask who we are",
                        FlightCheck.Verdict.READY,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        true)));
    }

    @Override
    public Path page(FlightCheck check) {
        throw new AssertionError("nobody asked for a page");
    }

    @Override
    public List<String> lines(FlightCheck check) {
        return List.of();
    }

    @Override
    public String counts(FlightCheck check) {
        return "1 step asked";
    }

    @Override
    public List<String> reasons(FlightCheck.Answer answer) {
        return List.of();
    }
}
