package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.session.FlightCheck;
import app.medzenhealth.cutover.session.Session;
import app.medzenhealth.cutover.store.StateDirectory;
import app.medzenhealth.cutover.ui.common.FlightControl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** The flight check of the command line, from the window: the same check, the same record, the same page. */
record FlightAdapter(Session session, StateDirectory state) implements FlightControl {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    @Override
    public FlightCheck check(Progress progress) throws InterruptedException {
        return session.flightCheck(progress);
    }

    @Override
    public Path page(FlightCheck check) throws IOException {
        var folder = state.folder("files/" + check.session()).resolve("flight-check-" + NAME.format(check.at()));
        var page = folder.resolve("flight-check.html");
        if (!Files.exists(page)) {
            WholePlanCheck.write(new FlightReport(check), folder);
        }
        return page;
    }

    @Override
    public List<String> lines(FlightCheck check) {
        return new FlightReport(check).lines();
    }

    @Override
    public String counts(FlightCheck check) {
        return new FlightReport(check).counts();
    }

    @Override
    public List<String> reasons(FlightCheck.Answer answer) {
        return FlightReport.reasons(answer);
    }
}
