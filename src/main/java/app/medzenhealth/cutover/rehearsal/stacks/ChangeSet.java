package app.medzenhealth.cutover.rehearsal.stacks;

import app.medzenhealth.cutover.rehearsal.Timeline;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.Change;

/** A change set: what a template would do to a stack. */
final class ChangeSet {
    final String id;
    final String name;
    final Stack stack;
    final StackTemplate template;
    final Map<String, String> parameters;
    final Map<String, String> tags;
    final List<String> capabilities;
    final List<Change> changes;
    final Timeline<String> status;
    final @Nullable String reason;
    final @Nullable String token;
    String execution = "AVAILABLE";

    ChangeSet(
            String id,
            String name,
            Stack stack,
            StackTemplate template,
            Map<String, String> parameters,
            Map<String, String> tags,
            List<String> capabilities,
            List<Change> changes,
            Timeline<String> status,
            @Nullable String reason,
            @Nullable String token) {
        this.id = id;
        this.name = name;
        this.stack = stack;
        this.template = template;
        this.parameters = parameters;
        this.tags = tags;
        this.capabilities = capabilities;
        this.changes = changes;
        this.status = status;
        this.reason = reason;
        this.token = token;
    }
}
