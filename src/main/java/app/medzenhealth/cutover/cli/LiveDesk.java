package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.audit.TrailUnavailable;
import app.medzenhealth.cutover.aws.LiveClients;
import app.medzenhealth.cutover.aws.Timekeeper;
import app.medzenhealth.cutover.monitor.DnsjavaProber;
import app.medzenhealth.cutover.monitor.JdkHttpProber;
import app.medzenhealth.cutover.monitor.PostgresSqlProber;
import app.medzenhealth.cutover.monitor.ProcessCommandRunner;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.session.Operator;
import app.medzenhealth.cutover.session.Session;
import app.medzenhealth.cutover.session.SessionView.Mode;
import app.medzenhealth.cutover.store.StateDirectory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A workplace on AWS itself. The session of a plan goes on where it was left. */
record LiveDesk(Workplace workplace, LiveClients clients) implements AutoCloseable {

    static LiveDesk open(
            Plan plan,
            StateDirectory state,
            String profile,
            Optional<URI> endpoint,
            Path workingCopy,
            Operator operator)
            throws InterruptedException {
        var id = "live-" + plan.id();
        var time = Timekeeper.system();
        var clients = LiveClients.ofProfile(profile, endpoint);
        var records = Records.open(state, id, time);
        try {
            var world = new Workplace.World(
                    Mode.LIVE,
                    clients,
                    time,
                    new JdkHttpProber(),
                    DnsjavaProber.system(),
                    new PostgresSqlProber(login()),
                    new ProcessCommandRunner(
                            Files.createDirectories(state.path().resolve("home"))),
                    Files.createDirectories(state.path().resolve("files").resolve(id)),
                    workingCopy);
            var workplace = new Workplace(id, plan, operator, world, records);
            Thread.ofVirtual().name("waits again").start(() -> waitAgain(workplace.session()));
            return new LiveDesk(workplace, clients);
        } catch (IOException e) {
            records.close();
            throw new TrailUnavailable(
                    "The session's folder could not be made: " + e.getMessage() + ". Nothing was done.", e);
        } catch (RuntimeException | InterruptedException e) {
            records.close();
            throw e;
        }
    }

    /** What AWS went on with while no console ran. It takes as long as it takes. */
    private static void waitAgain(Session session) {
        try {
            session.waitAgain();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** As the PostgreSQL client tools take it: PGUSER, PGPASSWORD, PGDATABASE. The password is read when it is needed. */
    private static PostgresSqlProber.Login login() {
        return new PostgresSqlProber.Login(
                variable("PGUSER", "postgres"),
                () -> variable("PGPASSWORD", ""),
                variable("PGDATABASE", "ehrbase"),
                variable("PGSSLMODE", "verify-full"),
                Duration.ofSeconds(10));
    }

    private static String variable(String name, String otherwise) {
        return Optional.ofNullable(System.getenv(name))
                .filter(v -> !v.isBlank())
                .orElse(otherwise);
    }

    @Override
    public void close() {
        workplace.close();
        clients.close();
    }
}
