package app.medzenhealth.cutover.action.database;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.SessionNote;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * Where the source's log stood when this session promoted a replica of it. Afterwards the two logs cannot be compared any more:
 * what can still be said is whether the source has written since.
 *
 * @param resource the promoted instance's own identifier, "Region-unique, immutable" (Amazon RDS API Reference, DBInstance:
 *     DbiResourceId): another one may have its name
 * @param source identifier of the instance that it followed
 * @param position of the source's log, as PostgreSQL prints it
 */
record PromotionRecord(String resource, String source, String position, Instant at) {

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
