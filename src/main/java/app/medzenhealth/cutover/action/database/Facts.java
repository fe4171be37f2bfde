package app.medzenhealth.cutover.action.database;

import app.medzenhealth.cutover.action.Fact;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** What a review of a database is bound to. */
final class Facts {
    private Facts() {}

    static List<Fact> of(String name, Optional<DBInstance> instance) {
        return instance.map(i -> List.of(
                        fact(name, "status", i.dbInstanceStatus()),
                        fact(name, "resource id", i.dbiResourceId()),
                        fact(name, "class", i.dbInstanceClass()),
                        fact(name, "engine", i.engine() + " " + i.engineVersion()),
                        fact(name, "multi-AZ", i.multiAZ()),
                        fact(name, "encrypted", i.storageEncrypted()),
                        fact(name, "replica of", InstanceStatus.source(i)),
                        fact(name, "backup retention days", i.backupRetentionPeriod()),
                        fact(name, "deletion protection", i.deletionProtection()),
                        fact(name, "replicas", String.join(",", i.readReplicaDBInstanceIdentifiers()))))
                .orElse(List.of(new Fact(name, "status", Fact.ABSENT)));
    }

    static List<Fact> ofSnapshot(String name, Optional<DBSnapshot> snapshot) {
        return snapshot.map(s -> List.of(
                        fact(name, "status", s.status()),
                        fact(name, "of instance", s.dbInstanceIdentifier()),
                        fact(name, "encrypted", s.encrypted())))
                .orElse(List.of(new Fact(name, "status", Fact.ABSENT)));
    }

    static boolean absent(List<Fact> before, String name) {
        return before.stream()
                .anyMatch(f -> f.resource().equals(name)
                        && f.attribute().equals("status")
                        && f.value().equals(Fact.ABSENT));
    }

    private static Fact fact(String name, String attribute, Object value) {
        return new Fact(name, attribute, value == null ? "" : String.valueOf(value));
    }
}
