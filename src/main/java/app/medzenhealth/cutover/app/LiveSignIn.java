package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.audit.Redactor;
import app.medzenhealth.cutover.audit.TrailSummary;
import app.medzenhealth.cutover.aws.Endpoint;
import app.medzenhealth.cutover.aws.Partitions;
import app.medzenhealth.cutover.aws.VouchedClock;
import app.medzenhealth.cutover.aws.signin.ChangeSwitch;
import app.medzenhealth.cutover.aws.signin.ChangeSwitch.Leave;
import app.medzenhealth.cutover.aws.signin.Machine;
import app.medzenhealth.cutover.aws.signin.Person;
import app.medzenhealth.cutover.aws.signin.ProfileEntry;
import app.medzenhealth.cutover.aws.signin.SignIn;
import app.medzenhealth.cutover.aws.signin.WriteRoles;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.session.Operator;
import app.medzenhealth.cutover.session.SessionView.Mode;
import app.medzenhealth.cutover.session.SessionWorld;
import app.medzenhealth.cutover.store.StateDirectory;
import app.medzenhealth.cutover.store.WritePoints;
import app.medzenhealth.cutover.ui.common.Console;
import app.medzenhealth.cutover.ui.signin.Entrance;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The way from a profile to a live session. The trail is open before anybody is let in, so that every attempt is in it. */
final class LiveSignIn implements Entrance, AutoCloseable {
    private final PlanReading.Read plan;
    private final LiveWishes wishes;
    private final Operator operator;
    private final VouchedClock time = new VouchedClock();
    private final SessionWorld world;
    private final SessionChoice choice;
    private final Records records;
    private final SignIn signIn;
    private final DatabaseAccess databases;
    private Optional<Path> statusPage = Optional.empty();
    private @Nullable LiveApp desk;

    LiveSignIn(PlanReading.Read plan, LiveWishes wishes, StateDirectory state, Machine machine) {
        this.plan = plan;
        this.wishes = wishes;
        this.operator = new Operator(wishes.operator());
        var redactor = new Redactor();
        this.databases = new DatabaseAccess(wishes.databases(), redactor);
        var asked = world(plan, wishes);
        var found = switch (wishes.which()) {
            case LAST -> SessionChoice.of(state, asked, wishes.goOnWith());
            case ANEW -> SessionChoice.anew(state, asked);
        };
        this.world = asked.in(asked.workingCopy()
                .or(() -> found.before().flatMap(TrailSummary::workingCopy))
                .orElseGet(() -> absolute(Path.of("."))));
        this.choice = found.workingIn(world).anyway(wishes.forgotten());
        this.records = Records.open(state, choice.session(), time, WritePoints.NONE, redactor);
        time.tell(new ClockRecords(records.trail()));
        records.trail().newestBefore().ifPresent(time::goOnAfter);
        this.signIn = new SignIn(
                plan.plan().account(),
                plan.plan().regions().getFirst().id(),
                wishes.endpoint(),
                machine,
                redactor,
                (kind, data) -> records.trail().append(operator.name(), kind, "", data),
                time);
    }

    /** The session writes a status page into this folder, once somebody is signed in. */
    synchronized void statusPage(Path folder) {
        statusPage = Optional.of(folder);
    }

    /** Where it would act, the working copy not looked for yet. */
    private static SessionWorld world(PlanReading.Read plan, LiveWishes wishes) {
        return new SessionWorld(
                wishes.endpoint().filter(Endpoint::isLoopback).isPresent() ? Mode.EMULATOR : Mode.LIVE,
                Partitions.of(plan.plan().regions().getFirst().id()),
                plan.plan().account(),
                wishes.endpoint().map(Endpoint::spelled),
                plan.plan().id(),
                plan.digest(),
                wishes.workingCopy().map(LiveSignIn::absolute));
    }

    private static String absolute(Path folder) {
        return folder.toAbsolutePath().normalize().toString();
    }

    SessionWorld world() {
        return world;
    }

    DatabaseAccess databases() {
        return databases;
    }

    SessionChoice choice() {
        return choice;
    }

    Plan planned() {
        return plan.plan();
    }

    /** As it stands now where it was read from. */
    Optional<String> planNow() {
        return plan.digestNow();
    }

    Operator operator() {
        return operator;
    }

    Optional<URI> where() {
        return wishes.endpoint();
    }

    @Override
    public String account() {
        return plan.plan().account();
    }

    @Override
    public String plan() {
        return plan.plan().title();
    }

    @Override
    public Mode mode() {
        return world.mode();
    }

    @Override
    public Optional<String> endpoint() {
        return wishes.endpoint().map(LiveSignIn::words);
    }

    static String words(URI endpoint) {
        return "endpoint " + endpoint + (Endpoint.isLoopback(endpoint) ? " — not AWS" : "");
    }

    @Override
    public Optional<String> profile() {
        return wishes.profile();
    }

    @Override
    public List<ProfileEntry> profiles() {
        return signIn.profiles();
    }

    @Override
    public Console enter(String profile, Leave leave, Person person) throws InterruptedException {
        return WindowConsole.of(open(profile, leave, person));
    }

    /** Signs in and opens the session; once. */
    synchronized LiveApp open(String profile, Leave leave, Person person) throws InterruptedException {
        if (desk != null) {
            throw new IllegalStateException("the session is open already");
        }
        var access = signIn.enter(profile, person);
        try {
            person.progress("Looking at what was under way");
            var roles = new WriteRoles(access, time, new PhaseRoles(planned())::of);
            var changes = new ChangeSwitch(roles, leave);
            var live = new LiveAccess(
                    signIn, access, roles, changes, PhaseRoles.named(planned()), records, new LiveAccess.Returns());
            live.allow(leave, operator);
            var opened = LiveApp.open(this, live, records, time);
            desk = opened;
            statusPage.ifPresent(opened.workplace()::statusPage);
            return opened;
        } catch (RuntimeException | InterruptedException e) {
            access.close();
            throw e;
        }
    }

    @Override
    public synchronized void close() {
        databases.close();
        if (desk == null) {
            records.close();
        } else {
            desk.close();
        }
    }
}
