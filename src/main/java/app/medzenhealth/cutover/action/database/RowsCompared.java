package app.medzenhealth.cutover.action.database;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.SessionNote;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * That the rows of two databases were counted and compared, while users were served still: a big database is counted for minutes,
 * and what is counted before a fence keeps nobody out.
 *
 * @param source what RDS calls the instance, whatever bears its name later
 * @param at when the comparison ended; ISO 8601, UTC
 */
record RowsCompared(String source, String target, String at) {
    /** A comparison of the same night. A stated figure. */
    private static final Duration FRESH = Duration.ofHours(24);

    /** Which two databases, each by its name in its region. */
    record Pair(String sourceRegion, String source, String region, String target) {
        private SessionNote<RowsCompared> note(ActionContext context) {
            return SessionNote.in(
                    context, "rows-" + sourceRegion + "-" + source + "-" + region + "-" + target, RowsCompared.class);
        }

        private Optional<DBInstance> there(ActionContext context) {
            return Rds.in(context, sourceRegion).instance(source);
        }

        private Optional<DBInstance> here(ActionContext context) {
            return Rds.in(context, region).instance(target);
        }
    }

    static void note(ActionContext context, Pair pair) {
        pair.there(context)
                .flatMap(s -> pair.here(context)
                        .map(t -> new RowsCompared(
                                String.valueOf(s.dbiResourceId()),
                                String.valueOf(t.dbiResourceId()),
                                context.time().instant().toString())))
                .ifPresent(pair.note(context)::write);
    }

    /** When these very two were compared last; empty where that was not in the last 24 hours. */
    static Optional<Instant> lately(ActionContext context, Pair pair) {
        return pair.note(context)
                .read()
                .filter(n -> is(pair.there(context), n.source()) && is(pair.here(context), n.target()))
                .map(n -> Instant.parse(n.at()))
                .filter(at -> at.plus(FRESH).isAfter(context.time().instant()));
    }

    private static boolean is(Optional<DBInstance> found, String id) {
        return found.filter(i -> id.equals(i.dbiResourceId())).isPresent();
    }
}
