package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.aws.Timekeeper;
import app.medzenhealth.cutover.concurrent.Threads;
import app.medzenhealth.cutover.monitor.DnsjavaProber;
import app.medzenhealth.cutover.monitor.JdkHttpProber;
import app.medzenhealth.cutover.monitor.PostgresSqlProber;
import app.medzenhealth.cutover.monitor.ProcessCommandRunner;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.session.SessionView.Hold;
import app.medzenhealth.cutover.session.SessionView.Mode;
import app.medzenhealth.cutover.session.StepState;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A workplace on AWS itself. The session of a plan goes on where it was left. */
record LiveApp(
        AppWiring workplace,
        LiveAccess access,
        DatabaseAccess databases,
        ListedResolvers resolvers,
        Optional<URI> endpoint)
        implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveApp.class);

    static LiveApp open(LiveSignIn door, LiveAccess access, Records records, Timekeeper time)
            throws InterruptedException {
        var id = door.choice().session();
        var state = records.directory();
        var resolvers = new ListedResolvers(state);
        var world = new AppWiring.World(
                door.world(),
                access.access().clients(),
                time,
                new JdkHttpProber(access.access().network()),
                DnsjavaProber.system(resolvers::addresses),
                new PostgresSqlProber(door.databases()::login, access.access().network()),
                new ProcessCommandRunner(state.folder("home"), access.access().network(), records.redactor()::protect),
                state.folder("files/" + id),
                Path.of(door.world().workingCopy().orElseThrow()),
                door::planNow,
                Optional.of(access));
        var workplace = new AppWiring(door.choice(), door.planned(), door.operator(), world, records);
        var desk = new LiveApp(workplace, access, door.databases(), resolvers, door.where());
        workplace.probing().live();
        desk.waitAgain();
        access.onReturn(() -> desk.back(door));
        return desk;
    }

    /** For what AWS went on with while no console ran. It takes as long as it takes. */
    private void waitAgain() {
        beside(() -> workplace.session().waitAgain());
    }

    /** Somebody signed in again: the emulator may be another one by now, and then nothing more is changed in it. */
    private void back(LiveSignIn door) throws InterruptedException {
        if (door.mode() == Mode.EMULATOR
                && door.choice().anyway().isEmpty()
                && workplace.session().view().ended().isEmpty()) {
            var seen = workplace.memory().look();
            if (seen.nothingLeft()) {
                var session = workplace.session();
                if (session.view().hold() instanceof Hold.Off) {
                    session.hold(session.view().operator());
                }
                throw workplace.memory().lost(seen);
            }
        }
        lookAgain();
    }

    /** What could not be read while the credentials were over is read again, and waited for where it is on its way. */
    private void lookAgain() {
        var session = workplace.session();
        var view = session.view();
        Stream.concat(view.phases().stream(), view.rollbacks().stream())
                .flatMap(p -> p.steps().stream())
                .filter(s -> s.state() instanceof StepState.InDoubt)
                .forEach(s -> beside(() -> session.lookAgain(s.step().id())));
    }

    private interface Waiting {
        void go() throws InterruptedException;
    }

    private static void beside(Waiting work) {
        Threads.start("waits again", () -> {
            try {
                work.go();
            } catch (Refusal settledMeanwhile) {
                LOG.debug("nothing to look at any more", settledMeanwhile);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Override
    public void close() {
        workplace.close();
        access.close();
        databases.close();
    }
}
