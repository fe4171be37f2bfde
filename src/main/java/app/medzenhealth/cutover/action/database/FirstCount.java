package app.medzenhealth.cutover.action.database;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.SessionNote;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * What a database that this session promoted had counted of changed rows at the first moment at which it took writes: a replica counts
 * none.
 *
 * @param resource the instance's own identifier, "Region-unique, immutable" (Amazon RDS API Reference, DBInstance: DbiResourceId)
 */
record FirstCount(String resource, long rowsChanged, Instant at) {

    static Optional<FirstCount> of(ActionContext context, String region, DBInstance instance) {
        return note(context, region, instance.dbInstanceIdentifier())
                .read()
                .filter(r -> r.resource().equals(instance.dbiResourceId()));
    }

    /** Durable when it returns; the first one of an instance stays. */
    static void note(ActionContext context, String region, DBInstance instance, long rowsChanged) {
        if (of(context, region, instance).isEmpty()) {
            note(context, region, instance.dbInstanceIdentifier())
                    .write(new FirstCount(
                            String.valueOf(instance.dbiResourceId()),
                            rowsChanged,
                            context.time().instant()));
        }
    }

    private static SessionNote<FirstCount> note(ActionContext context, String region, String instance) {
        return SessionNote.in(context, "promotion-" + region + "-" + instance + "-rows", FirstCount.class);
    }
}
