package app.medzenhealth.cutover.wire;

import app.medzenhealth.cutover.aws.Clients;
import app.medzenhealth.cutover.wire.HttpMessage.Request;
import app.medzenhealth.cutover.wire.HttpMessage.Response;
import app.medzenhealth.cutover.wire.protocol.RequestReader;
import app.medzenhealth.cutover.wire.protocol.ResponseWriter;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.sync.RequestBody;

/** The embedded estate behind AWS's own protocols: it keeps states and takes its time, where an emulator answers at once. */
public final class EstateBackend implements Wire.Backend {

    private final Clients estate;
    private final List<String> unknown = new CopyOnWriteArrayList<>();

    /** @param estate not guarded */
    public EstateBackend(Clients estate) {
        this.estate = estate;
    }

    /** Operations that were asked for and that the estate does not have. */
    public List<String> unknown() {
        return List.copyOf(unknown);
    }

    @Override
    public Response answer(Request request) throws Exception {
        var operation = RequestReader.operation(request);
        var read = RequestReader.read(operation, request);
        SdkClient client = estate.client(operation.client().asSubclass(SdkClient.class), request.region());
        try {
            var method = operation.method();
            return ResponseWriter.write(operation, (AwsResponse)
                    (operation.streams()
                            ? method.invoke(client, read, RequestBody.fromBytes(RequestReader.content(request)))
                            : method.invoke(client, read)));
        } catch (InvocationTargetException e) {
            return switch (e.getCause()) {
                case AwsServiceException refused -> ResponseWriter.refusal(operation, refused);
                case UnsupportedOperationException none -> {
                    unknown.add(request.service() + " " + operation.name());
                    yield ResponseWriter.refusal(operation, refusal(400, "InvalidAction", String.valueOf(none)));
                }
                case Throwable other -> throw new IllegalStateException(other);
            };
        }
    }

    /** As the service of the request words it. */
    public static Response throttled(Request request) {
        var operation = RequestReader.operation(request);
        return ResponseWriter.refusal(
                operation,
                switch (request.service()) {
                    case "ec2" -> refusal(503, "RequestLimitExceeded", "Request limit exceeded.");
                    case "s3" -> refusal(503, "SlowDown", "Please reduce your request rate.");
                    case "lambda", "apigateway" -> refusal(429, "TooManyRequestsException", "Rate exceeded");
                    case "rds", "iam", "sts", "cloudformation", "elasticloadbalancing", "sns", "route53" ->
                        refusal(400, "Throttling", "Rate exceeded");
                    default -> refusal(400, "ThrottlingException", "Rate exceeded");
                });
    }

    static AwsServiceException refusal(int status, String code, String message) {
        return AwsServiceException.builder()
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(message)
                        .build())
                .statusCode(status)
                .requestId("11111111-2222-4333-8444-555555555555")
                .build();
    }
}
