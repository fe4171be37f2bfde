package app.medzenhealth.cutover.rehearsal.stacks;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;

/** One stack, alive or deleted. */
final class Stack {
    private final String name;
    private final String id;
    private final Instant created;
    private String status;
    private @Nullable String reason;

    @Nullable
    Instant updated;

    @Nullable
    Instant deleted;

    @Nullable
    StackTemplate template;

    boolean protectedFromDeletion;
    Map<String, String> parameters = Map.of();
    Map<String, String> tags = Map.of();
    List<String> capabilities = List.of();
    String description = "";
    /** By logical id, in the order they were made. */
    final Map<String, Member> members = new LinkedHashMap<>();

    final Map<String, String> outputs = new LinkedHashMap<>();
    /** Export names by output key. */
    final Map<String, String> exports = new LinkedHashMap<>();
    /** Names of exports of other stacks that this one uses. */
    final Set<String> imports = new LinkedHashSet<>();

    final Set<String> tokens = new LinkedHashSet<>();
    private final List<StackEvent> events = new ArrayList<>();

    /** @param status as CloudFormation spells it, for example {@code CREATE_COMPLETE} */
    record Member(
            String logicalId,
            String type,
            String physicalId,
            String status,
            Instant at,
            Map<String, String> attributes) {
        Member with(String newStatus, Instant when) {
            return new Member(logicalId, type, physicalId, newStatus, when, attributes);
        }
    }

    Stack(String name, String id, String status, Instant created) {
        this.name = name;
        this.id = id;
        this.status = status;
        this.created = created;
    }

    String name() {
        return name;
    }

    String id() {
        return id;
    }

    Instant created() {
        return created;
    }

    String status() {
        return status;
    }

    @Nullable
    String reason() {
        return reason;
    }

    boolean gone() {
        return status.equals("DELETE_COMPLETE");
    }

    boolean busy() {
        return status.endsWith("_IN_PROGRESS") && !status.equals("REVIEW_IN_PROGRESS");
    }

    void turn(String newStatus, @Nullable String why, Instant now) {
        status = newStatus;
        reason = why;
        event(name, id, "AWS::CloudFormation::Stack", newStatus, why, now);
        if (gone()) {
            deleted = now;
        }
    }

    void event(String logicalId, String physicalId, String type, String newStatus, @Nullable String why, Instant at) {
        events.add(StackEvent.builder()
                .eventId(logicalId + "-" + newStatus + "-" + events.size())
                .stackId(id)
                .stackName(name)
                .logicalResourceId(logicalId)
                .physicalResourceId(physicalId)
                .resourceType(type)
                .resourceStatus(newStatus)
                .resourceStatusReason(why)
                .timestamp(at)
                .build());
    }

    /** The latest first. */
    List<StackEvent> events() {
        return List.copyOf(events.reversed());
    }
}
