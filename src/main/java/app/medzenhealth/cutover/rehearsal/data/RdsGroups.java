package app.medzenhealth.cutover.rehearsal.data;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.rds.model.CopyDbParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.CreateDbParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.CreateDbSubnetGroupRequest;
import software.amazon.awssdk.services.rds.model.Parameter;

/** Parameter groups and subnet groups. */
final class RdsGroups {

    /** What the engine sets, of which a group changes some. */
    private static final Map<String, String> ENGINE = Map.of(
            "autovacuum", "1",
            "log_min_duration_statement", "-1",
            "max_connections", "LEAST({DBInstanceClassMemory/9531392},5000)",
            "rds.force_ssl", "0",
            "shared_buffers", "{DBInstanceClassMemory/32768}",
            "timezone", "UTC",
            "wal_level", "replica",
            "work_mem", "4096");

    private final RdsState state;
    private final RdsLookup lookup;

    RdsGroups(RdsState state, RdsLookup lookup) {
        this.state = state;
        this.lookup = lookup;
    }

    ParameterGroup create(CreateDbParameterGroupRequest request) {
        return add(new ParameterGroup(
                request.dbParameterGroupName(), request.dbParameterGroupFamily(), request.description(), Map.of()));
    }

    ParameterGroup copy(CopyDbParameterGroupRequest request) {
        var source = lookup.parameterGroup(request.sourceDBParameterGroupIdentifier());
        return add(new ParameterGroup(
                request.targetDBParameterGroupIdentifier(),
                source.family(),
                request.targetDBParameterGroupDescription(),
                source.values()));
    }

    private ParameterGroup add(ParameterGroup group) {
        if (state.parameterGroups.containsKey(group.name())) {
            throw RdsRefusal.parameterGroupExists(group.name());
        }
        if (!group.name().matches("[a-zA-Z](?!.*--)[a-zA-Z0-9-]{0,254}(?<!-)")) {
            throw RdsRefusal.parameter("The parameter DBParameterGroupName is not a valid identifier: " + group.name());
        }
        state.parameterGroups.put(group.name(), group);
        return group;
    }

    void change(String name, Collection<Parameter> parameters) {
        var group = lookup.parameterGroup(name);
        if (!group.custom()) {
            throw RdsRefusal.parameterGroupState("Default parameter groups can't be modified: " + name);
        }
        if (parameters.size() > 20) {
            throw RdsRefusal.parameter("A maximum of 20 parameters can be modified in a single request.");
        }
        for (var parameter : parameters) {
            group.values().put(parameter.parameterName(), parameter.parameterValue());
        }
        state.databases().stream()
                .filter(db -> db.spec.parameterGroup().equals(name))
                .forEach(db -> db.parameterStatus = "pending-reboot");
    }

    void delete(String name) {
        var group = lookup.parameterGroup(name);
        if (!group.custom()) {
            throw RdsRefusal.parameterGroupState("Default parameter groups can't be deleted: " + name);
        }
        if (state.databases().stream().anyMatch(db -> db.spec.parameterGroup().equals(name))) {
            throw RdsRefusal.parameterGroupState(
                    "One or more database instances are still members of this parameter group " + name
                            + ", so the group cannot be deleted");
        }
        state.parameterGroups.remove(name);
    }

    /** @param source {@code user}, {@code engine-default} or empty for all */
    List<Parameter> parameters(String name, String source) {
        var group = lookup.parameterGroup(name);
        var all = new TreeMap<String, String>(ENGINE);
        all.putAll(group.values());
        return all.entrySet().stream()
                .map(entry -> parameter(
                        entry.getKey(), entry.getValue(), group.values().containsKey(entry.getKey())))
                .filter(parameter -> source.isEmpty() || parameter.source().equals(source))
                .toList();
    }

    private static Parameter parameter(String name, String value, boolean user) {
        var restarts = name.equals("max_connections") || name.equals("shared_buffers") || name.equals("wal_level");
        return Parameter.builder()
                .parameterName(name)
                .parameterValue(value)
                .source(user ? "user" : "engine-default")
                .applyType(restarts ? "static" : "dynamic")
                .applyMethod(restarts ? "pending-reboot" : "immediate")
                .dataType(value.matches("-?\\d+") ? "integer" : "string")
                .isModifiable(!name.equals("wal_level"))
                .build();
    }

    SubnetGroup createSubnets(CreateDbSubnetGroupRequest request, String vpc) {
        var name = request.dbSubnetGroupName().toLowerCase(Locale.ROOT);
        if (state.subnetGroups.containsKey(name)) {
            throw RdsRefusal.subnetGroupExists(name);
        }
        var group = new SubnetGroup(name, request.dbSubnetGroupDescription(), vpc, request.subnetIds());
        state.subnetGroups.put(name, group);
        return group;
    }

    void deleteSubnets(String name) {
        var group = lookup.subnetGroup(name);
        if (!state.using(group).isEmpty()) {
            throw RdsRefusal.subnetGroupState(
                    "Cannot delete the subnet group '" + name + "' because at least one database instance: "
                            + state.using(group).getFirst().id + " is still using it.");
        }
        state.subnetGroups.remove(name);
    }
}
