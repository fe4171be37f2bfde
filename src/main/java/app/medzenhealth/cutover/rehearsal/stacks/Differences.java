package app.medzenhealth.cutover.rehearsal.stacks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.Change;
import software.amazon.awssdk.services.cloudformation.model.ChangeAction;
import software.amazon.awssdk.services.cloudformation.model.ChangeType;
import software.amazon.awssdk.services.cloudformation.model.Replacement;
import software.amazon.awssdk.services.cloudformation.model.ResourceChange;

/** What a template would change in a stack. */
final class Differences {
    private Differences() {}

    static List<Change> between(Stack stack, StackTemplate wanted, Map<String, String> parameters) {
        var changes = new ArrayList<Change>();
        for (var id : References.order(wanted)) {
            var resource = wanted.resource(id);
            var member = stack.members.get(id);
            if (member == null) {
                changes.add(change(ChangeAction.ADD, id, resource.type(), null));
            } else if (differs(stack, id, resource, parameters)) {
                changes.add(change(ChangeAction.MODIFY, id, resource.type(), member.physicalId()));
            }
        }
        stack.members.values().stream()
                .filter(m -> !wanted.resources().containsKey(m.logicalId()))
                .forEach(m -> changes.add(change(ChangeAction.REMOVE, m.logicalId(), m.type(), m.physicalId())));
        return changes;
    }

    private static boolean differs(
            Stack stack, String id, StackTemplate.Resource resource, Map<String, String> parameters) {
        var template = stack.template;
        if (template == null || !template.resources().containsKey(id)) {
            return true;
        }
        var was = template.resources().get(id);
        var parameterChanged = References.in(resource.properties()).stream()
                .filter(parameters::containsKey)
                .anyMatch(name -> !Objects.equals(parameters.get(name), stack.parameters.get(name)));
        return parameterChanged
                || !was.properties().equals(resource.properties())
                || !was.type().equals(resource.type());
    }

    private static Change change(ChangeAction action, String id, String type, @Nullable String physicalId) {
        var resource = ResourceChange.builder()
                .action(action)
                .logicalResourceId(id)
                .physicalResourceId(physicalId)
                .resourceType(type);
        if (action == ChangeAction.MODIFY) {
            resource.replacement(Replacement.TRUE).scopeWithStrings("Properties");
        }
        return Change.builder()
                .type(ChangeType.RESOURCE)
                .resourceChange(resource.build())
                .build();
    }
}
