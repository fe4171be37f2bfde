package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.aws.Clients;
import app.medzenhealth.cutover.inventory.InventoryScanner;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.rehearsal.EmbeddedWorld;
import app.medzenhealth.cutover.rehearsal.RehearsedLead;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import app.medzenhealth.cutover.session.Confirmation;
import app.medzenhealth.cutover.session.Demand;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.session.Session;
import app.medzenhealth.cutover.session.SessionView.StepView;
import app.medzenhealth.cutover.store.StateDirectory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A whole session for tests of other packages, with clients of their choice in place of the estate's own. */
public final class EstateApp implements AutoCloseable {

    private final RehearsalApp desk;

    /** Makes the console's clients of the estate's. */
    public interface Way {
        Clients to(Clients estate) throws Exception;
    }

    public final EmbeddedWorld world;

    private EstateApp(RehearsalApp desk, EmbeddedWorld world) {
        this.desk = desk;
        this.world = world;
    }

    private static final Plan SHIPPED = ((PlanReading.Read) PlanFile.SHIPPED.read()).plan();

    public static Plan shippedPlan() {
        return SHIPPED;
    }

    public static EstateApp open(Path state, Way way) throws Exception {
        var time = new VirtualTime(MedZenEstate.START);
        var world = MedZenEstate.create(time);
        // Pages of three are for the tests of paging; here each page would be a request more.
        world.estate().pageSize(100);
        var seen = new EmbeddedWorld(
                world.estate(),
                way.to(world.clients()),
                world.http(),
                world.dns(),
                world.sql(),
                world.commands(),
                world.workingCopy());
        return new EstateApp(RehearsalApp.open(shippedPlan(), StateDirectory.at(state), time, seen), world);
    }

    public Session session() {
        return desk.workplace().session();
    }

    public VirtualTime time() {
        return desk.time();
    }

    public RehearsedLead lead(Consumer<StepView> ended) {
        return new RehearsedLead(session(), desk.time(), desk.lead(), desk.second(), ended);
    }

    public void decide(String step, Session.Decision decision, String reason) {
        session().decide(step, desk.lead(), decision, reason);
    }

    /**
     * Undoes a step as a lead would, with the second person where one is asked for.
     *
     * @throws Refusal if it cannot be undone
     */
    public void undo(String step) throws InterruptedException {
        undo(desk, step);
    }

    static void undo(RehearsalApp desk, String step) throws InterruptedException {
        var session = desk.workplace().session();
        var review = session.reviewUndo(step);
        var demand = Demand.toUndo(session.view(), session.plan().step(step).orElseThrow(), review);
        Optional<String> second = demand.confirm() == Step.Confirm.TYPED_AND_SECOND
                ? Optional.of(desk.second().respond(session.challenge(step)))
                : Optional.empty();
        session.undo(new Confirmation(step, review.fingerprint(), desk.lead(), demand.typed(), second));
    }

    public List<AuditRecord> records() {
        return records(1);
    }

    public List<AuditRecord> records(long from) {
        return desk.workplace().records().trail().records(from, Long.MAX_VALUE).toList();
    }

    public InventoryScanner scanner() {
        return desk.workplace().scanner();
    }

    @Override
    public void close() {
        desk.close();
    }
}
