package app.medzenhealth.cutover.action.compute;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.SessionNote;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a fence found before it shut anything: what lifting it restores. Kept in the session's folder, on disk before the first
 * thing is shut.
 *
 * @param fencedAt since when nothing comes in, or before that, since when it is being shut; ISO 8601, UTC
 * @param rules event rules that were enabled
 * @param schedules schedules that were enabled
 * @param mappings ids of event source mappings that were enabled
 * @param ingress the database's ingress rules on its port, one text each
 * @param rowsChanged how many rows the database had changed when the fence stood and nobody was connected, as {@link
 *     app.medzenhealth.cutover.monitor.SqlProber.Answer.State} counts them; empty before that, and where it counts none
 */
public record FenceRecord(
        String fencedAt,
        int desired,
        List<String> rules,
        List<String> schedules,
        List<String> mappings,
        List<String> ingress,
        String rowsChanged) {

    /** Of a fence that does not stand yet. */
    public FenceRecord(
            String fencedAt,
            int desired,
            List<String> rules,
            List<String> schedules,
            List<String> mappings,
            List<String> ingress) {
        this(fencedAt, desired, rules, schedules, mappings, ingress, "");
    }

    /** Empty where the service was never fenced in this session, or the fence was lifted. */
    public static Optional<FenceRecord> read(ActionContext context, EcsServiceReads service) {
        return note(context, service).read();
    }

    public void write(ActionContext context, EcsServiceReads service) {
        note(context, service).write(this);
    }

    /** From now on nothing comes in any more. */
    public static void standing(ActionContext context, EcsServiceReads service, OptionalLong rowsChanged) {
        read(context, service)
                .ifPresent(f ->
                        f.with(context.time().instant().toString(), rowsChanged).write(context, service));
    }

    /** It is shut already; what the attempt that shut it did not come to count is counted now, and holds from now on. */
    public static void counted(ActionContext context, EcsServiceReads service, OptionalLong rowsChanged) {
        if (rowsChanged.isPresent()) {
            read(context, service)
                    .filter(f -> f.rowsChanged().isEmpty())
                    .ifPresent(f -> f.with(context.time().instant().toString(), rowsChanged)
                            .write(context, service));
        }
    }

    private FenceRecord with(String at, OptionalLong changed) {
        return new FenceRecord(
                at,
                desired,
                rules,
                schedules,
                mappings,
                ingress,
                changed.isPresent() ? Long.toString(changed.getAsLong()) : "");
    }

    /** The fence was lifted: nothing is left to restore. */
    public static void lifted(ActionContext context, EcsServiceReads service) {
        note(context, service).remove();
    }

    private static SessionNote<FenceRecord> note(ActionContext context, EcsServiceReads service) {
        return SessionNote.in(context, "fence-" + service.region() + "-" + service.name(), FenceRecord.class);
    }
}
