package app.medzenhealth.cutover.rehearsal;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.protocol.MarshallingType;

/** What a request is about, as far as its members' names tell. */
final class Subject {

    /** The more specific first: a snapshot's request names its instance too. */
    private static final List<String> NAMES = List.of(
            "TargetDBSnapshotIdentifier",
            "DBSnapshotIdentifier",
            "ExportTaskIdentifier",
            "DBInstanceIdentifier",
            "DBParameterGroupName",
            "AliasName",
            "ChangeSetName",
            "StackName",
            "FunctionName",
            "TableName",
            "Bucket",
            "HostedZoneId",
            "Rule",
            "Name",
            "logGroupName",
            "serviceName",
            "service",
            "family",
            "restApiId",
            "ApiId");

    private Subject() {}

    static String of(SdkRequest request) {
        if (request.getClass().getSimpleName().startsWith("RestoreDbInstance")) {
            return value(request, "DBInstanceIdentifier").orElse("");
        }
        for (var name : NAMES) {
            var value = value(request, name);
            if (value.isPresent()) {
                return value.get();
            }
        }
        return request.sdkFields().stream()
                .filter(field -> field.marshallingType() == MarshallingType.STRING)
                .filter(field -> !field.memberName().toLowerCase(Locale.ROOT).contains("token"))
                .flatMap(field -> text(request, field).stream())
                .findFirst()
                .orElse("");
    }

    private static Optional<String> value(SdkRequest request, String name) {
        return request.sdkFields().stream()
                .filter(field -> field.marshallingType() == MarshallingType.STRING)
                .filter(field -> field.memberName().equalsIgnoreCase(name))
                .flatMap(field -> text(request, field).stream())
                .findFirst();
    }

    private static Optional<String> text(SdkRequest request, SdkField<?> field) {
        Object value = field.getValueOrDefault(request);
        return value == null || value.toString().isEmpty() ? Optional.empty() : Optional.of(value.toString());
    }
}
