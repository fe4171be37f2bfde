package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.audit.Redactor;
import app.medzenhealth.cutover.audit.TrailSummary;
import app.medzenhealth.cutover.aws.Endpoint;
import app.medzenhealth.cutover.aws.Partitions;
import app.medzenhealth.cutover.aws.Timekeeper;
import app.medzenhealth.cutover.aws.signin.ChangeSwitch;
import app.medzenhealth.cutover.aws.signin.ChangeSwitch.Leave;
import app.medzenhealth.cutover.aws.signin.Machine;
import app.medzenhealth.cutover.aws.signin.Person;
import app.medzenhealth.cutover.aws.signin.ProfileEntry;
import app.medzenhealth.cutover.aws.signin.SignIn;
import app.medzenhealth.cutover.aws.signin.WriteRoles;
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
    private final Wishes wishes;
    private final Timekeeper time = Timekeeper.system();
    private final SessionWorld world;
    private final SessionChoice choice;
    private final Records records;
    private final SignIn signIn;
    private final DatabaseAccess databases;
    private @Nullable LiveApp desk;

    /** Whether the last session of the same world goes on. */
    enum Beginning {
        LAST,
        ANEW
    }

    /**
     * What the person at the command line asked for.
     *
     * @param plan with the digest of its text
     * @param profile to begin with, if one was named
     * @param workingCopy if one was named; else the session's last one counts, and the current folder for a new session
     * @param beginning which session, where none was named
     * @param forgotten why a session goes on in an emulator that has forgotten what it did, if somebody said so
     * @param databases as whom and by which way they are read, until the window says otherwise
     * @param goOnWith id of the session to go on with, if one was named
     */
    record Wishes(
            PlanReading.Read plan,
            Optional<String> profile,
            Optional<URI> endpoint,
            Optional<Path> workingCopy,
            Optional<String> goOnWith,
            Beginning beginning,
            DatabaseLogin databases,
            Optional<String> forgotten,
            Operator operator) {
        /** @throws app.medzenhealth.cutover.aws.Refused if the endpoint is neither AWS nor this machine */
        Wishes {
            endpoint.ifPresent(Endpoint::allowed);
        }

        /** Where it would act, the working copy not looked for yet. */
        SessionWorld world() {
            return new SessionWorld(
                    endpoint.filter(Endpoint::isLoopback).isPresent() ? Mode.EMULATOR : Mode.LIVE,
                    Partitions.of(plan.plan().regions().getFirst().id()),
                    plan.plan().account(),
                    endpoint.map(Endpoint::spelled),
                    plan.plan().id(),
                    plan.digest(),
                    workingCopy.map(LiveSignIn::absolute));
        }
    }

    LiveSignIn(Wishes wishes, StateDirectory state, Machine machine) {
        this.wishes = wishes;
        var redactor = new Redactor();
        this.databases = new DatabaseAccess(wishes.databases(), redactor);
        var asked = wishes.world();
        var found = switch (wishes.beginning()) {
            case LAST -> SessionChoice.of(state, asked, wishes.goOnWith());
            case ANEW -> SessionChoice.anew(state, asked);
        };
        this.world = asked.in(asked.workingCopy()
                .or(() -> found.before().flatMap(TrailSummary::workingCopy))
                .orElseGet(() -> absolute(Path.of("."))));
        this.choice = found.workingIn(world).anyway(wishes.forgotten());
        this.records = Records.open(state, choice.session(), time, WritePoints.NONE, redactor);
        this.signIn = new SignIn(
                wishes.plan().plan().account(),
                wishes.plan().plan().regions().getFirst().id(),
                wishes.endpoint(),
                machine,
                redactor,
                (kind, data) -> records.trail().append(wishes.operator().name(), kind, "", data),
                time);
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

    @Override
    public String account() {
        return wishes.plan().plan().account();
    }

    @Override
    public String plan() {
        return wishes.plan().plan().title();
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
            var plan = wishes.plan().plan();
            var roles = new WriteRoles(access, time, new PhaseRoles(plan)::of);
            var changes = new ChangeSwitch(roles, leave);
            var live = new LiveAccess(
                    signIn, access, roles, changes, PhaseRoles.named(plan), records, new LiveAccess.Returns());
            live.allow(leave, wishes.operator());
            desk = LiveApp.open(this, wishes, live, records, time);
            return desk;
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
