package app.medzenhealth.cutover.aws;

import app.medzenhealth.cutover.aws.service.AwsServices;

/**
 * The IAM action that an operation needs. It is mostly {@code prefix:Operation}; the exceptions are the service authorization
 * reference's, and stand with the services.
 */
public final class IamActions {

    private IamActions() {}

    /**
     * @param service as the SDK's id in lower case without blanks, or as the inventory calls it
     * @param operation as AWS spells it
     */
    public static String of(String service, String operation) {
        return AwsServices.of(service)
                .or(() -> AwsServices.named(service).stream().findFirst())
                .map(s -> s.action(operation))
                .orElseGet(() -> service + ":" + operation);
    }
}
