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
     * @param step which step of the session made, changed or removed it last; empty: none
     * @param reason why the plan says so, where one of its rules does
     * @param drifting how many resources of it are not as the plan's baseline says, of those that no step accounts for
     */
    public record Row(
            String service,
            String type,
            String logical,
            Map<String, Cell> cells,
            Optional<Plan.Disposition> disposition,
            Optional<String> reason,
            Drift drift,
            Optional<String> step,
            int drifting) {

        public Row(
                String service,
                String type,
                String logical,
                Map<String, Cell> cells,
                Optional<Plan.Disposition> disposition,
                Drift drift) {
            this(
                    service,
                    type,
                    logical,
                    cells,
                    disposition,
                    Optional.empty(),
                    drift,
                    Optional.empty(),
                    drift == Drift.NOT_IN_PLAN || drift == Drift.MISSING ? 1 : 0);
        }
    }

    /** Resources that are not as the plan's baseline says; counted here, and nowhere else. */
    public int drift() {
        return rows.stream().mapToInt(Row::drifting).sum();
    }

    /** Against the plan's baseline. */
    public enum Drift {
        AS_PLANNED,
        /** Not as the baseline says, because a step of this session made it so. */
        BY_STEP,
        /** There, and neither a line of the baseline nor a rule says what happens to it. */
        NOT_IN_PLAN,
        /** The plan says it is there; it is not. */
        MISSING,
        /** Unknown: at least one cell is unknown. */
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
