package app.medzenhealth.cutover.aws;

import app.medzenhealth.cutover.aws.service.AwsService;
import app.medzenhealth.cutover.aws.service.AwsServices;
import java.util.Map;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkRequest;

/**
 * The names of services and operations. The SDK turns acronyms into words ({@code CreateDbSnapshotRequest}); AWS, the CLI and
 * IAM do not ({@code CreateDBSnapshot}). Each service says which of its words are such.
 */
final class Spelling {

    private static final String SERVICES = "software.amazon.awssdk.services.";
    private static final Pattern WORD = Pattern.compile("[A-Z][a-z0-9]*");

    private Spelling() {}

    static String service(SdkRequest request) {
        return service(request.getClass());
    }

    /** From a client's, request's or response's class. */
    static String service(Class<?> type) {
        var name = type.getPackageName();
        if (!name.startsWith(SERVICES)) {
            return name;
        }
        var rest = name.substring(SERVICES.length());
        var dot = rest.indexOf('.');
        return dot < 0 ? rest : rest.substring(0, dot);
    }

    static String operation(Class<?> request) {
        var simple = request.getSimpleName();
        var name = simple.endsWith("Request") ? simple.substring(0, simple.length() - 7) : simple;
        var spelling =
                AwsServices.of(service(request)).map(AwsService::spelling).orElse(Map.of());
        if (spelling.isEmpty()) {
            return name;
        }
        var whole = spelling.get(name);
        return whole != null
                ? whole
                : WORD.matcher(name).replaceAll(word -> spelling.getOrDefault(word.group(), word.group()));
    }
}
