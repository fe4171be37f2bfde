package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.audit.Redactor;
import app.medzenhealth.cutover.inventory.candidate.ParameterCandidates;
import app.medzenhealth.cutover.rehearsal.RehearsedPerson;
import app.medzenhealth.cutover.session.Operator;
import app.medzenhealth.cutover.session.Session;
import app.medzenhealth.cutover.session.SessionControl;
import app.medzenhealth.cutover.session.SessionWorld;
import app.medzenhealth.cutover.session.WebhookAddresses;
import app.medzenhealth.cutover.session.odds.RehearsedRun;
import app.medzenhealth.cutover.ui.common.AccessControl;
import app.medzenhealth.cutover.ui.common.AuditFeed;
import app.medzenhealth.cutover.ui.common.Console;
import app.medzenhealth.cutover.ui.common.DatabaseControl;
import app.medzenhealth.cutover.ui.common.FlightControl;
import app.medzenhealth.cutover.ui.common.InventoryFeed;
import app.medzenhealth.cutover.ui.common.MonitorFeed;
import app.medzenhealth.cutover.ui.common.ParameterLookup;
import app.medzenhealth.cutover.ui.common.ProbeFeed;
import app.medzenhealth.cutover.ui.common.RehearsedApprover;
import app.medzenhealth.cutover.ui.common.ResolverControl;
import app.medzenhealth.cutover.ui.common.SpeedControl;
import app.medzenhealth.cutover.ui.common.WorkingCopyControl;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything the window needs, from a workplace. */
record WindowConsole(
        SessionControl session,
        Optional<RehearsedApprover> rehearsedApprover,
        InstantSource clock,
        InventoryFeed inventory,
        AuditFeed audit,
        ParameterLookup parameters,
        Optional<SpeedControl> speed,
        Optional<AccessControl> access,
        Optional<String> endpoint,
        Optional<SessionWorld> world,
        Optional<WorkingCopyControl> workingCopy,
        Optional<DatabaseControl> databases,
        Optional<Path> stateDirectory,
        Optional<ProbeFeed> probes,
        Optional<FlightControl> flight,
        Optional<WebhookAddresses> webhooks,
        Optional<ResolverControl> resolvers,
        Optional<MonitorFeed> monitor)
        implements Console {

    @Override
    public Optional<Instant> credentialsUntil() {
        return access.flatMap(a -> a.current().standing().lasts());
    }

    /** The same with somebody signed in, by way of an emulator. */
    WindowConsole signedIn(AccessControl who) {
        return new WindowConsole(
                session,
                rehearsedApprover,
                clock,
                inventory,
                audit,
                parameters,
                speed,
                Optional.of(who),
                Optional.of(LiveSignIn.words(URI.create("http://127.0.0.1:5000"))),
                world,
                workingCopy,
                Optional.of(
                        new DatabaseAccess(DatabaseLogin.of(DatabaseLogin.Given.NOTHING, Map.of()), new Redactor())),
                stateDirectory,
                probes,
                flight,
                webhooks,
                resolvers,
                monitor);
    }

    /** The same with other probes. */
    WindowConsole asking(ProbeFeed other) {
        return new WindowConsole(
                session,
                rehearsedApprover,
                clock,
                inventory,
                audit,
                parameters,
                speed,
                access,
                endpoint,
                world,
                workingCopy,
                databases,
                stateDirectory,
                Optional.of(other),
                flight,
                webhooks,
                resolvers,
                monitor);
    }

    static WindowConsole of(RehearsalApp desk) {
        return of(
                desk.workplace(),
                Optional.of(desk.second()),
                Optional.of(new SpeedAdapter(desk.time(), desk.workplace().session())),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static WindowConsole of(LiveApp desk) {
        return of(
                desk.workplace(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(desk.access()),
                Optional.of(desk.databases()),
                desk.endpoint().map(LiveSignIn::words),
                Optional.of(desk.resolvers()));
    }

    @Override
    public List<RehearsedRun> rehearsedRuns() {
        return RehearsedTimes.of(
                session.view(), stateDirectory, new StateFolder(Optional.empty()).path(StateFolder.REHEARSAL));
    }

    private static WorkingCopyControl workingCopy(Session session) {
        return new WorkingCopyControl() {
            @Override
            public Path current() {
                return session.workingCopy();
            }

            @Override
            public void choose(Path folder, Operator by) {
                session.workingCopy(folder, by);
            }
        };
    }

    /** @param speed empty: nobody moves the clock by hand */
    static WindowConsole of(
            AppWiring workplace,
            Optional<RehearsedPerson> second,
            Optional<SpeedControl> speed,
            Optional<AccessControl> access,
            Optional<DatabaseControl> databases,
            Optional<String> endpoint,
            Optional<ResolverControl> resolvers) {
        var session = workplace.session();
        var plan = session.plan();
        var inventory = new InventoryAdapter(plan, workplace.scanner(), workplace::traces);
        workplace.onTouched(inventory::readAgain);
        var lookup = new ParameterCandidates(workplace.guard().guarded(), plan, workplace.time());
        return new WindowConsole(
                session,
                second.map(person -> person::respond),
                workplace.time(),
                inventory,
                new AuditAdapter(
                        workplace.records(),
                        plan,
                        () -> session.view().operator().name(),
                        workplace.time(),
                        session::refresh),
                new ParameterAdapter(plan, lookup),
                speed,
                access,
                endpoint,
                Optional.of(session.world()),
                Optional.of(workingCopy(session)),
                databases,
                Optional.of(workplace.records().directory().path()),
                Optional.of(workplace.probing()),
                Optional.of(new FlightAdapter(session, workplace.records().directory())),
                Optional.of(session.webhooks()),
                resolvers,
                Optional.of(workplace.watching()));
    }
}
