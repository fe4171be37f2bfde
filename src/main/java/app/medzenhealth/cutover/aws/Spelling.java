package app.medzenhealth.cutover.aws;

import java.util.Map;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkRequest;

/**
 * The names of services and operations. The SDK turns acronyms into words ({@code CreateDbSnapshotRequest}); AWS, the CLI and
 * IAM do not ({@code CreateDBSnapshot}). The exceptions below are all there are in the clients in use.
 */
final class Spelling {

    private static final String SERVICES = "software.amazon.awssdk.services.";
    private static final Pattern WORD = Pattern.compile("[A-Z][a-z0-9]*");

    private static final Map<String, Map<String, String>> WORDS = Map.ofEntries(
            Map.entry("rds", Map.of("Db", "DB")),
            Map.entry("sts", Map.of("Saml", "SAML")),
            Map.entry("backup", Map.of("Json", "JSON")),
            Map.entry("elasticloadbalancing", Map.of("Lb", "LB", "Ssl", "SSL")),
            Map.entry("elasticloadbalancingv2", Map.of("Ssl", "SSL")),
            Map.entry("route53", Map.of("Vpc", "VPC", "Dnssec", "DNSSEC", "Dns", "DNS")),
            Map.entry("iam", Map.of("Saml", "SAML", "Mfa", "MFA", "Ssh", "SSH")),
            Map.entry("sns", Map.of("Sms", "SMS")),
            Map.entry("servicequotas", Map.of("Aws", "AWS")),
            Map.entry("ssooidc", Map.of("Iam", "IAM")),
            // ListWebAcLs
            Map.entry("wafv2", Map.of("Acl", "ACL", "Ac", "AC", "Api", "API", "Ip", "IP")));

    private Spelling() {}

    static String service(SdkRequest request) {
        return service(request.getClass());
    }

    /** From a client's, request's or response's class. */
    static String service(Class<?> type) {
        String name = type.getPackageName();
        if (!name.startsWith(SERVICES)) {
            return name;
        }
        String rest = name.substring(SERVICES.length());
        int dot = rest.indexOf('.');
        return dot < 0 ? rest : rest.substring(0, dot);
    }

    static String operation(Class<?> request) {
        String simple = request.getSimpleName();
        String name = simple.endsWith("Request") ? simple.substring(0, simple.length() - 7) : simple;
        String service = service(request);
        if (service.equals("iam")) {
            name = name.replace("OpenIdConnect", "OpenIDConnect")
                    .replace("ClientIdTo", "ClientIDTo")
                    .replace("ClientIdFrom", "ClientIDFrom");
        }
        if (service.equals("cognitoidentityprovider")) {
            name = name.replace("Csv", "CSV")
                    .replace("UiCustomization", "UICustomization")
                    .replace("MfaPref", "MFAPref");
        }
        if (service.equals("ec2") && name.equals("EnableVolumeIo")) {
            return "EnableVolumeIO";
        }
        Map<String, String> words = WORDS.getOrDefault(service, Map.of());
        return words.isEmpty()
                ? name
                : WORD.matcher(name).replaceAll(word -> words.getOrDefault(word.group(), word.group()));
    }
}
