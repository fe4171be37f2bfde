package app.medzenhealth.cutover.rehearsal.stacks;

import app.medzenhealth.cutover.rehearsal.Estate;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Stacks and change sets of one region. */
public final class CloudFormationState {
    private final Estate estate;
    private final String region;
    /** By id; deleted ones stay, as CloudFormation lists them for 90 days. */
    final Map<String, Stack> stacks = new LinkedHashMap<>();
    /** By id. */
    final Map<String, ChangeSet> changeSets = new LinkedHashMap<>();

    /** A value that other stacks may import. */
    public record Export(String name, String value, String stackId) {}

    /**
     * What a stack of the beginning owns.
     *
     * @param physicalId as its service names it
     */
    public record Owned(String logicalId, String type, String physicalId) {}

    private CloudFormationState(Estate estate, String region) {
        this.estate = estate;
        this.region = region;
    }

    public static CloudFormationState of(Estate estate, String region) {
        return estate.state(CloudFormationState.class, region, () -> new CloudFormationState(estate, region));
    }

    /**
     * A stack that is there from the start.
     *
     * @param status for example {@code UPDATE_COMPLETE}, or {@code DELETE_COMPLETE} for one that is only remembered
     * @param owned deleted with it: see {@link ResourceKind}; members of other kinds are only listed
     * @return its ARN
     */
    public String seed(String name, String status, Duration age, List<Owned> owned, Map<String, String> outputs) {
        var created = estate.now().minus(age);
        var stack = new Stack(name, stackId(name), "CREATE_IN_PROGRESS", created);
        for (var each : owned) {
            stack.members.put(
                    each.logicalId(),
                    new Stack.Member(
                            each.logicalId(), each.type(), each.physicalId(), "CREATE_COMPLETE", created, Map.of()));
        }
        stack.outputs.putAll(outputs);
        stack.turn(status, null, created);
        stacks.put(stack.id(), stack);
        return stack.id();
    }

    /** Lets other stacks import an output of a stack that is there from the start. */
    public CloudFormationState export(String stackId, String outputKey, String exportName) {
        stack(stackId).exports.put(outputKey, exportName);
        return this;
    }

    public CloudFormationState imports(String stackId, String exportName) {
        stack(stackId).imports.add(exportName);
        return this;
    }

    /** One that is there. */
    private Stack stack(String stackId) {
        return Objects.requireNonNull(stacks.get(stackId), stackId);
    }

    String stackId(String name) {
        return estate.arn("cloudformation", region, "stack/" + name + "/" + uuid());
    }

    String changeSetId(String name) {
        return estate.arn("cloudformation", region, "changeSet/" + name + "/" + uuid());
    }

    private String uuid() {
        var hex = estate.id("").substring(1);
        return "%s-%s-11f0-a%s-0%s%s"
                .formatted(
                        hex.substring(0, 8),
                        hex.substring(8, 12),
                        hex.substring(13),
                        hex.substring(1, 8),
                        hex.substring(8, 12));
    }

    /** By name only while it is not deleted; by ARN always. */
    Optional<Stack> find(String nameOrId) {
        if (nameOrId.startsWith("arn:")) {
            return Optional.ofNullable(stacks.get(nameOrId));
        }
        return stacks.values().stream()
                .filter(s -> s.name().equals(nameOrId) && !s.gone())
                .findFirst();
    }

    List<Export> exports() {
        return stacks.values().stream()
                .filter(s -> !s.gone())
                .flatMap(s -> s.exports.entrySet().stream()
                        .map(e -> new Export(e.getValue(), s.outputs.getOrDefault(e.getKey(), ""), s.id())))
                .toList();
    }

    /** Names of the stacks that import it. */
    List<String> importers(String export) {
        return stacks.values().stream()
                .filter(s -> !s.gone() && s.imports.contains(export))
                .map(Stack::name)
                .toList();
    }
}
