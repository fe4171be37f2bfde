package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.inventory.Inventory;
import app.medzenhealth.cutover.inventory.InventoryJson;
import app.medzenhealth.cutover.inventory.MissingPermissions;
import app.medzenhealth.cutover.plan.Plan;
import java.io.PrintWriter;

/** What one scan found. What could not be read is unknown. */
public final class ScanReport {
    private final Plan plan;
    private final Inventory inventory;

    ScanReport(Plan plan, Inventory inventory) {
        this.plan = plan;
        this.inventory = inventory;
    }

    /** One JSON object. */
    public String json() {
        return InventoryJson.write(inventory, plan);
    }

    /** A line for each service of each region. */
    public void table(PrintWriter out) {
        InventoryTable.print(inventory, out);
    }

    /** What a program that reads the output has to hear too, but not among it. */
    public void remarks(PrintWriter err) {
        inventory.notes().forEach(err::println);
        if (!inventory.coverage().notLookedAt().isEmpty()) {
            err.println(
                    "Not looked at: " + String.join("; ", inventory.coverage().notLookedAt()) + ".");
        }
        var missing = MissingPermissions.of(inventory);
        if (!missing.isEmpty()) {
            err.println(
                    "Not permitted to read " + String.join("; ", missing.services()) + ". This policy would allow it:");
            err.print(missing.policy());
        }
        err.flush();
    }

    /** Whether anything could be read at all. */
    public boolean known() {
        return inventory.scans().size() > inventory.unknown().size();
    }
}
