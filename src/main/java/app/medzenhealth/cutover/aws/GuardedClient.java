package app.medzenhealth.cutover.aws;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkPlugin;
import software.amazon.awssdk.core.SdkRequest;

/**
 * One guarded client. Consumer overloads, paginators and streaming conveniences are default methods of the SDK's interface and
 * run on the proxy, so that every call comes through {@link Guard#call}.
 */
final class GuardedClient<C extends SdkClient> implements InvocationHandler {

    private static final Map<Method, ClientMethod> METHODS = new ConcurrentHashMap<>();

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
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        return switch (METHODS.computeIfAbsent(method, ClientMethod::of)) {
            case ClientMethod.Sends sends -> send(method, arguments);
            case ClientMethod.Convenience convenience -> InvocationHandler.invokeDefault(proxy, method, arguments);
            case ClientMethod.MakesWaiter makes -> waiter(proxy, method.getReturnType());
            case ClientMethod.ServiceName name -> raw.client(type, region).serviceName();
            // Others hold the same client; whoever made the real one closes it.
            case ClientMethod.Close close -> null;
            case ClientMethod.Common common -> common(proxy, method, arguments);
            case ClientMethod.Forbidden forbidden ->
                throw guard.refusedMethod(region, type, method.getName(), forbidden.why());
        };
    }

    private @Nullable Object send(Method method, Object @Nullable [] arguments) throws Throwable {
        if (arguments == null || !(arguments[0] instanceof SdkRequest request)) {
            throw new NullPointerException("A request is needed for " + method.getName());
        }
        String operation = Spelling.operation(method.getParameterTypes()[0]);
        if (!method.getName().equalsIgnoreCase(operation) || request.getClass() != method.getParameterTypes()[0]) {
            throw guard.refusedMethod(region, type, method.getName(), "its request is of another operation");
        }
        Optional<String> smuggled = smuggled(request);
        if (smuggled.isPresent()) {
            throw guard.refusedMethod(region, type, method.getName(), smuggled.get());
        }
        return guard.call(region, RequestShape.of(request), (shape, from) -> {
            Object[] sent = arguments.clone();
            sent[0] = shape.isRead() || shape.carriesToken() ? request : withoutRetries(request);
            try {
                return method.invoke(from.client(type, region), sent);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    /** A request can bring along its own credentials or interceptors, and with them another account. */
    private static Optional<String> smuggled(SdkRequest request) {
        return request.overrideConfiguration().flatMap(configuration -> {
            boolean credentials = configuration instanceof AwsRequestOverrideConfiguration aws
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
        AwsRequestOverrideConfiguration once = aws.overrideConfiguration()
                .map(AwsRequestOverrideConfiguration::toBuilder)
                .orElseGet(AwsRequestOverrideConfiguration::builder)
                .addPlugin(ONCE)
                .build();
        return aws.toBuilder().overrideConfiguration(once).build();
    }

    /** The SDK's own waiters are made around the client that polls: it has to be this one. */
    private static Object waiter(Object proxy, Class<?> waiter) throws Throwable {
        try {
            Object builder = waiter.getMethod("builder").invoke(null);
            Class<?> type = waiter.getMethod("builder").getReturnType();
            for (Method method : type.getMethods()) {
                if (method.getName().equals("client")) {
                    method.invoke(builder, proxy);
                }
            }
            return type.getMethod("build").invoke(builder);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private Object common(Object proxy, Method method, Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "Guarded " + type.getSimpleName() + " in " + region;
        };
    }
}
