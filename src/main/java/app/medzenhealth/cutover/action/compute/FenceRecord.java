package app.medzenhealth.cutover.action.compute;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.SessionNote;
import java.util.List;
import java.util.Optional;

/**
 * What a fence found before it shut anything: what lifting it restores. Kept in the session's folder, on disk before the first
 * thing is shut.
 *
 * @param fencedAt since when nothing comes in, or before that, since when it is being shut; ISO 8601, UTC
 * @param rules event rules that were enabled
 * @param schedules schedules that were enabled
 * @param mappings ids of event source mappings that were enabled
 * @param ingress the database's ingress rules on its port, one text each
 */
public record FenceRecord(
        String fencedAt,
        int desired,
        List<String> rules,
        List<String> schedules,
        List<String> mappings,
        List<String> ingress) {

    /** Empty where the service was never fenced in this session, or the fence was lifted. */
    public static Optional<FenceRecord> read(ActionContext context, EcsServiceReads service) {
        return note(context, service).read();
    }

    public void write(ActionContext context, EcsServiceReads service) {
        note(context, service).write(this);
    }

    /** From now on nothing comes in any more. */
    public static void standing(ActionContext context, EcsServiceReads service) {
        read(context, service)
                .map(f -> new FenceRecord(
                        context.time().instant().toString(),
                        f.desired(),
                        f.rules(),
                        f.schedules(),
                        f.mappings(),
                        f.ingress()))
                .ifPresent(f -> f.write(context, service));
    }

    /** The fence was lifted: nothing is left to restore. */
    public static void lifted(ActionContext context, EcsServiceReads service) {
        note(context, service).remove();
    }

    private static SessionNote<FenceRecord> note(ActionContext context, EcsServiceReads service) {
        return SessionNote.in(context, "fence-" + service.region() + "-" + service.name(), FenceRecord.class);
    }
}
