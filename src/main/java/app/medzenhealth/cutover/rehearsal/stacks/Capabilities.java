package app.medzenhealth.cutover.rehearsal.stacks;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a template asks consent for. */
final class Capabilities {
    static final String IAM = "CAPABILITY_IAM";
    static final String NAMED_IAM = "CAPABILITY_NAMED_IAM";
    /** Properties that give an IAM resource a name of one's own. */
    private static final Map<String, String> NAMES = Map.of(
            "AWS::IAM::Role", "RoleName",
            "AWS::IAM::User", "UserName",
            "AWS::IAM::Group", "GroupName",
            "AWS::IAM::ManagedPolicy", "ManagedPolicyName");

    private Capabilities() {}

    /** The stronger of the two where both apply; empty where none is needed. */
    static Optional<String> required(StackTemplate template) {
        var iam = template.resources().values().stream()
                .filter(r -> r.type().startsWith("AWS::IAM::"))
                .toList();
        if (iam.isEmpty()) {
            return Optional.empty();
        }
        var named = iam.stream()
                .anyMatch(r -> NAMES.containsKey(r.type()) && r.properties().containsKey(NAMES.get(r.type())));
        return Optional.of(named ? NAMED_IAM : IAM);
    }

    static boolean given(String required, List<String> granted) {
        return granted.contains(required) || required.equals(IAM) && granted.contains(NAMED_IAM);
    }
}
