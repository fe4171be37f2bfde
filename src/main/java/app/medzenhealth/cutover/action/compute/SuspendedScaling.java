package app.medzenhealth.cutover.action.compute;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.SessionNote;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What scaled a service before a fence suspended it: what lifting the fence sets going again. Kept beside the {@link FenceRecord}, on
 * disk before anything is suspended.
 */
public record SuspendedScaling(List<AutoScaling.Kind> active) {

    /** Empty where this session has suspended nothing, or has set it going again. */
    public static Optional<SuspendedScaling> read(ActionContext context, EcsServiceReads service) {
        return note(context, service).read();
    }

    /** What was noted before stays: a second attempt finds suspended what the first has suspended. */
    public static void note(ActionContext context, EcsServiceReads service, Set<AutoScaling.Kind> active) {
        var all = EnumSet.noneOf(AutoScaling.Kind.class);
        all.addAll(active);
        read(context, service).ifPresent(before -> all.addAll(before.active()));
        if (!all.isEmpty()) {
            note(context, service).write(new SuspendedScaling(List.copyOf(all)));
        }
    }

    public static void resumed(ActionContext context, EcsServiceReads service) {
        note(context, service).remove();
    }

    public Set<AutoScaling.Kind> kinds() {
        return active.isEmpty() ? Set.of() : EnumSet.copyOf(active);
    }

    private static SessionNote<SuspendedScaling> note(ActionContext context, EcsServiceReads service) {
        return SessionNote.in(context, "scaling-" + service.region() + "-" + service.name(), SuspendedScaling.class);
    }
}
