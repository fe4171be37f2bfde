package app.medzenhealth.cutover.action.database;

import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.Endpoint;

/** Where an instance is reached. */
final class Endpoints {
    private Endpoints() {}

    /** Its address; empty while it has none. */
    static String of(Optional<DBInstance> instance) {
        return instance.map(DBInstance::endpoint).map(Endpoint::address).orElse("");
    }
}
