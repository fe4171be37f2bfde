package app.medzenhealth.cutover.action;

import app.medzenhealth.cutover.aws.PlannedCall;
import app.medzenhealth.cutover.aws.PlannedCall.Resource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What planned calls take away, told by the calls alone: for an action that does not say it itself, above all for one that takes back
 * what a step has made.
 */
public final class TakenAway {
    /** Mutating operations that take something away for good, as their names begin. */
    private static final Pattern TAKES =
            Pattern.compile("(?:Delete|Terminate|ScheduleKeyDeletion|Purge|Release)([A-Z].*)?");

    private static final Pattern WORDS = Pattern.compile("(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

    private TakenAway() {}

    /** Whether a call of this operation takes something away for good. */
    public static boolean by(String operation) {
        return TAKES.matcher(operation).matches();
    }

    /** Each thing once, in the order of the calls. */
    public static List<Deletion> of(List<PlannedCall> calls) {
        return calls.stream()
                .filter(c -> by(c.operation()))
                .flatMap(c -> deletion(c).stream())
                .distinct()
                .toList();
    }

    /** Empty for what an earlier call of the same action makes: it is not there yet. */
    private static Optional<Deletion> deletion(PlannedCall call) {
        return call.resource() instanceof Resource.Named(var id)
                ? Optional.of(Deletion.of(call.region(), call.service() + "/" + type(call.operation()) + "/" + id))
                : Optional.empty();
    }

    /** {@code DeleteDBParameterGroup} takes a {@code db-parameter-group}. */
    private static String type(String operation) {
        var matcher = TAKES.matcher(operation);
        var noun = matcher.matches() && matcher.group(1) != null ? matcher.group(1) : "Key";
        return String.join("-", WORDS.split(noun)).toLowerCase(Locale.ROOT);
    }
}
