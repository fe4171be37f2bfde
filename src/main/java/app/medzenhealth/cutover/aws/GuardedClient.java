package app.medzenhealth.cutover.aws;

import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkPlugin;
import software.amazon.awssdk.core.SdkRequest;

/**
 * One guarded client. Consumer overloads, paginators and streaming conveniences are default methods of the SDK's interface and
 * run on the guarded client, so that every call comes through {@link Guard#call}.
 */
final class GuardedClient<C extends SdkClient> implements InterceptedClient.Calls {

    /** The SDK knows no other way to say it for one request. */
    private static final SdkPlugin ONCE = configuration ->
            configuration.overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()));

    private final Guard guard;
    private final Class<C> type;
    private final String region;
    private final Clients raw;

    GuardedClient(Guard guard, Class<C> type, String region, Clients raw) {
        this.guard = guard;
        this.type = type;
        this.region = region;
        this.raw = raw;
    }

    @Override
    public @Nullable Object send(InterceptedClient.Sending sending) throws Throwable {
        var request = sending.request();
        var operation = Spelling.operation(sending.declared());
        if (!sending.method().equalsIgnoreCase(operation) || request.getClass() != sending.declared()) {
            throw guard.refusedMethod(region, type, sending.method(), "its request is of another operation");
        }
        var smuggled = smuggled(request);
        if (smuggled.isPresent()) {
            throw guard.refusedMethod(region, type, sending.method(), smuggled.get());
        }
        return guard.call(
                region,
                RequestShape.of(request),
                (shape, from) -> sending.to(
                        from.client(type, region),
                        shape.isRead() || shape.carriesToken() ? request : withoutRetries(request)));
    }

    @Override
    public String serviceName() {
        return raw.client(type, region).serviceName();
    }

    @Override
    public RuntimeException forbidden(String method, String why) {
        return guard.refusedMethod(region, type, method, why);
    }

    @Override
    public String described() {
        return "Guarded " + type.getSimpleName() + " in " + region;
    }

    /** A request can bring along its own credentials or interceptors, and with them another account. */
    private static Optional<String> smuggled(SdkRequest request) {
        return request.overrideConfiguration().flatMap(configuration -> {
            var credentials = configuration instanceof AwsRequestOverrideConfiguration aws
                    && (aws.credentialsIdentityProvider().isPresent()
                            || aws.credentialsProvider().isPresent());
            return credentials
                            || configuration.signer().isPresent()
                            || !configuration.plugins().isEmpty()
                    ? Optional.of("it brings its own credentials, signer or plugins")
                    : Optional.empty();
        });
    }

    /** What carries no token must not be sent twice because an answer was lost. */
    private static SdkRequest withoutRetries(SdkRequest request) {
        if (!(request instanceof AwsRequest aws)) {
            return request;
        }
        var once = aws.overrideConfiguration()
                .map(AwsRequestOverrideConfiguration::toBuilder)
                .orElseGet(AwsRequestOverrideConfiguration::builder)
                .addPlugin(ONCE)
                .build();
        return aws.toBuilder().overrideConfiguration(once).build();
    }

    /** The SDK's own waiters are made around the client that polls: it has to be the guarded one. */
    @Override
    public Object waiter(SdkClient client, Class<?> waiter) throws Throwable {
        try {
            var builder = waiter.getMethod("builder").invoke(null);
            Class<?> made = waiter.getMethod("builder").getReturnType();
            for (var method : made.getMethods()) {
                if (method.getName().equals("client")) {
                    method.invoke(builder, client);
                }
            }
            return made.getMethod("build").invoke(builder);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
