package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.inventory.InventoryScanner;
import app.medzenhealth.cutover.inventory.MadeThings;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.session.Refusal;
import java.util.List;

/**
 * Whether an emulator still has what a session made in it, as the session's own records tell. One that was restarted answers at the same
 * address and has nothing; AWS forgets nothing and is not asked.
 */
record EmulatorMemory(Records records, Plan plan, InventoryScanner scanner) {
    private static final int NAMED = 3;

    /** Reads a few places of the emulator. */
    MadeThings.Seen look() throws InterruptedException {
        var made = new MadeThings();
        try (var all = records.trail().records(1, Long.MAX_VALUE)) {
            all.filter(r -> r.session().equals(records.trail().session())
                            && r.kind().equals("call.outcome")
                            && "done".equals(r.data().get("outcome")))
                    .forEach(r -> made.add(
                            String.valueOf(r.data().get("region")),
                            String.valueOf(r.data().get("service")),
                            String.valueOf(r.data().get("operation")),
                            String.valueOf(r.data().get("resource"))));
        }
        return made.look(scanner, plan.regions().stream().map(Plan.Region::id).toList());
    }

    /** @param seen has nothing left */
    Refusal lost(MadeThings.Seen seen) {
        return new Refusal(
                "The emulator has forgotten what session " + records.trail().session()
                        + " made in it: nothing is left of " + words(seen.gone())
                        + ". What the session shows as done is not there any more",
                "close this window and start with --new; or, if the session is to go on all the same, with --forgotten and"
                        + " your reason, which is recorded");
    }

    /** @param seen has lost something and not all */
    static String partly(MadeThings.Seen seen) {
        return "The emulator no longer has " + words(seen.gone())
                + ", which this session made. What else is shown as done may not be there either.";
    }

    private static String words(List<String> things) {
        return String.join(", ", things.subList(0, Math.min(NAMED, things.size())))
                + (things.size() > NAMED ? " and " + (things.size() - NAMED) + " more" : "");
    }
}
