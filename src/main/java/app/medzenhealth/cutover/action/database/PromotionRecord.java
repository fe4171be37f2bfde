package app.medzenhealth.cutover.action.database;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.SessionNote;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * How many rows the source had changed when this session promoted a replica of it, as {@link
 * app.medzenhealth.cutover.monitor.SqlProber.Answer.State} counts them. Afterwards the two logs cannot be compared any more: what can
 * still be said is whether anything was written to the source since. Its log's position would not do: RDS writes on its own.
 *
 * @param resource the promoted instance's own identifier, "Region-unique, immutable" (Amazon RDS API Reference, DBInstance:
 *     DbiResourceId): another one may have its name
 * @param source identifier of the instance that it followed
 * @param rowsChanged in the source
 */
record PromotionRecord(String resource, String source, long rowsChanged, Instant at) {

    static Optional<PromotionRecord> of(ActionContext context, String region, DBInstance instance) {
        return note(context, region, instance.dbInstanceIdentifier())
                .read()
                .filter(r -> r.resource().equals(instance.dbiResourceId()));
    }

    /** Durable when it returns: before the promotion is sent. */
    void write(ActionContext context, String region, String instance) {
        note(context, region, instance).write(this);
    }

    private static SessionNote<PromotionRecord> note(ActionContext context, String region, String instance) {
        return SessionNote.in(context, "promotion-" + region + "-" + instance + "-position", PromotionRecord.class);
    }
}
