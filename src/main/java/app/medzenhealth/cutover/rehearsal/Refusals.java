package app.medzenhealth.cutover.rehearsal;

import app.medzenhealth.cutover.aws.service.AwsService;
import app.medzenhealth.cutover.aws.service.AwsService.Protocol;
import app.medzenhealth.cutover.aws.service.AwsServices;
import java.net.SocketTimeoutException;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** What any operation of one service can answer, as that service spells it. */
final class Refusals {

    /** Of SNS, whose class it has under another name than its code. */
    private static final String AUTHORIZATION_ERROR = "AuthorizationError";

    private final Class<?> client;
    private final String service;

    private final Optional<Protocol> protocol;

    Refusals(Class<?> client, String service) {
        this.client = client;
        this.service = service;
        this.protocol = AwsServices.of(service).map(AwsService::protocol);
    }

    /** Whether errors follow the query protocol's names; the others' end in {@code Exception}. */
    private boolean speaksXml() {
        return protocol.filter(Protocol::speaksXml).isPresent();
    }

    /** Whether the protocol tells the kind of an error by its status too. */
    private boolean tellsByStatus() {
        return protocol.filter(p -> p == Protocol.REST_JSON).isPresent();
    }

    String serviceName() {
        var name = client.getSimpleName();
        return name.substring(0, name.length() - "Client".length());
    }

    AwsServiceException accessDenied(String account, String operation) {
        var message =
                "User: arn:aws:sts::" + account + ":assumed-role/cutover-operator/lead is not authorized to perform: "
                        + service + ":" + operation + " because no identity-based policy allows the action";
        return switch (service) {
            case "ec2" -> of("UnauthorizedOperation", 403, message);
            case "s3" -> of("AccessDenied", 403, message);
            case "sns" -> of(AUTHORIZATION_ERROR, 403, message);
            default ->
                speaksXml()
                        ? of("AccessDenied", 403, message)
                        : of("AccessDeniedException", tellsByStatus() ? 403 : 400, message);
        };
    }

    AwsServiceException throttled() {
        return switch (service) {
            case "ec2" -> of("RequestLimitExceeded", 503, "Request limit exceeded.");
            case "s3" -> of("SlowDown", 503, "Please reduce your request rate.");
            case "lambda", "apigateway", "apigatewayv2" -> of("TooManyRequestsException", 429, "Rate exceeded");
            default ->
                speaksXml()
                        ? of("Throttling", 400, "Rate exceeded")
                        : of("ThrottlingException", tellsByStatus() ? 429 : 400, "Rate exceeded");
        };
    }

    AwsServiceException internalFailure() {
        return of(
                service.equals("s3") ? "InternalError" : "InternalFailure",
                500,
                "The request processing has failed because of an unknown error, exception or failure.");
    }

    /** A region that the account has not opted in to. */
    AwsServiceException regionDisabled() {
        return switch (service) {
            case "ec2" -> of("AuthFailure", 401, "AWS was not able to validate the provided access credentials");
            case "s3" -> of("InvalidToken", 400, "The provided token is malformed or otherwise invalid.");
            default ->
                speaksXml()
                        ? of("InvalidClientTokenId", 403, "The security token included in the request is invalid.")
                        : of(
                                "UnrecognizedClientException",
                                400,
                                "The security token included in the request is invalid.");
        };
    }

    SdkClientException timeout() {
        return SdkClientException.create(
                "Unable to execute HTTP request: Read timed out", new SocketTimeoutException("Read timed out"));
    }

    private AwsServiceException of(String code, int status, String message) {
        return AwsFault.of(builder(code), code, status, message);
    }

    /** The SDK's class for the code where the service models it, else the service's base exception: common codes have no class. */
    private AwsServiceException.Builder builder(String code) {
        var models = client.getPackageName() + ".model.";
        for (var name :
                new String[] {code.equals(AUTHORIZATION_ERROR) ? code + "Exception" : code, serviceName() + "Exception"
                }) {
            try {
                return (AwsServiceException.Builder) Class.forName(models + name, true, client.getClassLoader())
                        .getMethod("builder")
                        .invoke(null);
            } catch (ClassNotFoundException e) {
                // The next name.
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        return AwsServiceException.builder();
    }
}
