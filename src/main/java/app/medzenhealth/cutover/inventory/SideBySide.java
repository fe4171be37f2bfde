package app.medzenhealth.cutover.inventory;

import app.medzenhealth.cutover.plan.Plan;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The regions next to each other, one row per logical resource.
 *
 * @param regions column order: the plan's regions
 */
public record SideBySide(List<String> regions, List<Row> rows) {

    /**
     * @param logical the name that the same thing has in every region, without region and account suffixes
     * @param cells by region id; a region without an entry was not asked
     * @param disposition what the plan says happens to it; empty: the plan forgot it
     */
    public record Row(
            String service,
            String type,
            String logical,
            Map<String, Cell> cells,
            Optional<Plan.Disposition> disposition,
            Drift drift) {}

    /** Against the plan's baseline. */
    public enum Drift {
        AS_PLANNED,
        /** There, but the plan does not know it. */
        NOT_IN_PLAN,
        /** The plan says it is there; it is not. */
        MISSING,
        /** Cannot be said: at least one cell is unknown. */
        UNKNOWN
    }

    public sealed interface Cell {
        /**
         * @param differences the details that differ from the same resource in the first region that has it, as
         *     {@code memory 512 ≠ 1024}
         */
        record Present(SeenResource resource, List<String> differences) implements Cell {}

        record Absent() implements Cell {}

        record Unknown(String reason) implements Cell {}

        /** AWS has no such service there. */
        record NotOffered() implements Cell {}
    }
}
