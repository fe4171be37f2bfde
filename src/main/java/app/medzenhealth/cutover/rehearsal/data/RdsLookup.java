package app.medzenhealth.cutover.rehearsal.data;

import app.medzenhealth.cutover.rehearsal.Estate;
import app.medzenhealth.cutover.rehearsal.Page;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.Tag;

/** Finds what a request names, or refuses as RDS does. */
final class RdsLookup {

    private final Estate estate;
    private final String region;
    private final RdsState state;

    RdsLookup(Estate estate, String region) {
        this.estate = estate;
        this.region = region;
        this.state = RdsState.of(estate, region);
    }

    /** @param reference identifier, whatever its case, or ARN */
    Database instance(String reference) {
        if (reference.startsWith("arn:")) {
            return RdsState.byArn(estate, reference)
                    .filter(db -> db.region().equals(region))
                    .orElseThrow(() -> RdsRefusal.noInstance(reference));
        }
        return state.database(reference.toLowerCase(Locale.ROOT)).orElseThrow(() -> RdsRefusal.noInstance(reference));
    }

    Database available(String reference, String purpose) {
        var db = instance(reference);
        if (!db.status().equals("available")) {
            throw RdsRefusal.instanceState("Database instance is not in available state: " + db.id + " is "
                    + db.status() + ", cannot " + purpose + ".");
        }
        return db;
    }

    DatabaseSnapshot snapshot(String reference) {
        var found = reference.startsWith("arn:")
                ? RdsState.snapshotByArn(estate, reference)
                        .filter(s -> s.arn().split(":")[3].equals(region))
                : Optional.ofNullable(state.snapshots.get(reference));
        return found.orElseThrow(() -> RdsRefusal.noSnapshot(reference));
    }

    ParameterGroup parameterGroup(String name) {
        return state.parameterGroup(name).orElseThrow(() -> RdsRefusal.noParameterGroup(name));
    }

    SubnetGroup subnetGroup(String name) {
        return state.subnetGroup(name).orElseThrow(() -> RdsRefusal.noSubnetGroup(name));
    }

    /**
     * A subnet group that an instance can be put into. Only a group whose network is known is judged by its subnets.
     */
    SubnetGroup placeable(String name) {
        var group = subnetGroup(name);
        whole(group);
        var network = SubnetZones.of(estate, region);
        var subnets = Set.copyOf(group.subnets());
        if (network.knowsAny(subnets) && network.zones(subnets) < 2) {
            throw RdsRefusal.tooFewZones();
        }
        return group;
    }

    /** Every subnet of it is still there. */
    void whole(SubnetGroup group) {
        var network = SubnetZones.of(estate, region);
        var subnets = Set.copyOf(group.subnets());
        if (network.knowsAny(subnets) && !network.knowsAll(subnets)) {
            throw RdsRefusal.network(group.name());
        }
    }

    /** What an instance is encrypted with can be used: without its key it is inaccessible. */
    void accessible(Database db) {
        var key = db.spec.kmsKey();
        if (key != null && KmsState.of(estate, region).unusable(key)) {
            throw RdsRefusal.noKey(key);
        }
    }

    /** The key's ARN in this region. */
    String key(String reference) {
        return KmsState.of(estate, region).usable(reference).orElseThrow(() -> RdsRefusal.noKey(reference));
    }

    <T> Page<T> page(List<T> all, @Nullable String marker, @Nullable Integer max) {
        try {
            return estate.page(all, marker, max);
        } catch (Page.InvalidToken e) {
            throw RdsRefusal.parameter("Invalid value for Marker");
        }
    }

    void tag(String arn, List<Tag> tags) {
        if (!tags.isEmpty()) {
            var values = tags.stream().collect(Collectors.toMap(Tag::key, Tag::value, (a, b) -> b));
            estate.tags().put(arn, values);
        }
    }
}
