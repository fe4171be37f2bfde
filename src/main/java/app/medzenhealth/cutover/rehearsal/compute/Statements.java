package app.medzenhealth.cutover.rehearsal.compute;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Statements of a function's resource policy. */
final class Statements {
    private Statements() {}

    static String allow(
            String id,
            String principal,
            String action,
            String resource,
            @Nullable String sourceArn,
            @Nullable String sourceAccount) {
        var statement = JsonMapper.shared().createObjectNode();
        statement.put("Sid", id).put("Effect", "Allow");
        if (principal.endsWith(".amazonaws.com")) {
            statement.putObject("Principal").put("Service", principal);
        } else if (principal.equals("*")) {
            statement.put("Principal", "*");
        } else {
            statement
                    .putObject("Principal")
                    .put("AWS", principal.startsWith("arn:") ? principal : "arn:aws:iam::" + principal + ":root");
        }
        statement.put("Action", action).put("Resource", resource);
        if (sourceArn != null || sourceAccount != null) {
            var condition = statement.putObject("Condition");
            if (sourceAccount != null) {
                condition.putObject("StringEquals").put("AWS:SourceAccount", sourceAccount);
            }
            if (sourceArn != null) {
                condition.putObject("ArnLike").put("AWS:SourceArn", sourceArn);
            }
        }
        return JsonMapper.shared().writeValueAsString((JsonNode) statement);
    }
}
