package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.audit.Redactor;
import app.medzenhealth.cutover.audit.TrailUnavailable;
import app.medzenhealth.cutover.aws.Clients;
import app.medzenhealth.cutover.aws.Guard;
import app.medzenhealth.cutover.aws.PermitBook;
import app.medzenhealth.cutover.aws.Timekeeper;
import app.medzenhealth.cutover.aws.signin.Machine;
import app.medzenhealth.cutover.aws.signin.SignIn;
import app.medzenhealth.cutover.concurrent.Threads;
import app.medzenhealth.cutover.inventory.AwsInventoryScanner;
import app.medzenhealth.cutover.inventory.Inventory;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import app.medzenhealth.cutover.session.PlanAccess;
import java.io.PrintWriter;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** One scan of a plan's regions, of AWS or of the embedded estate. Reads only. */
public final class OneScan {
    private final Plan plan;

    /** @throws app.medzenhealth.cutover.session.Refusal if the plan does not pass its check, with every problem */
    public OneScan(PlanFile plan) {
        this.plan = plan.planToReadBy();
    }

    /** The plan's. */
    public List<String> regions() {
        return plan.regions().stream().map(Plan.Region::id).toList();
    }

    /**
     * Reads AWS, signing in as the window does.
     *
     * @param endpoint in its place: on this machine, or one of AWS's own
     * @param asked some of {@link #regions}
     * @param terminal where a person is told what signing in needs
     * @param cancelled told when the process is asked to end before the scan has
     */
    public ScanReport live(
            String profile, Optional<URI> endpoint, List<String> asked, PrintWriter terminal, Runnable cancelled)
            throws InterruptedException {
        var time = Timekeeper.system();
        // An inventory keeps no trail, and so records nothing.
        var signIn = new SignIn(
                plan.account(),
                plan.regions().getFirst().id(),
                endpoint,
                Machine.here(),
                new Redactor(),
                (kind, data) -> {},
                time);
        var access = signIn.enter(profile, new TerminalPerson(terminal));
        return read(access.clients(), time, asked, cancelled);
    }

    /**
     * Reads the embedded estate.
     *
     * @param asked some of {@link #regions}
     * @param cancelled told when the process is asked to end before the scan has
     */
    public ScanReport embedded(List<String> asked, Runnable cancelled) throws InterruptedException {
        var time = new VirtualTime(MedZenEstate.START);
        return read(MedZenEstate.create(time).clients(), time, asked, cancelled);
    }

    private ScanReport read(Clients clients, Timekeeper time, List<String> asked, Runnable cancelled)
            throws InterruptedException {
        // Nothing is written here: a guard without a single permit and with a trail that refuses keeps it so.
        var guard = new Guard(
                clients,
                plan.account(),
                new PermitBook(time),
                (actor, kind, step, data) -> {
                    throw new TrailUnavailable("an inventory keeps no trail");
                },
                time,
                new PlanAccess(plan));
        var scanner = new AwsInventoryScanner(guard.guarded(), plan.account(), time);
        var whole = cancellable(() -> scanner.scan(asked, s -> {}), cancelled);
        return new ScanReport(
                plan,
                whole.without(regions().stream()
                        .filter(region -> !asked.contains(region))
                        .toList()));
    }

    private interface Scanning {
        Inventory scan() throws InterruptedException;
    }

    /** Ctrl+C ends the reading at once. */
    private static Inventory cancellable(Scanning scanning, Runnable cancelled) throws InterruptedException {
        var reader = Thread.currentThread();
        var cancel = Threads.atExit("cancel", () -> {
            reader.interrupt();
            cancelled.run();
        });
        Runtime.getRuntime().addShutdownHook(cancel);
        try {
            return scanning.scan();
        } finally {
            try {
                Runtime.getRuntime().removeShutdownHook(cancel);
            } catch (IllegalStateException ending) {
                // It is being cancelled.
            }
        }
    }
}
