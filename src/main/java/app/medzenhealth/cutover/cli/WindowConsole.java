package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.inventory.ParameterCandidates;
import app.medzenhealth.cutover.rehearsal.RehearsedPerson;
import app.medzenhealth.cutover.ui.common.AuditFeed;
import app.medzenhealth.cutover.ui.common.Console;
import app.medzenhealth.cutover.ui.common.InventoryFeed;
import app.medzenhealth.cutover.ui.common.ParameterLookup;
import app.medzenhealth.cutover.ui.common.SessionControl;
import app.medzenhealth.cutover.ui.common.SpeedControl;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Everything the window needs, from a workplace. */
record WindowConsole(
        SessionControl session,
        InstantSource clock,
        InventoryFeed inventory,
        AuditFeed audit,
        ParameterLookup parameters,
        Optional<SpeedControl> speed,
        Optional<Instant> credentialsUntil,
        Optional<Path> stateDirectory)
        implements Console {

    static WindowConsole of(RehearsalDesk desk) {
        return of(
                desk.workplace(),
                Optional.of(desk.second()),
                Optional.of(new SpeedFace(desk.time(), desk.workplace().session())));
    }

    static WindowConsole of(LiveDesk desk) {
        return of(desk.workplace(), Optional.empty(), Optional.empty());
    }

    private static WindowConsole of(
            Workplace workplace, Optional<RehearsedPerson> second, Optional<SpeedControl> speed) {
        var session = workplace.session();
        var plan = session.plan();
        var lookup = new ParameterCandidates(workplace.guard().guarded(), plan, workplace.time());
        return new WindowConsole(
                new SessionFace(session, second),
                workplace.time(),
                new InventoryFace(plan, workplace.scanner()),
                new AuditFace(
                        workplace.records(),
                        plan,
                        () -> session.view().operator().name(),
                        workplace.time()),
                new ParameterFace(plan, lookup),
                speed,
                Optional.empty(),
                Optional.of(workplace.records().directory().path()));
    }
}
